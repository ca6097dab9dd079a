"""Words between the company's named users and the counsellor: who, when, what may not be said, what is new."""

from datetime import timedelta

import pytest
import time_machine

from portal.foundation import clock, db, jobs, mail
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering, consent, leading, messages
from portal.matching.actions.reading import read_for_company
from portal.matching.queries.messages import messages as said
from portal.matching.queries.messages import unread_of_company, unread_of_service
from portal.matching.vocabulary import RefusalReason
from tests.matching import builders
from tests.matching.builders import Stage
from tests.matching.test_pages import as_

pytestmark = pytest.mark.usefixtures("db_rollback")


async def write(id: object, by: Viewer, text: str = "Quando ci vediamo?") -> None:
    await messages.write(id, id=new_id(), text=text, by=by)  # type: ignore[arg-type]


async def waits_for_service(now: Stage) -> dict[object, int]:
    return dict(await unread_of_service(now.counsellor, [now.person_id]))


# --- when and by whom ------------------------------------------------------------------------------------------


async def test_before_the_sending_neither_side_writes_and_the_company_learns_nothing_by_trying() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    with pytest.raises(Refused, match="quando avrai inviato"):
        await write(id, now.counsellor)
    with pytest.raises(NotThere):
        await write(id, now.recruiter)
    assert await db.fetchval("SELECT count(*) FROM proposal_message") == 0


@pytest.mark.parametrize("how", ["refused", "withdrawn", "taken back"])
async def test_when_the_proposal_closes_its_messages_close(how: str) -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await write(id, now.recruiter)
    if how == "refused":
        await answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    elif how == "withdrawn":
        await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
    else:
        await consent.take_back(back)
    for viewer in (now.counsellor, now.recruiter):
        with pytest.raises(Refused, match="i messaggi non si possono più scrivere"):
            await write(id, viewer)
    assert (await read_for_company(id, by=now.recruiter)).messages == []
    async with as_(now.counsellor) as one:
        page = await one.get(f"/proposals/{id}")
        assert "i messaggi si leggono e non si scrivono più" in page
        assert "Invia il messaggio" not in page
    async with as_(now.recruiter) as one:
        assert "Invia il messaggio" not in await one.get(f"/proposals/{id}")


async def test_an_accepted_proposal_keeps_its_messages_until_she_takes_her_consent_back() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await answering.accept(id, by=now.recruiter)
    await write(id, now.recruiter)
    await write(id, now.counsellor, "Da lunedì.")
    await consent.take_back(back)
    for viewer in (now.counsellor, now.recruiter):
        with pytest.raises(Refused, match="chiusa"):
            await write(id, viewer)
    assert (await read_for_company(id, by=now.recruiter)).messages == []


async def test_colleagues_who_are_not_named_and_who_does_not_follow_her_neither_read_nor_write() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await write(id, now.recruiter)
    for viewer in (
        await now.people.teammate(Role.COMPANY_RECRUITER),
        await now.people.teammate(Role.JOB_COUNSELLOR),
        await now.people.outsider(Role.COMPANY_RECRUITER),
        await now.people.outsider(Role.JOB_COUNSELLOR),
        await builders.coordinator_of(now),
    ):
        with pytest.raises(NotThere):
            await write(id, viewer)
        async with as_(viewer) as one:
            assert "Quando ci vediamo?" not in (await one.get(f"/proposals/{id}")).html


# --- the gate --------------------------------------------------------------------------------------------------

WRONG = {
    "Ha un’invalidità del 60%.": "Togli salute, disabilità e ausili",
    "Chiamala al 333 123 4567.": "Togli i numeri lunghi",
    "Scrivile a nives@example.com": "Togli recapiti",
    "Ha due figli piccoli.": "Togli ciò che riguarda la famiglia",
    "Il codice fiscale è RSSMRA80A01F205X": "Togli il codice fiscale",
}


