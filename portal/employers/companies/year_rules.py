"""Copying the contracts of a year into the next: those that end with a season or a term begin again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CONTRACTS_WITH_AN_END, WorkContract

COPIED = tuple(sorted(CONTRACTS_WITH_AN_END))
"""Contracts that come back every year; the others go on by themselves."""


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes 28."""
    return (
        day.replace(year=day.year + 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year + 1)
    )


def copied(draft: WorkerDraft) -> WorkerDraft:
    """The same row a year later. Days of the season are counted at its end, so they are left to be written."""
    assert draft.ends_on is not None
    return replace(
        draft,
        starts_on=a_year_later(draft.starts_on),
        ends_on=a_year_later(draft.ends_on),
        seasonal_days=None,
        contract_starts_on=None,
        contract_ends_on=None,
        exclusion_ends_on=None if draft.exclusion_ends_on is None else a_year_later(draft.exclusion_ends_on),
    )


def to_copy(rows: Iterable[WorkerDraft], year: int, contracts: Iterable[WorkContract]) -> list[WorkerDraft]:
    """New rows for ``year`` from those that began the year before; without those who have a row on the same days."""
    wanted = frozenset(contracts)
    by_code: dict[str, list[WorkerDraft]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    found: list[WorkerDraft] = []
    for periods in by_code.values():
        for row in periods:
            if row.contract not in wanted or row.ends_on is None or row.starts_on.year != year - 1:
                continue
            new = copied(row)
            if not any(new.overlaps(other) for other in (*periods, *_of(found, new.code))):
                found.append(new)
    return sorted(found, key=lambda one: (one.code, one.starts_on))


def _of(found: Sequence[WorkerDraft], code: str) -> list[WorkerDraft]:
    return [one for one in found if one.code == code]


def counts(rows: Iterable[WorkerDraft]) -> Mapping[WorkContract, int]:
    found: dict[WorkContract, int] = {}
    for row in rows:
        found[row.contract] = found.get(row.contract, 0) + 1
    return found
