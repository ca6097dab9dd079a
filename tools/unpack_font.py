"""WOFF to TrueType: the packages ship fonts for browsers, printed documents need them unpacked.

A WOFF file is the tables of a TrueType font, each compressed by zlib (W3C, WOFF File Format 1.0, sections 3–5).
"""

import struct
import zlib

_HEADER = struct.Struct(">4sIIHHIHHIIIII")
_ENTRY = struct.Struct(">4sIIII")
_SFNT_HEADER = struct.Struct(">IHHHH")
_SFNT_ENTRY = struct.Struct(">4sIII")


class NotAFont(ValueError):
    """The bytes are not a WOFF file, or one of its tables is broken."""


def unpacked(woff: bytes) -> bytes:
    """The TrueType file with the same tables. Raises NotAFont."""
    if len(woff) < _HEADER.size or woff[:4] != b"wOFF":
        raise NotAFont("not a WOFF file")
    _, flavour, _, count, *_ = _HEADER.unpack_from(woff)
    entries = [_ENTRY.unpack_from(woff, _HEADER.size + _ENTRY.size * n) for n in range(count)]
    power = 1 << (count.bit_length() - 1)
    head = _SFNT_HEADER.pack(flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place = _SFNT_HEADER.size + _SFNT_ENTRY.size * count
    directory, tables = b"", b""
    for tag, offset, packed_size, size, checksum in sorted(entries):
        table = woff[offset : offset + packed_size]
        if packed_size < size:
            table = zlib.decompress(table)
        if len(table) != size:
            raise NotAFont(f"table {tag!r} has {len(table)} bytes instead of {size}")
        directory += _SFNT_ENTRY.pack(tag, checksum, place + len(tables), size)
        tables += table + b"\0" * (-size % 4)
    return head + directory + tables
