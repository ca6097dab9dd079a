"""Printed documents: a template of templates/pdf/ and data in, a tagged PDF/UA-1 in Italian out.

Data travels as JSON and is never pasted into the source, so a name that looks like a command is printed as it is.
A template begins with `#import "_document.typ": *` and reads `data`. Nothing is fetched: the typeface is the
one of the built front end, packages are not allowed.
"""

import asyncio
import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from portal.foundation import clock

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"
FONTS = Path(__file__).resolve().parents[2] / "static" / "built" / "fonts"
MEDIA_TYPE = "application/pdf"


class NoTypeface(Exception):
    """The front end was not built, so its typeface is not there; the message says what to run."""


@cache
def fonts() -> typst.Fonts:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
    if "Titillium Web" not in found.families():
        raise NoTypeface(f"No typeface in {FONTS}. Run: python -m tools.build_assets")
    return found


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    attached: Mapping[str, bytes] | None = None,
    carries_files: bool = False,
    now: datetime | None = None,
) -> bytes:
    """The PDF of ``template`` (a file name in templates/pdf/); ``data`` holds only what JSON holds.

    ``attached`` are images and files by name, which the template reads as ``image("attached/<name>")``.
    The standards are one for those who read with the ears (UA-1) and one for those who open the file in ten
    years (A-2a; A-3a where the document ``carries_files`` inside, by ``pdf.attach``). The same data and ``now``
    give the same bytes. Takes tens of milliseconds: in a request use ``drawn``. Raises NoTypeface,
    typst.TypstError when the template is wrong or does not fit the data.
    """
    source = TEMPLATES / template
    if source.parent != TEMPLATES or source.suffix != ".typ":
        raise ValueError(f"not a template: {template!r}")
    if any(Path(name).name != name for name in attached or {}):
        raise ValueError("an attached file has a name, not a path")
    with TemporaryDirectory(prefix="printed-") as folder:
        # given by name instead, files that are not text are refused
        root = Path(folder)
        (root / "attached").mkdir()
        for name, content in (attached or {}).items():
            (root / "attached" / name).write_bytes(content)
        for part in TEMPLATES.glob("_*.typ"):
            shutil.copyfile(part, root / part.name)
        main = Path(shutil.copyfile(source, root / source.name))
        made = typst.Compiler(
            main,
            root=root,
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        ).compile(
            format="pdf",
            pdf_standards=["ua-1", "a-3a" if carries_files else "a-2a"],
            timestamp=int((now or clock.now()).timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{template}: one PDF was asked for")
    return made


async def drawn(
    template: str,
    data: Mapping[str, Any],
    *,
    attached: Mapping[str, bytes] | None = None,
    carries_files: bool = False,
    now: datetime | None = None,
) -> bytes:
    """``render`` in a thread of its own, so that other requests go on."""
    return await asyncio.to_thread(
        render, template, data, attached=attached, carries_files=carries_files, now=now or clock.now()
    )
