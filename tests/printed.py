"""What a printed document holds: its text as a reader of the file gets it, its structure."""

import re
import zlib

_STREAM = re.compile(rb"(\d+) 0 obj\b(?:(?!endobj).)*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def objects(pdf: bytes) -> bytes:
    """The file with its streams unpacked, to look for what it declares."""
    return pdf + b"\n".join(_streams(pdf).values())


def _streams(pdf: bytes) -> dict[int, bytes]:
    found = {}
    for number, content in _STREAM.findall(pdf):
        try:
            # a checksum may end in the byte of a line feed, which then seems to belong to «endstream»
            found[int(number)] = zlib.decompressobj().decompress(content)
        except zlib.error:
            found[int(number)] = content
    return found


def _letters(cmap: bytes) -> dict[int, str]:
    """A ToUnicode map: glyph number -> text."""
    known = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            known[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(
            rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block
        ):
            start = int(first, 16)
            for glyph in range(start, int(last, 16) + 1):
                known[glyph] = chr(int(text, 16) + glyph - start)
    return known


def text_of(pdf: bytes) -> str:
    """All that is shown, page by page in the order it is drawn, spaces levelled."""
    streams, everything = _streams(pdf), objects(pdf)

    def thing(number: bytes) -> bytes:
        found = re.search(rb"(?<!\d)%s 0 obj\b((?:(?!endobj).)*)" % number, everything, re.DOTALL)
        return found[1] if found else b""

    said: list[str] = []
    for resources, contents in re.findall(
        rb"/Type\s*/Page\b[^>]*?/Resources (\d+) 0 R.*?/Contents (\d+) 0 R", everything, re.DOTALL
    ):
        fonts: dict[bytes, dict[int, str]] = {}
        listed = re.search(rb"/Font\s*<<(.*?)>>", thing(resources), re.DOTALL)
        for name, number in re.findall(rb"/(\w+) (\d+) 0 R", listed[1] if listed else b""):
            cmap = re.search(rb"/ToUnicode (\d+) 0 R", thing(number))
            if cmap:
                fonts[name] = _letters(streams[int(cmap[1])])
        said.append(_shown(streams[int(contents)], fonts))
    return " ".join(" ".join(said).split())


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    out: list[str] = []
    token = rb"/(\w+) [\d.]+ Tf|<([0-9a-fA-F]+)>|\(((?:\\.|[^\\()])*)\)|\b(ET)\b"
    for font, hexadecimal, literal, end in re.findall(token, content, re.DOTALL):
        if font:
            letters = fonts.get(font, {})
        elif end:
            out.append(" ")
        else:
            raw = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _unescaped(literal)
            glyphs = (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw) - 1, 2))
            out.append("".join(letters.get(glyph, "") for glyph in glyphs))
    return "".join(out)


def _unescaped(literal: bytes) -> bytes:
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(found: re.Match[bytes]) -> bytes:
        return bytes((int(found[1], 8),)) if found[1].isdigit() else plain.get(found[1], found[1])

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.DOTALL)
