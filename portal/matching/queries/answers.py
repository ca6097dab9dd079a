"""How a company answers the proposals it receives: its rate, its time, its history. Nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.foundation import clock, db
from portal.matching.vocabulary import OPEN, ProposalState

COUNTED_BACK = timedelta(days=365)
GRACE = timedelta(days=7)
"""A proposal sent less than a week ago and not answered yet does not count against the company."""

_SENT = """
SELECT p.id, p.company, p.vacancy, p.service, p.state, p.sent_at, p.close_reason,
    (SELECT min(s.at) FROM proposal_step s WHERE s.proposal = p.id AND s.actor = 'company'
        AND s.move IN ('interview', 'accept', 'refuse') AND s.at >= p.sent_at) AS answered_at
FROM proposal p
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """Of one company over the last year. ``asked``: proposals it had at least a week for, or answered sooner;
    ``days``: the median to its first answer; ``open_now``: open at it now, whoever they wait for.
    """

    asked: int
    answered: int
    days: float | None
    open_now: int

    @property
    def percent(self) -> int | None:
        return None if self.asked == 0 else round(100 * self.answered / self.asked)


NOTHING = Answers(0, 0, None, 0)


async def answers_of(company_ids: Collection[UUID]) -> dict[UUID, Answers]:
    """By company, whatever service proposed; companies that never had a proposal are left out."""
    now = clock.now()
    rows = await db.fetch(
        f"WITH sent AS ({_SENT} WHERE p.company = ANY($1::uuid[]) AND p.sent_at >= $2),"
        " told AS (SELECT company, count(*) FILTER (WHERE answered_at IS NOT NULL OR sent_at <= $3) AS asked,"
        " count(answered_at) AS answered, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM"
        " answered_at - sent_at) / 86400) AS days FROM sent GROUP BY company),"
        " open AS (SELECT company, count(*) AS n FROM proposal WHERE company = ANY($1::uuid[]) AND state = ANY($4)"
        " GROUP BY company)"
        " SELECT c.id, coalesce(told.asked, 0) AS asked, coalesce(told.answered, 0) AS answered, told.days,"
        " coalesce(open.n, 0) AS open_now FROM unnest($1::uuid[]) AS c (id) LEFT JOIN told ON told.company = c.id"
        " LEFT JOIN open ON open.company = c.id WHERE told.company IS NOT NULL OR open.company IS NOT NULL",
        list(company_ids),
        now - COUNTED_BACK,
        now - GRACE,
        [state.value for state in OPEN],
    )
    return {
        row["id"]: Answers(
            row["asked"],
            row["answered"],
            None if row["days"] is None else float(row["days"]),
            row["open_now"],
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One proposal of the service as the company had it: neither person nor code."""

    vacancy: str
    state: ProposalState
    sent_on: date
    answered_at: datetime | None
    days: int | None
    reason: str | None


async def count_answers(company_id: UUID, service_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM proposal WHERE company = $1 AND service = $2 AND sent_at IS NOT NULL",
            company_id,
            service_id,
        )
    )


async def answer_history(company_id: UUID, service_id: UUID, *, limit: int, offset: int) -> list[AnswerRow]:
    """What the service sent to the company, the latest first."""
    rows = await db.fetch(
        f"SELECT v.title AS vacancy, x.* FROM ({_SENT} WHERE p.company = $1 AND p.service = $2"
        " AND p.sent_at IS NOT NULL) x JOIN vacancy v ON v.id = x.vacancy"
        " ORDER BY x.sent_at DESC, x.id LIMIT $3 OFFSET $4",
        company_id,
        service_id,
        limit,
        offset,
    )
    found = []
    for row in rows:
        state = ProposalState(row["state"])
        sent_on = clock.in_rome(row["sent_at"]).date()
        answered = row["answered_at"]
        found.append(
            AnswerRow(
                row["vacancy"],
                state,
                sent_on,
                answered,
                None if answered is None else (clock.in_rome(answered).date() - sent_on).days,
                row["close_reason"] if state is ProposalState.REFUSED else None,
            )
        )
    return found
