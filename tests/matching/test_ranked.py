"""The counsellor's pages of the ranking: lists, the pair drawn and explained, comparisons, her own judgement."""

import re

import pytest

from portal.candidates.assessment import grading
from portal.candidates.assessment.grade import Grade
from portal.candidates.people import actions as people
from portal.candidates.people.vocabulary import QuotaEligibility
from portal.foundation import audit, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.matching.actions import overriding
from portal.matching.queries import overrides
from portal.matching.stored import open_result
from portal.matching.vocabulary import Verdict
from tests.candidates import builders as candidates
from tests.employers import builders as employers
from tests.matching import builders
from tests.matching.test_pages import as_

pytestmark = pytest.mark.usefixtures("db_rollback")


async def stage() -> builders.Stage:
    """Somebody who fits the vacancy, with signed levels."""
    now = await builders.stage(reserved="none")
    await candidates.signed_synthesis(now.person_id, now.counsellor, C1=(3, 3), F1=(0, 1), A1=(4, 4))
    await builders.fits(now)
    return now


def pair(now: builders.Stage) -> str:
    return f"/matching/vacancies/{now.vacancy_id}/people/{now.person_id}"


async def test_both_lists_show_score_factors_and_reasons() -> None:
    now = await stage()
    async with as_(now.counsellor) as one:
        of_person = await one.get(f"/matching?person={now.person_id}")
        of_vacancy = await one.get(f"/matching/vacancies/{now.vacancy_id}")
    assert "Addetto/a back office" in of_person
    assert "Nives" in of_vacancy
    (first,) = re.findall(r"Compatibilità ([\d,]+) su 100", of_person.html)
    (second,) = re.findall(r"Compatibilità ([\d,]+) su 100", of_vacancy.html)
    assert first == second
    for page in (of_person, of_vacancy):
        for words in (
            "Richieste del lavoro",
            "Professione e competenze",
            "Preferenze",
            "Tragitto",
            "Rispetta tutte le condizioni.",
        ):
            assert words in page


async def test_who_is_out_is_counted_and_shown_with_reasons_when_asked() -> None:
    now = await stage()
    await builders.fits(now, contracts=("tis",), slots=())
    async with as_(now.counsellor) as one:
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}")
        assert "Nives" not in page
        assert "1 tua persona è fuori dall’elenco" in page
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}?excluded=1")
        assert "Nives" in page
        assert "Non accetta questo tipo di contratto." in page
        assert "Non è disponibile in tutti gli orari richiesti." in page
        page = await one.get(f"/matching?person={now.person_id}")
        assert "Nessun annuncio compatibile." in page
        assert "1 annuncio fuori dall’elenco." in page


async def test_one_thing_that_can_be_talked_about_stands_apart() -> None:
    now = await stage()
    await builders.fits(now, slots=("mon-morning",))
    async with as_(now.counsellor) as one:
        for address in (f"/matching/vacancies/{now.vacancy_id}", f"/matching?person={now.person_id}"):
            page = await one.get(address)
            assert "Quasi compatibili" in page
            assert "Compatibilità" not in page


async def test_the_pair_is_drawn_with_its_table_its_constraints_and_what_to_propose() -> None:
    now = await stage()
    async with as_(now.counsellor) as one:
        page = await one.get(pair(now))
    assert page.status == 200
    for words in (
        "Che cosa chiede il lavoro e che cosa fa la persona",
        "Dati in tabella",
        "Da sola",
        "Con i suoi aiuti",
        "Ore alla settimana",
        "X12",
        "Per il colloquio",
        "pesi 2026-11",
    ):
        assert words.lower() in page.html.lower(), words
    read = await audit.entries_about(now.person_id, what=["file_read"])
    assert read[0].data == {"part": "levels", "tab": "/matching"}


async def test_gaps_have_measures_to_propose_with_the_score_they_would_give() -> None:
    now = await stage()
    await db.execute(
        "UPDATE vacancy_demand SET level = 4 WHERE vacancy = $1 AND dimension = 'F1'", now.vacancy_id
    )
    async with as_(now.counsellor) as one:
        page = await one.get(pair(now))
    assert "Da proporre all’azienda" in page
    assert "Togliere o scambiare un compito accessorio" in page
    assert "Sollevare e trasportare pesi" in page


