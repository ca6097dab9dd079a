"""Reads documents: straight to their types when all is well, field by field when something is not."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import inspect

from portal.employers.obligations.documents import words
from portal.employers.obligations.documents.collecting import collect, type_of
from portal.employers.obligations.documents.document import Document, Where, checks_of
from portal.employers.obligations.documents.problems import Problem, WrongDocument, pointer, shown
from portal.employers.obligations.documents.repeated_keys import has_repeated_keys, repeated_keys

D = TypeVar("D", bound=Document)

_PLAIN = msgspec.json.Decoder(float_hook=Decimal)


class Form(StrEnum):
    """How several documents come, and how their answers go back."""

    ONE = "one"
    ARRAY = "array"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Batch(Generic[D]):
    documents: list[D]
    form: Form
    start: int = 0
    """The index of the first, when these are a part of many."""

    def where(self, index: int) -> Where:
        """Where the document of this index stands: nothing before its own fields when it came alone."""
        return () if self.form is Form.ONE else (self.start + index,)


def read(raw: bytes, kind: type[D]) -> D:
    """One document. Raises WrongDocument with every problem."""
    try:
        document: D = _decoder(kind).decode(raw)
        if not _has_faults(document) and not has_repeated_keys(raw):
            return document
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        pass
    raise WrongDocument(_problems_of_many(raw, kind, Form.ONE, 0))


def read_many(raw: bytes, kind: type[D], *, form: Form | None = None, start: int = 0) -> Batch[D]:
    """One document, an array of them, or one a line. Raises WrongDocument with every problem of every document;
    in an array or in lines the first part of a path is the index, from 0. A part of many tells its ``form`` and
    the index of its first.
    """
    form = form or form_of(raw)
    try:
        batch = Batch(_decoded(raw, kind, form), form, start)
        if not any(map(_has_faults, batch.documents)) and not _repeats(raw, form):
            return batch
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        pass
    raise WrongDocument(_problems_of_many(raw, kind, form, start))


def form_of(raw: bytes) -> Form:
    """Lines, when the first of several lines is a document by itself."""
    text = raw.strip()
    if text.startswith(b"["):
        return Form.ARRAY
    first, _, rest = text.partition(b"\n")
    if rest.strip():
        try:
            _PLAIN.decode(first)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            # a broken first line of lines: the second is a document, or begins one
            return Form.LINES if first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{" else Form.ONE
        return Form.LINES
    return Form.ONE


@cache
def _decoder(kind: type[D]) -> msgspec.json.Decoder[D]:
    return msgspec.json.Decoder(kind)


@cache
def _list_decoder(kind: type[D]) -> msgspec.json.Decoder[list[D]]:
    return msgspec.json.Decoder(list[kind])  # type: ignore[valid-type]


def _decoded(raw: bytes, kind: type[D], form: Form) -> list[D]:
    match form:
        case Form.ONE:
            return [_decoder(kind).decode(raw)]
        case Form.ARRAY:
            return _list_decoder(kind).decode(raw)
        case Form.LINES:
            return _decoder(kind).decode_lines(raw)


def _plain(raw: bytes, where: Where) -> Any:
    """Plain JSON data. Raises WrongDocument when it is none."""
    if not raw.strip():
        raise WrongDocument([Problem(pointer(where), None, words.EMPTY)])
    try:
        raw.decode()
        return _PLAIN.decode(raw)
    except UnicodeDecodeError:
        reason = words.NOT_UTF8
    except RecursionError:
        reason = words.TOO_DEEP
    except msgspec.MsgspecError:
        reason = words.NOT_JSON
    raise WrongDocument([Problem(pointer(where), shown(raw.decode(errors="replace").strip()), reason)])


def _repeats(raw: bytes, form: Form) -> bool:
    return has_repeated_keys(raw, lines=form is Form.LINES)


def _problems_of_many(raw: bytes, kind: type[Document], form: Form, start: int) -> list[Problem]:
    if form is Form.ONE:
        return _all_problems(raw, _plain(raw, ()), kind, ())
    found: list[Problem] = []
    if form is Form.ARRAY:
        rows = _plain(raw, ())
        for index, row in enumerate(rows, start):
            found += collect(row, kind, (index,))
        return [*found, *_moved(repeated_keys(raw.decode(), ()), start)]
    for index, line in enumerate((line for line in raw.split(b"\n") if line.strip()), start):
        try:
            found += [
                *collect(_plain(line, (index,)), kind, (index,)),
                *repeated_keys(line.decode(), (index,)),
            ]
        except WrongDocument as wrong:
            found += wrong.problems
    return found


def _moved(problems: list[Problem], start: int) -> list[Problem]:
    """Of an array that is a part of many: its indexes begin at ``start``."""
    if not start:
        return problems
    moved = []
    for one in problems:
        _, index, *rest = one.path.split("/")
        moved.append(msgspec.structs.replace(one, path="/".join(("", str(int(index) + start), *rest))))
    return moved


def _all_problems(raw: bytes, data: Any, kind: type[Document], where: Where) -> list[Problem]:
    found = [*collect(data, kind, where), *repeated_keys(raw.decode(), where)]
    if not found:
        raise AssertionError(f"a {kind.__name__} was refused without a reason")
    return found


def _has_faults(part: Any) -> bool:
    kind: Any = type(part)
    return _plan(kind)(part)


@cache
def _plan(kind: Any) -> Callable[[Any], bool]:
    """What to ask of a struct that was read to its types: its codes, its parts, its checks. Whether some fault is
    there, no more: what it is tells whoever goes through the plain data."""
    checks = checks_of(kind)
    tests: list[tuple[str, Callable[[Any], str | None]]] = []
    parts: list[tuple[str, object]] = []
    lists: list[str] = []
    struct = type_of(kind)
    for field in struct.fields if isinstance(struct, inspect.StructType) else ():
        test, shape = _inside(field.type)
        if test is not None:
            tests.append((field.name, test))
        if shape == "part":
            parts.append((field.name, field.default))
        elif shape == "list":
            lists.append(field.name)

    def has_faults(document: Any) -> bool:
        for name, test in tests:
            value = getattr(document, name)
            if value is not None and test(value) is not None:
                return True
        for name, default in parts:
            part = getattr(document, name)
            if part is not None and part is not default and _has_faults(part):
                return True
        for name in lists:
            found = getattr(document, name)
            if found and any(map(_has_faults, found)):
                return True
        for check in checks:
            for _ in check(document):
                return True
        return False

    return has_faults


def _inside(type_: Any) -> tuple[Callable[[Any], str | None] | None, str | None]:
    """The test a field's codes must pass, and whether it holds a part or a list of parts."""
    test = None
    while isinstance(type_, inspect.Metadata):
        test = (type_.extra or {}).get("among", test)
        type_ = type_.type
    if isinstance(type_, inspect.UnionType):
        kinds = [one for one in type_.types if not isinstance(one, inspect.NoneType)]
        if len(kinds) == 1:
            inner, shape = _inside(kinds[0])
            return test or inner, shape
        return test, None
    if isinstance(type_, inspect.StructType):
        return test, "part"
    if isinstance(type_, inspect.ListType):
        return test, "list" if isinstance(type_.item_type, inspect.StructType) else None
    return test, None
