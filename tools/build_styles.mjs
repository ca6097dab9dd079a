// Compiles our part of bootstrap-italia, without the rules whose names appear in none of the given texts,
// then our own sheet, whole: purging would take rules without a name, such as :focus-visible.
// Called by build_assets.py: node build_styles.mjs ROOT < {"texts": [paths]} > css
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = process.argv[2];
const require = createRequire(join(root, 'package.json'));
const sass = require('sass');
const { PurgeCSS } = require('purgecss');

const { texts } = JSON.parse(readFileSync(0, 'utf8'));
const compile = (name) =>
  sass.compile(join(root, 'static/css', name), {
    loadPaths: [join(root, 'node_modules')],
    style: 'compressed',
    charset: false,
    quietDeps: true,
    logger: sass.Logger.silent,
  }).css;
const [purged] = await new PurgeCSS().purge({
  content: texts,
  css: [{ raw: compile('bootstrap.scss') }],
  defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
  variables: true,
  keyframes: true,
});
process.stdout.write(purged.css + compile('index.scss'));
