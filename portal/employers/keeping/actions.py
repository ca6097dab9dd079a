"""Every register of the employers that forgets with time, behind one word a register."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.forgetting import forget_workforce
from portal.employers.companies.papers import EndingPaper, PaperKind
from portal.employers.following.actions.forgetting import forget_contacts, forget_letters, letters_over
from portal.employers.inclusion.actions.forgetting import (
    commitments_over,
    forget_accommodations,
    forget_commitments,
)
from portal.employers.measures.actions.forgetting import conventions_over, forget_conventions
from portal.employers.prospetto_informativo.actions.forgetting import (
    forget_prospetti,
    forget_references,
    prospetti_over,
)
from portal.employers.service_requests.forgetting import forget_requests
from portal.employers.workstations.actions.forgetting import forget_loads, forget_occupancies
from portal.foundation import db, files

__all__ = [
    "Forgotten",
    "forget_accommodations",
    "forget_contacts",
    "forget_loads",
    "forget_occupancies",
    "forget_papers",
    "forget_references",
    "forget_requests",
    "forget_workforce",
    "papers_over",
]

_OVER: dict[PaperKind, Callable[[date], Awaitable[list[EndingPaper]]]] = {
    PaperKind.PROSPETTI: prospetti_over,
    PaperKind.CONVENTIONS: conventions_over,
    PaperKind.COMMITMENTS: commitments_over,
    PaperKind.LETTERS: letters_over,
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Rows that went, by table, and the files that stood behind them."""

    rows: dict[str, int]
    files: int


async def papers_over(kind: PaperKind, before: date) -> list[EndingPaper]:
    """Papers whose term began on that day or earlier, the oldest first."""
    return await _OVER[kind](before)


async def forget_papers(kind: PaperKind, ids: Collection[UUID]) -> Forgotten:
    """Rows in one transaction; then their files, which nothing points to any more."""
    keys: list[str] = []
    async with db.unit_of_work():
        if kind is PaperKind.PROSPETTI:
            rows = await forget_prospetti(ids)
        elif kind is PaperKind.CONVENTIONS:
            rows = await forget_conventions(ids)
        elif kind is PaperKind.COMMITMENTS:
            rows, keys = await forget_commitments(ids)
        else:
            rows, keys = await forget_letters(ids)
    for key in keys:
        await files.delete(key)
    return Forgotten(rows, len(keys))
