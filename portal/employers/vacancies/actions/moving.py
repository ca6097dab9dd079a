"""A vacancy is published, kept fresh, suspended, filled, closed, opened again."""

from datetime import date
from uuid import UUID

from portal.employers.events import VacancyChanged
from portal.employers.vacancies.actions.locking import any_for_update, move, own_for_update
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.transitions import OPEN, SYSTEM
from portal.employers.vacancies.vocabulary import VACANCY_STATE_LABELS, VacancyState
from portal.foundation import clock, db, facts
from portal.kernel import viewer as actors
from portal.kernel.refusals import Refused
from portal.kernel.viewer import By, Viewer


async def publish(vacancy_id: UUID, *, by: Viewer, on: date | None = None) -> None:
    """A draft, or one that was taken out of sight or suspended. Raises Refused naming what is missing."""
    async with db.unit_of_work():
        found = await own_for_update(vacancy_id, by)
        name = "republish" if found.published_at is not None else "publish"
        await move(found, name, by.roles, by=by, on=on, confirms=True)


async def confirm(vacancy_id: UUID, *, by: Viewer, on: date | None = None) -> None:
    """Still open: sixty more days."""
    async with db.unit_of_work():
        await move(await own_for_update(vacancy_id, by), "confirm", by.roles, by=by, on=on, confirms=True)


async def unpublish(vacancy_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await move(await own_for_update(vacancy_id, by), "unpublish", by.roles, by=by)


async def suspend(vacancy_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await move(await own_for_update(vacancy_id, by), "suspend", by.roles, by=by)


async def close(vacancy_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await move(await own_for_update(vacancy_id, by), "close", by.roles, by=by)


async def reopen(vacancy_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await move(await own_for_update(vacancy_id, by), "reopen", by.roles, by=by, confirms=True)


async def lock_vacancy(vacancy_id: UUID) -> None:
    """Whoever decides on one of its places waits here. Inside a unit of work. Raises NotThere."""
    await any_for_update(vacancy_id)


async def fill_place(vacancy_id: UUID, *, by: By) -> None:
    """Takes one place; the last one fills the vacancy. Raises NotThere; Refused when none is left."""
    async with db.unit_of_work():
        found = await any_for_update(vacancy_id)
        if found.places_left <= 0:
            raise Refused(f"I posti dell’annuncio «{found.title}» sono tutti coperti.")
        if found.state not in OPEN | {VacancyState.SUSPENDED}:
            raise Refused(
                f"L’annuncio «{found.title}» ora è nello stato «{VACANCY_STATE_LABELS[found.state]}»: "
                "i suoi posti non si possono coprire."
            )
        if found.places_left == 1:
            await move(found, "fill", {SYSTEM}, by=by, taken=1)
        else:
            await _take(found, 1, by)


async def free_place(vacancy_id: UUID, *, by: By) -> None:
    """A place taken is free again; a filled vacancy opens. Raises NotThere; Refused when none was taken."""
    async with db.unit_of_work():
        found = await any_for_update(vacancy_id)
        if found.places_taken == 0:
            raise Refused(f"Nessun posto dell’annuncio «{found.title}» è coperto.")
        if found.state is VacancyState.FILLED:
            await move(found, "free", {SYSTEM}, by=by, taken=-1)
        else:
            await _take(found, -1, by)


async def _take(vacancy: VacancyDetail, places: int, by: By) -> None:
    await db.execute(
        "UPDATE vacancy SET places_taken = places_taken + $2, version = version + 1 WHERE id = $1",
        vacancy.id,
        places,
    )
    await facts.record(VacancyChanged(vacancy_id=vacancy.id, company_id=vacancy.company_id), by=by)


# --- time ------------------------------------------------------------------------------------------------------


async def go_stale(vacancy_id: UUID) -> None:
    await _by_time(vacancy_id, "age", VacancyState.PUBLISHED)


async def take_down(vacancy_id: UUID) -> None:
    await _by_time(vacancy_id, "unpublish", VacancyState.STALE)


async def warn(vacancy_id: UUID) -> None:
    """Tells once that the vacancy will not be visible any more."""
    async with db.unit_of_work():
        found = await any_for_update(vacancy_id)
        if found.state is not VacancyState.STALE:
            return
        await move(found, "warn", {SYSTEM}, by=actors.SYSTEM)
        await db.execute("UPDATE vacancy SET warned_at = $2 WHERE id = $1", vacancy_id, clock.now())


async def suspend_by_portal(vacancy_id: UUID) -> None:
    """The company was suspended: its open vacancies rest until it publishes them again."""
    async with db.unit_of_work():
        found = await any_for_update(vacancy_id)
        if found.state in OPEN:
            await move(found, "suspend", {SYSTEM}, by=actors.SYSTEM)


async def _by_time(vacancy_id: UUID, name: str, still: VacancyState) -> None:
    """Somebody may have confirmed it since it was found: then nothing happens."""
    async with db.unit_of_work():
        found = await any_for_update(vacancy_id)
        if found.state is still:
            await move(found, name, {SYSTEM}, by=actors.SYSTEM)
