"""What reminds of an eligibility: before it is to be looked at again, on that day, and each month after it.

It stays valid until somebody decides (services.md §7). Who holds the case is looked up when it is told.
"""

from datetime import date, timedelta

from portal.candidates.cases.queries import holder_today
from portal.candidates.eligibility.queries import to_look_at
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it
from portal.kernel.ladders import ladder, reached

LADDER = ladder(-90, -30, 0, 30, 60, 90)


async def remind(today: date | None = None) -> int:
    """Answers how many notifications are new; each rung is told once."""
    day = today or clock.today()
    told = 0
    for due in await to_look_at(day - timedelta(days=LADDER[0].days)):
        rung = reached(LADDER, due.day, day)
        holder = None if rung is None else await holder_today(due.person_id)
        if rung is None or holder is None:
            continue
        async with db.unit_of_work():
            told += await notifications.notify(
                Kind.QUOTA_REVIEW,
                account_ids=[holder],
                organisation_id=due.service_id,
                object_id=due.id,
                step=f"{due.day.isoformat()}:{rung.name}",
                words=mail.compose("quota_review.txt", day=date_it(due.day, "il"), past=due.day < day),
                href=f"/people/{due.person_id}/data/quota",
            )
    return told
