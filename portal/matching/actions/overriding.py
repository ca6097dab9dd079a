"""A counsellor's judgement of a pair over the model's, with its reason: for an exclusion she contests, or an order."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions.opening import open_vacancy
from portal.matching.events import MatchOverridden, MatchOverrideEnded
from portal.matching.ranking import result_for
from portal.matching.stored import seal_result
from portal.matching.vocabulary import Verdict

TABLE = "match_override"


async def override(
    *, id: UUID, person_id: UUID, vacancy_id: UUID, verdict: Verdict, reason: str, by: Viewer
) -> UUID:
    """Takes the place of an earlier one of the same pair. What the model said is kept beside it; the same ``id``
    judges once. Raises NotThere for whom she does not follow; Refused when the vacancy is closed."""
    async with db.unit_of_work():
        await _sure(person_id, by)
        await db.lock(f"override {person_id} {vacancy_id}")
        if await db.fetchval(
            "SELECT count(*) FROM match_override WHERE id = $1 AND made_by = $2", id, by.account_id
        ):
            return id
        vacancy = await open_vacancy(vacancy_id)
        result = await result_for(person_id, vacancy)
        await db.execute(
            "UPDATE match_override SET ended_at = $3 WHERE person = $1 AND vacancy = $2 AND ended_at IS NULL",
            person_id,
            vacancy_id,
            clock.now(),
        )
        await db.execute(
            "INSERT INTO match_override (id, person, vacancy, verdict, reason_sealed, terms_sealed, made_by, made_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            person_id,
            vacancy_id,
            verdict.value,
            crypto.seal(reason, table=TABLE, column="reason_sealed", row=id),
            seal_result(result, table=TABLE, row=id),
            by.account_id,
            clock.now(),
        )
        await facts.record(
            MatchOverridden(
                override_id=id, person_id=person_id, vacancy_id=vacancy_id, verdict=verdict.value
            ),
            by=by,
        )
    return id


async def take_back(person_id: UUID, vacancy_id: UUID, *, by: Viewer) -> None:
    """The model's word stands again. Nothing to take back: nothing happens."""
    async with db.unit_of_work():
        await _sure(person_id, by)
        ended = await db.fetchval(
            "UPDATE match_override SET ended_at = $3 WHERE person = $1 AND vacancy = $2 AND ended_at IS NULL"
            " RETURNING id",
            person_id,
            vacancy_id,
            clock.now(),
        )
        if ended is not None:
            await facts.record(
                MatchOverrideEnded(override_id=ended, person_id=person_id, vacancy_id=vacancy_id), by=by
            )


async def _sure(person_id: UUID, by: Viewer) -> None:
    if not by.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(person_id, by):
        raise NotThere
