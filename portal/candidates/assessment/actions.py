"""Writes on an assessment: raters are asked, each fills a sheet alone, the team agrees, two of them sign."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.assessment import icf, queries, rules, sheets
from portal.candidates.assessment.comparison import Settled, differing, settling_problem, undisputed
from portal.candidates.assessment.icf import IcfRating
from portal.candidates.assessment.limits import of_sheets, with_limits
from portal.candidates.assessment.rules import Level
from portal.candidates.assessment.sheets import OpenAssessment, Rated, Seat, ratings_as_kept
from portal.candidates.assessment.transitions import (
    ASSESSMENT,
    HOLDER,
    RATER,
    SYSTEM,
    AssessmentFacts,
)
from portal.candidates.assessment.vocabulary import ICF_ROLES, Occasion, SheetState
from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.team.leading import involve_of_lead
from portal.candidates.cases.vocabulary import CaseState, Weight
from portal.candidates.events import (
    AssessmentCompared,
    AssessmentDropped,
    AssessmentOpened,
    SheetSubmitted,
    SynthesisAgreed,
    SynthesisPartSigned,
    SynthesisSigned,
)
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.rules import STALE
from portal.candidates.people.sealing import seal, seal_json
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.reference import dimensions

_UNSEEN = Level(None, None)


async def ask(
    *,
    id: UUID,
    person_id: UUID,
    occasion: Occasion,
    raters: Sequence[UUID],
    close_by: date,
    observed_in: str | None = None,
    by: Viewer,
) -> UUID:
    """The holder asks members of the service to rate; each finds an empty sheet of her own."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case)
        if case.weight is Weight.LIGHT:
            raise Refused("In un accompagnamento non c’è valutazione: serve una presa in carico.")
        if await db.fetchval("SELECT count(*) FROM assessment WHERE id = $1", id):
            return id
        today = clock.today()
        problem = rules.close_by_problem(today, close_by)
        if problem is not None:
            raise Refused(problem, field="close_by")
        if await sheets.assessment_of(person_id) is not None:
            raise Refused(
                "C’è già una valutazione in corso: concludila o annullala prima di iniziarne un’altra."
            )
        seats = await _seats(case, raters)
        await db.execute(
            'INSERT INTO assessment (id, "case", person, occasion, state, opened_on, close_by, observed_in_sealed,'
            " opened_by, opened_at) VALUES ($1, $2, $3, $4, 'collecting', $5, $6, $7, $8, $9)",
            id,
            case.id,
            person_id,
            occasion.value,
            today,
            close_by,
            seal(observed_in, "assessment", "observed_in_sealed", id),
            by.account_id,
            clock.now(),
        )
        for seat in seats:
            if seat.organisation_id == case.service_id and seat.account_id != case.holder_id:
                await involve_of_lead(case.id, seat.account_id, seat.role, by=by)
            await db.execute(
                "INSERT INTO rating_sheet (id, assessment, rater, role, organisation, state)"
                " VALUES ($1, $2, $3, $4, $5, 'draft')",
                new_id(),
                id,
                seat.account_id,
                seat.role.value,
                seat.organisation_id,
            )
        await facts.record(AssessmentOpened(assessment_id=id, person_id=person_id), by=by)
    return id


async def _seats(case: LockedCase, raters: Sequence[UUID]) -> list[Seat]:
    known = {seat.account_id: seat for seat in await sheets.seats_to_rate(case.service_id, case.id)}
    if not raters:
        raise Refused("Scegli almeno una persona che valuta.", field="raters")
    if not set(raters) <= set(known):
        raise Refused("Scegli chi valuta fra le persone proposte.", field="raters")
    return [known[id] for id in dict.fromkeys(raters)]


def _refuse_closed(case: LockedCase) -> None:
    sentence = closed_sentence(case.state, case.closed_on, "scrivere una valutazione")
    if sentence is not None:
        raise Refused(sentence)


async def _locked(assessment_id: UUID, by: Viewer) -> OpenAssessment:
    """The assessment on the viewer's ground, its row held until the end. Refuses where the case is closed."""
    await db.execute("SELECT 1 FROM assessment WHERE id = $1 FOR UPDATE", assessment_id)
    found = await sheets.open_assessment(assessment_id, by)
    row = await db.fetchrow("SELECT state, closed_on FROM case_ WHERE id = $1", found.row.case_id)
    if row is None:
        raise NotThere
    sentence = closed_sentence(CaseState(row["state"]), row["closed_on"], "scrivere una valutazione")
    if sentence is not None:
        raise Refused(sentence)
    return found


def _actors(found: OpenAssessment) -> list[str]:
    return [HOLDER] * found.holds + [RATER] * (found.own is not None)


