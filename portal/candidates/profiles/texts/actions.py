"""Writes on the text of a profile. Every one passes the gate; what the gate found is answered, never stored."""

from uuid import UUID

from portal.candidates.cases.locking import held_case
from portal.candidates.cases.parameters import figure
from portal.candidates.events import (
    ProfileTextApproved,
    ProfileTextAsked,
    ProfileTextRemoved,
    ProfileTextSentBack,
    ProfileTextWritten,
)
from portal.candidates.people.sealing import sealed
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import queries, rules
from portal.candidates.profiles.texts.queries import COLUMNS, TextRow, read_row
from portal.candidates.profiles.texts.rules import TextFacts
from portal.candidates.profiles.texts.transitions import HOLDER, READER, TEXT
from portal.candidates.profiles.texts.vocabulary import MAY_SHOW, MOST_CHARACTERS, SendBackWhy, TextState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import regions
from portal.reference.free_text import Verdict, judge


async def write(person_id: UUID, text: str, *, by: Viewer) -> Verdict:
    """The text as it stands from now on; an old one leaves the card at once.

    A verdict that refuses answers what to change and keeps nothing of the text, only that a rule fired. Raises
    Refused for words of one's own where the region is small.
    """
    verdict = judge(text, most=MOST_CHARACTERS)
    async with db.unit_of_work():
        await held_case(person_id, by)
        row = await _locked(person_id)
        if verdict.is_refused:
            await _mark(person_id, row, by)
            return verdict
        if not verdict.text:
            if row is not None and row.state is not TextState.REMOVED:
                await _remove(row, by)
            return verdict
        if row is not None and row.text == verdict.text:
            return verdict
        await _sure_of_phrases(person_id, verdict.text)
        await _keep(person_id, row, verdict, by)
    return verdict


async def note_fired(person_id: UUID, text: str, *, by: Viewer) -> None:
    """A text that came and was not kept, with everything else that came with it."""
    if not judge(text, most=MOST_CHARACTERS).is_clean:
        async with db.unit_of_work():
            await held_case(person_id, by)
            await _mark(person_id, await _locked(person_id), by)


async def _locked(person_id: UUID) -> TextRow | None:
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM profile_text t WHERE t.person = $1 FOR UPDATE", person_id)
    return None if row is None else read_row(row)


async def _mark(person_id: UUID, row: TextRow | None, by: Viewer) -> None:
    """A rule fired: from now on a colleague reads whatever the text becomes."""
    if row is not None:
        await db.execute("UPDATE profile_text SET rule_fired = true WHERE id = $1", row.id)
        return
    await db.execute(
        "INSERT INTO profile_text (id, person, state, rule_fired, written_by, written_at, changed_at)"
        " VALUES ($1, $2, $3, true, $4, $5, $5) ON CONFLICT (person) DO UPDATE SET rule_fired = true",
        new_id(),
        person_id,
        TextState.REMOVED.value,
        by.account_id,
        clock.now(),
    )


async def _sure_of_phrases(person_id: UUID, text: str) -> None:
    scope = await profiles.region_of(person_id)
    least = figure("profile.text_people", clock.today())
    if rules.only_phrases(await queries.people_in(scope), least) and not rules.is_of_phrases(text):
        raise Refused(
            f"In {regions.name(scope)} i profili sono meno di {least}: componi il testo con le frasi pronte.",
            field="phrases",
        )


