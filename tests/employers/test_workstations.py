"""A workstation: written once, reused across vacancies, with the paths that take its seats; searched by services."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from portal.employers import jobs as employers_jobs
from portal.employers import public as employers
from portal.employers.companies.actions import company_accounts
from portal.employers.vacancies.actions import drafting, moving
from portal.employers.vacancies.queries import detail as vacancies
from portal.employers.vacancies.queries.detail import Demand
from portal.employers.workstations.actions import loads, making
from portal.employers.workstations.actions import vacancies as with_vacancies
from portal.employers.workstations.actions.making import Content
from portal.employers.workstations.queries import detail, lists, paths
from portal.employers.workstations.queries.lists import Wanted
from portal.employers.workstations.queries.tutors import tutors_of
from portal.employers.workstations.rules import Load, Stay, check_is_due, free_from, seats_problem
from portal.employers.workstations.vocabulary import WorkstationState
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

DAY = date(2026, 11, 23)


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def content(viewer: Viewer, **said: object) -> Content:
    assert viewer.organisation_id is not None
    usual = Content(
        site_id=await builders.head_office(viewer.organisation_id),
        name="Banco spedizioni",
        profession_code="8.1.3.2.0",
        profession_title="Magazziniere",
        tasks=("Preparare gli ordini", "Etichettare i colli"),
        demands={"F1": Demand(2, True), "C1": Demand(1, False)},
        weekly_hours_min=20,
        weekly_hours_max=24,
        offers=("S1",),
        seats=2,
    )
    return replace(usual, **said)  # type: ignore[arg-type]


async def made(viewer: Viewer, **said: object) -> UUID:
    return await making.make(await content(viewer, **said), id=new_id(), by=viewer)


async def path_on(workstation_id: UUID, viewer: Viewer, starts_on: date, until: date) -> UUID:
    """Somebody's path on the workstation, through a vacancy that is for it."""
    assert viewer.organisation_id is not None
    vacancy_id = await with_vacancies.draft_for_workstation(workstation_id, id=new_id(), by=viewer)
    plan_id = new_id()
    await employers.path_begins(
        plan_id=plan_id,
        company_id=viewer.organisation_id,
        service_id=new_id(),
        vacancy_id=vacancy_id,
        tutor_id=None,
        starts_on=starts_on,
        expected_end=until,
    )
    return plan_id


# --- rules -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stays", "seats", "free"),
    [
        ([], 1, DAY),
        ([(0, 10)], 2, DAY),
        ([(0, 10)], 1, DAY + timedelta(days=11)),
        ([(0, 10), (11, 20)], 1, DAY + timedelta(days=21)),
        ([(0, 10), (5, 20)], 2, DAY + timedelta(days=0)),
        ([(-5, 10), (0, 20)], 2, DAY + timedelta(days=11)),
        ([(-30, -1)], 1, DAY),
    ],
)
def test_a_seat_is_free_from_the_first_day_on_which_not_all_are_taken(
    stays: list[tuple[int, int]], seats: int, free: date
) -> None:
    found = [Stay(DAY + timedelta(days=first), DAY + timedelta(days=last)) for first, last in stays]
    assert free_from(found, seats, DAY) == free


def test_a_load_is_said_in_words() -> None:
    assert Load(1, 2, 1, 3).words == "1 posto occupato su 2; 1 tutor libero su 3"
    assert Load(2, 2, 0, 1).words == "2 posti occupati su 2; 0 tutor liberi su 1"
    assert Load(3, 2, 0, 1).free == 0


def test_after_half_a_year_a_workstation_is_looked_at_again() -> None:
    assert not check_is_due(DAY - timedelta(days=179), DAY)
    assert check_is_due(DAY - timedelta(days=180), DAY)


def test_seats_are_never_fewer_than_the_paths_on_them() -> None:
    assert seats_problem(2, 2) is None
    assert seats_problem(1, 2) == "Su questa postazione ci sono 2 percorsi: i posti non possono essere meno."


# --- the company's own ---------------------------------------------------------------------------------------------