@pytest.mark.parametrize("text", WRONG)
async def test_what_tells_of_a_person_is_refused_with_the_words_to_take_away(text: str) -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with pytest.raises(Refused, match=WRONG[text]):
        await write(id, now.counsellor, text)
    async with as_(now.recruiter) as one:
        await one.get(f"/proposals/{id}")
        page = await one.press("/messages", {"text": text})
        assert page.status == 422
        assert WRONG[text] in page
        assert text.split()[0] in page.html, "nothing typed is lost"
    assert await db.fetchval("SELECT count(*) FROM proposal_message") == 0


async def test_the_counsellors_presentation_passes_the_same_gate() -> None:
    now = await builders.stage()
    with pytest.raises(Refused, match="Togli salute"):
        await builders.drafted(now, words="Prende farmaci e ha una disabilità.")
    assert await db.fetchval("SELECT count(*) FROM proposal") == 0


# --- what is new -----------------------------------------------------------------------------------------------


async def test_what_the_other_side_wrote_is_new_until_the_page_is_opened() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await write(id, now.recruiter)
    await write(id, now.recruiter, "Va bene martedì?")
    assert await waits_for_service(now) == {id: 2}
    assert await unread_of_company(now.recruiter) == {}, "her own words are not news to her"
    async with as_(now.counsellor) as one:
        page = await one.get("/proposals")
        assert "Hai 2 messaggi da leggere." in page
        assert "2 messaggi nuovi" in page
        assert (await one.get(f"/proposals/{id}")).html.count(">nuovo") == 2
        assert ">nuovo" not in (await one.get(f"/proposals/{id}")).html
        assert "da leggere" not in await one.get("/proposals")
    assert await waits_for_service(now) == {}


async def test_each_named_user_has_her_own_count() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now, readers=[now.recruiter, colleague])
    await write(id, now.counsellor)
    await read_for_company(id, by=now.recruiter)
    assert await unread_of_company(now.recruiter) == {}
    assert await unread_of_company(colleague) == {id: 1}
    await write(id, colleague, "Rispondo io.")
    assert await unread_of_company(now.recruiter) == {}, "a colleague's words are of her own side"


async def test_a_message_that_arrives_after_the_page_was_drawn_stays_new() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await write(id, now.recruiter)
    drawn = await said(id, now.counsellor)
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        await write(id, now.recruiter, "E gli orari?")
        await messages.mark_read(id, drawn, by=now.counsellor)
        assert await waits_for_service(now) == {id: 1}


async def test_of_a_closed_proposal_nothing_waits_for_the_company() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await write(id, now.counsellor)
    assert await unread_of_company(now.recruiter) == {id: 1}
    await consent.take_back(back)
    assert await unread_of_company(now.recruiter) == {}


async def test_pressed_twice_a_message_is_written_and_told_once() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    one = new_id()
    for _ in range(2):
        await messages.write(id, id=one, text="Quando ci vediamo?", by=now.recruiter)
    assert await db.fetchval("SELECT count(*) FROM proposal_message") == 1
    await jobs.drain()
    told = await db.fetchval(
        "SELECT count(*) FROM notification WHERE account_id = $1 AND words LIKE '%ti ha scritto%'",
        now.counsellor.account_id,
    )
    assert told == 1


async def test_no_mail_holds_a_word_of_a_message() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await write(id, now.recruiter, "Serve un armadietto basso.")
    await jobs.drain()
    assert not any("armadietto" in one.text + one.subject for one in await mail.recent())
    kept = await db.fetchval("SELECT row_to_json(m)::text FROM proposal_message m")
    assert "armadietto" not in kept


async def test_the_page_of_the_day_leads_to_them_on_both_sides() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await write(id, now.recruiter)
    async with as_(now.counsellor) as one:
        page = await one.get("/")
        assert "1 messaggio da leggere" in page
        assert f"/proposals/{id}#messaggi" in page.html
        await one.get(f"/proposals/{id}")
        assert "messaggio da leggere" not in await one.get("/")
    await write(id, now.counsellor, "Va bene.")
    async with as_(now.recruiter) as one:
        assert "Leggi 1 messaggio" in await one.get("/")
        await one.get(f"/proposals/{id}")
        assert "Leggi 1 messaggio" not in await one.get("/")
