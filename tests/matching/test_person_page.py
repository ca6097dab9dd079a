"""The person's pages over HTTP: plain words, ticks, her answer, links that are over, and how she takes it back."""

import re
from datetime import timedelta

import pytest
import time_machine

from portal.candidates.people import representatives
from portal.candidates.people.representatives import Words
from portal.candidates.people.vocabulary import RepresentativeKind
from portal.foundation import clock, db
from portal.foundation.web.italian import date_it
from portal.kernel.roles import Role
from portal.matching.actions import asking, consent, leading
from portal.matching.vocabulary import GROUP_MEANINGS, Group, ProposalState
from tests.matching import builders
from tests.matching.test_pages import as_
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def test_her_page_says_what_who_and_until_when_and_has_no_menu() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
        assert page.status == 200
        assert "Ciao Nives" in page
        assert now.recruiter.name in page
        assert now.recruiter.organisation_name in page
        assert "60 giorni" in page
        for answer in ("Accetto", "Non accetto", "Vorrei parlarne"):
            assert answer in page
        assert "Menu principale" not in page.html
        assert page.response.headers["cache-control"] == "no-store"


async def test_she_reads_who_follows_her_today_not_who_did() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    colleague = await now.people.teammate(Role.JOB_COUNSELLOR)
    await db.execute("UPDATE case_ SET holder = $1", colleague.account_id)
    async with browser() as one:
        assert f"Il tuo operatore è {colleague.name}" in await one.get(f"/consent/{token}")


async def test_she_agrees_reads_a_receipt_and_takes_it_back() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    async with browser() as one:
        await one.get(f"/consent/{token}")
        page = await one.press(f"/consent/{token}", {"answer": "agree", "groups": ["contacts", "cv"]})
        assert "Hai accettato" in page
        assert "Esperienze e competenze" in page
        assert "Idoneità alla quota" not in page
        (back,) = set(re.findall(r"/consent/([\w-]{43})/withdrawal", page.html))
        await leading.send(id, by=now.counsellor)
        async with as_(now.recruiter) as company:
            assert "Nives" in await company.get(f"/proposals/{id}")
        page = await one.get(f"/consent/{back}/withdrawal")
        assert "Chi ha letto i tuoi dati" in page
        assert now.recruiter.name in page
        page = await one.press("/withdrawal")
        assert "Il consenso è ritirato" in page
        async with as_(now.recruiter) as company:
            assert "Nives" not in (await company.get(f"/proposals/{id}")).html


async def test_only_a_post_acts() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    async with browser() as one:
        for _ in range(3):
            await one.get(f"/consent/{token}")
    assert await builders.state_of(id) is ProposalState.PUT_TO_PERSON


async def test_without_an_answer_or_without_contacts_she_is_asked_again_and_nothing_is_lost() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    async with browser() as one:
        await one.get(f"/consent/{token}")
        page = await one.press(f"/consent/{token}", {"groups": ["cv"]})
        assert page.status == 422
        assert "Scegli una risposta." in page
        page = await one.press(f"/consent/{token}", {"answer": "agree", "groups": ["cv"]})
        assert page.status == 422
        assert "spunta almeno nome, telefono ed e-mail" in page
        assert re.search(r'value="cv"[^>]*checked', page.html)
    assert await builders.state_of(id) is ProposalState.PUT_TO_PERSON


async def test_she_wants_to_talk_and_the_counsellor_sees_it() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    async with browser() as one:
        await one.get(f"/consent/{token}")
        page = await one.press(f"/consent/{token}", {"answer": "talk"})
        assert "Il tuo operatore ti chiamerà" in page
    async with as_(now.counsellor) as one:
        assert "Vorrebbe parlarne." in await one.get(f"/proposals/{id}")


async def test_she_decides_group_by_group_in_plain_words_and_nothing_is_ticked_for_her() -> None:
    now = await builders.stage()
    await builders.with_conditions(now)
    _, token = await builders.asked(now)
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
    for group in Group:
        assert GROUP_MEANINGS[group] in page
        assert re.search(rf'name="groups" value="{group}">', page.html), "drawn without «checked»"
    assert "Se dici no" in page


async def test_of_a_post_open_to_everybody_she_is_not_asked_whether_she_is_of_a_reserve() -> None:
    now = await builders.stage(reserved="none")
    await builders.with_conditions(now)
    id, token = await builders.asked(now)
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
        assert "Idoneità alla quota" not in page
        forged = {"answer": "agree", "groups": ["contacts", "quota_category"]}
        assert (await one.press(f"/consent/{token}", forged)).status == 422
    await consent.agree(token, list(Group))
    groups = await db.fetchval("SELECT groups FROM disclosure_consent WHERE proposal = $1", id)
    assert groups == ["contacts", "cv", "accommodations"]


