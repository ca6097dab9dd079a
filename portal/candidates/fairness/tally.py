"""Counts by group, for the audit of the shortlists (matching.md §8). People come in, only groups go out.

A group of fewer than ten people has no figures; who withheld an answer stands in no group of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from portal.candidates.fairness.queries import Attributes, attributes_of
from portal.candidates.fairness.vocabulary import CITIZENSHIP_LABELS, DISABILITY_LABELS, SEX_LABELS
from portal.candidates.people.sealing import opened
from portal.foundation import clock, db
from portal.reference import municipalities

FEWEST = 10
URBAN_FROM = 50_000
"""Weight of a comune from which it counts as urban."""
AGE_BANDS = ((18, 29), (30, 39), (40, 49), (50, 59), (60, 120))


class Attribute(StrEnum):
    SEX = "sex"
    AGE = "age"
    CITIZENSHIP = "citizenship"
    DISABILITY = "disability"
    AREA = "area"


ATTRIBUTE_LABELS: dict[Attribute, str] = {
    Attribute.SEX: "Sesso",
    Attribute.AGE: "Età",
    Attribute.CITIZENSHIP: "Cittadinanza",
    Attribute.DISABILITY: "Tipo di disabilità",
    Attribute.AREA: "Area",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """``people`` of the group and the sums of their numbers; both None under ten people."""

    attribute: Attribute
    group: str
    label: str
    people: int | None
    sums: tuple[int, ...] | None


_ROWS = "SELECT id, birth_sealed, comune_code FROM person WHERE id = ANY($1)"
_URBAN, _RURAL = ("urban", "Comune grande"), ("rural", "Comune piccolo o medio")


async def tally(numbers: Mapping[UUID, Sequence[int]]) -> list[Tally]:
    """Sums the numbers of each person by the groups she is in; every person has as many numbers as the others."""
    today = clock.today()
    told = await attributes_of(list(numbers))
    found: dict[tuple[Attribute, str, str], list[Sequence[int]]] = {}
    for row in await db.fetch(_ROWS, list(numbers)):
        for key in _groups(row, told.get(row["id"], Attributes()), today):
            found.setdefault(key, []).append(numbers[row["id"]])
    return [
        _told(key, found[key])
        for key in sorted(found, key=lambda key: (list(Attribute).index(key[0]), key[1]))
    ]


def _told(key: tuple[Attribute, str, str], rows: list[Sequence[int]]) -> Tally:
    attribute, group, label = key
    if len(rows) < FEWEST:
        return Tally(attribute, group, label, None, None)
    return Tally(attribute, group, label, len(rows), tuple(sum(column) for column in zip(*rows, strict=True)))


def _groups(row: Any, told: Attributes, today: date) -> list[tuple[Attribute, str, str]]:
    groups = [(Attribute.AREA, *_area(row["comune_code"]))]
    if told.sex is not None:
        groups.append((Attribute.SEX, told.sex.value, SEX_LABELS[told.sex]))
    if told.citizenship is not None:
        groups.append((Attribute.CITIZENSHIP, told.citizenship.value, CITIZENSHIP_LABELS[told.citizenship]))
    if told.disability is not None:
        groups.append((Attribute.DISABILITY, told.disability.value, DISABILITY_LABELS[told.disability]))
    birth = opened(row["birth_sealed"], "person", "birth_sealed", row["id"])
    if birth is not None:
        age = _age(date.fromisoformat(birth), today)
        for first, last in AGE_BANDS:
            if first <= age <= last:
                label = f"{first} anni e oltre" if last > 100 else f"{first}–{last} anni"
                groups.append((Attribute.AGE, f"{first}", label))
    return groups


def _area(comune_code: str) -> tuple[str, str]:
    return _URBAN if municipalities.by_code(comune_code).weight >= URBAN_FROM else _RURAL


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
