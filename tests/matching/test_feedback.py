"""How companies answer, and why they said no, comes back to the counsellors' lists."""

import pytest

from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import capping
from portal.foundation import db
from portal.matching import ranking
from portal.matching.actions import answering, leading
from portal.matching.pages.feedback import company_words
from portal.matching.queries import feedback
from portal.matching.queries.answers import Answers
from portal.matching.vocabulary import RefusalReason
from tests.employers import builders as employers
from tests.journeys.faults_of_a_page import faults
from tests.matching import builders
from tests.matching.builders import Stage
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def refused(now: Stage, reason: RefusalReason = RefusalReason.HOURS) -> None:
    id, _ = await builders.sent(now)
    await answering.refuse(id, reason=reason, note=None, by=now.recruiter)


def test_the_rate_and_the_room_left_are_said_in_words() -> None:
    words = company_words(Answers(10, 8, 4.2, 3), 10)
    assert words.rate == "Risponde a 8 proposte su 10, di solito in 4 giorni."
    assert (words.open_now, words.full) == ("Proposte aperte: 3 su 10.", False)
    assert company_words(Answers(0, 0, None, 10), 10).full
    assert "Nessuna proposta" in company_words(Answers(0, 0, None, 0), 10).rate


async def test_a_refusal_stays_told_of_the_pair_after_it_was_reopened() -> None:
    now = await builders.stage()
    await refused(now)
    id = await db.fetchval("SELECT id FROM proposal")
    await leading.reopen(id, by=now.counsellor)
    found = await feedback.between([now.person_id], [now.vacancy_id])
    assert found[(now.person_id, now.vacancy_id)].reason is RefusalReason.HOURS
    assert now.counsellor.organisation_id is not None
    assert await feedback.reasons_of_company(now.company_id, now.counsellor.organisation_id) == {
        RefusalReason.HOURS: 1
    }


async def test_the_lists_of_matching_show_rate_cap_and_why_the_company_said_no() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    coordinator = await builders.coordinator_of(now)
    await company_accounts.assign(now.company_id, holder_id=now.counsellor.account_id, by=coordinator)
    await capping.set_cap(now.company_id, most=1, by=now.counsellor)
    await refused(now)
    other = await employers.published_vacancy(now.recruiter, title="Altro annuncio", reserved="none")
    await builders.drafted(now, vacancy_id=other)
    async with browser() as one:
        await one.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}")
        assert "Già proposta" in page
        assert "l’azienda ha detto di no: orari e turni non coincidono." in page
        assert "Risponde a 1 proposta su 1, di solito in giornata." in page
        assert "Proposte aperte: 1 su 1." in page
        assert "Al limite" in page
        assert "Orari e turni non coincidono: 1" in page
        assert faults(page.html) == []
        page = await one.get(f"/matching?person={now.person_id}")
        assert "Già proposta" in page
        assert "Proposte aperte: 1 su 1." in page
        assert "Risposte delle aziende" in page
        assert faults(page.html) == []
        page = await one.get("/proposals?all=1")
        assert "orari e turni non coincidono" in page
        page = await one.get(f"/people/{now.person_id}/timeline")
        assert "orari e turni non coincidono" in page
        page = await one.get(f"/companies/{now.company_id}/answers")
        assert "orari e turni non coincidono" in page


async def test_the_sieve_leaves_the_same_list_and_the_reasons_only_to_who_asks_for_them() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    await employers.published_vacancy(
        now.recruiter, title="Di notte", reserved="none", slots=("mon-night", "tue-night", "wed-night")
    )
    await builders.jobs.drain()
    sieved = await ranking.vacancies_for(now.person_id, 50)
    everybody = await ranking.vacancies_for(now.person_id, 50, everybody=True)
    assert [one.ref for one in sieved.ranked] == [one.ref for one in everybody.ranked] == [now.vacancy_id]
    assert sieved.excluded_count == everybody.excluded_count == 1
    assert sieved.reasons == {}
    assert everybody.reasons
