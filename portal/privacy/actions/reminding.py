"""Reminders of the month to answer: ten and three days before, on the day, and every week after it."""

from datetime import date

from portal.candidates import public as candidates
from portal.foundation import clock, db, notifications
from portal.foundation.notifications import Kind
from portal.kernel.italian_days import day_it
from portal.kernel.ladders import ladder, reached
from portal.privacy.queries.officers import officers_of
from portal.privacy.vocabulary import KIND_LABELS, OPEN, RequestKind

LADDER = ladder(-10, -3, 0, 1, 7, 14, 21, 28)


async def remind(today: date | None = None) -> int:
    """Answers how many notifications are new; each rung is told once."""
    day = today or clock.today()
    rows = await db.fetch(
        "SELECT id, code, person, service, kind, due_on FROM data_request WHERE state = ANY($1) ORDER BY due_on, id",
        [state.value for state in OPEN],
    )
    told = 0
    for row in rows:
        rung = reached(LADDER, row["due_on"], day)
        if rung is None:
            continue
        kind = RequestKind(row["kind"])
        past, due_on = day > row["due_on"], day_it(row["due_on"], "il")
        words = (
            f"Richiesta {row['code']} ({KIND_LABELS[kind].lower()}): "
            + (f"il termine è passato {due_on}" if past else f"rispondi entro {due_on}")
            + "."
        )
        step = f"{row['due_on'].isoformat()}:{rung.name}"
        async with db.unit_of_work():
            for officer in await officers_of(row["service"]):
                told += await notifications.notify(
                    Kind.DATA_REQUEST,
                    account_ids=[officer.account_id],
                    organisation_id=officer.organisation_id,
                    object_id=row["id"],
                    step=step,
                    words=words,
                    href=f"/data-requests/{row['id']}",
                )
            holder = await candidates.holder_of(row["person"]) if row["person"] else None
            if kind is RequestKind.RECTIFICATION and holder is not None:
                told += await notifications.notify(
                    Kind.DATA_REQUEST,
                    account_ids=[holder],
                    organisation_id=row["service"],
                    object_id=row["id"],
                    step=step,
                    words=words,
                    href=f"/people/{row['person']}/rights",
                )
    return told