async def test_what_her_file_cannot_say_is_not_offered() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
    assert "Nome, telefono ed e-mail" in page
    assert "Condizioni che aiutano" not in page


async def test_whoever_is_signed_in_looks_and_does_not_answer_for_her() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    async with as_(now.counsellor) as one:
        page = await one.get(f"/consent/{token}")
        assert page.status == 200
        assert "La risposta è della persona" in page
        assert "Invia la risposta" not in page
        for path in (f"/consent/{token}", f"/consent/{token}/new-link", f"/consent/{token}/withdrawal"):
            refused = await one.post(path, {"answer": "agree", "groups": "contacts"})
            assert refused.status == 409
            assert "apri il link su un altro telefono" in refused
    assert await builders.state_of(id) is ProposalState.PUT_TO_PERSON
    assert await consent.agree(token, [Group.CONTACTS]), "the link is still good"


async def test_asked_to_renew_she_reads_that_it_is_a_renewal_and_what_a_no_does() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
        assert "il tuo consenso vale ancora?" in page
        assert "L’azienda non vede più niente e la proposta si chiude." in page
        assert "Hai accettato" in await one.press(
            f"/consent/{token}", {"answer": "agree", "groups": ["contacts"]}
        )
    assert await builders.state_of(id) is ProposalState.SENT


# --- links that open nothing -----------------------------------------------------------------------------------


async def test_a_link_that_nobody_made_says_what_to_do_and_no_more() -> None:
    await builders.stage()
    async with browser() as one:
        for token in ("never-was", "x" * 500):
            for path in (f"/consent/{token}", f"/consent/{token}/withdrawal"):
                page = await one.get(path)
                assert page.status == 410
                assert "Controlla di averlo copiato tutto." in page
            assert (await one.post(f"/consent/{token}/new-link")).status == 410


async def test_a_link_already_used_says_when_and_how_to_change_her_mind() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    back = await consent.agree(token, [Group.CONTACTS])
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
        assert page.status == 410
        assert f"Hai risposto {date_it(clock.today(), 'il')}" in page
        assert "apri il link della ricevuta" in page
        again = await one.post(f"/consent/{token}", {"answer": "decline"})
        assert again.status == 410
        await consent.take_back(back)
        page = await one.get(f"/consent/{back}/withdrawal")
        assert "Il consenso è già ritirato" in page
    assert await builders.state_of(id) is ProposalState.WITHDRAWN


async def test_a_link_of_a_proposal_that_is_over_says_so() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
    async with browser() as one:
        page = await one.get(f"/consent/{token}")
        assert page.status == 410
        assert "La proposta si è chiusa" in page
        assert "non serve più una risposta" in page


async def test_a_link_in_place_of_which_a_newer_one_was_made_sends_her_there() -> None:
    now = await builders.stage()
    id, old = await builders.asked(now)
    await asking.renew_link(id, by=now.counsellor)
    async with browser() as one:
        assert "C’è un link più nuovo" in await one.get(f"/consent/{old}")


async def test_an_expired_link_says_so_and_lets_her_ask_for_another_once() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    late = clock.now() + timedelta(days=15)
    with time_machine.travel(late, tick=True):
        async with browser() as one:
            page = await one.get(f"/consent/{token}")
            assert page.status == 410
            assert "Il link è scaduto. Chiedine uno nuovo al tuo operatore." in page
            page = await one.press("/new-link")
            assert page.status == 200
            assert "Il tuo operatore sa che aspetti un nuovo link." in page
            assert "Chiedi un nuovo link" not in page
            await one.post(f"/consent/{token}/new-link")
        asked = await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'ask_new_link'")
        assert asked == 1
        assert (await builders.row_of(id))["waiting_since"] == clock.today(), "she was heard today"
        async with as_(now.counsellor) as one:
            page = await one.get(f"/proposals/{id}")
            assert "Chiede un nuovo link." in page
            assert "Il link di prima è scaduto" in page
            page = await one.press("/consent-link")
            assert "Nuovo link pronto" in page
            assert "Chiede un nuovo link." not in page


async def test_when_the_consent_ended_by_itself_the_receipt_says_so() -> None:
    now = await builders.stage()
    _, back = await builders.sent(now)
    with time_machine.travel(clock.now() + timedelta(days=61), tick=False):
        async with browser() as one:
            page = await one.get(f"/consent/{back}/withdrawal")
            assert page.status == 410
            assert "Il consenso è finito" in page


