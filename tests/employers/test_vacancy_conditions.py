"""What a vacancy asks beyond its tasks: requirements, days, pay, what the prospetto wants; every error at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.employers import public as employers
from portal.employers.prospetto_informativo.queries import answers
from portal.employers.vacancies.actions import drafting, requirements
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.queries.detail import Language
from portal.employers.vacancies.rules import axes_of, pay_problems, tags_of, term_problems
from portal.foundation import db
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


WORDS = "Uso del computer; non adatto al pubblico"


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def test_matching_reads_what_the_vacancy_asks() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer, night_shifts=True, offers=("S1",))
    said = Requirements(
        experience_required=True,
        licences=("B",),
        certificates=("HACCP", "MUL"),
        certificates_given=("HACCP",),
        education_code="USG",
        languages=(Language("en", 3, True), Language("fr", 1, False)),
        tags=("noise",),
        axes=("tempi",),
    )
    await requirements.save_requirements(id, said, version=None, by=viewer)
    found = await employers.vacancy(id)
    assert found is not None
    assert found.experience_required
    assert (found.licences, found.certificates, found.certificates_given) == (
        ("B",),
        ("HACCP", "MUL"),
        ("HACCP",),
    )
    assert (found.education_code, found.languages) == ("USG", said.languages)
    # nights and offered measures count wherever they were said
    assert (found.tags, found.axes) == (("noise", "night"), ("tempi", "supporto"))


def test_axes_and_tags_come_in_the_order_of_the_reference() -> None:
    assert axes_of(("supporto", "mansioni"), ("T1",)) == ("mansioni", "tempi", "supporto")
    assert tags_of(("public", "noise"), False) == ("noise", "public")


async def test_what_disagrees_is_refused() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    with pytest.raises(Refused, match="solo gli attestati"):
        wrong = Requirements(experience_required=False, certificates_given=("HACCP",))
        await requirements.save_requirements(id, wrong, version=None, by=viewer)
    twice = Requirements(
        experience_required=False, languages=(Language("en", 1, True), Language("en", 2, True))
    )
    with pytest.raises(Refused, match="due volte"):
        await requirements.save_requirements(id, twice, version=None, by=viewer)


async def test_a_published_vacancy_keeps_its_answer_and_one_from_before_may_change() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    with pytest.raises(Refused, match="già fatto"):
        await requirements.save_requirements(id, Requirements(), version=None, by=viewer)
    # what it never said is no reason to refuse another section
    await db.execute("UPDATE vacancy SET experience_required = NULL WHERE id = $1", id)
    await drafting.save_tasks(id, replace(builders.TASKS, title="Altro"), version=None, by=viewer)


@pytest.mark.parametrize(
    ("contract", "first", "latest", "last", "field"),
    [
        ("permanent", None, None, date(2027, 3, 1), "ends_on"),
        ("fixed_term", date(2027, 3, 1), date(2027, 2, 1), None, "starts_by"),
        ("fixed_term", date(2027, 3, 1), None, date(2027, 3, 1), "ends_on"),
        ("tis", None, date(2027, 3, 1), date(2027, 2, 1), "ends_on"),
    ],
)
def test_days_of_the_contract_follow_one_another(
    contract: str, first: date | None, latest: date | None, last: date | None, field: str
) -> None:
    assert list(term_problems(contract, first, latest, last)) == [field]


def test_days_that_agree_are_kept() -> None:
    assert term_problems("tis", date(2027, 1, 1), date(2027, 2, 1), date(2027, 6, 1)) == {}
    assert term_problems(None, None, None, None) == {}


@pytest.mark.parametrize(
    ("least", "most", "period", "field"),
    [
        (None, "1200", None, "pay_min"),
        (None, None, "month", "pay_min"),
        ("1000", None, None, "pay_period"),
        ("1200", "1000", "month", "pay_max"),
    ],
)
def test_a_pay_is_whole(least: str | None, most: str | None, period: str | None, field: str) -> None:
    found = pay_problems(Decimal(least) if least else None, Decimal(most) if most else None, period)
    assert list(found) == [field]


async def test_every_wrong_answer_of_the_place_is_said_at_once() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/vacancies/{id}/place")
        wrong = await user.press(
            "/place",
            {
                "places": "0",
                "starts_from": "1/3/2027",
                "starts_by": "1/2/2027",
                "ends_on": "1/6/2027",
                "pay_min": "molto",
                "pay_max": "900",
                "contract": "permanent",
            },
        )
        assert wrong.status == 422
        for sentence in (
            "I posti vanno da 1 a 99.",
            "L’inizio al più tardi viene prima del primo giorno utile.",
            "Un contratto a tempo indeterminato non ha un ultimo giorno",
            "Scrivi la paga in euro, per esempio 1.250,00.",
        ):
            assert sentence in wrong, sentence
        saved = await user.press(
            "/place",
            {
                "places": "2",
                "contract": "fixed_term",
                "starts_by": "1/4/2027",
                "pay_min": "1.150,50",
                "pay_max": "1300",
                "pay_period": "month",
            },
        )
        assert "Salvato." in saved
        shown = await user.get(f"/vacancies/{id}")
        assert "1.150,5–1.300 € lordi al mese" in shown
        assert "dal 1 marzo 2027, entro il 1 aprile 2027" in shown


async def test_every_wrong_requirement_is_said_at_once_and_kept_as_typed() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/vacancies/{id}/conditions")
        wrong = await user.press(
            "/conditions",
            {
                "experience_required": "",
                "certificates_given": ["HACCP"],
                "language_1": "en",
                "level_2": "3",
                "language_3": "en",
                "level_3": "2",
            },
        )
        assert wrong.status == 422
        for sentence in (
            "Indica se serve avere già fatto questo lavoro.",
            "Puoi fornire solo gli attestati che l’annuncio richiede.",
            "Scegli il livello di questa lingua.",
            "Scegli la lingua di questo livello.",
            "Questa lingua c’è già.",
        ):
            assert sentence in wrong, sentence
        assert '<option value="en" selected>' in wrong.html
        assert "Salvato." in await user.press(
            "/conditions",
            {
                "experience_required": "yes",
                "certificates": ["HACCP"],
                "level_1": "4",
                "level_2": "",
                "language_3": "",
                "level_3": "",
            },
        )
        shown = await user.get(f"/vacancies/{id}")
        assert "lo fornisce l’azienda" in shown
        assert "inglese B2" in shown


async def test_a_stale_page_of_requirements_does_not_overwrite() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/vacancies/{id}/conditions")
        assert user.page is not None
        old = user.page.form("/conditions")
        await user.press("/conditions", {"experience_required": "yes"})
        late = await user.post(f"/vacancies/{id}/conditions", old)
        assert late.status == 422
        assert "Ricarica la pagina" in late


async def test_what_the_prospetto_wants_is_asked_with_the_vacancy() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    open_to_all = await builders.drafted_vacancy(viewer, reserved="none")
    assert viewer.organisation_id is not None
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert "Dati per il prospetto" in await user.get(f"/vacancies/{id}")
        assert "Dati per il prospetto" not in await user.get(f"/vacancies/{open_to_all}")
        page = await user.get(f"/vacancies/{id}/prospetto")
        assert "Inserire gli ordini nel gestionale; Archiviare i documenti" in page
        wrong = await user.press("/prospetto", {"declared": "on", "capacities": ""})
        assert wrong.status == 422
        assert "Scrivi capacità richieste e controindicazioni" in wrong
        saved = await user.press(
            "/prospetto", {"declared": "on", "capacities": "Uso del computer; non adatto al pubblico"}
        )
        assert "Dati per il prospetto salvati." in saved
        refused = await user.post(
            f"/vacancies/{open_to_all}/prospetto", {"declared": "on", "capacities": "x"}
        )
        assert refused.status == 422
        assert "aperto a tutti" in refused
    sheets = await answers.posts(viewer.organisation_id)
    assert {one: sheet.capacities for one, sheet in sheets.items()} == {
        id: "Uso del computer; non adatto al pubblico"
    }