async def fill(
    assessment_id: UUID,
    ratings: Mapping[str, Rated],
    *,
    version: int | None = None,
    submit: bool = False,
    on: date | None = None,
    by: Viewer,
) -> None:
    """Saves the viewer's own sheet; with ``submit`` hands it in, and from then on it is never changed."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        own = found.own
        if own is None:
            raise NotThere
        facts_now = AssessmentFacts(
            today=clock.today(),
            own_sheet_submitted=own.state is SheetState.SUBMITTED,
            problem=_ratings_problem(ratings, own.role, complete=submit),
        )
        ASSESSMENT.move("submit", found.row.state, _actors(found), facts_now)
        if version is not None and version != own.version:
            raise Refused(STALE)
        await db.execute(
            "UPDATE rating_sheet SET ratings_sealed = $2, rated_on = $3, state = $4, version = version + 1"
            " WHERE id = $1",
            own.id,
            seal_json(ratings_as_kept(ratings), "rating_sheet", "ratings_sealed", own.id),
            sure_of_day(on, field="rated_on"),
            (SheetState.SUBMITTED if submit else SheetState.DRAFT).value,
        )
        if submit:
            await facts.record(
                SheetSubmitted(assessment_id=assessment_id, person_id=found.row.person_id), by=by
            )


async def rate_icf(assessment_id: UUID, ratings: Sequence[IcfRating], *, by: Viewer) -> None:
    """The ICF side of the viewer's own sheet, for the professions that write health detail (services.md §1)."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        own = found.own
        if own is None or own.role not in ICF_ROLES:
            raise NotThere
        submitted = own.state is SheetState.SUBMITTED
        problems = (icf.problem(one) for one in ratings)
        facts_now = AssessmentFacts(
            today=clock.today(),
            own_sheet_submitted=submitted,
            problem=next((one for one in problems if one), None),
        )
        ASSESSMENT.move("submit", found.row.state, _actors(found), facts_now)
        await db.execute(
            "UPDATE rating_sheet SET icf_sealed = $2 WHERE id = $1",
            own.id,
            seal_json(sheets.icf_as_kept(ratings), "rating_sheet", "icf_sealed", own.id),
        )


def _ratings_problem(ratings: Mapping[str, Rated], role: Role, *, complete: bool) -> str | None:
    """What is wrong with a sheet. Medical limits are a doctor's side: only the health service writes them."""
    for code, one in ratings.items():
        dimensions.by_code(code)
        problem = rules.level_problem(code, one.level.k, one.level.s)
        problem = problem or rules.basis_problem(code, one.level, one.basis)
        if problem is not None:
            return problem
        if one.level.limit is not None and role is not Role.HEALTH_OPERATOR:
            return f"Il limite medico lo scrive l’operatore sanitario (dimensione {code})."
    return rules.submission_problem({c: one.level for c, one in ratings.items()}) if complete else None


async def compare(assessment_id: UUID, *, by: Viewer) -> UUID:
    """Opens the sheets to each other. The synthesis begins with what nobody disputes. Answers its id."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        lines = await sheets.raters(assessment_id)
        given = await sheets.submitted_sheets(assessment_id)
        facts_now = AssessmentFacts(
            today=clock.today(), close_by=found.row.close_by, submitted=len(given), raters=len(lines)
        )
        move = ASSESSMENT.move("compare", found.row.state, _actors(found), facts_now)
        await _move(assessment_id, move.lands(found.row.state).value, compared_on=clock.today())
        synthesis_id = new_id()
        limits = of_sheets(given, found.row.report)
        settled = with_limits(undisputed({one.id: one.levels for one in given}, _codes()), limits)
        await db.execute(
            'INSERT INTO synthesis (id, "case", person, assessment, levels_sealed, written_by, written_at)'
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            synthesis_id,
            found.row.case_id,
            found.row.person_id,
            assessment_id,
            seal_json(queries.as_kept(settled), "synthesis", "levels_sealed", synthesis_id),
            by.account_id,
            clock.now(),
        )
        await facts.record(
            AssessmentCompared(assessment_id=assessment_id, person_id=found.row.person_id), by=by
        )
    return synthesis_id


def _codes() -> list[str]:
    return [one.code for one in dimensions.entries()]


async def _move(assessment_id: UUID, state: str, **days: date) -> None:
    await db.execute(
        "UPDATE assessment SET state = $2, compared_on = coalesce($3, compared_on),"
        " closed_on = coalesce($4, closed_on), version = version + 1 WHERE id = $1",
        assessment_id,
        state,
        days.get("compared_on"),
        days.get("closed_on"),
    )


async def agree(
    assessment_id: UUID,
    settled: Mapping[str, Settled],
    words: str | None,
    *,
    version: int | None = None,
    by: Viewer,
) -> None:
    """What the team agrees on where sheets differ, and the synthesis in words. Earlier signatures fall."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        handed_in = await sheets.submitted_sheets(assessment_id)
        given = {one.id: one.levels for one in handed_in}
        disputed = differing(given, _codes())
        problem = None
        for code in disputed:
            if code in settled and problem is None:
                problem = settling_problem(code, given, settled[code])
        ASSESSMENT.move(
            "agree", found.row.state, _actors(found), AssessmentFacts(today=clock.today(), problem=problem)
        )
        if version is not None and version != found.row.version:
            raise Refused(STALE)
        whole = undisputed(given, _codes()) | {code: settled[code] for code in disputed if code in settled}
        whole = with_limits(whole, of_sheets(handed_in, found.row.report))
        row = await _synthesis(assessment_id)
        await db.execute(
            "UPDATE synthesis SET levels_sealed = $2, words_sealed = $3, written_by = $4, written_at = $5,"
            " version = version + 1 WHERE id = $1",
            row["id"],
            seal_json(queries.as_kept(whole), "synthesis", "levels_sealed", row["id"]),
            seal(words, "synthesis", "words_sealed", row["id"]),
            by.account_id,
            clock.now(),
        )
        await db.execute("DELETE FROM synthesis_signature WHERE synthesis = $1", row["id"])
        await db.execute("UPDATE assessment SET version = version + 1 WHERE id = $1", assessment_id)
        await facts.record(SynthesisAgreed(assessment_id=assessment_id, person_id=found.row.person_id), by=by)


