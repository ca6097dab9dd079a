"""The world put together: outlines at once, details one by one, so that the largest size never lies in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from portal.demo.chance import Chance, shared_out
from portal.demo.places import weights_of
from portal.demo.sizes import ALMOST_EMPTY, Size
from portal.demo.world import (
    asking,
    companies,
    everyone,
    people,
    placing,
    plans,
    services,
    story,
    story_company,
    story_services,
    vacancies,
)
from portal.demo.world.models import Company, Organisation, Person, Plan, Proposal, Territory, Vacancy
from portal.demo.world.placing import PlacedPlan
from portal.demo.world.story import Beginning, Story
from portal.reference import professions

SHARE_WITH_PLACES_TAKEN = 0.7
PEOPLE_FOR_A_COUNSELLOR = 60
SHARE_WITH_PLANS = 0.62
"""At most so many people have a plan; where there are more plans, some people had an earlier one."""


@dataclass(frozen=True, slots=True)
class World:
    """Proposals and plans name people and vacancies by their place; plan n is that of proposal n."""

    seed: int
    size: Size
    day: date
    territories: tuple[Territory, ...]
    services: tuple[Organisation, ...]
    offices: tuple[Organisation, ...]
    company_outlines: Sequence[companies.Outline]
    vacancy_outlines: Sequence[vacancies.Outline]
    person_outlines: Sequence[people.Outline]
    proposals: Sequence[Proposal]
    placed: Sequence[PlacedPlan]
    tutors: dict[int, int]
    story: Story

    def company(self, number: int) -> Company:
        told = self.story.companies.get(number)
        if told is not None:
            return told
        tutors = self.tutors.get(number, 0)
        return companies.details(self.seed, self.company_outlines[number], self.day, tutors=tutors)

    def vacancy(self, number: int) -> Vacancy:
        told = self.story.vacancies.get(number)
        if told is not None:
            return told
        outline = self.vacancy_outlines[number]
        there = companies.sites(self.seed, self.company_outlines[outline.company])
        return vacancies.details(self.seed, outline, there, professions.by_key(outline.profession_key))

    def person(self, number: int) -> Person:
        told = self.story.people.get(number)
        return told or people.details(self.seed, self.person_outlines[number], self.day)

    def plan(self, number: int) -> Plan:
        told = self.story.plans.get(number)
        if told is not None:
            return told
        one = self.placed[number]
        key = self.vacancy_outlines[one.proposal.vacancy].profession_key
        group = professions.macro_group(professions.by_key(key).code)
        return plans.details(self.seed, number, number, one.tutor, group, one.days, self.day)

    def companies(self) -> Iterator[Company]:
        return (self.company(number) for number in range(len(self.company_outlines)))

    def vacancies(self) -> Iterator[Vacancy]:
        return (self.vacancy(number) for number in range(len(self.vacancy_outlines)))

    def people(self) -> Iterator[Person]:
        return (self.person(number) for number in range(len(self.person_outlines)))

    def plans(self) -> Iterator[Plan]:
        return (self.plan(number) for number in range(len(self.placed)))


def build(size: Size, seed: int, day: date) -> World:
    """The outlines, in the order in which one thing needs another: places, companies, plans, people, proposals."""
    territories, served, offices = neighbourhood(seed, size, day)
    home = next(index for index, one in enumerate(served) if one.province == story_company.PROVINCE)
    begun = story.begin(day, home)
    employing = [
        story_company.outline(day), *companies.outlines(seed, size, day, first=1, count=size.companies - 1)
    ]  # fmt: skip
    hosts = placing.hosts_of(employing[1:])
    given = placing.plans(seed, size.plans - len(begun.plans), int(size.people * SHARE_WITH_PLANS), day)
    openings, proposals = _openings(seed, size, given, hosts, begun, day)
    company_of = [one.company for one in openings]
    province_of = [one.province for one in employing]
    roll = everyone.Roll(seed, day, served, list(begun.people))
    where = [province_of[company_of[one.vacancy]] for one in proposals]
    placed = [*begun.plans, *everyone.with_plans(roll, given, proposals, where, first=len(begun.plans))]
    everyone.without_plans(roll, size, size.people - len(roll.outlines))
    placed, tutors = placing.tutors(placed, company_of, day)
    others = asking.proposals(
        seed, roll.outlines[len(begun.people) :], [one.proposal for one in placed[len(begun.plans) :]],
        openings[len(begun.vacancies) :], province_of, day,
        size.other_proposals - len(begun.proposals), without_cards=frozenset({ALMOST_EMPTY} if size.provinces else ()),
    )  # fmt: skip
    return World(
        seed, size, day, territories, served, offices, employing, openings, roll.outlines,
        [*(one.proposal for one in placed), *begun.proposals, *others], placed, tutors,
        story.tell(seed, begun, day),
    )  # fmt: skip


def _openings(
    seed: int,
    size: Size,
    given: Sequence[placing.GivenPlan],
    hosts: Sequence[companies.Outline],
    begun: Beginning,
    day: date,
) -> tuple[list[vacancies.Outline], list[Proposal]]:
    """Every vacancy, and the plans' proposals placed on theirs."""
    first = len(begun.vacancies)
    count = min(int(size.vacancies * SHARE_WITH_PLACES_TAKEN), ceil(len(given) * 0.85))
    filled, proposals = placing.vacancies_with_plans(seed, given, hosts, day, first=first, count=count)
    rest = size.vacancies - first - len(filled)
    unfilled = placing.unfilled_vacancies(seed, hosts, day, first=first + len(filled), count=rest)
    return [*begun.vacancies, *filled, *unfilled], proposals


def neighbourhood(
    seed: int, size: Size, day: date
) -> tuple[tuple[Territory, ...], tuple[Organisation, ...], tuple[Organisation, ...]]:
    """Territories, placement services by province, and the offices of the story."""
    since = services.beginning(day)
    weights = weights_of(size)
    people_in = shared_out(size.people, weights)
    territories, found = [], []
    taken: set[str] = set()
    offices: tuple[Organisation, ...] = ()
    for index, province in enumerate(weights):
        chance = Chance.of(seed, "service", province)
        territory = services.territory(chance, province, since)
        counsellors = max(1, ceil(people_in[province] / PEOPLE_FOR_A_COUNSELLOR))
        territories.append(territory)
        if province == story_company.PROVINCE:
            found.append(story_services.placement_service(seed, territory, max(1, counsellors - 2)))
            offices = story_services.offices(seed, territory)
        else:
            number = story_services.FIRST_OTHER_NUMBER + index
            found.append(services.placement_service(chance, number, province, territory, counsellors, taken))
    return tuple(territories), tuple(found), offices
