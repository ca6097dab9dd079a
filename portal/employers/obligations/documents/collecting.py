"""A document gone through field by field, so that everything wrong with it is found, not the first thing only."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from msgspec import NODEFAULT, UNSET, inspect

from portal.employers.obligations.documents import words
from portal.employers.obligations.documents.document import NotRead, Seen, Where, checks_of
from portal.employers.obligations.documents.problems import Problem, pointer, shown

UNREAD = object()
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def type_of(kind: type) -> inspect.Type:
    return inspect.type_info(kind)


def collect(data: Any, kind: type, where: Where = ()) -> list[Problem]:
    """Every problem of plain JSON data (numbers with a point as Decimal) read as a document of this kind."""
    walk = _Walk()
    walk.value(data, type_of(kind), where)
    return walk.problems


class _Walk:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def fail(self, where: Where, value: Any, reason: str) -> Any:
        self.problems.append(Problem(pointer(where), shown(value), reason))
        return UNREAD

    def value(self, data: Any, type_: Any, where: Where) -> Any:
        """What was read, or UNREAD with a problem told."""
        extra: dict[str, Any] = {}
        while isinstance(type_, inspect.Metadata):
            extra = {**(type_.extra or {}), **extra}
            type_ = type_.type
        if isinstance(type_, inspect.UnionType):
            return self._one_of(data, type_, where, extra)
        if isinstance(type_, inspect.StructType):
            return self._struct(data, type_, where)
        if isinstance(type_, inspect.ListType):
            return self._list(data, type_, where)
        read = leaf(data, type_)
        if read is UNREAD:
            return self.fail(where, data, extra.get("wrong") or words.wanted(type_))
        reason = extra["among"](read) if "among" in extra else None
        return self.fail(where, data, reason) if reason else read

    def _one_of(self, data: Any, union: inspect.UnionType, where: Where, extra: dict[str, Any]) -> Any:
        if data is None and any(isinstance(one, inspect.NoneType) for one in union.types):
            return None
        kinds = [one for one in union.types if not isinstance(one, inspect.NoneType)]
        if len(kinds) == 1:
            kind = inspect.Metadata(kinds[0], extra=extra) if extra else kinds[0]
            return self.value(data, kind, where)
        for one in kinds:
            inner = _Walk()
            read = inner.value(data, one, where)
            if read is not UNREAD:
                reason = extra["among"](read) if "among" in extra else None
                return self.fail(where, data, reason) if reason else read
        return self.fail(
            where, data, extra.get("wrong") or words.alternatives([_wanted(one) for one in kinds])
        )

    def _list(self, data: Any, type_: inspect.ListType, where: Where) -> Any:
        if not isinstance(data, list):
            return self.fail(where, data, words.wanted(type_))
        low, high = type_.min_length or 0, type_.max_length
        if len(data) < low or (high is not None and len(data) > high):
            self.fail(where, data, words.wanted(type_))
        read = [self.value(item, type_.item_type, (*where, index)) for index, item in enumerate(data)]
        return [item for item in read if item is not UNREAD] if UNREAD in read else read

    def _struct(self, data: Any, type_: inspect.StructType, where: Where) -> Any:
        if not isinstance(data, dict):
            return self.fail(where, data, words.NEITHER)
        names = [field.encode_name for field in type_.fields]
        values: dict[str, Any] = {}
        for field in type_.fields:
            name = field.encode_name
            if name in data:
                read = self.value(data[name], field.type, (*where, name))
                if read is not UNREAD:
                    values[field.name] = read
            elif field.required:
                self.fail((*where, name), None, words.missing(name, _meaning(field.type)))
            else:
                values[field.name] = (
                    field.default if field.default_factory is NODEFAULT else field.default_factory()
                )
        for name in data:
            if name not in names:
                self.fail((*where, name), data[name], words.unknown(name, names))
        seen = Seen(type_.cls, values)
        for check in checks_of(type_.cls):
            self._check(check, seen, data, where)
        return seen

    def _check(self, check: Callable[[Any], Any], seen: Seen, data: Any, where: Where) -> None:
        try:
            for fault in check(seen):
                self.fail((*where, *fault.where), _at(data, fault.where), fault.reason)
        except NotRead:
            pass  # the field it asked for has its own problem


def leaf(data: Any, type_: Any) -> Any:
    """One plain value, turned into what the document holds; UNREAD when it is not of the type."""
    match type_:
        case inspect.IntType():
            right = isinstance(data, int) and not isinstance(data, bool)
            return data if right and _within(data, type_) else UNREAD
        case inspect.DecimalType():
            return _decimal(data)
        case inspect.BoolType():
            return data if isinstance(data, bool) else UNREAD
        case inspect.DateType():
            return _day(data)
        case inspect.EnumType():
            found = next((member for member in type_.cls if member.value == data), UNREAD)
            return UNREAD if isinstance(data, bool) else found
        case inspect.LiteralType():
            return data if data in type_.values else UNREAD
        case inspect.StrType():
            return data if isinstance(data, str) and _text_fits(data, type_) else UNREAD
        case inspect.AnyType():
            return data
    raise TypeError(f"documents have no fields of type {type_}")


def _within(value: int, type_: inspect.IntType) -> bool:
    return (type_.ge is None or value >= type_.ge) and (type_.le is None or value <= type_.le)


def _text_fits(text: str, type_: inspect.StrType) -> bool:
    length = len(text)
    if length < (type_.min_length or 0) or (type_.max_length is not None and length > type_.max_length):
        return False
    return type_.pattern is None or re.search(type_.pattern, text) is not None


def _decimal(data: Any) -> Any:
    if isinstance(data, bool) or not isinstance(data, int | str | Decimal):
        return UNREAD
    try:
        value = Decimal(data)
    except InvalidOperation:
        return UNREAD
    return value if value.is_finite() else UNREAD


def _day(data: Any) -> Any:
    if not isinstance(data, str) or not _DAY.fullmatch(data):
        return UNREAD
    try:
        return date.fromisoformat(data)
    except ValueError:
        return UNREAD


def _wanted(type_: Any) -> str:
    extra: dict[str, Any] = {}
    while isinstance(type_, inspect.Metadata):
        extra = {**(type_.extra or {}), **extra}
        type_ = type_.type
    return extra.get("wrong") or words.wanted(type_)


def _meaning(type_: Any) -> str | None:
    while isinstance(type_, inspect.Metadata):
        meaning = (type_.extra_json_schema or {}).get("description")
        if meaning:
            return str(meaning)
        type_ = type_.type
    return None


def _at(data: Any, where: Where) -> Any:
    """The value a fault speaks of, as it came; nothing when it was left out."""
    for part in where:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return None if data is UNSET else data
