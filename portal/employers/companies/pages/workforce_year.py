"""Copying the contracts of last year: what would be made, before it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import WORK_CONTRACT_LABELS
from portal.foundation.web.italian import date_it

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class CopyLine:
    code: str
    name: str | None
    contract: str
    period: str


@dataclass(frozen=True, slots=True)
class CopyPage:
    year: int
    lines: Sequence[CopyLine]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def copy_page(year: int, rows: Sequence[WorkerDraft]) -> CopyPage:
    return CopyPage(
        year,
        [
            CopyLine(
                row.code,
                row.shown_name,
                WORK_CONTRACT_LABELS[row.contract],
                f"{date_it(row.starts_on, 'dal')} {date_it(row.ends_on, 'al')}",
            )
            for row in rows[:MOST_SHOWN]
        ],
        len(rows),
    )
