"""Proposals over HTTP, without a script: lists, contacts, the counsellor, and nobody else."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from portal.candidates.profiles.codes import card_code
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import consent, leading
from portal.matching.vocabulary import ProposalState
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.matching import builders
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@asynccontextmanager
async def as_(viewer: Viewer) -> AsyncIterator[Browser]:
    async with browser() as one:
        await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


# --- the list --------------------------------------------------------------------------------------------------


async def test_each_side_finds_its_own_proposals() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    code = (await builders.row_of(id))["code"]
    async with as_(now.recruiter) as company:
        page = await company.get("/proposals")
        assert code in page
        assert "Da valutare" in page
        assert "Nives" not in page
    async with as_(now.counsellor) as service:
        page = await service.get("/proposals")
        assert code in page
        assert "Nives" in page
        assert "Inviata" in page


async def test_a_colleague_reads_only_how_many_there_are() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now)
    async with as_(colleague) as one:
        page = await one.get("/proposals")
        assert "Un’altra proposta è indirizzata a colleghi della tua azienda" in page
        assert str(id) not in page.html
        assert (await one.get(f"/proposals/{id}")).status == 404


async def test_a_coordinator_reads_states_and_dates_and_no_name() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now, words="Parla poco")
    coordinator = await builders.coordinator_of(now)
    async with as_(coordinator) as one:
        assert "Nives" not in await one.get("/proposals")
        page = await one.get(f"/proposals/{id}")
        assert page.status == 200
        for word in ("Nives", "Parla poco", "su 100", "Invia il messaggio", "Esperienze e competenze"):
            assert word not in page
        assert "In vigore fino al" in page
        assert now.counsellor.name in page


def without_request_id(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{12}\b", "", text)


async def test_a_stranger_finds_nothing_by_the_address() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    for viewer in (
        await now.people.outsider(Role.COMPANY_RECRUITER),
        await now.people.outsider(Role.JOB_COUNSELLOR),
        await now.people.teammate(Role.JOB_COUNSELLOR),
    ):
        async with as_(viewer) as one:
            page = await one.get(f"/proposals/{id}")
            assert page.status == 404
            assert "Nives" not in page.html
            unknown = await one.get(f"/proposals/{new_id()}")
            assert without_request_id(unknown.text) == without_request_id(page.text)


@pytest.mark.parametrize(
    "role", [Role.IN_COMPANY_TUTOR, Role.DATA_PROTECTION_OFFICER, Role.PLATFORM_ADMINISTRATOR]
)
async def test_roles_without_proposals_are_turned_away(role: Role) -> None:
    viewer = await Cast().owner(role)
    async with as_(viewer) as one:
        assert (await one.get("/proposals")).status == 403
        assert (await one.get("/matching")).status == 403


async def test_an_empty_list_says_where_to_go() -> None:
    recruiter = await Cast().owner(Role.COMPANY_RECRUITER)
    async with as_(recruiter) as one:
        page = await one.get("/proposals")
        assert "Nessuna proposta aperta." in page
        assert "Cerca un profilo" in page


async def test_a_page_beyond_the_end_shows_the_last_one() -> None:
    now = await builders.stage()
    await builders.sent(now)
    async with as_(now.recruiter) as one:
        assert "Da valutare" in await one.get("/proposals?page=99")


async def test_the_lists_ask_the_database_as_often_for_one_row_as_for_many() -> None:
    now = await builders.stage(places=9)
    await builders.sent(now)
    counts: dict[str, list[int]] = {"company": [], "service": []}
    for _ in range(2):
        for side, viewer in (("company", now.recruiter), ("service", now.counsellor)):
            async with as_(viewer) as one:
                await one.get("/proposals")
                with db.counted_queries() as queries:
                    assert (await one.get("/proposals")).status == 200
                counts[side].append(len(queries))
        for _ in range(4):
            person = await builders.proposable(now.counsellor)
            await builders.sent(now, person_id=person)
    for side, (few, many) in counts.items():
        assert few == many, side
        assert many <= 6, side


# --- a contact -------------------------------------------------------------------------------------------------


async def test_a_company_asks_for_a_contact_from_a_card_and_does_not_learn_who_it_is() -> None:
    people = Cast()
    recruiter, counsellor = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.owner(Role.JOB_COUNSELLOR),
    )
    await candidates.released(counsellor)
    vacancy_id = await employers.published_vacancy(recruiter)
    card_id = await db.fetchval("SELECT id FROM card LIMIT 1")
    assert recruiter.organisation_id is not None
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    async with as_(recruiter) as one:
        await one.get(f"/profiles/{code}/contact-requests/new?vacancy={vacancy_id}")
        page = await one.press("/contact-requests", {"words": "Cerchiamo per il mattino."})
        assert "Richiesta inviata" in page
        assert "In attesa del servizio" in page
        assert "Il servizio ne parla con la persona" in page
        assert "Nives" not in page.html
        assert "Compatibilità" not in page.html
        await one.get(f"/profiles/{code}/contact-requests/new")
        again = await one.press("/contact-requests", {"vacancy": str(vacancy_id)})
        assert again.status == 422
        assert "C’è già una proposta aperta" in again


async def test_the_form_of_a_contact_sent_twice_makes_one_and_answers_the_same() -> None:
    people = Cast()
    recruiter, counsellor = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.owner(Role.JOB_COUNSELLOR),
    )
    await candidates.released(counsellor)
    vacancy_id = await employers.published_vacancy(recruiter)
    card_id = await db.fetchval("SELECT id FROM card LIMIT 1")
    assert recruiter.organisation_id is not None
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    async with as_(recruiter) as one:
        drawn = await one.get(f"/profiles/{code}/contact-requests/new")
        places = []
        for _ in range(2):
            one.page = drawn
            page = await one.press("/contact-requests", {"vacancy": str(vacancy_id)}, follow=False)
            assert page.status == 303
            places.append(page.location)
        assert places[0] == places[1]
    assert await db.fetchval("SELECT count(*) FROM proposal") == 1


async def test_without_an_open_vacancy_no_contact_can_be_asked() -> None:
    people = Cast()
    recruiter, counsellor = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.owner(Role.JOB_COUNSELLOR),
    )
    await candidates.released(counsellor)
    card_id = await db.fetchval("SELECT id FROM card LIMIT 1")
    assert recruiter.organisation_id is not None
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    async with as_(recruiter) as one:
        page = await one.get(f"/profiles/{code}/contact-requests/new")
        assert "Per chiedere un contatto serve un annuncio aperto." in page
        assert (await one.get("/profiles/unknown/contact-requests/new")).status == 404


# --- the counsellor --------------------------------------------------------------------------------------------


async def test_the_counsellor_ranks_drafts_asks_and_sends() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    async with as_(now.counsellor) as one:
        page = await one.get(f"/matching?person={now.person_id}")
        assert "Addetto/a back office" in page
        assert "Compatibilità" in page
        shortlist = await one.get(f"/matching/vacancies/{now.vacancy_id}")
        assert "Nives" in shortlist
        assert "Mancano, e servono" in shortlist
        await one.get(f"/proposals/new?person={now.person_id}&vacancy={now.vacancy_id}")
        page = await one.press("/proposals", {"words": "Precisa e costante."})
        assert "Proposta preparata" in page
        page = await one.press("/consent-request")
        assert "Link pronto" in page
        (token,) = set(re.findall(r"/consent/([\w-]{43})", page.html))
        await consent.agree(token, builders.ALL)
        await one.get(page.response.url.path)
        page = await one.press("/sending")
        assert "Proposta inviata all’azienda." in page
        assert "Ora tocca all’azienda" in page


async def test_from_a_vacancy_alone_the_readers_are_asked_after_it_is_chosen() -> None:
    now = await builders.stage()
    async with as_(now.counsellor) as one:
        page = await one.get("/proposals/new")
        assert "Chi la legge in azienda" not in page
        page = await one.get(f"/proposals/new?person={now.person_id}&vacancy={now.vacancy_id}")
        assert now.recruiter.name in page


async def test_with_nobody_to_propose_or_nothing_open_the_page_says_so() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    async with as_(counsellor) as one:
        assert "Nessuna persona può essere proposta ora." in await one.get("/proposals/new")
        await builders.proposable(counsellor)
        assert "Nessun annuncio aperto." in await one.get("/proposals/new?vacancy=not-an-id")


async def test_a_draft_with_nothing_chosen_reports_every_error_at_once() -> None:
    now = await builders.stage()
    async with as_(now.counsellor) as one:
        await one.get(f"/proposals/new?person={now.person_id}&vacancy={now.vacancy_id}")
        page = await one.press("/proposals", {"person": "", "readers": []})
        assert page.status == 422
        assert page.title.startswith("Errore:")
        assert "Scegli la persona da proporre." in page
        assert "Indica almeno una persona dell’azienda" in page
    assert await db.fetchval("SELECT count(*) FROM proposal") == 0


async def test_nobody_ranks_people_of_a_colleague() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.JOB_COUNSELLOR)
    async with as_(colleague) as one:
        page = await one.get(f"/matching?person={now.person_id}")
        assert "Nives" not in page.html
        assert "Nessuna persona può essere proposta ora." in page
        shortlist = await one.get(f"/matching/vacancies/{now.vacancy_id}")
        assert "Nives" not in shortlist.html


async def test_the_counsellor_reopens_passes_on_and_withdraws() -> None:
    now = await builders.stage()
    other = await employers.published_vacancy(now.recruiter, title="Magazziniere")
    id = await builders.opened(now)
    async with as_(now.counsellor) as one:
        await one.get(f"/proposals/{id}")
        page = await one.press("/transfer", {"vacancy": str(other)})
        assert "Proposta passata al nuovo annuncio" in page
        assert "Magazziniere" in page
        page = await one.press("/withdrawal", {"asked_by_person": "1", "note": "Ha trovato lavoro."})
        assert "Proposta ritirata." in page
        assert "Lo ha chiesto la persona" in page
        assert "Ha trovato lavoro." in page


async def test_a_stale_page_is_refused_with_the_state_and_a_way_back() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    async with as_(now.counsellor) as one:
        await one.get(f"/proposals/{id}")
        await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
        page = await one.press("/sending")
        assert page.status == 409
        assert "«Ritirata»" in page
    assert await builders.state_of(id) is ProposalState.WITHDRAWN


async def test_forged_readers_of_another_company_are_refused() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    elsewhere = await cast.someone(await cast.verified_company(), Role.COMPANY_RECRUITER)
    async with as_(now.counsellor) as one:
        await one.get(f"/proposals/{id}")
        page = await one.press("/consent-request", {"readers": [str(elsewhere.account_id)]})
        assert page.status == 409
    rows = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", id)
    assert [UUID(str(row["account"])) for row in rows] == [now.recruiter.account_id]
