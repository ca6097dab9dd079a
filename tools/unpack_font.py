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


def unpacked(woff: bytes, family: str | None = None) -> bytes:
    """The TrueType file with the same tables, under another family name if one is given. Raises NotAFont.

    Two subsets of one family need two names: whoever sets text takes one of them for the whole family.
    """
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
        if tag == b"name" and family is not None:
            table = _renamed(table, family)
            size, checksum = len(table), _checksum(table)
        directory += _SFNT_ENTRY.pack(tag, checksum, place + len(tables), size)
        tables += table + b"\0" * (-size % 4)
    return head + directory + tables


def _renamed(table: bytes, family: str) -> bytes:
    """The name table (OpenType, «name») with another family: ids 1 and 16."""
    _, count, strings = struct.unpack_from(">HHH", table)
    records, storage = b"", b""
    for number in range(count):
        *where, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        text = table[strings + offset : strings + offset + length]
        if name in (1, 16):
            text = family.encode("mac-roman" if where[0] == 1 else "utf-16-be")
        records += struct.pack(">6H", *where, name, len(text), len(storage))
        storage += text
    return struct.pack(">HHH", 0, count, 6 + len(records)) + records + storage


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