async def _synthesis(assessment_id: UUID) -> Any:
    row = await db.fetchrow("SELECT id FROM synthesis WHERE assessment = $1 FOR UPDATE", assessment_id)
    if row is None:
        raise Refused("Il confronto fra le schede non è ancora aperto.")
    return row


async def sign(assessment_id: UUID, *, on: date | None = None, by: Viewer) -> bool:
    """One rater's signature. The last one needed closes: from now on the synthesis is what matching reads, and it
    is never changed. Answers whether it was the last."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        synthesis = await queries.synthesis_of(assessment_id)
        if synthesis is None or found.own is None:
            raise NotThere
        given = {one.id: one.levels for one in await sheets.submitted_sheets(assessment_id)}
        signers = await _signers(synthesis.id)
        levels = synthesis.levels
        open_codes = [code for code in differing(given, _codes()) if levels.get(code, _UNSEEN).k is None]
        facts_now = AssessmentFacts(
            today=clock.today(),
            own_sheet_submitted=found.own.state is SheetState.SUBMITTED,
            signed_already=by.account_id in signers,
            trained=await network.may_sign_assessments(by.account_id, await _service(found), clock.today()),
            problem=_unsettled(open_codes) or rules.signing_problem(synthesis.levels, synthesis.words),
        )
        ASSESSMENT.move("sign", found.row.state, _actors(found), facts_now)
        signed_on = sure_of_day(on, field="signed_on")
        if found.row.compared_on is not None and signed_on < found.row.compared_on:
            raise Refused("La firma non può precedere il confronto.", field="signed_on")
        await db.execute(
            "INSERT INTO synthesis_signature (id, synthesis, account, role, signed_on) VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            synthesis.id,
            by.account_id,
            found.own.role.value,
            signed_on,
        )
        person_id = found.row.person_id
        await facts.record(SynthesisPartSigned(synthesis_id=synthesis.id, person_id=person_id), by=by)
        if len(signers) + 1 < rules.signatures_needed(len(given)):
            return False
        move = ASSESSMENT.move("close", found.row.state, [SYSTEM])
        await _close(synthesis.id, person_id, signed_on, by)
        await _move(assessment_id, move.lands(found.row.state).value, closed_on=clock.today())
        await facts.record(SynthesisSigned(synthesis_id=synthesis.id, person_id=person_id), by=by)
    return True


async def _service(found: OpenAssessment) -> UUID:
    """The lead service of the case: its decision says whether a signature asks for the training."""
    return UUID(str(await db.fetchval("SELECT lead_service FROM case_ WHERE id = $1", found.row.case_id)))


async def _signers(synthesis_id: UUID) -> set[UUID]:
    rows = await db.fetch("SELECT account FROM synthesis_signature WHERE synthesis = $1", synthesis_id)
    return {row["account"] for row in rows}


def _unsettled(codes: Sequence[str]) -> str | None:
    return f"Prima di firmare concordate le differenze su: {', '.join(codes)}." if codes else None


async def _close(synthesis_id: UUID, person_id: UUID, signed_on: date, by: Viewer) -> None:
    await db.execute(
        "UPDATE synthesis SET superseded_on = $2 WHERE person = $1 AND signed_on IS NOT NULL"
        " AND superseded_on IS NULL",
        person_id,
        signed_on,
    )
    await db.execute(
        "UPDATE synthesis SET signed_by = $2, signed_on = $3, version = version + 1 WHERE id = $1",
        synthesis_id,
        by.account_id,
        signed_on,
    )


async def drop(assessment_id: UUID, *, by: Viewer) -> None:
    """The holder gives the occasion up: sheets stay where they are, nothing of them counts."""
    async with db.unit_of_work():
        found = await _locked(assessment_id, by)
        move = ASSESSMENT.move("drop", found.row.state, _actors(found), AssessmentFacts(today=clock.today()))
        await db.execute(
            "DELETE FROM synthesis_signature g USING synthesis s WHERE s.id = g.synthesis AND s.assessment = $1",
            assessment_id,
        )
        await db.execute("DELETE FROM synthesis WHERE assessment = $1", assessment_id)
        await _move(assessment_id, move.lands(found.row.state).value, closed_on=clock.today())
        await facts.record(
            AssessmentDropped(assessment_id=assessment_id, person_id=found.row.person_id), by=by
        )
