"""Searches that the people of the story's companies keep: a few, made through the actions in both worlds."""

from __future__ import annotations

from datetime import timedelta

from portal.candidates.profiles.asking import Wanted
from portal.candidates.searches import actions
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.rights import Step
from portal.demo.world.build import World
from portal.demo.world.models import Company
from portal.employers.companies.vocabulary import CompanyState
from portal.foundation import clock
from portal.kernel.roles import OrganisationKind
from portal.kernel.viewer import Viewer

_WANTED = (
    (21, 9.6, Wanted("magazzino", {"area": ("03",)}), True),
    (12, 15.2, Wanted(chosen={"families": ("F01",), "working_time": ("part", "both")}), True),
    (6, 11.4, Wanted("pulizie", {"working_time": ("part",)}), False),
)
"""Days ago, hour, what is asked, whether news are wanted."""


def _companies(world: World) -> list[Company]:
    """The story's, verified since before the first of these searches."""
    first_on = world.day - timedelta(days=_WANTED[0][0] + 1)
    numbers = [*sorted(world.story.companies), *range(min(len(world.company_outlines), 10))]
    told = [world.company(number) for number in dict.fromkeys(numbers)]
    return [
        one
        for one in told
        if one.state is CompanyState.VERIFIED and one.verified_on is not None and one.verified_on <= first_on
    ]


def steps(world: World) -> list[Step]:
    companies = _companies(world)
    if not companies:
        return []
    chance = Chance.of(world.seed, "saved searches")
    return [
        _step(world, companies[number % len(companies)], chance, *what) for number, what in enumerate(_WANTED)
    ]


def _step(
    world: World, company: Company, chance: Chance, back: int, hour: float, wanted: Wanted, news: bool
) -> Step:
    day, reader = world.day - timedelta(days=back), company.readers[-1]
    id = chance.id(day)
    by = Viewer(
        reader.id,
        reader.name,
        company.id,
        company.registration.name,
        frozenset({OrganisationKind.COMPANY}),
        frozenset(reader.roles),
    )

    async def save() -> None:
        await actions.save(wanted, id=id, news=news, by=by)

    return Step(day, hour, save)


async def take(world: World) -> None:
    """All of them at once, each as of its moment: for the copied world."""
    for step in steps(world):
        with clock.as_of(at(step.day, step.hour)):
            await step.deed()
