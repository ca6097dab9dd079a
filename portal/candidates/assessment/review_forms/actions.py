"""Writes on the two forms, by whoever writes the assessment of this person (services.md §1)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.candidates.assessment.review_forms import queries
from portal.candidates.assessment.review_forms.queries import TABLE, ReviewFormRow
from portal.candidates.assessment.review_forms.transitions import REVIEW_FORM, SYSTEM, WRITER, FormFacts
from portal.candidates.assessment.review_forms.vocabulary import (
    MOST_LETTERS,
    SECTIONS,
    FormKind,
    FormState,
    Setting,
)
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.events import (
    ReviewFormClosed,
    ReviewFormDiscussed,
    ReviewFormReplaced,
    ReviewFormWritten,
)
from portal.candidates.people import actions as people
from portal.candidates.people import queries as file
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import Ground, written_by
from portal.candidates.people.rules import STALE
from portal.candidates.people.sealing import seal_json
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


async def _ground(person_id: UUID, by: Viewer) -> Ground:
    """Of who writes levels, on a case that is open."""
    ground = await written_by(person_id, Part.LEVELS, by)
    row = await db.fetchrow("SELECT state, closed_on FROM case_ WHERE id = $1", ground.case_id)
    if row is None:
        raise NotThere
    sentence = closed_sentence(CaseState(row["state"]), row["closed_on"], "scrivere una valutazione")
    if sentence is not None:
        raise Refused(sentence)
    return ground


async def begin(
    *, id: UUID, person_id: UUID, kind: FormKind, setting: Setting = Setting.INDIVIDUAL, by: Viewer
) -> UUID:
    """An empty one, or the next version of the last closed one, with its words. Pressed twice, begun once."""
    async with db.unit_of_work():
        ground = await _ground(person_id, by)
        await db.lock(f"review form {person_id} {kind}")
        if await db.fetchval("SELECT count(*) FROM review_form WHERE id = $1", id):
            return id
        last = next((one for one in await queries.review_forms(person_id) if one.kind is kind), None)
        if last is not None and last.state is not FormState.CLOSED:
            raise Refused("C’è già una versione in preparazione: concludi quella.")
        sections = last.sections if last is not None else ("",) * SECTIONS
        await db.execute(
            'INSERT INTO review_form (id, "case", person, kind, number, setting, state, sections_sealed, author,'
            " written_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            ground.case_id,
            person_id,
            kind.value,
            1 if last is None else last.number + 1,
            setting.value,
            FormState.DRAFT.value,
            seal_json(list(sections), TABLE, "sections_sealed", id),
            by.account_id,
            clock.today(),
        )
        await facts.record(ReviewFormWritten(review_form_id=id, person_id=person_id), by=by)
    return id


async def _locked(form_id: UUID, person_id: UUID, by: Viewer) -> ReviewFormRow:
    await _ground(person_id, by)
    row = await queries.review_form(form_id, person_id, lock=True)
    if row is None:
        raise NotThere
    return row


async def write(
    form_id: UUID,
    person_id: UUID,
    sections: Sequence[str],
    *,
    setting: Setting,
    version: int | None = None,
    by: Viewer,
) -> None:
    """What is written after it was discussed has to be discussed again."""
    if len(sections) != SECTIONS or any(len(one) > MOST_LETTERS for one in sections):
        raise Refused(f"Ogni parte ha al massimo {MOST_LETTERS} caratteri.")
    async with db.unit_of_work():
        row = await _locked(form_id, person_id, by)
        move = REVIEW_FORM.move("write", row.state, [WRITER], FormFacts(row.written))
        if version is not None and version != row.version:
            raise Refused(STALE)
        await db.execute(
            "UPDATE review_form SET sections_sealed = $2, setting = $3, state = $4, author = $5, written_on = $6,"
            " discussed_on = NULL, version = version + 1 WHERE id = $1",
            form_id,
            seal_json(list(sections), TABLE, "sections_sealed", form_id),
            setting.value,
            move.lands(row.state).value,
            by.account_id,
            clock.today(),
        )
        await facts.record(ReviewFormWritten(review_form_id=form_id, person_id=person_id), by=by)


async def discuss(form_id: UUID, person_id: UUID, *, on: date | None = None, by: Viewer) -> None:
    """She has read it and talked about it with who wrote it."""
    async with db.unit_of_work():
        row = await _locked(form_id, person_id, by)
        move = REVIEW_FORM.move("discuss", row.state, [WRITER], FormFacts(row.written))
        day = sure_of_day(on, field="discussed_on")
        await _set_state(row, move.lands(row.state), discussed_on=day)
        await facts.record(ReviewFormDiscussed(review_form_id=form_id, person_id=person_id), by=by)


async def close(form_id: UUID, person_id: UUID, *, by: Viewer) -> None:
    """From now on it is never changed: the next version that is closed replaces it, as this one its own."""
    async with db.unit_of_work():
        row = await _locked(form_id, person_id, by)
        move = REVIEW_FORM.move("close", row.state, [WRITER])
        for old in await queries.review_forms(person_id):
            if old.kind is row.kind and old.state is FormState.CLOSED:
                replaced = REVIEW_FORM.move("replace", old.state, [SYSTEM])
                await _set_state(old, replaced.lands(old.state))
                await facts.record(ReviewFormReplaced(review_form_id=old.id, person_id=person_id), by=by)
        await _set_state(row, move.lands(row.state), closed_on=clock.today())
        await facts.record(ReviewFormClosed(review_form_id=form_id, person_id=person_id), by=by)


async def _set_state(row: ReviewFormRow, state: StrEnum, **days: date) -> None:
    await db.execute(
        "UPDATE review_form SET state = $2, discussed_on = coalesce($3, discussed_on),"
        " closed_on = coalesce($4, closed_on), version = version + 1 WHERE id = $1",
        row.id,
        state.value,
        days.get("discussed_on"),
        days.get("closed_on"),
    )


async def add_skills(form_id: UUID, person_id: UUID, codes: Sequence[str], *, by: Viewer) -> int:
    """«Aggiungi alle competenze»: what a discussed form brought to light joins the file; answers how many are new."""
    async with db.unit_of_work():
        row = await _locked(form_id, person_id, by)
        if row.state is FormState.DRAFT:
            raise Refused("Prima discuti il documento con la persona, poi aggiungi le competenze.")
        known = set(await file.skill_codes(person_id))
        fresh = sorted(set(codes) - known)
        if fresh:
            await people.set_skills(person_id, sorted(known | set(codes)), by=by)
    return len(fresh)
