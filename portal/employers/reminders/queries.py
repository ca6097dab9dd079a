"""What may be due to be remembered, in pages; whether it was told already is asked for each page at once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import db

_LIVE = "c.state IN ('registered', 'verified')"


_PUBLIC = "c.employer_kind = 'public'"
"""Where officials answer and no amount is due (L. 68/1999 art. 15 c. 3)."""


async def without_prospetto_informativo(year: int, after: UUID, limit: int) -> dict[UUID, bool]:
    """Companies with a duty whose prospetto of that year's picture was not sent, or was annulled, in the order of
    their ids; and whether they are public."""
    rows = await db.fetch(
        f"SELECT c.id, {_PUBLIC} AS public FROM company c JOIN coverage_count n ON n.company = c.id"
        f" WHERE {_LIVE} AND n.quota3 > 0"
        " AND NOT EXISTS (SELECT FROM prospetto_informativo p WHERE p.company = c.id AND p.year = $1"
        "  AND p.state = 'filed' AND p.kind <> '03' AND NOT EXISTS (SELECT FROM prospetto_informativo a"
        "   WHERE a.previous = p.id AND a.state = 'filed' AND a.kind = '03'))"
        " AND c.id > $2 ORDER BY c.id LIMIT $3",
        year,
        after,
        limit,
    )
    return {row["id"]: row["public"] for row in rows}


@dataclass(frozen=True, slots=True)
class Uncovered:
    company_id: UUID
    since: date
    places: int
    unsure: bool
    """Some were asked for already, or an esonero was, or a suspension has ended: how many are left and by when to ask
    for them, says the count of the company alone."""
    public: bool


_UNSURE = """
EXISTS (SELECT FROM measure m WHERE m.company = c.id AND (
    m.kind = 'esonero_parziale' AND m.state = 'requested'
    OR m.kind = 'richiesta_di_avviamento' AND m.state = 'in_force' AND (m.ends_on IS NULL OR m.ends_on > $3)
    OR m.kind = 'sospensione' AND m.state = 'in_force' AND m.ends_on >= n.gap3_since - 1 AND m.ends_on < $3))
"""


async def uncovered(today: date, after: UUID, limit: int) -> list[Uncovered]:
    """Companies with a place of art. 3 uncovered, and since when the first is."""
    rows = await db.fetch(
        f"SELECT c.id, n.gap3_since, n.gap3, {_UNSURE} AS unsure, {_PUBLIC} AS public FROM company c"
        f" JOIN coverage_count n ON n.company = c.id WHERE {_LIVE}"
        " AND n.gap3 > 0 AND n.gap3_since IS NOT NULL AND c.id > $1 ORDER BY c.id LIMIT $2",
        after,
        limit,
        today,
    )
    return [
        Uncovered(row["id"], row["gap3_since"], row["gap3"], row["unsure"], row["public"]) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class OpenCommitment:
    id: UUID
    company_id: UUID
    item: str | None
    due_on: date
    owner_account: UUID | None


async def open_commitments(until: date, after: UUID, limit: int) -> list[OpenCommitment]:
    """Not concluded, and due by that day."""
    rows = await db.fetch(
        "SELECT m.id, m.company AS company_id, m.item, m.due_on, m.owner_account FROM commitment m"
        f" JOIN company c ON c.id = m.company WHERE {_LIVE} AND m.done_on IS NULL AND m.due_on <= $1 AND m.id > $2"
        " ORDER BY m.id LIMIT $3",
        until,
        after,
        limit,
    )
    return [OpenCommitment(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class WaitingAccommodation:
    """``what``: «answer» or «review»."""

    id: UUID
    company_id: UUID
    number: int
    what: str
    due_on: date


async def waiting_accommodations(until: date, after: UUID, limit: int) -> list[WaitingAccommodation]:
    rows = await db.fetch(
        "SELECT a.id, a.company AS company_id, a.number, CASE WHEN a.answer IS NULL THEN 'answer' ELSE 'review' END"
        " AS what, CASE WHEN a.answer IS NULL THEN a.answer_due_on ELSE a.review_on END AS due_on"
        f" FROM accommodation a JOIN company c ON c.id = a.company WHERE {_LIVE} AND a.ended_on IS NULL"
        " AND CASE WHEN a.answer IS NULL THEN a.answer_due_on ELSE a.review_on END <= $1 AND a.id > $2"
        " ORDER BY a.id LIMIT $3",
        until,
        after,
        limit,
    )
    return [WaitingAccommodation(**dict(row)) for row in rows]