async def test_a_workstation_is_made_once_and_changed_with_its_version() -> None:
    viewer = await recruiter()
    id = new_id()
    for _ in range(2):
        await making.make(await content(viewer), id=id, by=viewer)
    assert viewer.organisation_id is not None
    assert await lists.count(viewer.organisation_id, with_retired=False) == 1
    await making.change(id, await content(viewer, seats=3), version=1, by=viewer)
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await making.change(id, await content(viewer, seats=4), version=1, by=viewer)
    found = await detail.own_workstation(id, viewer.organisation_id)
    assert (found.seats, found.tasks, found.demands["F1"]) == (
        3,
        ("Preparare gli ordini", "Etichettare i colli"),
        Demand(2, True),
    )
    assert {entry.what for entry in await audit.entries_about(id)} == {
        "WorkstationMade",
        "WorkstationChanged",
    }


async def test_two_workstations_in_use_have_names_of_their_own() -> None:
    viewer = await recruiter()
    first = await made(viewer)
    with pytest.raises(Refused, match="C’è già una postazione") as refusal:
        await made(viewer, name="banco SPEDIZIONI")
    assert refusal.value.field == "name"
    await making.move(first, "retire", by=viewer)
    await made(viewer)
    with pytest.raises(Refused, match="C’è già una postazione"):
        await making.move(first, "resume", by=viewer)


async def test_a_site_of_others_is_refused_and_a_strangers_workstation_is_not_there() -> None:
    people = Cast()
    ours, theirs = await people.owner(Role.COMPANY_RECRUITER), await people.outsider(Role.COMPANY_RECRUITER)
    id = await made(ours)
    assert theirs.organisation_id is not None
    with pytest.raises(Refused, match="sede della tua azienda"):
        await made(theirs, site_id=(await content(ours)).site_id)
    for verb in (
        making.move(id, "pause", by=theirs),
        making.change(id, await content(ours), version=None, by=theirs),
    ):
        with pytest.raises(NotThere):
            await verb
    with pytest.raises(NotThere):
        await detail.own_workstation(id, theirs.organisation_id)


async def test_a_vacancy_begins_from_the_workstation_and_keeps_it() -> None:
    viewer = await recruiter()
    id = await made(viewer)
    vacancy = new_id()
    for _ in range(2):
        await with_vacancies.draft_for_workstation(id, id=vacancy, by=viewer)
    found = await vacancies.vacancy(vacancy)
    assert found is not None
    assert (found.workstation_id, found.workstation, found.title) == (
        id,
        "Banco spedizioni",
        "Banco spedizioni",
    )
    assert (found.tasks, found.offers) == (("Preparare gli ordini", "Etichettare i colli"), ("S1",))
    assert found.demands == {"F1": Demand(2, True), "C1": Demand(1, False)}
    # two questions of 28: the rest is still to be answered in the vacancy
    assert not found.demands_answered
    await making.move(id, "pause", by=viewer)
    with pytest.raises(Refused, match="non è attiva"):
        await with_vacancies.draft_for_workstation(id, id=new_id(), by=viewer)


async def test_a_vacancy_becomes_a_workstation_that_stays_when_it_is_over() -> None:
    viewer = await recruiter()
    vacancy = await builders.published_vacancy(viewer, places=2)
    id = await with_vacancies.keep_as_workstation(vacancy, id=new_id(), by=viewer)
    with pytest.raises(Refused, match="già della postazione"):
        await with_vacancies.keep_as_workstation(vacancy, id=new_id(), by=viewer)
    await moving.close(vacancy, by=viewer)
    assert viewer.organisation_id is not None
    found = await detail.own_workstation(id, viewer.organisation_id)
    assert (found.state, found.seats, len(found.demands)) == (WorkstationState.ACTIVE, 2, 28)
    draft = await with_vacancies.draft_for_workstation(id, id=new_id(), by=viewer)
    again = await vacancies.vacancy(draft)
    assert again is not None
    assert again.demands_answered


async def test_an_unfinished_vacancy_becomes_no_workstation() -> None:
    viewer = await recruiter()
    draft = await drafting.draft_vacancy(id=new_id(), title="Archivista", by=viewer)
    with pytest.raises(Refused, match="completa sede, professione e mansioni"):
        await with_vacancies.keep_as_workstation(draft, id=new_id(), by=viewer)


# --- paths -------------------------------------------------------------------------------------------------------


