"""Filling an empty database with the world of a size, in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal.accounts.public import hash_password
from portal.demo import helping, rights, searches, sharing
from portal.demo.cast import PASSWORD
from portal.demo.days import at
from portal.demo.lived import companies, nights, people, training, vacancies, work
from portal.demo.lived.offices import open_offices
from portal.demo.lived.past import Past
from portal.demo.lived.plans import Path
from portal.demo.lived.proposals import Course
from portal.demo.loaded.filling import load, steps
from portal.demo.one_processor import with_its_backend
from portal.demo.sizes import SIZES, SizeName
from portal.demo.world.build import World, build
from portal.foundation import audit, db, mail
from portal.foundation.housekeeping import KEEP_MAIL
from portal.kernel.refusals import Refused

if TYPE_CHECKING:
    from rich.progress import Progress


async def fill(*, size: SizeName, seed: int, reference_day: date, progress: Progress | None) -> None:
    """Raises Refused where there is an organisation that is not sample data."""
    async with db.unit_of_work():
        if await db.fetchval("SELECT EXISTS (SELECT FROM organisation)"):
            raise Refused(
                "Questo database contiene già delle organizzazioni: i dati di esempio vanno in un database vuoto."
            )
        world = build(SIZES[size], seed, reference_day)
        password_hash = await hash_password(PASSWORD)
        if size == "load":
            await copy_down(world, password_hash, progress)
            return
        recent = at(reference_day - KEEP_MAIL, 0)
        with db.all_or_nothing(), mail.kept(), mail.forgetting(before=recent):
            async with with_its_backend():
                await _live(world, password_hash, progress)
    while await audit.seal():
        pass


async def copy_down(world: World, password_hash: str, progress: Progress | None) -> None:
    """By COPY: the same world, too large to be lived."""
    if progress is None:
        await load(world, password_hash, lambda _more: None)
        return
    task = progress.add_task("Dati di esempio", total=steps(world))
    await load(world, password_hash, lambda more: progress.advance(task, more))


async def _live(world: World, password_hash: str, progress: Progress | None) -> None:
    past = Past(world, list(world.companies()), list(world.people()))
    openings, proposals = list(world.vacancies()), list(world.proposals)
    for company in past.companies:
        companies.tell(past, company, password_hash)
    for vacancy in openings:
        vacancies.tell(past, vacancy)
    for number, person in enumerate(past.people):
        people.File(past, number, person).tell()
    courses = [Course(past, one, openings[one.vacancy]) for one in proposals]
    for course in courses:
        course.tell()
    for plan in world.plans():
        Path(past, plan, courses[plan.proposal]).tell()
    training.tell(past)
    work.tell(past)
    for asked in rights.steps(world):
        past.plan(asked.day, asked.hour, asked.deed)
    for shared in sharing.steps(world):
        past.plan(shared.day, shared.hour, shared.deed)
    for helped in helping.steps(world):
        past.plan(helped.day, helped.hour, helped.deed)
    for kept in searches.steps(world):
        past.plan(kept.day, kept.hour, kept.deed)
    nights.tell(past)
    await open_offices(world, password_hash)
    if progress is None:
        await past.live(lambda _done: None)
        return
    task = progress.add_task("Dati di esempio", total=len(past.steps))
    await past.live(lambda done: progress.update(task, completed=done))