async def _keep(person_id: UUID, row: TextRow | None, verdict: Verdict, by: Viewer) -> None:
    fired = not verdict.is_clean or (row is not None and row.rule_fired)
    given = TextFacts(rules.needs_reader(verdict.text, is_clean=verdict.is_clean, fired_before=fired))
    state = row.state if row is not None else TextState.REMOVED
    move = TEXT.move("write_marked" if given.needs_reader else "write", state, [HOLDER], given)
    id = row.id if row is not None else new_id()
    await db.execute(
        "INSERT INTO profile_text (id, person, state, text_sealed, rule_fired, written_by, written_at, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (person) DO UPDATE SET state = $3, text_sealed = $4,"
        " rule_fired = $5, written_by = $6, written_at = $7, changed_at = $7, asked_by = NULL, asked_at = NULL,"
        " version = profile_text.version + 1",
        id,
        person_id,
        move.lands(state).value,
        sealed(verdict.text, "profile_text", "text_sealed", id),
        fired,
        by.account_id,
        clock.now(),
    )
    await profiles.text_changed(person_id)
    if move.lands(state) in MAY_SHOW:
        await profiles.text_ready(person_id)
    await facts.record(ProfileTextWritten(text_id=id, person_id=person_id), by=by)


async def remove(person_id: UUID, *, by: Viewer) -> None:
    """Gone from the file, and from the card at once."""
    async with db.unit_of_work():
        await held_case(person_id, by)
        row = await _locked(person_id)
        if row is None:
            raise NotThere
        await _remove(row, by)


async def _remove(row: TextRow, by: Viewer) -> None:
    move = TEXT.move("remove", row.state, [HOLDER])
    await db.execute(
        "UPDATE profile_text SET state = $2, text_sealed = NULL, asked_by = NULL, asked_at = NULL, changed_at = $3,"
        " version = version + 1 WHERE id = $1",
        row.id,
        move.lands(row.state).value,
        clock.now(),
    )
    await profiles.text_changed(row.person_id)
    await facts.record(ProfileTextRemoved(text_id=row.id, person_id=row.person_id), by=by)


async def ask(person_id: UUID, *, by: Viewer) -> None:
    """«Manda al secondo lettore»: a draft of a profile goes with its text, one that stands stays as it is."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _locked(person_id)
        if row is None:
            raise NotThere
        move = TEXT.move("ask", row.state, [HOLDER])
        await profiles.ask_reader(case, by=by)
        await db.execute(
            "UPDATE profile_text SET state = $2, asked_by = $3, asked_at = $4 WHERE id = $1",
            row.id,
            move.lands(row.state).value,
            by.account_id,
            clock.now(),
        )
        await facts.record(ProfileTextAsked(text_id=row.id, person_id=person_id), by=by)


async def approve(text_id: UUID, *, version: int, by: Viewer) -> None:
    """A colleague's yes to the text as she read it. A profile that came with it goes on to the next run."""
    async with db.unit_of_work():
        row = await _read(text_id, "approve", version, None, by)
        await profiles.text_approved(row.person_id, by=by)
        await facts.record(ProfileTextApproved(text_id=text_id, person_id=row.person_id), by=by)


async def send_back(text_id: UUID, *, version: int, why: SendBackWhy, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await _read(text_id, "send_back", version, why, by)
        await profiles.text_sent_back(row.person_id)
        await facts.record(
            ProfileTextSentBack(text_id=text_id, person_id=row.person_id, why=why.value), by=by
        )


async def _read(text_id: UUID, name: str, version: int, why: SendBackWhy | None, by: Viewer) -> TextRow:
    row = await queries.locked_for_reading(text_id, by)
    if row is None:
        raise NotThere
    move = TEXT.move(name, row.state, [READER], TextFacts(reader_wrote_it=row.was_written_by(by.account_id)))
    if row.version != version:
        raise Refused("Il testo è cambiato mentre lo leggevi. Rileggilo e rispondi di nuovo.")
    state = move.lands(row.state)
    now = clock.now()
    await db.execute(
        "INSERT INTO text_reading (id, text, version, outcome, why, read_by, read_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new_id(),
        text_id,
        version,
        state.value,
        why.value if why else None,
        by.account_id,
        now,
    )
    await db.execute(
        "UPDATE profile_text SET state = $2, changed_at = $3 WHERE id = $1", text_id, state.value, now
    )
    return row
