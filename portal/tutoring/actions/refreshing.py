"""The tutors' training lasts two years: who keeps plans hears ahead, once a stage, with the real day."""

from datetime import date, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.tutoring.modules import MODULES, TRAINING
from portal.tutoring.queries.training import ends_on
from portal.tutoring.rules import add_months

STAGES = (60, 14, 0)
"""Days before the last valid one on which a tutor is told."""
TOLD_AFTER = timedelta(days=60)
"""So long after its end nobody is told any more: the gate of the next plan says it."""
BATCH = 500


async def remind_tutors() -> int:
    """Answers how many were told. After days of standstill only the stage reached by then goes out."""
    today, told, last = clock.today(), 0, UUID(int=0)
    newest = add_months(today, -TRAINING.valid_months) + timedelta(days=STAGES[0] + 3)
    while rows := await db.fetch(
        "SELECT account, min(completed_on) AS since FROM tutor_module WHERE completed_on IS NOT NULL AND account > $1"
        " AND module = ANY($2) GROUP BY account HAVING count(*) = $3 AND min(completed_on) <= $4"
        " ORDER BY account LIMIT $5",
        last,
        [module.key for module in MODULES],
        len(MODULES),
        newest,
        BATCH,
    ):
        last = rows[-1]["account"]
        for row in rows:
            until = ends_on(row["since"]) - timedelta(days=1)
            stage = stage_of(until, today)
            if stage is not None:
                told += await _tell(row["account"], until, stage)
    return told


def stage_of(until: date, today: date) -> int | None:
    """The stage reached by today; None before the first one, and long after the end."""
    left = (until - today).days
    reached = [stage for stage in STAGES if left <= stage]
    return min(reached) if reached and today - until <= TOLD_AFTER else None


async def _tell(account_id: UUID, until: date, stage: int) -> int:
    """Once for each organisation in which she is a tutor."""
    told = 0
    for seat in await accounts.seats(account_id):
        if Role.IN_COMPANY_TUTOR not in seat.roles:
            continue
        async with db.unit_of_work():
            told += await notifications.notify(
                Kind.PLAN_DUE,
                account_ids=[account_id],
                organisation_id=seat.organisation_id,
                object_id=account_id,
                step=f"training:{until:%Y-%m-%d}:{stage}",
                words=mail.compose("training_to_refresh.txt", until=until, over=until < clock.today()),
                href="/tutor-training",
            )
    return told
