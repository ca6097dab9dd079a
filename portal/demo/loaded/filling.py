"""The largest size: generated and copied entity by entity, so that neither the world nor its rows lie in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from portal.candidates import public as candidates
from portal.candidates.searches.jobs import look_again
from portal.demo import helping, rights, searches, sharing
from portal.demo.loaded import (
    companies,
    documents,
    offices,
    people,
    plan_nights,
    plans,
    profiles,
    proposals,
    training,
    vacancies,
)
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.demo.loaded.references import checked_at_the_end
from portal.demo.world import work
from portal.demo.world.build import World
from portal.foundation import audit, db, files
from portal.kernel.viewer import OPERATOR_COMMAND
from portal.matching.actions import auditing
from portal.matching.actions import rows as match_rows
from portal.reference import regions

AT_ONCE = 1_000
"""Entities whose rows are copied together."""
Told = Callable[[int], None]
_TABLES = {table for part in (companies, vacancies, people, proposals, plans) for table in part.COLUMNS}
_LETTER = work.LETTER


def steps(world: World) -> int:
    """How much there is to do, for whoever shows progress."""
    return (
        len(world.company_outlines)
        + len(world.vacancy_outlines)
        + len(world.person_outlines)
        + len(world.proposals)
        + len(world.placed)
        + len(regions.register())
    )


async def load(world: World, password_hash: str, told: Told) -> None:
    """In the caller's transaction. ``told`` hears of every part that is done."""
    known = Known(world, password_hash)
    # one signed letter stands for all: a file each would show nothing more
    known.letter_key = await files.save(_LETTER, ".pdf")
    await offices.load(world, password_hash)
    await training.load(world)
    async with checked_at_the_end(_TABLES):
        await _each(
            Batch(companies.COLUMNS),
            len(world.company_outlines),
            lambda batch, number: companies.add(batch, known, number, world.company(number)),
            told,
        )
        await _each(
            Batch(vacancies.COLUMNS),
            len(world.vacancy_outlines),
            lambda batch, number: vacancies.add(batch, known, number, world.vacancy(number)),
            told,
        )
        await _each(
            Batch(people.COLUMNS),
            len(world.person_outlines),
            lambda batch, number: people.File(batch, known, number, world.person(number)).add(),
            told,
        )
        await _each(
            Batch(proposals.COLUMNS),
            len(world.proposals),
            lambda batch, number: proposals.Course(batch, known, number + 1, world.proposals[number]).add(),
            told,
        )
        await _each(
            Batch(plans.COLUMNS),
            len(world.placed),
            lambda batch, number: plans.Path(
                batch, known, number + 1, world.plan(number), world.proposals[number]
            ).add(),
            told,
        )
    await documents.load(known)
    await rights.take(world)
    await sharing.take(world)
    await helping.take(world)
    await searches.take(world)
    await _finish(world, told)


async def _each(batch: Batch, count: int, add: Callable[[Batch, int], None], told: Told) -> None:
    """Half of the time is the database's, so the next rows are made while it takes in the last ones."""

    def make(numbers: range) -> None:
        for number in numbers:
            add(batch, number)

    async with asyncio.TaskGroup() as writing:
        copying: asyncio.Task[None] | None = None
        for first in range(0, count, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count))
            await asyncio.to_thread(make, numbers)
            if copying is not None:
                await copying
            copying = writing.create_task(batch.copy(batch.taken()))
            told(len(numbers))


async def _finish(world: World, told: Told) -> None:
    """Numbers go on after the copied ones; cards are released by the portal's own rule."""
    await db.execute("SELECT setval('proposal_code', $1)", len(world.proposals))
    await db.execute("SELECT setval('plan_code', $1)", len(world.placed))
    await db.execute("ANALYZE")
    for region in regions.entries():
        await candidates.release(region.code, by=OPERATOR_COMMAND)
        told(1)
    await profiles.date_the_published()
    await plan_nights.pass_by(world)
    await match_rows.rebuild()
    await auditing.audit()
    await look_again.run()
    await audit.note(
        "SampleDataLoaded",
        by=OPERATOR_COMMAND,
        subject_kind="sample_data",
        subject_id=None,
        data={"people": len(world.person_outlines), "plans": len(world.placed)},
    )
