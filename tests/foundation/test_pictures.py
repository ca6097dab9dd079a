"""Pictures of documents somebody loaded: drawn when they can be, left out when they ask too much."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from portal.foundation.pictures import MOST_MEMORY, pictures

ROOT = Path(__file__).parents[2]


def png(width: int, height: int) -> bytes:
    """A black picture of so many points; a few kilobytes even when they are very many."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + width * 4)
    points = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", points), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    ("width", "height", "drawn"),
    [(300, 200, (630, 420)), (200, 300, (630, 945)), (10, 20_000, (1, 2362))],
)
def test_an_image_is_as_wide_as_a_page_and_never_endless(
    width: int, height: int, drawn: tuple[int, int]
) -> None:
    (picture,) = pictures(png(width, height), 3)
    assert size(picture) == drawn


_MEASURED = """
import resource, sys
from portal.foundation.pictures import pictures
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
drawn = pictures(content, 3)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(drawn), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, after - before)
"""
"""In a process of its own: the highest figure of all children of a test run is that of its browsers."""


def test_a_small_file_of_very_many_points_is_left_out_and_takes_no_memory_from_us() -> None:
    bomb = png(16_000, 16_000)
    assert len(bomb) < 1_000_000
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED], input=bomb, capture_output=True, check=True, cwd=ROOT
    )
    drawn, highest_of_the_child, ours = map(int, told.stdout.split())
    assert drawn == 0
    assert highest_of_the_child * 1024 <= MOST_MEMORY
    assert ours < 50_000


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken %%EOF", b"\x89PNG\r\n\x1a\nIEND", b""])
def test_what_cannot_be_read_is_left_out(content: bytes) -> None:
    assert pictures(content, 3) == []
