"""Writes on the assessment: a draft, then a signature that closes it and supersedes the earlier synthesis."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal.candidates.assessment import rules
from portal.candidates.assessment.queries import levels_of
from portal.candidates.assessment.rules import Level
from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.events import SynthesisSigned
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.rules import STALE
from portal.candidates.people.sealing import opened, seal, seal_json
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


def _as_json(levels: Mapping[str, Level]) -> dict[str, dict[str, int | None]]:
    return {code: {"k": level.k, "s": level.s, "limit": None} for code, level in sorted(levels.items())}


async def write(
    *,
    id: UUID,
    person_id: UUID,
    levels: Mapping[str, Level],
    words: str | None,
    version: int | None = None,
    by: Viewer,
) -> UUID:
    """Saves the draft. ``version``: the draft's own, when one was being edited. Raises Refused for s < k."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case)
        for code, level in levels.items():
            problem = rules.level_problem(code, level.k, level.s)
            if problem is not None:
                raise Refused(problem, field=f"s_{code}")
        row = await db.fetchrow(
            "SELECT id, version FROM synthesis WHERE person = $1 AND signed_on IS NULL FOR UPDATE", person_id
        )
        if row is not None and row["version"] != version and row["id"] != id:
            raise Refused(STALE)
        row_id = row["id"] if row is not None else id
        if row is None and await db.fetchval("SELECT count(*) FROM synthesis WHERE id = $1", id):
            raise Refused("Questa valutazione è già firmata: per cambiarla iniziane una nuova.")
        await db.execute(
            'INSERT INTO synthesis (id, "case", person, levels_sealed, words_sealed, written_by, written_at)'
            " VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT (id) DO UPDATE SET levels_sealed = $4, words_sealed = $5, written_by = $6, written_at = $7,"
            " version = synthesis.version + 1",
            row_id,
            case.id,
            person_id,
            seal_json(_as_json(levels), "synthesis", "levels_sealed", row_id),
            seal(words, "synthesis", "words_sealed", row_id),
            by.account_id,
            clock.now(),
        )
    return UUID(str(row_id))


def _refuse_closed(case: LockedCase) -> None:
    sentence = closed_sentence(case.state, case.closed_on, "scrivere una valutazione")
    if sentence is not None:
        raise Refused(sentence)


async def sign(person_id: UUID, *, on: date | None = None, by: Viewer) -> UUID:
    """Signs the draft. From now on it is what matching reads, and it is never changed."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case)
        row = await db.fetchrow(
            "SELECT id, levels_sealed, words_sealed FROM synthesis WHERE person = $1 AND signed_on IS NULL FOR UPDATE",
            person_id,
        )
        if row is None:
            raise NotThere
        signed_on = sure_of_day(on, field="signed_on")
        words = opened(row["words_sealed"], "synthesis", "words_sealed", row["id"])
        problem = rules.signing_problem(levels_of(row["id"], row["levels_sealed"]), words)
        if problem is not None:
            raise Refused(problem, field="words")
        await db.execute(
            "UPDATE synthesis SET superseded_on = $2 WHERE person = $1 AND signed_on IS NOT NULL"
            " AND superseded_on IS NULL",
            person_id,
            signed_on,
        )
        await db.execute(
            "UPDATE synthesis SET signed_by = $2, signed_on = $3, version = version + 1 WHERE id = $1",
            row["id"],
            by.account_id,
            signed_on,
        )
        await facts.record(SynthesisSigned(synthesis_id=row["id"], person_id=person_id), by=by)
    return UUID(str(row["id"]))
