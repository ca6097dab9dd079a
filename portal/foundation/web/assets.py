"""Names of the built front-end files: what a template calls `portal.css` is served under a hashed name."""

from __future__ import annotations

import json
from pathlib import Path

from markupsafe import Markup, escape

BUILT = Path(__file__).resolve().parents[3] / "static" / "built"
ADDRESS = "/static"


class AssetsNotBuilt(Exception):
    """The front end was not built, or not with this file; the message says what to run."""


class Assets:
    """The manifest of one build, read once. The hash in a name changes with the content, so files never expire."""

    def __init__(self, built: Path = BUILT) -> None:
        manifest = built / "manifest.json"
        if not manifest.is_file():
            raise AssetsNotBuilt(
                f"The front end is not built: {manifest} does not exist. Run: python -m tools.build_assets"
            )
        self.names: dict[str, str] = json.loads(manifest.read_text())
        # Only this folder is served: the manifest and the tests' tools stay outside it.
        self.directory: Path = built / "public"

    def url(self, name: str) -> str:
        """Address of a file by its logical name, for example `portal.css`."""
        try:
            return f"{ADDRESS}/{self.names[name]}"
        except KeyError:
            raise AssetsNotBuilt(
                f"No built file is called «{name}». Run: python -m tools.build_assets"
            ) from None

    def icon(self, name: str, css_class: str = "icon") -> Markup:
        """A decorative drawing from the sprite: hidden from screen readers, so words must stand beside it."""
        return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
            css_class, self.url("sprite.svg"), escape(name)
        )
