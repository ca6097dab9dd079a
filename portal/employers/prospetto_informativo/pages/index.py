"""The list of prospetti of a company, year by year, and what waits to be prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.rules.differences import Differences
from portal.employers.prospetto_informativo.rules.filing import in_force
from portal.employers.prospetto_informativo.vocabulary import (
    COMMUNICATION_LABELS,
    STATE_LABELS,
    ProspettoInformativoState,
)
from portal.foundation.ids import new_id

_TAGS = {ProspettoInformativoState.DRAFT: "warning", ProspettoInformativoState.FILED: "ok"}


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    id: UUID
    year: int
    kind: str
    state: str
    tag: str
    sent_on: date | None
    quota: str
    gap: str
    href: str | None
    holds: bool
    """The communication that counts for its year."""


@dataclass(frozen=True, slots=True)
class Next:
    """The prospetto of the next 31 January: begun, sent, or still to begin."""

    year: int
    due_on: date
    href: str | None
    sent_on: date | None
    once: UUID


@dataclass(frozen=True, slots=True)
class IndexPage:
    whose: Whose
    rows: list[ArchiveRow]
    next: Next | None
    unchanged_since: int | None
    """The year of the last one sent, when nothing of the duty changed since."""
    refusal: str | None


def index_page(
    whose: Whose,
    there: Sequence[Filed],
    today: date,
    differences: tuple[int, Differences] | None,
    refusal: str | None,
) -> IndexPage:
    """``differences`` between the last one sent (and its year) and today's count."""
    live = {
        found.id
        for year in {one.year for one in there}
        if (found := in_force([one.communication for one in there if one.year == year])) is not None
    }
    unchanged = differences[0] if differences and not differences[1].duty_changed else None
    return IndexPage(
        whose,
        [_row(one, own=whose.may_edit, holds=one.id in live) for one in there],
        _next(there, live, today) if whose.may_edit else None,
        unchanged,
        refusal,
    )


def _row(one: Filed, *, own: bool, holds: bool) -> ArchiveRow:
    document = one.document
    return ArchiveRow(
        one.id,
        one.year,
        COMMUNICATION_LABELS[one.kind],
        STATE_LABELS[one.state],
        _TAGS[one.state],
        one.sent_on,
        "–" if document is None else f"{document.totals.quota3} + {document.totals.quota18}",
        "–" if document is None else f"{document.totals.gap3} + {document.totals.gap18}",
        f"/prospetti/{one.id}" if own else None,
        holds,
    )


def _next(there: Sequence[Filed], live: set[UUID], today: date) -> Next:
    due = prospetto_informativo_deadline(today)
    year = due.due_on.year - 1
    mine = [one for one in there if one.year == year]
    draft = next((one for one in mine if one.draft), None)
    sent = next((one for one in mine if one.id in live), None)
    known = draft or sent
    return Next(
        year,
        due.due_on,
        f"/prospetti/{known.id}" if known else None,
        sent.sent_on if sent and not draft else None,
        new_id(),
    )
