"""Forms that may come twice: a bad connection loses the answer, and the phone sends again what had arrived.

The key the page gave the form is kept in the transaction of its change, so what came once changes nothing again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.foundation import clock, db
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked
from portal.tutoring.rules import Day
from portal.tutoring.vocabulary import ABSENCE_LABELS, Absence

KEPT_FOR = timedelta(days=7)
"""A phone keeps a form for a day; a key is remembered well beyond that."""


class ChangedMeanwhile(Refused):
    """What the page showed is no longer so; sent again by somebody who knows, it is taken."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a form came: its key, and when its page was drawn (None: nobody knows)."""

    key: UUID
    drawn_at: datetime | None = None


async def first_time(row: Locked, sending: Sending | None, *, at: datetime, by: Viewer) -> bool:
    """Whether the form has not been taken before. Inside the verb's unit of work, under the plan's lock."""
    if sending is None:
        return True
    new = await db.fetchval(
        "INSERT INTO sent_form (id, account, plan, drawn_at, at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (id) DO NOTHING RETURNING id",
        sending.key,
        by.account_id,
        row.id,
        sending.drawn_at,
        at,
    )
    return new is not None


async def check_unchanged(row: Locked, line: Day, sending: Sending | None, by: Viewer) -> None:
    """Raises ChangedMeanwhile when somebody wrote that day otherwise since the page was drawn.

    What another form of the same page wrote is no surprise: two corrections may wait on one phone.
    """
    if sending is None or sending.drawn_at is None:
        return
    found = await db.fetchrow(
        "SELECT a.starts_at, a.ends_at, a.absence FROM attendance a WHERE a.plan = $1 AND a.day = $2"
        " AND a.entered_at > $3 AND NOT EXISTS (SELECT FROM sent_form s WHERE s.plan = a.plan AND s.account = $4"
        " AND s.drawn_at = $3 AND s.at = a.entered_at AND s.id <> $5)",
        row.id,
        line.on,
        sending.drawn_at,
        by.account_id,
        sending.key,
    )
    if found is None:
        return
    now = Day(line.on, found["starts_at"], found["ends_at"], found["absence"])
    if now != line:
        raise ChangedMeanwhile(
            f"Nel frattempo {day_it(line.on, 'il')} è cambiato: ora c’è scritto «{words_of(now)}»."
            " Controlla e, se serve, invia di nuovo.",
            field="day",
        )


def words_of(line: Day) -> str:
    if line.absence is not None:
        return ABSENCE_LABELS[Absence(line.absence)].lower()
    return f"dalle {line.starts_at:%-H:%M} alle {line.ends_at:%-H:%M}"


async def check_month_unchanged(row: Locked, first: date, last: date, drawn_at: datetime | None) -> None:
    """Raises ChangedMeanwhile when a line of the month was written since the page that shows them was drawn."""
    if drawn_at is None:
        return
    changed = await db.fetchval(
        "SELECT EXISTS (SELECT FROM attendance WHERE plan = $1 AND day BETWEEN $2 AND $3 AND entered_at > $4)",
        row.id,
        first,
        last,
        drawn_at,
    )
    if changed:
        raise ChangedMeanwhile("Nel frattempo le presenze sono cambiate: guardale e chiudi di nuovo il mese.")


async def forget_old() -> int:
    """Answers how many keys no phone can send again any more."""
    return db.affected(await db.execute("DELETE FROM sent_form WHERE at < $1", clock.now() - KEPT_FOR))
