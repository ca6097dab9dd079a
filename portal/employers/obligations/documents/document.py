"""What a kind of document is: a struct with unknown fields refused, and checks between its fields."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import msgspec

Where = tuple[str | int, ...]


class Fault(msgspec.Struct, frozen=True):
    """``where`` is relative to the struct that is checked: ``("part_time", 2, "hours")``."""

    where: Where
    reason: str


class NotRead(Exception):
    """A check asked for a field that could not be read; it is left out, the field has its own problem."""


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A document, or a part of one: ``class Suspension(Document, frozen=True)``.

    Fields carry their words in ``Meta(description=…)``; those left out are not told back.

    A method marked ``@check`` yields a Fault for everything wrong that no single field shows. It only reads
    attributes: when the document has wrong fields, it is asked about the others.
    """


Check = Callable[[Any], Iterator[Fault]]
F = TypeVar("F", bound=Callable[..., Iterator[Fault]])


def check(method: F) -> F:
    """Marks a method of a Document as a check."""
    method.is_check = True  # type: ignore[attr-defined]
    return method


def checks_of(kind: type) -> tuple[Check, ...]:
    """In the order they are written, a base class's first."""
    found: dict[str, Check] = {}
    for class_ in reversed(kind.__mro__):
        for name, value in vars(class_).items():
            if getattr(value, "is_check", False):
                found[name] = value
    return tuple(found.values())


class Seen:
    """A struct as far as it could be read: asking for a field that could not raises NotRead."""

    def __init__(self, kind: type, values: dict[str, Any]) -> None:
        self.__dict__.update(values)
        self.__dict__["_kind"] = kind

    def __getattr__(self, name: str) -> Any:
        kind = self.__dict__["_kind"]
        if name in kind.__struct_fields__:
            raise NotRead(name)
        # what the struct works out from its fields is worked out from those that were read
        attribute = getattr(kind, name)
        if isinstance(attribute, property) and attribute.fget is not None:
            return attribute.fget(self)
        return partial(attribute, self)


def readable(part: Any, name: str) -> Any:
    """A field of a part, or nothing when it could not be read: for checks that look across several parts."""
    try:
        return getattr(part, name)
    except NotRead:
        return None


def was_read(part: Any, name: str) -> bool:
    try:
        getattr(part, name)
    except NotRead:
        return False
    return True