async def test_running_paths_take_seats_until_they_end() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    today = clock.today()
    id = await made(viewer, seats=1)
    plan = await path_on(id, viewer, today - timedelta(days=5), today + timedelta(days=30))
    found = await detail.own_workstation(id, viewer.organisation_id)
    assert found.running(today) == 1
    with pytest.raises(Refused, match="c’è un percorso"):
        await making.move(id, "retire", by=viewer)
    figures = await paths.figures(viewer.organisation_id, today)
    assert (figures.running, figures.ended, figures.hired) == (1, 0, 0)
    await employers.path_ends(plan, ended_on=today - timedelta(days=1), outcome="hire")
    found = await detail.own_workstation(id, viewer.organisation_id)
    assert found.running(today) == 0
    figures = await paths.figures(viewer.organisation_id, today)
    assert (figures.running, figures.ended, figures.hired) == (0, 1, 1)
    await making.move(id, "retire", by=viewer)
    (row,) = await paths.of_company(viewer.organisation_id)
    assert (row.workstation, row.outcome) == ("Banco spedizioni", "hire")


async def test_a_path_told_twice_is_one_and_its_days_are_corrected() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    today = clock.today()
    plan = new_id()
    for days in (10, 40):
        await employers.path_begins(
            plan_id=plan,
            company_id=viewer.organisation_id,
            service_id=new_id(),
            vacancy_id=None,
            tutor_id=None,
            starts_on=today,
            expected_end=today + timedelta(days=days),
        )
    (row,) = await paths.of_company(viewer.organisation_id)
    assert (row.workstation, row.expected_end) == (None, today + timedelta(days=40))
    await employers.path_ends(new_id(), ended_on=today, outcome="hire")


async def test_an_amendment_moves_the_end_of_a_path_that_runs() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    today = clock.today()
    id = await made(viewer, seats=1)
    plan = await path_on(id, viewer, today, today + timedelta(days=10))
    tutor = await cast.someone(viewer.organisation_id, Role.IN_COMPANY_TUTOR)
    await employers.path_changes(plan, tutor_id=tutor.account_id, expected_end=today + timedelta(days=40))
    place = await detail.own_workstation(id, viewer.organisation_id)
    assert free_from(place.stays, place.seats, today) == today + timedelta(days=41)
    assert await tutors_of([viewer.organisation_id], today) == {viewer.organisation_id: (0, 1)}
    await employers.path_ends(plan, ended_on=today, outcome="hire")
    await employers.path_changes(plan, tutor_id=None, expected_end=today + timedelta(days=90))
    (row,) = await paths.of_company(viewer.organisation_id)
    assert row.expected_end == today + timedelta(days=40)


@pytest.mark.usefixtures("fresh_database")
async def test_after_half_a_year_the_company_is_asked_once() -> None:
    """As at night: the sweep opens its own transactions."""
    viewer = await recruiter()
    id = await made(viewer)
    fresh = await made(viewer, name="Archivio")
    await db.execute(
        "UPDATE workstation SET checked_on = $2 WHERE id = $1", id, clock.today() - timedelta(days=180)
    )
    for _ in range(2):
        await employers_jobs.workstation_checks.run()
    asked = await db.fetch("SELECT object_id, account_id FROM notification WHERE kind = 'vacancy_freshness'")
    assert [(row["object_id"], row["account_id"]) for row in asked] == [(id, viewer.account_id)]
    assert fresh != id
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert "È ancora così?" in await user.get(f"/workstations/{id}")
        assert "Postazione confermata." in await user.press("/check")
        assert "È ancora così?" not in await user.get(f"/workstations/{id}")


async def test_seats_do_not_become_fewer_than_the_paths_on_them() -> None:
    viewer = await recruiter()
    today = clock.today()
    id = await made(viewer, seats=2)
    for _ in range(2):
        await path_on(id, viewer, today, today + timedelta(days=30))
    with pytest.raises(Refused, match="ci sono 2 percorsi") as refusal:
        await making.change(id, await content(viewer, seats=1), version=None, by=viewer)
    assert refusal.value.field == "seats"


async def test_tutors_without_a_path_are_counted() -> None:
    viewer = await recruiter()
    assert viewer.organisation_id is not None
    busy = await cast.someone(viewer.organisation_id, Role.IN_COMPANY_TUTOR)
    await cast.someone(viewer.organisation_id, Role.IN_COMPANY_TUTOR)
    today = clock.today()
    await employers.path_begins(
        plan_id=new_id(),
        company_id=viewer.organisation_id,
        service_id=new_id(),
        vacancy_id=None,
        tutor_id=busy.account_id,
        starts_on=today,
        expected_end=today + timedelta(days=9),
    )
    assert await tutors_of([viewer.organisation_id], today) == {viewer.organisation_id: (1, 2)}


