"""What reminds of an operators' training: ninety and thirty days before it ends, and on its last day."""

from datetime import date, timedelta
from typing import Any

from portal.accounts import public as accounts
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it
from portal.kernel.ladders import ladder, reached
from portal.kernel.roles import Role
from portal.network.vocabulary import TOPIC_LABELS, Topic

LADDER = ladder(-90, -30, 0)

_ENDING = """
SELECT t.id, t.member, t.organisation, t.topic, t.valid_until FROM operator_training t
WHERE t.valid_until BETWEEN $1 AND $2
    AND NOT EXISTS (SELECT 1 FROM operator_training n WHERE n.member = t.member AND n.topic = t.topic
        AND n.valid_until > t.valid_until)
ORDER BY t.valid_until, t.id
"""
"""Of several of one topic the last one counts."""


async def remind(today: date | None = None) -> int:
    """Tells the member and the coordinators of the service; answers how many notifications are new."""
    day = today or clock.today()
    told = 0
    for row in await db.fetch(_ENDING, day - timedelta(days=1), day - timedelta(days=LADDER[0].days)):
        rung = reached(LADDER, row["valid_until"], day)
        members = {one.account_id for one in await accounts.members(row["organisation"])}
        if rung is None or row["member"] not in members:
            continue
        async with db.unit_of_work():
            told += await notifications.notify(
                Kind.TRAINING_ENDING,
                account_ids=[row["member"]],
                organisation_id=row["organisation"],
                object_id=row["id"],
                step=rung.name,
                words=_words(row, day, own=True),
                href="/operator-training",
            )
            others = {one.account_id for one in await accounts.members(row["organisation"], Role.COORDINATOR)}
            told += await notifications.notify(
                Kind.TRAINING_ENDING,
                account_ids=others - {row["member"]},
                organisation_id=row["organisation"],
                object_id=row["id"],
                step=rung.name,
                words=_words(row, day, own=False),
                href="/operator-training",
            )
    return told


def _words(row: Any, day: date, *, own: bool) -> str:
    topic = Topic(row["topic"])
    return mail.compose(
        "training_ending.txt",
        own=own,
        topic=TOPIC_LABELS[topic].lower(),
        past=row["valid_until"] < day,
        day=date_it(row["valid_until"], "il"),
        method=topic is Topic.METHOD,
    )
