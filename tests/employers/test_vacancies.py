"""A vacancy from draft to the last place: whole when published, fresh or out of sight, each company its own."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from portal.employers import jobs as employers_jobs
from portal.employers import public as employers
from portal.employers.vacancies.actions import drafting, moving
from portal.employers.vacancies.actions.drafting import PlaceAnswers, TaskAnswers
from portal.employers.vacancies.queries import detail, lists
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import audit, clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def state_of(vacancy_id: UUID) -> VacancyState:
    found = await detail.vacancy(vacancy_id)
    assert found is not None
    return found.state


async def test_a_draft_is_made_once_and_saved_section_by_section() -> None:
    viewer = await recruiter()
    id = new_id()
    for _ in range(2):
        await drafting.draft_vacancy(id=id, title="Archivista", by=viewer)
    assert viewer.organisation_id is not None
    assert await lists.count(viewer.organisation_id, live_only=True) == 1
    await drafting.save_tasks(id, TaskAnswers(title="Archivista"), version=1, by=viewer)
    found = await detail.own_vacancy(id, viewer.organisation_id)
    assert (found.title, found.weekly_hours_min, found.version) == ("Archivista", None, 2)


async def test_an_unfinished_vacancy_is_not_published() -> None:
    viewer = await recruiter()
    id = await drafting.draft_vacancy(id=new_id(), title="Archivista", by=viewer)
    with pytest.raises(Refused, match="non è completo"):
        await moving.publish(id, by=viewer)
    assert await state_of(id) is VacancyState.DRAFT


async def test_a_company_not_yet_verified_prepares_but_does_not_publish() -> None:
    company_id = await cast.company()
    viewer = await cast.someone(company_id, Role.COMPANY_RECRUITER)
    id = await builders.drafted_vacancy(viewer)
    with pytest.raises(Refused, match="in attesa di verifica"):
        await moving.publish(id, by=viewer)
    assert await state_of(id) is VacancyState.DRAFT


async def test_a_published_vacancy_is_read_by_matching_with_all_it_says() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer, places=2)
    found = await employers.vacancy(id)
    assert found is not None
    assert found.is_open
    assert (found.title, found.profession_code) == ("Addetto/a back office", "4.1.1.2.0")
    assert (found.essential_skills, found.trainable_skills) == (("K003",), ("K001",))
    assert found.tasks == ("Inserire gli ordini nel gestionale", "Archiviare i documenti")
    assert (len(found.demands), found.demands["A1"].level) == (28, 1)
    assert (found.place_name, found.province, found.region) == ("Lecco", "LC", "03")
    assert found.hours_words == "20–24 ore alla settimana"
    assert (found.places, found.places_left, found.reserved) == (2, 2, "art3")
    assert viewer.organisation_id is not None
    assert [one.id for one in await employers.open_vacancies(viewer.organisation_id)] == [id]
    assert id in {one.id for one in await employers.all_open_vacancies()}
    assert {entry.what for entry in await audit.entries_about(id)} == {"VacancyDrafted", "VacancyPublished"}


async def test_two_people_publish_once() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    with pytest.raises(Refused, match="«Aperto»"):
        await moving.publish(id, by=viewer)


async def test_a_tirocinio_is_not_a_reserved_place() -> None:
    viewer = await recruiter()
    id = await drafting.draft_vacancy(id=new_id(), title="Archivista", by=viewer)
    await drafting.save_tasks(id, builders.TASKS, version=None, by=viewer)
    with pytest.raises(Refused, match="tirocinio") as refusal:
        await drafting.save_place(id, replace(builders.PLACE, contract="tis"), version=None, by=viewer)
    assert refusal.value.field == "contract"


async def test_a_stale_page_does_not_overwrite_a_section() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    assert viewer.organisation_id is not None
    seen = (await detail.own_vacancy(id, viewer.organisation_id)).version
    await drafting.save_tasks(id, builders.TASKS, version=seen, by=viewer)
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await drafting.save_tasks(id, replace(builders.TASKS, title="Altro"), version=seen, by=viewer)


async def test_a_published_vacancy_stays_whole() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    with pytest.raises(Refused, match="non è completo"):
        await drafting.save_tasks(id, replace(builders.TASKS, title=None), version=None, by=viewer)
    with pytest.raises(Refused, match="non è completo"):
        await drafting.save_place(id, PlaceAnswers(), version=None, by=viewer)
    found = await employers.vacancy(id)
    assert found is not None
    assert found.title == "Addetto/a back office"


async def test_the_last_place_fills_the_vacancy_and_a_free_one_opens_it() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer, places=2)
    await employers.fill_place(id, by=viewer)
    assert await state_of(id) is VacancyState.PUBLISHED
    await employers.fill_place(id, by=viewer)
    assert await state_of(id) is VacancyState.FILLED
    with pytest.raises(Refused, match="tutti coperti"):
        await employers.fill_place(id, by=viewer)
    await employers.free_place(id, by=SYSTEM)
    found = await employers.vacancy(id)
    assert found is not None
    assert (found.state, found.places_left) == (VacancyState.PUBLISHED, 1)


async def test_no_place_is_freed_that_was_not_taken() -> None:
    id = await builders.published_vacancy(await recruiter())
    with pytest.raises(Refused, match="Nessun posto"):
        await employers.free_place(id, by=SYSTEM)


async def test_places_do_not_become_fewer_than_those_taken() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer, places=3)
    assert viewer.organisation_id is not None
    await employers.fill_place(id, by=viewer)
    await employers.fill_place(id, by=viewer)
    place = replace(builders.PLACE, site_id=await builders.head_office(viewer.organisation_id))
    with pytest.raises(Refused, match="già coperti"):
        await drafting.save_place(id, replace(place, places=1), version=None, by=viewer)
    with pytest.raises(Refused, match="chiudi l’annuncio"):
        await drafting.save_place(id, replace(place, places=2), version=None, by=viewer)


async def test_a_closed_vacancy_takes_nobody_and_can_be_opened_again() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    await moving.close(id, by=viewer)
    with pytest.raises(Refused, match="«Chiuso»"):
        await employers.fill_place(id, by=viewer)
    with pytest.raises(Refused, match="«Chiuso»"):
        await drafting.save_tasks(id, builders.TASKS, version=None, by=viewer)
    await moving.reopen(id, by=viewer)
    assert await state_of(id) is VacancyState.PUBLISHED


async def test_a_suspended_vacancy_is_published_again() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    await moving.suspend(id, by=viewer)
    found = await employers.vacancy(id)
    assert found is not None
    assert not found.is_open
    await moving.publish(id, by=viewer)
    assert await state_of(id) is VacancyState.PUBLISHED


async def test_a_strangers_vacancy_is_not_there() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.outsider(Role.COMPANY_RECRUITER),
    )
    id = await builders.drafted_vacancy(ours)
    assert theirs.organisation_id is not None
    with pytest.raises(NotThere):
        await detail.own_vacancy(id, theirs.organisation_id)
    for verb in (moving.publish, moving.close, moving.confirm, moving.suspend):
        with pytest.raises(NotThere):
            await verb(id, by=theirs)
    with pytest.raises(NotThere):
        await drafting.save_tasks(id, builders.TASKS, version=None, by=theirs)


async def test_a_vacancy_shows_the_gap_it_would_close() -> None:
    people = Cast()
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(36, administrator)
    id = await builders.drafted_vacancy(administrator)
    gap = await employers.gap_closed_by(id)
    assert gap is not None
    # 20 of 40 hours are a half, which the final rounding leaves out
    assert (gap.gap, gap.closes) == (2, 0)
    await drafting.save_tasks(
        id, replace(builders.TASKS, weekly_hours_min=24), version=None, by=administrator
    )
    gap = await employers.gap_closed_by(id)
    assert gap is not None
    assert (gap.closes, gap.left) == (1, 1)


# --- time ------------------------------------------------------------------------------------------------------


async def published_days_ago(viewer: Viewer, days: int) -> UUID:
    return await builders.published_vacancy(viewer, on=clock.today() - timedelta(days=days))


async def told_of(*facts: str) -> int:
    """How many notifications these facts made."""
    await jobs.drain()
    return int(
        await db.fetchval(
            "SELECT count(*) FROM notification WHERE kind = 'vacancy_freshness' AND split_part(step, ':', 1) = ANY($1)",
            list(facts),
        )
    )


TO_CONFIRM = ("VacancyWentStale", "VacancyExpiring")


async def run() -> None:
    await employers_jobs.vacancy_freshness.run()


@pytest.mark.parametrize(
    ("days", "state"), [(59, VacancyState.PUBLISHED), (60, VacancyState.STALE), (75, VacancyState.STALE)]
)
async def test_after_sixty_days_a_vacancy_asks_to_be_confirmed(days: int, state: VacancyState) -> None:
    id = await published_days_ago(await recruiter(), days)
    await run()
    await run()
    assert await state_of(id) is state
    assert await told_of(*TO_CONFIRM) == (0 if state is VacancyState.PUBLISHED else 1)


async def test_a_confirmed_vacancy_is_fresh_again() -> None:
    viewer = await recruiter()
    id = await published_days_ago(viewer, 70)
    await run()
    await moving.confirm(id, by=viewer)
    assert await state_of(id) is VacancyState.PUBLISHED
    await run()
    assert await state_of(id) is VacancyState.PUBLISHED


async def test_a_vacancy_is_warned_before_it_goes_out_of_sight_even_after_a_standstill() -> None:
    viewer = await recruiter()
    id = await published_days_ago(viewer, 120)
    await run()
    assert await state_of(id) is VacancyState.STALE
    assert await told_of(*TO_CONFIRM) == 2
    await run()
    assert await state_of(id) is VacancyState.UNPUBLISHED
    assert await told_of("VacancyUnpublished") == 1
    await run()
    assert await told_of("VacancyUnpublished") == 1
    await moving.publish(id, by=viewer)
    assert await state_of(id) is VacancyState.PUBLISHED


async def test_at_eighty_three_days_the_warning_goes_out_once() -> None:
    id = await published_days_ago(await recruiter(), 83)
    for _ in range(3):
        await run()
    assert await state_of(id) is VacancyState.STALE
    # asked at sixty, warned at eighty-three
    assert await told_of(*TO_CONFIRM) == 2


async def test_a_company_that_takes_its_vacancy_down_gets_no_letter() -> None:
    viewer = await recruiter()
    id = await builders.published_vacancy(viewer)
    await moving.unpublish(id, by=viewer)
    assert await told_of("VacancyUnpublished") == 0
    assert await state_of(id) is VacancyState.UNPUBLISHED
