"""The judgement of a plan, opened from its seal."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import clock, crypto, db
from portal.kernel.refusals import NotThere
from portal.tutoring.judgements.vocabulary import Judgement


class Content(msgspec.Struct, frozen=True):
    """What the counsellor wrote; ``judgement`` None: she never came."""

    judgement: Judgement | None
    conditions: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class JudgementRow:
    id: UUID
    plan_id: UUID
    version: int
    no_show: bool
    content: Content
    filled_by: UUID
    filled_on: date
    tutor_on: date | None
    tutor_words: str | None
    person_on: date | None
    person_words: str | None

    @property
    def complete(self) -> bool:
        return self.tutor_on is not None and (self.no_show or self.person_on is not None)


def sealed(words: str, column: str, id: UUID) -> bytes:
    return crypto.seal(words, table="plan_judgement", column=column, row=id)


def opened(cell: bytes, column: str, id: UUID) -> str:
    return crypto.open_(cell, table="plan_judgement", column=column, row=id)


def row(found: Any) -> JudgementRow:
    def told(column: str) -> str | None:
        return opened(found[column], column, found["id"]) if found[column] else None

    def day(column: str) -> date | None:
        return clock.in_rome(found[column]).date() if found[column] else None

    content = msgspec.json.decode(
        opened(found["content_sealed"], "content_sealed", found["id"]), type=Content
    )
    return JudgementRow(
        found["id"],
        found["plan"],
        found["version"],
        found["no_show"],
        content,
        found["filled_by"],
        clock.in_rome(found["filled_at"]).date(),
        day("tutor_at"),
        told("tutor_words_sealed"),
        day("person_at"),
        told("person_words_sealed"),
    )


async def of_plan(plan_id: UUID) -> JudgementRow | None:
    found = await db.fetchrow("SELECT * FROM plan_judgement WHERE plan = $1", plan_id)
    return None if found is None else row(found)


async def opened_by(token: str) -> JudgementRow:
    """The judgement a link is for. Raises NotThere for one that never was, was used or has expired."""
    found = await db.fetchrow(
        "SELECT * FROM plan_judgement WHERE token_hash = $1 AND person_at IS NULL AND expires_at > $2",
        crypto.token_hash(token),
        clock.now(),
    )
    if found is None:
        raise NotThere
    return row(found)
