"""Pictures of documents somebody loaded, drawn by a process of its own that may fail without harm.

A file of a few kilobytes can ask for gigabytes when it is drawn: an image of thousands of millions of points, a
page kilometres long. Memory and time are limited by the system, so such a file is only left out.
"""

import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from portal.foundation.pdf import fonts

MOST_MEMORY = 800_000_000
"""Bytes of address space: an image of some fifty million points still fits."""
MOST_SECONDS = 20
PER_INCH = 100

_PICTURE = """#set page(width: auto, height: auto, margin: 0pt)
#context {{
  let size = measure(image("seen"{page}))
  let scale = calc.min(16cm / size.width, 60cm / size.height)
  image("seen"{page}, width: size.width * scale)
}}
"""


def pictures(content: bytes, at_most: int) -> list[bytes]:
    """The first pages of a PDF, or the one image that a PNG or JPEG is, as PNG; none of what cannot be drawn.

    A picture is as wide as a printed page, or narrower where it would be longer than two.
    """
    with TemporaryDirectory(prefix="pictures-") as folder:
        root = Path(folder)
        (root / "seen").write_bytes(content)
        pages = at_most if content.startswith(b"%PDF-") else min(at_most, 1)
        with suppress(subprocess.TimeoutExpired):  # what was drawn until then is shown
            subprocess.run(
                [sys.executable, "-m", "portal.foundation.pictures", folder, str(pages)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parents[2],
                timeout=MOST_SECONDS,
                check=False,
            )
        found = (root / f"{number}.png" for number in range(1, pages + 1))
        return [one.read_bytes() for one in found if one.exists()]


def _draw(root: Path, pages: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    is_pdf = (root / "seen").read_bytes().startswith(b"%PDF-")
    for number in range(1, pages + 1):
        (root / "main.typ").write_text(_PICTURE.format(page=f", page: {number}" if is_pdf else ""))
        try:
            drawn = typst.Compiler(root / "main.typ", root=root, font_paths=fonts()).compile(
                format="png", ppi=PER_INCH
            )
        except typst.TypstError:
            return  # broken, or no such page
        if not isinstance(drawn, bytes):
            return
        # named only once it is whole: the time may end while it is written
        (root / "drawn").write_bytes(drawn)
        (root / "drawn").rename(root / f"{number}.png")


if __name__ == "__main__":
    _draw(Path(sys.argv[1]), int(sys.argv[2]))
