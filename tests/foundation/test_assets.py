"""The built front end: names, weights, and what no page may hold."""

import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal.foundation.web.assets import BUILT, Assets, AssetsNotBuilt
from tools.build_assets import smaller_script
from tools.build_sprite import SpriteError, build_sprite, named_icons

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").glob("**/*.html"))
OWN_CSS = sorted((ROOT / "static/css").glob("*.css"))
OWN_SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def built(assets: Assets, name: str) -> bytes:
    return (assets.directory / assets.names[name]).read_bytes()


def test_a_file_changes_its_name_when_its_content_changes(assets: Assets) -> None:
    for name, hashed in assets.names.items():
        stem, suffix = name.rsplit(".", 1)
        content = (assets.directory / hashed).read_bytes()
        assert hashed == f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def test_the_served_folder_holds_neither_the_manifest_nor_the_tools_of_the_tests(assets: Assets) -> None:
    served = {path.name for path in assets.directory.rglob("*")}
    assert "manifest.json" not in served
    assert not [name for name in served if "axe" in name]
    assert (BUILT / "test/axe.min.js").stat().st_size > 100_000


def test_an_address_carries_the_hashed_name(assets: Assets) -> None:
    assert assets.url("portal.css") == f"/static/{assets.names['portal.css']}"


def test_without_a_build_the_error_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match=r"python -m tools\.build_assets"):
        Assets(tmp_path)


def test_a_name_that_was_not_built_is_refused_by_name(assets: Assets) -> None:
    with pytest.raises(AssetsNotBuilt, match=r"nothing\.css"):
        assets.url("nothing.css")


def test_an_icon_is_hidden_from_screen_readers_and_its_name_cannot_break_out(assets: Assets) -> None:
    assert 'aria-hidden="true"' in assets.icon("it-clock")
    assert "<script>" not in assets.icon('"><script>')


def test_a_build_with_nothing_changed_does_nothing() -> None:
    command = [sys.executable, "-m", "tools.build_assets"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    before = (BUILT / "manifest.json").stat().st_mtime_ns
    again = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert again.stdout == ""
    assert (BUILT / "manifest.json").stat().st_mtime_ns == before


def test_every_icon_that_templates_and_pages_name_stands_in_the_sprite(assets: Assets) -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', built(assets, "sprite.svg").decode()))
    missing = {name: place for name, place in named_icons(ROOT).items() if name not in symbols}
    assert missing == {}


def test_an_icon_that_exists_nowhere_stops_the_build_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("{{ icon('it-unicorn') }}")
    sprite = tmp_path / "node_modules/bootstrap-italia/dist/svg/sprites.svg"
    sprite.parent.mkdir(parents=True)
    sprite.write_text('<svg><symbol id="it-clock" viewBox="0 0 24 24"></symbol></svg>')
    with pytest.raises(SpriteError, match=r"templates/page\.html.*it-unicorn"):
        build_sprite(tmp_path)


FORBIDDEN = {
    "inline style": re.compile(r"<[^>{}]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "computed htmx value": re.compile(r"=[\"']\s*js:", re.IGNORECASE),
    "trigger filter": re.compile(r"hx-trigger=\"[^\"]*\[", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))", re.IGNORECASE),
    "address of another site": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"https?:", re.IGNORECASE
    ),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_holds_what_the_content_security_policy_refuses(template: Path) -> None:
    if template.parent.name == "emails":
        pytest.skip("a message is not a page of the portal")
    text = template.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ('<p style="color:red">', "inline style"),
        ('<button class="btn" onclick="go()">', "inline handler"),
        ("<script>go()</script>", "inline script"),
        ('<a href="javascript:go()">', "script address"),
    ],
)
def test_the_check_of_templates_sees_what_it_is_for(words: str, what: str) -> None:
    assert FORBIDDEN[what].search(words)


def test_the_style_sheet_is_light(assets: Assets) -> None:
    assert weight(built(assets, "portal.css")) <= 12_000


def test_our_own_scripts_are_light(assets: Assets) -> None:
    for path in OWN_SCRIPTS:
        assert len(smaller_script(path.read_text())) <= 3_000, path.name


def test_the_first_visit_stays_within_eighty_kilobytes_and_eight_requests(assets: Assets) -> None:
    head = (ROOT / "templates/components/chrome/head.html").read_text()
    asked_by_head = set(re.findall(r"asset\('([^']+)'\)", head))
    fonts = {name for name in assets.names if name.endswith(".woff2")}
    files = asked_by_head | fonts | {"sprite.svg"}
    total = sum(len(built(assets, name)) if name in fonts else weight(built(assets, name)) for name in files)
    page = 1
    assert len(files) + page <= 8
    # The heaviest page measured in the design is 5 KB.
    assert total + 5_000 <= 80_000


def test_three_weights_of_one_font_and_nothing_from_other_sites(assets: Assets) -> None:
    css = built(assets, "portal.css").decode()
    assert re.findall(r"@font-face\{[^}]*font-weight:(\d+)", css) == ["400", "600", "700"]
    assert "Lora" not in css
    assert "Roboto Mono" not in css
    assert not re.search(r"url\([\"']?(?:https?:)?//", css)
    assert "asset:" not in css


def test_rules_without_a_name_survive_the_purge(assets: Assets) -> None:
    css = built(assets, "portal.css").decode()
    assert re.search(r"(?:^|[},]):focus-visible", css)
    assert "prefers-reduced-motion" in css
    assert "forced-colors" in css


def test_every_class_of_our_style_sheets_is_used() -> None:
    defined = {
        name for path in OWN_CSS for name in re.findall(r"\.(-?[a-z_][\w-]*)(?=[^{};]*\{)", path.read_text())
    }
    words = set()
    for path in [*TEMPLATES, *OWN_SCRIPTS, *(ROOT / "portal").glob("**/*.py")]:
        words |= set(re.findall(r"[\w-]+", path.read_text()))
    # Names made of a word and a kind, such as tag--{{ kind }}.
    families = {prefix for path in TEMPLATES for prefix in re.findall(r"([a-z_]+-+)\{\{", path.read_text())}
    unused = {
        name for name in defined if name not in words and not any(name.startswith(one) for one in families)
    }
    # htmx puts these on the page itself.
    assert unused - {"htmx-request", "htmx-indicator"} == set()


def test_every_style_sheet_is_in_the_index() -> None:
    index = (ROOT / "static/css/index.scss").read_text()
    assert sorted(re.findall(r"@use '([^']+)'", index)) == [path.stem for path in OWN_CSS]


def test_a_smaller_script_keeps_its_strings_and_loses_its_comments() -> None:
    source = "// why\nconst a = 'x: y'; // note\n/* long\nnote */\n  go(a, `b = ${a}`, 'don\\'t = this');\n"
    assert smaller_script(source) == "const a='x: y';\ngo(a,`b = ${a}`,'don\\'t = this');\n"


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_versions_of_the_front_end_packages_are_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    asked = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_notices_of_what_travels_with_the_portal_are_served(assets: Assets) -> None:
    assert b"SIL OPEN FONT LICENSE" in built(assets, "licence-titillium-web.txt")
    assert b"Redistribution" in built(assets, "licence-bootstrap-italia.txt")
    assert b"Zero-Clause BSD" in built(assets, "licence-htmx.txt")