# --- the services' search ----------------------------------------------------------------------------------------


async def names(**asked: object) -> list[str]:
    rows = await lists.found(Wanted(**asked), None, limit=50, offset=0)  # type: ignore[arg-type]
    assert await lists.count_found(Wanted(**asked), None) == len(rows)  # type: ignore[arg-type]
    return [row.name for row in rows]


async def test_workstations_are_found_by_tasks_demands_measures_days_and_vacancies() -> None:
    viewer = await recruiter()
    today = clock.today()
    light = await made(
        viewer,
        name="Archivio",
        tasks=("Riordinare i fascicoli",),
        demands={"F1": Demand(1, False)},
        offers=(),
    )
    full = await made(viewer, seats=1)
    await path_on(full, viewer, today, today + timedelta(days=20))
    assert await names() == ["Archivio", "Banco spedizioni"]
    assert await names(words="ETICHETTARE") == ["Banco spedizioni"]
    assert await names(words="100%") == []
    assert await names(words="magazzino", profession_codes=("8.1.3.2.0",)) == ["Archivio", "Banco spedizioni"]
    # asked 2, and the company can give up one level
    assert await names(light=("F1",)) == ["Archivio", "Banco spedizioni"]
    assert await names(light=("F1",), most=0) == []
    # what nobody answered is not known to be light
    assert await names(light=("F1", "C1")) == ["Banco spedizioni"]
    assert await names(offers=("S1",)) == ["Banco spedizioni"]
    assert await names(free_on=today) == ["Archivio"]
    assert await names(free_on=today + timedelta(days=21)) == ["Archivio", "Banco spedizioni"]
    assert await names(province="MI") == []
    assert await names(with_vacancy=True) == []
    vacancy = await builders.published_vacancy(viewer)
    await db.execute("UPDATE vacancy SET workstation = $2 WHERE id = $1", vacancy, light)
    assert await names(with_vacancy=True) == ["Archivio"]
    assert await names(with_vacancy=False) == ["Banco spedizioni"]


async def test_only_workstations_in_use_of_verified_companies_in_the_territory_are_found() -> None:
    viewer = await recruiter()
    id = await made(viewer)
    assert await lists.count_found(Wanted(), ["MI"]) == 0
    await making.move(id, "pause", by=viewer)
    assert await names() == []
    waiting = await cast.someone(await cast.company(), Role.COMPANY_RECRUITER)
    await made(waiting)
    assert await names() == []


async def test_a_search_leaves_no_trace_and_takes_the_same_queries_however_long() -> None:
    people = Cast()
    viewer, counsellor = await people.owner(Role.COMPANY_RECRUITER), await people.owner(Role.JOB_COUNSELLOR)
    await made(viewer)
    async with browser() as user:
        await user.sign_in_as(counsellor.account_id, counsellor.organisation_id)
        with db.counted_queries() as few:
            await user.get("/workstation-search")
        before = await db.fetchval("SELECT count(*) FROM audit_entry")
        for number in range(30):
            await made(viewer, name=f"Postazione {number}")
        made_entries = await db.fetchval("SELECT count(*) FROM audit_entry")
        with db.counted_queries() as many:
            page = await user.get("/workstation-search?q=ordini&light=F1&free_on=1/12/2026")
        assert len(few) == len(many) <= 8, many
        assert await db.fetchval("SELECT count(*) FROM audit_entry") == made_entries > before
        assert "31 postazioni" in page
        wrong = await user.get("/workstation-search?free_on=domani")
        assert wrong.status == 422


