"""The interview: the company proposes days, the counsellor tells which one the person chose, either writes how it went.

Nobody waits in silence: while days wait for the person the service is to answer, afterwards the company.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions.locking import Locked, for_company, for_counsellor
from portal.matching.actions.moving import drop_days, gather, move
from portal.matching.gate import require_clean
from portal.matching.interviews import (
    USUAL_LENGTH,
    InterviewNeed,
    InterviewOutcome,
    moments_problem,
)
from portal.matching.queries.interviews import sealed_needs
from portal.matching.rules import answer_due, waits_since
from portal.matching.vocabulary import Actor, Group, ProposalState

DAY_FIELDS = ("day", "day_2", "day_3")
"""Fields of the form, in the order of the days."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Days to choose from, all at one place and of one length (minutes)."""

    moments: Sequence[datetime]
    place: str
    minutes: int = USUAL_LENGTH


async def ask_interview(proposal_id: UUID, *, meeting: Meeting, note: str | None, by: Viewer) -> None:
    """Proposes days, in place of those before. Raises Refused, on its field, for one that has passed."""
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        require_clean(note)
        problem = moments_problem(meeting.moments, clock.now())
        if problem is not None:
            raise Refused(problem[1], field=DAY_FIELDS[min(problem[0], len(DAY_FIELDS) - 1)])
        none_yet = {"interview_at": None, "interview_place": None}
        await move(row, "interview", Actor.COMPANY, await gather(row), by=by, note=note, extra=none_yet)
        await drop_days(row.id)
        await db.executemany(
            "INSERT INTO interview_date (id, proposal, asked_at, starts_at, minutes, place, state)"
            " VALUES ($1, $2, $3, $4, $5, $6, 'proposed')",
            [
                (new_id(), row.id, clock.now(), moment, meeting.minutes, meeting.place)
                for moment in meeting.moments
            ],
        )


async def choose_date(
    proposal_id: UUID, *, date_id: UUID, needs: Sequence[InterviewNeed], note: str | None = None, by: Viewer
) -> None:
    """The day the person chose, with what makes the interview accessible to her.

    Raises Refused when it is no longer among those proposed, or when needs are told although she does not show
    the conditions that help her: they are hers to show.
    """
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        given = await gather(row)
        await move(row, "choose_date", Actor.COUNSELLOR, given, by=by, note=note)
        if needs and not await _shows_conditions(row):
            raise Refused(
                "La persona non mostra le condizioni che aiutano: fissa la data senza,"
                " oppure chiedile prima di rinnovare il consenso.",
                field="needs",
            )
        day = await db.fetchrow(
            "SELECT starts_at, place FROM interview_date WHERE id = $1 AND proposal = $2 AND state = 'proposed'",
            date_id,
            row.id,
        )
        if day is None:
            raise Refused("Questa data non è più fra quelle proposte: scegline un’altra.", field="date")
        if day["starts_at"] <= clock.now():
            raise Refused(
                "Questa data è già passata: scegline un’altra, oppure chiedi altre date.", field="date"
            )
        await db.execute(
            "UPDATE interview_date SET state = CASE WHEN id = $2 THEN 'chosen' ELSE 'dropped' END,"
            " decided_by = $3, decided_at = $4, needs_sealed = CASE WHEN id = $2 THEN $5::bytea END"
            " WHERE proposal = $1 AND state = 'proposed'",
            row.id,
            date_id,
            by.account_id,
            clock.now(),
            sealed_needs(date_id, tuple(dict.fromkeys(needs))),
        )
        await _wait_for_company(row, day["starts_at"], day["place"])


async def turn_dates_down(proposal_id: UUID, *, note: str | None = None, by: Viewer) -> None:
    """None of the days suits the person: the company hears it, and proposes others or answers."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        await move(row, "turn_dates_down", Actor.COUNSELLOR, await gather(row), by=by, note=note)
        await drop_days(row.id)
        await _wait_for_company(row, None, None)


async def record_interview(
    proposal_id: UUID, *, outcome: InterviewOutcome, note: str | None = None, by: Viewer
) -> None:
    """How it went, by either side, once. An interview that was not held leaves the company to propose other days."""
    async with db.unit_of_work():
        company = by.for_company
        row = await (for_company if company else for_counsellor)(proposal_id, by)
        if company:
            require_clean(note)
        actor = Actor.COMPANY if company else Actor.COUNSELLOR
        await move(row, "record_interview", actor, await gather(row), by=by, reason=outcome.value, note=note)
        await db.execute(
            "UPDATE interview_date SET outcome = $2, recorded_by = $3, recorded_at = $4"
            " WHERE proposal = $1 AND state = 'chosen' AND outcome IS NULL",
            row.id,
            outcome.value,
            by.account_id,
            clock.now(),
        )
        if outcome is not InterviewOutcome.HELD:
            await _wait_for_company(row, None, None)


async def _shows_conditions(row: Locked) -> bool:
    return bool(
        await db.fetchval(
            "SELECT count(*) FROM disclosure_consent WHERE proposal = $1 AND revoked_at IS NULL"
            " AND closed_at IS NULL AND expires_at > $2 AND $3 = ANY(groups)",
            row.id,
            clock.now(),
            Group.ACCOMMODATIONS.value,
        )
    )


async def _wait_for_company(row: Locked, interview_at: datetime | None, place: str | None) -> None:
    """From now, or from the day of the interview, it is the company's turn."""
    met_on = clock.in_rome(interview_at).date() if interview_at is not None else None
    since = waits_since(ProposalState.INTERVIEW, clock.today(), None, met_on)
    await db.execute(
        "UPDATE proposal SET interview_at = $2, interview_place = $3, waiting_since = $4, answer_due_on = $5,"
        " version = version + 1 WHERE id = $1",
        row.id,
        interview_at,
        place,
        since,
        answer_due(ProposalState.INTERVIEW, since),
    )