async def test_a_stranger_a_colleague_and_other_roles_read_no_pair() -> None:
    now = await stage()
    for viewer in (
        await now.people.teammate(Role.JOB_COUNSELLOR),
        await now.people.outsider(Role.JOB_COUNSELLOR),
    ):
        async with as_(viewer) as one:
            assert (await one.get(pair(now))).status == 404
            assert "Nives" not in await one.get(f"/matching/vacancies/{now.vacancy_id}?excluded=1")
            path = f"/matching/vacancies/{now.vacancy_id}/comparison?person={now.person_id}"
            assert (await one.get(path)).status == 404
            assert (await one.get(f"/matching/people/{now.person_id}/comparison")).status == 404
        with pytest.raises(NotThere):
            await overriding.override(
                id=new_id(),
                person_id=now.person_id,
                vacancy_id=now.vacancy_id,
                verdict=Verdict.HIGH,
                reason="x",
                by=viewer,
            )
    for viewer in (now.recruiter, await now.people.owner(Role.COORDINATOR)):
        async with as_(viewer) as one:
            assert (await one.get(pair(now))).status == 403


async def test_a_closed_vacancy_is_no_longer_compared() -> None:
    now = await stage()
    await db.execute("UPDATE vacancy SET state = 'suspended' WHERE id = $1", now.vacancy_id)
    async with as_(now.counsellor) as one:
        assert (await one.get(pair(now))).status == 404


async def test_an_exclusion_is_contested_with_a_reason_and_taken_back() -> None:
    now = await stage()
    await builders.fits(now, contracts=("tis",))
    async with as_(now.counsellor) as one:
        await one.get(pair(now))
        page = await one.press(f"{pair(now)}/judgement", {"verdict": "good", "reason": ""})
        assert page.status == 422
        assert "Scrivi perché" in page
        page = await one.press(
            f"{pair(now)}/judgement", {"verdict": "good", "reason": "Accetta anche questo contratto."}
        )
        assert "Il tuo giudizio è registrato." in page
        assert "Accetta anche questo contratto." in page
        for address in (f"/matching/vacancies/{now.vacancy_id}", f"/matching?person={now.person_id}"):
            page = await one.get(address)
            assert "Inclusa da te" in page
            assert "Per me è buona" in page
        await one.get(pair(now))
        page = await one.press(f"{pair(now)}/judgement/withdrawal")
        assert "Torna a valere il modello." in page
        assert "non più in vigore" in page
        assert "Inclusa da te" not in await one.get(f"/matching/vacancies/{now.vacancy_id}")


async def test_a_judgement_is_sealed_logged_and_keeps_what_the_model_said() -> None:
    now = await stage()
    id = new_id()
    for _ in range(2):
        await overriding.override(
            id=id,
            person_id=now.person_id,
            vacancy_id=now.vacancy_id,
            verdict=Verdict.ASIDE,
            reason="Preferisce aspettare.",
            by=now.counsellor,
        )
    row = await db.fetchrow("SELECT * FROM match_override WHERE id = $1", id)
    assert row is not None
    assert b"aspettare" not in row["reason_sealed"]
    result = open_result(row["terms_sealed"], table="match_override", row=id)
    assert result.terms.eligible
    assert result.terms.weights == "2026-11"
    (entry,) = await audit.entries_about(id, what=["MatchOverridden"])
    assert "aspettare" not in str(entry.data)
    assert await db.fetchval("SELECT count(*) FROM match_override") == 1
    async with as_(now.counsellor) as one:
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}")
    assert "Messe da parte da te" in page
    assert "Preferisce aspettare." in page


async def test_a_new_judgement_takes_the_place_of_the_earlier_one() -> None:
    now = await stage()
    for verdict in (Verdict.HIGH, Verdict.TO_WEIGH):
        await overriding.override(
            id=new_id(),
            person_id=now.person_id,
            vacancy_id=now.vacancy_id,
            verdict=verdict,
            reason="Vista al lavoro.",
            by=now.counsellor,
        )
    (standing,) = await overrides.standing([now.person_id], None)
    assert standing.verdict is Verdict.TO_WEIGH
    assert len(await overrides.of_pair(now.person_id, now.vacancy_id)) == 2


async def test_a_closed_vacancy_is_not_judged() -> None:
    now = await stage()
    await db.execute("UPDATE vacancy SET state = 'suspended' WHERE id = $1", now.vacancy_id)
    with pytest.raises(Refused, match="non è aperto"):
        await overriding.override(
            id=new_id(),
            person_id=now.person_id,
            vacancy_id=now.vacancy_id,
            verdict=Verdict.HIGH,
            reason="x",
            by=now.counsellor,
        )