async def test_a_service_writes_climate_and_load_that_the_company_never_reads() -> None:
    people = Cast()
    viewer, counsellor = await people.owner(Role.COMPANY_RECRUITER), await people.owner(Role.JOB_COUNSELLOR)
    id = await made(viewer)
    assert viewer.organisation_id is not None
    with pytest.raises(NotThere):
        await loads.note_load(id, climate=1, words=None, by=counsellor)
    coordinator = await people.owner(Role.COORDINATOR)
    await company_accounts.assign(viewer.organisation_id, holder_id=counsellor.account_id, by=coordinator)
    async with browser() as user:
        await user.sign_in_as(coordinator.account_id, coordinator.organisation_id)
        assert "Salva l’annotazione" not in await user.get(f"/workstation-search/{id}")
        await user.sign_in_as(counsellor.account_id, counsellor.organisation_id)
        await user.get(f"/workstation-search/{id}")
        saved = await user.press("/load", {"climate": "3", "load_note": "Il gruppo regge un’altra persona"})
        assert "Annotazione salvata." in saved
        assert f"da {counsellor.name}" in saved
        assert "Clima: accogliente" in await user.get("/workstation-search")
    async with browser() as company:
        await company.sign_in_as(viewer.account_id, viewer.organisation_id)
        own = await company.get(f"/workstations/{id}")
        assert own.status == 200
        assert "Il gruppo regge" not in own
        assert "Accogliente" not in own
        assert (await company.get("/workstation-search")).status == 403


async def test_a_workstation_outside_the_territory_is_not_there() -> None:
    people = Cast()
    viewer = await people.owner(Role.COMPANY_RECRUITER)
    id = await made(viewer)
    with pytest.raises(NotThere):
        await detail.seen_workstation(id, ["MI"])
    await making.move(id, "retire", by=viewer)
    with pytest.raises(NotThere):
        await detail.seen_workstation(id, None)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    with pytest.raises(NotThere):
        await loads.note_load(id, climate=1, words=None, by=counsellor)


# --- pages -------------------------------------------------------------------------------------------------------


async def test_a_workstation_is_written_in_two_steps_and_every_error_is_said() -> None:
    viewer = await recruiter()
    site = str((await content(viewer)).site_id)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert "Nessuna postazione." in await user.get("/workstations")
        await user.get("/workstations/new")
        wrong = await user.press("/workstations", {"seats": "0", "weekly_hours_max": "20"})
        assert wrong.status == 422
        for sentence in (
            "Scrivi il nome della postazione.",
            "Scegli la sede.",
            "Cerca la professione e sceglila dall’elenco.",
            "Descrivi almeno una mansione.",
            "I posti vanno da 1 a 99.",
            "Scrivi anche da quante ore si parte.",
        ):
            assert sentence in wrong, sentence
        found = await user.press("/workstations", {"name": "Banco", "words": "magazzino", "search": "1"})
        assert "Magazziniere" in found
        said = {
            "name": "Banco",
            "site": site,
            "profession": "P100",
            "tasks": "Etichettare",
            "seats": "2",
            "weekly_hours_min": "20",
            "weekly_hours_max": "",
        }
        demands = await user.press("/workstations", said)
        assert demands.response.url.path.endswith("/demands")
        loose = await user.press("/demands", {"adjustable": ["F1"]})
        assert loose.status == 422
        assert "Prima di’ quanto serve" in loose
        shown = await user.press("/demands", {"level_F1": "3", "adjustable": ["F1"]})
        assert "Richieste salvate." in shown
        assert "27 domande aspettano una risposta." in shown
        draft = await user.press("/vacancies")
        assert "Bozza creata dalla postazione." in draft
        await user.get(shown.response.url.path)
        paused = await user.press("/pause")
        assert "Postazione in pausa." in paused
        assert "Scrivi un annuncio" not in paused


async def test_a_stale_page_of_a_workstation_does_not_overwrite() -> None:
    viewer = await recruiter()
    id = await made(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        await user.get(f"/workstations/{id}/content")
        assert user.page is not None
        old = user.page.form("/content")
        assert "Postazione salvata." in await user.press("/content", {"seats": "3"})
        late = await user.post(f"/workstations/{id}/content", old)
        assert late.status == 422
        assert "Ricarica la pagina" in late
        second = await user.post(f"/workstations/{id}/retirement")
        assert "non si usa più" in second
        again = await user.post(f"/workstations/{id}/retirement")
        assert again.status == 409
        assert "«Non più usata»" in again


@pytest.mark.parametrize("part", ["content", "demands"])
async def test_a_page_of_a_workstation_stays_within_its_size(part: str) -> None:
    viewer = await recruiter()
    id = await made(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        page = await user.get(f"/workstations/{id}/{part}")
    assert page.html.count("<") - page.html.count("</") <= 900
