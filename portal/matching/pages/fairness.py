"""What a coordinator reads of the audit: groups, never people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.matching.fairness import HUNDREDTHS_OF_PERCENT, Line
from portal.matching.queries.fairness import Audit, Review
from portal.matching.suitability.constraints import TITLES, Code
from portal.reference import regions

_ATTRIBUTES = {one.value: words for one, words in candidates.FAIRNESS_ATTRIBUTE_LABELS.items()}
_PROXIES = (Code.X03, Code.X04, Code.X06, Code.X07, Code.X11)
"""Constraints that may stand in for something else: hours, slots, distance, licence, contract."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    label: str
    people: str
    share: str
    ratio: str
    excluded: list[str]
    alert: bool
    suppressed: bool


@dataclass(frozen=True, slots=True)
class AttributeTable:
    label: str
    rows: list[GroupRow]


@dataclass(frozen=True, slots=True)
class RegionPage:
    code: str
    name: str
    run_on: date
    people: int
    vacancies: int
    weights: str
    alerts: int
    proxies: list[str]
    tables: list[AttributeTable]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: UUID
    region: str
    about: str
    opened_on: date
    closed_on: date | None
    who: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class FairnessPage:
    regions: list[RegionPage]
    open_reviews: list[ReviewRow]
    closed_reviews: list[ReviewRow]


def percent(parts: int | None) -> str:
    """12,5 %"""
    if parts is None:
        return "–"
    tenths = (parts * 1000 + HUNDREDTHS_OF_PERCENT // 2) // HUNDREDTHS_OF_PERCENT
    return f"{tenths // 10},{tenths % 10} %"


def _group_row(line: Line) -> GroupRow:
    codes = list(Code)
    return GroupRow(
        line.label,
        "meno di 10" if line.people is None else str(line.people),
        percent(line.share),
        "–" if line.ratio is None else f"{line.ratio / HUNDREDTHS_OF_PERCENT:.2f}".replace(".", ","),
        [percent(line.excluded[codes.index(code)] if line.excluded else None) for code in _PROXIES],
        line.alert,
        line.people is None,
    )


def _region(audit: Audit) -> RegionPage:
    attributes = list(dict.fromkeys(line.attribute for line in audit.lines))
    return RegionPage(
        audit.region,
        regions.name(audit.region),
        audit.run_on,
        audit.people,
        audit.vacancies,
        audit.weights,
        audit.alerts,
        [TITLES[code] for code in _PROXIES],
        [
            AttributeTable(
                _ATTRIBUTES.get(attribute, attribute),
                [_group_row(line) for line in audit.lines if line.attribute == attribute],
            )
            for attribute in attributes
        ],
    )


def _review(one: Review, labels: dict[tuple[str, str], str], names: dict[UUID, str]) -> ReviewRow:
    about = _ATTRIBUTES.get(one.attribute, one.attribute)
    group = labels.get((one.attribute, one.group), one.group)
    who = names.get(one.closed_by) if one.closed_by else None
    return ReviewRow(
        one.id, regions.name(one.region), f"{about}: {group}", one.opened_on, one.closed_on, who, one.outcome
    )


def _labels(audits: list[Audit]) -> dict[tuple[str, str], str]:
    return {(line.attribute, line.group): line.label for audit in audits for line in audit.lines}


def review_row(one: Review, audits: list[Audit], names: dict[UUID, str]) -> ReviewRow:
    return _review(one, _labels(audits), names)


def fairness_page(audits: list[Audit], found: list[Review], names: dict[UUID, str]) -> FairnessPage:
    reviews = [review_row(one, audits, names) for one in found]
    return FairnessPage(
        [_region(audit) for audit in audits],
        [one for one in reviews if one.closed_on is None],
        [one for one in reviews if one.closed_on is not None],
    )
