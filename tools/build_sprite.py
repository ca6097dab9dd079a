"""The SVG sprite with just the icons that templates and pages name.

An icon is named `it-…` (bootstrap-italia) or after a file of static/icons/ (ours).
"""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = "node_modules/bootstrap-italia/dist/svg/sprites.svg"


class SpriteError(Exception):
    """An icon that exists nowhere; the message names it and where it is asked for."""


def named_icons(root: Path) -> dict[str, str]:
    """Icon names found in templates and Python, with one place where each is named."""
    found: dict[str, str] = {}
    for folder, pattern in ((root / "templates", "**/*.html"), (root / "portal", "**/*.py")):
        for path in sorted(folder.glob(pattern)):
            text = path.read_text()
            names = set(re.findall(r"""["'](it-[a-z]+(?:-[a-z]+)*)["']""", text))
            names |= set(re.findall(r"""\bicon\(\s*["']([a-z-]+)["']""", text))
            for name in names:
                found.setdefault(name, str(path.relative_to(root)))
    return found


def own_symbols(root: Path) -> dict[str, str]:
    """Our drawings as symbols, by file name."""
    symbols = {}
    for path in sorted((root / "static/icons").glob("*.svg")):
        drawing = re.search(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', path.read_text(), flags=re.DOTALL)
        if not drawing:
            raise SpriteError(f"static/icons/{path.name} is not an <svg> with a viewBox.")
        inner = re.sub(r">\s+<", "><", drawing[2].strip())
        symbols[path.stem] = f'<symbol id="{path.stem}" viewBox="{drawing[1]}">{inner}</symbol>'
    return symbols


def build_sprite(root: Path) -> str:
    """One SVG of symbols, ours and bootstrap-italia's, in alphabetical order."""
    everything = (root / SOURCE).read_text()
    symbols = own_symbols(root)
    for name, place in named_icons(root).items():
        if name in symbols:
            continue
        symbol = re.search(rf'<symbol id="{name}".*?</symbol>', everything, flags=re.DOTALL)
        if not symbol:
            raise SpriteError(
                f"{place} names the icon «{name}», which is neither in the sprite nor in static/icons/."
            )
        symbols[name] = symbol[0]
    body = "".join(symbols[name] for name in sorted(symbols))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>\n'
