"""Keys written twice in one JSON object: the standard keeps one of the values in silence, a calculation must not."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from portal.employers.obligations.documents import words
from portal.employers.obligations.documents.document import Where
from portal.employers.obligations.documents.problems import Problem, pointer, shown


class _Twice(Exception):
    """Some object holds a key twice."""


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written, every key in its place."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    # nothing is kept of an object that is well: only its keys are asked about
    if len(dict(pairs)) != len(pairs):
        raise _Twice


_LOOK = json.JSONDecoder(object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=str)
_WHOLE = json.JSONDecoder(object_pairs_hook=_Pairs)


def has_repeated_keys(raw: bytes, *, lines: bool = False) -> bool:
    """Of a text that was read as JSON already, or of one such text a line."""
    if _as_many_keys_as_written(raw, lines):
        return False
    text = raw.decode()
    return any(map(_looked_through, text.split("\n") if lines else (text,)))


def _as_many_keys_as_written(raw: bytes, lines: bool) -> bool:
    """Whether reading lost no key. Every key has its colon: what was read, written again, has as many colons as
    before unless a key came twice. False where that cannot be told so quickly: a colon may be written in letters."""
    if b"\\u" in raw:
        return False
    try:
        read = msgspec.json.Decoder().decode_lines(raw) if lines else msgspec.json.decode(raw)
        return raw.count(b":") == msgspec.json.encode(read).count(b":")
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return False


def _looked_through(text: str) -> bool:
    try:
        _LOOK.decode(text)
    except _Twice:
        return True
    except (ValueError, RecursionError):
        return False  # whoever reads the document says what is wrong with it
    return False


def repeated_keys(text: str, where: Where) -> list[Problem]:
    """Each at the path of the key, with the value that came last; ``where`` the whole text stands."""
    try:
        return list(_found(_WHOLE.decode(text), where))
    except (ValueError, RecursionError):
        return []


def _found(data: Any, where: Where) -> Iterator[Problem]:
    if isinstance(data, _Pairs):
        times: dict[str, int] = {}
        for name, _ in data:
            times[name] = times.get(name, 0) + 1
        for name, value in dict(data).items():
            if times[name] > 1:
                yield Problem(pointer((*where, name)), shown(_plain(value)), words.repeated(name))
        for name, value in data:
            yield from _found(value, (*where, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _found(value, (*where, index))


def _plain(data: Any) -> Any:
    if isinstance(data, _Pairs):
        return {name: _plain(value) for name, value in data}
    return [_plain(one) for one in data] if isinstance(data, list) else data