async def test_a_judgement_orders_the_list() -> None:
    now = await stage()
    other = await builders.fits(now, await builders.proposable(now.counsellor, first_name="Zita"))
    async with as_(now.counsellor) as one:
        before = (await one.get(f"/matching/vacancies/{now.vacancy_id}")).html
        first = now.person_id if before.index(str(now.person_id)) < before.index(str(other)) else other
        await overriding.override(
            id=new_id(),
            person_id=first,
            vacancy_id=now.vacancy_id,
            verdict=Verdict.TO_WEIGH,
            reason="Ne parliamo prima.",
            by=now.counsellor,
        )
        await overriding.override(
            id=new_id(),
            person_id=other if first == now.person_id else now.person_id,
            vacancy_id=now.vacancy_id,
            verdict=Verdict.HIGH,
            reason="Ha già provato.",
            by=now.counsellor,
        )
        after = (await one.get(f"/matching/vacancies/{now.vacancy_id}")).html
    second = other if first == now.person_id else now.person_id
    assert after.index(str(second)) < after.index(str(first))


async def test_two_or_three_stand_beside_each_other() -> None:
    now = await stage()
    other = await builders.fits(now, await builders.proposable(now.counsellor, first_name="Zita"))
    another = await employers.published_vacancy(now.recruiter, reserved="none", title="Contabile")
    await jobs.drain()
    async with as_(now.counsellor) as one:
        page = await one.get(
            f"/matching/vacancies/{now.vacancy_id}/comparison?person={now.person_id}&person={other}"
        )
        assert "Nives" in page
        assert "Zita" in page
        assert "Dimensione per dimensione" in page
        assert page.html.count("su 100") == 2
        page = await one.get(
            f"/matching/people/{now.person_id}/comparison?vacancy={now.vacancy_id}&vacancy={another}"
        )
        assert "Contabile" in page
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}/comparison?person={now.person_id}")
        assert "Scegli due o tre righe" in page
        four = "&".join(f"person={id}" for id in [now.person_id, other, *[now.person_id] * 3])
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}/comparison?{four}")
        assert page.html.count("su 100") == 2


async def test_a_long_list_has_pages_and_no_more_questions() -> None:
    now = await stage()
    for number in range(9):
        await builders.fits(now, await builders.proposable(now.counsellor, first_name=f"Persona{number}"))
    async with as_(now.counsellor) as one:
        with db.counted_queries() as few:
            page = await one.get(f"/matching/vacancies/{now.vacancy_id}")
        assert "Pagina" in page
        assert page.html.count("Compatibilità") == 8
        second = await one.get(f"/matching/vacancies/{now.vacancy_id}?page=2")
        assert second.html.count("Compatibilità") == 2
    assert len(few) < 30


async def test_a_reserved_post_lists_only_who_may_be_hired_on_it() -> None:
    now = await builders.stage(reserved="art3")
    await builders.fits(now)
    async with as_(now.counsellor) as one:
        assert "Nives" not in await one.get(f"/matching/vacancies/{now.vacancy_id}")
        async with db.unit_of_work():
            await people.set_quota(now.person_id, [QuotaEligibility.ART3])
        await builders.fits(now)
        assert "Nives" in await one.get(f"/matching/vacancies/{now.vacancy_id}")


async def test_an_exposed_profile_is_flagged_and_not_pushed_down() -> None:
    now = await stage()
    for number in range(10):
        id = await employers.published_vacancy(now.recruiter, reserved="none", title=f"Annuncio {number}")
        await db.execute(
            "INSERT INTO match_shown (person, vacancy, first_on) VALUES ($1, $2, current_date)",
            now.person_id,
            id,
        )
    async with as_(now.counsellor) as one:
        page = await one.get(f"/matching/vacancies/{now.vacancy_id}")
    assert "Molto in vista" in page
    assert "fra i primi dieci di 10 annunci" in page


async def test_levels_of_support_are_told_when_a_grade_is_confirmed() -> None:
    now = await stage()
    async with as_(now.counsellor) as one:
        assert "Quanto sostegno" not in await one.get(pair(now))
        await grading.judge(
            id=new_id(),
            person_id=now.person_id,
            wellbeing=3,
            judged=Grade.MEDIUM,
            reason="Regge bene con un tutor.",
            by=now.counsellor,
        )
        page = await one.get(pair(now))
    assert "un contatto ogni due settimane" in page
