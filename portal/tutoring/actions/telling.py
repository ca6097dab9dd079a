"""Telling many at once: what is due is written down and told in one transaction, each thing once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind, News
from portal.tutoring.vocabulary import Reminder

_CODE = "\x00"
"""Stands for the code of a plan in words that many plans share."""


@lru_cache(maxsize=4096)
def _composed(template: str, given: tuple[tuple[str, Any], ...]) -> str:
    return mail.compose(template, code=_CODE, **dict(given))


def words(template: str, code: str, **given: Any) -> str:
    """``mail.compose`` for sweeps: what thousands of plans are told on one night is composed once."""
    return _composed(template, tuple(given.items())).replace(_CODE, code)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come. ``tutor``: it is for the tutor of the company; ``person``: for whoever follows
    her today. ``due_on`` is the real day it speaks of."""

    plan_id: UUID
    kind: Reminder
    period: str
    due_on: date
    words: str
    href: str
    tutor: tuple[UUID, UUID] | None = None
    """Account and company."""
    person_id: UUID | None = None


_WRITE = """
INSERT INTO plan_reminder (plan, kind, period, due_on, sent_at)
SELECT n.plan, n.kind, n.period, n.due_on, $5
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::date[]) AS n (plan, kind, period, due_on)
ON CONFLICT (plan, kind, period) DO NOTHING RETURNING plan, kind, period
"""


async def remind(due: Sequence[Due]) -> int:
    """Writes down what was not told before and tells it; answers how many. A batch in a constant number of queries."""
    if not due:
        return 0
    async with db.unit_of_work():
        rows = await db.fetch(
            _WRITE,
            [one.plan_id for one in due],
            [one.kind.value for one in due],
            [one.period for one in due],
            [one.due_on for one in due],
            clock.now(),
        )
        fresh = {(row["plan"], row["kind"], row["period"]) for row in rows}
        told = [one for one in due if (one.plan_id, one.kind.value, one.period) in fresh]
        await notifications.notify_all(Kind.PLAN_DUE, await _news(told))
    return len(told)


async def _news(told: Sequence[Due]) -> list[News]:
    holders = await candidates.holders_of({one.person_id for one in told if one.person_id is not None})
    news = []
    for one in told:
        step = f"{one.kind.value}:{one.period}"
        if one.tutor is not None:
            account_id, company_id = one.tutor
            news.append(News(account_id, company_id, one.plan_id, step, one.words, one.href))
        holder = holders.get(one.person_id) if one.person_id is not None else None
        if holder is not None:
            news.append(News(holder.account_id, holder.service_id, one.plan_id, step, one.words, one.href))
    return news