async def test_programs_that_open_every_link_of_a_mail_change_nothing() -> None:
    """By every verb but POST, on every address of hers: rows are byte for byte what they were."""
    now = await builders.stage()
    id, back = await builders.sent(now)
    token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
    before = await _all_of(id)
    async with browser() as one:
        for path in (f"/consent/{token}", f"/consent/{back}/withdrawal", f"/consent/{token}/new-link"):
            for verb in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
                await one.client.request(verb, path)
    assert await _all_of(id) == before


async def _all_of(proposal_id: object) -> list[str]:
    found = []
    for table, key in (
        ("proposal", "id"),
        ("proposal_step", "proposal"),
        ("consent_link", "proposal"),
        ("disclosure_consent", "proposal"),
        ("identity_view", "proposal"),
    ):
        rows = await db.fetch(
            f'SELECT t::text AS row FROM "{table}" t WHERE {key} = $1 ORDER BY 1', proposal_id
        )
        found += [row["row"] for row in rows]
    return found


# --- the counsellor's side of the link -------------------------------------------------------------------------


async def test_the_counsellor_finds_the_text_to_send_and_where_it_already_went() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    phone = await db.fetchval("SELECT phone IS NOT NULL FROM person WHERE id = $1", now.person_id)
    async with as_(now.counsellor) as one:
        page = await one.get(f"/proposals/{id}")
        assert "Testo da inviare per SMS" in page
        assert f"/consent/{token}" in page.html
        assert "Il link è partito per e-mail." in page
        assert ("Il suo telefono è" in page) is bool(phone)
        await db.execute("UPDATE person SET email = NULL WHERE id = $1", now.person_id)
        assert "Non ha un’e-mail: il link parte solo da te." in await one.get(f"/proposals/{id}")


async def test_who_signs_beside_her_is_named_to_the_counsellor_before_the_sending_and_to_nobody_else() -> (
    None
):
    now = await builders.stage()
    words = Words("Ada Zanzibar", "I contratti.", "Decreto 118/2026 del 3 marzo 2026")
    kind = RepresentativeKind.AMMINISTRATORE_DI_SOSTEGNO
    await representatives.record(now.person_id, kind, words, starts_on=clock.today(), by=now.counsellor)
    id, token = await builders.agreed(now)
    async with as_(now.counsellor) as one:
        page = await one.get(f"/proposals/{id}")
        assert "Amministratore di sostegno, Ada Zanzibar. Può firmare: I contratti." in page
    async with as_(await builders.coordinator_of(now)) as one:
        assert "Zanzibar" not in (await one.get(f"/proposals/{id}")).html
    await leading.send(id, by=now.counsellor)
    for viewer in (now.recruiter, now.counsellor):
        async with as_(viewer) as one:
            assert "Zanzibar" not in (await one.get(f"/proposals/{id}")).html
    assert token


async def test_once_she_has_answered_the_link_is_on_nobodys_page() -> None:
    now = await builders.stage()
    id, token = await builders.agreed(now)
    async with as_(now.counsellor) as one:
        page = await one.get(f"/proposals/{id}")
        assert "Testo da inviare per SMS" not in page
        assert token not in page.html


# --- receipts that say what is true ----------------------------------------------------------------------------


async def test_a_receipt_says_where_its_link_is_kept() -> None:
    now = await builders.stage()
    _, token = await builders.asked(now)
    await db.execute("UPDATE person SET email = NULL WHERE id = $1", now.person_id)
    async with browser() as one:
        await one.get(f"/consent/{token}")
        page = await one.press(f"/consent/{token}", {"answer": "agree", "groups": ["contacts"]})
        assert "Salva questa pagina." in page
        assert "nella tua e-mail" not in page


async def test_taken_back_before_the_sending_she_reads_that_nobody_saw_her() -> None:
    now = await builders.stage()
    _, back = await builders.agreed(now)
    async with browser() as one:
        await one.get(f"/consent/{back}/withdrawal")
        page = await one.press("/withdrawal")
        assert "non ha visto i tuoi dati e non li vedrà" in page
        assert "cancellare" not in page


async def test_a_no_to_a_renewal_says_that_the_company_no_longer_sees_her() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    token = builders.token_of(await asking.ask_renewal(id, by=now.counsellor))
    async with browser() as one:
        await one.get(f"/consent/{token}")
        page = await one.press(f"/consent/{token}", {"answer": "decline"})
        assert "non vede più i tuoi dati" in page
        assert "non saprà chi sei" not in page
