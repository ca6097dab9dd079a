"""Messages between a plan's tutor and the service."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation import crypto, db
from portal.kernel.viewer import Viewer
from portal.tutoring.vocabulary import PartyRole


@dataclass(frozen=True, slots=True)
class Message:
    author_id: UUID
    text: str
    at: datetime


async def messages(plan_id: UUID) -> list[Message]:
    rows = await db.fetch(
        "SELECT id, author, text_sealed, at FROM plan_message WHERE plan = $1 ORDER BY at, id", plan_id
    )
    return [
        Message(
            row["author"],
            crypto.open_(row["text_sealed"], table="plan_message", column="text_sealed", row=row["id"]),
            row["at"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Thread:
    plan_id: UUID
    code: str
    title: str
    person_id: UUID
    count: int
    last_at: datetime | None


async def threads(viewer: Viewer) -> list[Thread]:
    """One for each of the tutor's plans, the latest written first."""
    rows = await db.fetch(
        "SELECT p.id, p.code, p.title, p.person, count(m.id) AS n, max(m.at) AS last FROM plan p"
        " JOIN plan_party y ON y.plan = p.id AND y.account = $2 AND y.role = $3"
        " LEFT JOIN plan_message m ON m.plan = p.id WHERE p.company = $1"
        " GROUP BY p.id ORDER BY max(m.at) DESC NULLS LAST, p.code LIMIT 100",
        viewer.organisation_id,
        viewer.account_id,
        PartyRole.TUTOR.value,
    )
    return [
        Thread(row["id"], row["code"], row["title"], row["person"], row["n"], row["last"]) for row in rows
    ]
