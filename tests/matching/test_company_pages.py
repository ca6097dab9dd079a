"""A proposal as the company's named user meets it over HTTP: what she reads, answers, and is told too late."""

from datetime import timedelta

import pytest

from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.matching.actions import answering, leading
from portal.matching.vocabulary import Group
from tests.matching import builders
from tests.matching.test_pages import as_

pytestmark = pytest.mark.usefixtures("db_rollback")


async def test_a_company_reads_the_band_in_words_and_never_a_number_or_a_level() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    score = str((await builders.row_of(id))["score"]).replace(".", ",")
    async with as_(now.recruiter) as one:
        page = await one.get(f"/proposals/{id}")
        assert "Compatibilità da valutare" in page
        assert f"{score} su 100" not in page
        assert "Mancano, e servono" not in page
        assert "Da prevedere un periodo di formazione" in page
        assert "Nives" in page
        assert "Ogni apertura di questa pagina viene registrata" in page


async def test_only_the_groups_that_were_ticked_are_on_the_page() -> None:
    now = await builders.stage()
    await builders.with_conditions(now)
    id, _ = await builders.sent(now, groups=[Group.CONTACTS])
    async with as_(now.recruiter) as one:
        page = await one.get(f"/proposals/{id}")
        assert "Nome, telefono ed e-mail" in page
        for label in ("Esperienze e competenze", "Idoneità alla quota", "Condizioni che aiutano"):
            assert label not in page


async def test_a_company_asks_for_an_interview_then_accepts() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    day = clock.today() + timedelta(days=3)
    async with as_(now.recruiter) as one:
        assert "Chiedo un colloquio" in await one.get(f"/proposals/{id}")
        page = await one.get(f"/proposals/{id}/answer?kind=interview")
        assert "Controlla le risposte" in page
        assert "Nives" not in page.html
        page = await one.press(
            "/interview", {"day": f"{day:%d/%m/%Y}", "at": "930", "place": "Via Resinelli 4"}
        )
        assert "Colloquio chiesto." in page
        assert date_it(day) in page
        assert "9:30" in page
        await one.get(f"/proposals/{id}/answer?kind=accept")
        page = await one.press("/acceptance")
        assert "Proposta accettata." in page
        assert "Vai ai percorsi" in page


async def test_an_interview_with_wrong_answers_keeps_what_was_typed() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        await one.get(f"/proposals/{id}/answer?kind=interview")
        page = await one.press("/interview", {"day": "31/02/2027", "at": "25:00", "place": "Via Resinelli 4"})
        assert page.status == 422
        assert "Questa data non esiste nel calendario." in page
        assert "Scrivi l’ora come 8:30." in page
        assert "Via Resinelli 4" in page.html
        page = await one.press("/interview", {"day": "01/01/2020", "at": "9:30", "place": "Via Resinelli 4"})
        assert page.status == 422
        assert "La data del colloquio è già passata" in page


async def test_a_refusal_without_a_reason_is_asked_again() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        await one.get(f"/proposals/{id}/answer?kind=refuse")
        page = await one.press("/refusal", {})
        assert page.status == 422
        assert "Scegli il motivo, legato alle mansioni." in page
        page = await one.press("/refusal", {"reason": "hours"})
        assert "Risposta inviata." in page
        assert "Orari e turni non coincidono" in page


async def test_an_answer_that_comes_too_late_names_the_state() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        await one.get(f"/proposals/{id}/answer?kind=accept")
        await leading.withdraw(id, note=None, asked_by_person=True, by=now.counsellor)
        page = await one.press("/acceptance")
        assert page.status == 409
        assert "«Ritirata»" in page
        page = await one.get(f"/proposals/{id}")
        assert f"La proposta è stata ritirata il {date_it(clock.today())}" in page
        assert "Lo ha chiesto la persona" not in page
        assert (await one.get(f"/proposals/{id}/answer?kind=accept")).status == 409


async def test_the_company_is_told_when_the_person_was_accepted_elsewhere() -> None:
    now = await builders.stage()
    rival, vacancy_id = await builders.another_company()
    mine, _ = await builders.sent(now)
    other, _ = await builders.sent(now, vacancy_id=vacancy_id, readers=[rival])
    await answering.accept(other, by=rival)
    async with as_(now.recruiter) as one:
        page = await one.get(f"/proposals/{mine}")
        assert "Un’altra proposta della stessa persona è stata accettata" in page
        assert "Nives" not in page.html


async def test_an_answer_of_no_known_kind_leads_back() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        page = await one.get(f"/proposals/{id}/answer?kind=whatever")
        assert page.response.url.path == f"/proposals/{id}"
        assert "Scegli una delle risposte." in page


async def test_messages_pass_over_the_page() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    async with as_(now.recruiter) as one:
        await one.get(f"/proposals/{id}")
        page = await one.press("/messages", {"text": ""})
        assert page.status == 422
        assert "Scrivi il messaggio." in page
        page = await one.press("/messages", {"text": "Quando ci vediamo?"})
        assert "Messaggio inviato." in page
    async with as_(now.counsellor) as one:
        assert "Quando ci vediamo?" in await one.get(f"/proposals/{id}")
