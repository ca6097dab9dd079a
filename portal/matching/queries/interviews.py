"""The days of a proposal's interview."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import crypto, db
from portal.matching.interviews import DateState, InterviewNeed, InterviewOutcome


@dataclass(frozen=True, slots=True)
class Standing:
    """``chosen``: the day that was chosen, until somebody writes how it went."""

    proposed: bool
    chosen: datetime | None

    def over(self, now: datetime) -> bool:
        return self.chosen is not None and self.chosen <= now


NO_DAYS = Standing(False, None)


async def standing_of(proposal_id: UUID) -> Standing:
    row = await db.fetchrow(
        "SELECT coalesce(bool_or(state = 'proposed'), false) AS proposed,"
        " max(starts_at) FILTER (WHERE state = 'chosen' AND outcome IS NULL) AS chosen"
        " FROM interview_date WHERE proposal = $1",
        proposal_id,
    )
    return Standing(row["proposed"], row["chosen"]) if row is not None else NO_DAYS


@dataclass(frozen=True, slots=True)
class Day:
    """``needs``: for the service; a company reads them only beside what the person shows."""

    id: UUID
    asked_at: datetime
    starts_at: datetime
    minutes: int
    place: str
    state: DateState
    needs: tuple[InterviewNeed, ...]
    outcome: InterviewOutcome | None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_proposed(self) -> bool:
        return self.state is DateState.PROPOSED

    @property
    def is_chosen(self) -> bool:
        return self.state is DateState.CHOSEN


async def days_of(proposal_id: UUID) -> list[Day]:
    """All but the dropped ones, the earliest first."""
    rows = await db.fetch(
        "SELECT id, asked_at, starts_at, minutes, place, state, needs_sealed, outcome FROM interview_date"
        " WHERE proposal = $1 AND state <> 'dropped' ORDER BY starts_at, id",
        proposal_id,
    )
    return [_day(row) for row in rows]


def _day(row: Any) -> Day:
    return Day(
        row["id"],
        row["asked_at"],
        row["starts_at"],
        row["minutes"],
        row["place"],
        DateState(row["state"]),
        _opened(row["id"], row["needs_sealed"]) if row["needs_sealed"] else (),
        InterviewOutcome(row["outcome"]) if row["outcome"] else None,
    )


_NEEDS = msgspec.json.Decoder(tuple[InterviewNeed, ...])


def sealed_needs(id: UUID, needs: tuple[InterviewNeed, ...]) -> bytes | None:
    if not needs:
        return None
    return crypto.seal(msgspec.json.encode(needs), table="interview_date", column="needs_sealed", row=id)


def _opened(id: UUID, sealed: bytes) -> tuple[InterviewNeed, ...]:
    return _NEEDS.decode(crypto.open_bytes(sealed, table="interview_date", column="needs_sealed", row=id))
