"""Vacancies: for which company, since when, in which state, what they ask and offer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.demo.chance import Chance
from portal.demo.days import working
from portal.demo.world import jobs, requirements, words
from portal.demo.world.models import Site, Vacancy
from portal.employers.vacancies.actions.drafting import DemandAnswers, PlaceAnswers, TaskAnswers
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.queries.detail import Demand
from portal.employers.vacancies.vocabulary import (
    HIRES,
    PublicTransport,
    Reserved,
    SkillNeed,
    VacancyContract,
    VacancyState,
)
from portal.reference import accommodations, skills
from portal.reference.professions import Profession

CONFIRMED_EVERY = timedelta(days=50)

_CONTRACTS = {
    VacancyContract.PERMANENT: 20.7, VacancyContract.FIXED_TERM: 41.3, VacancyContract.TIROCINIO: 18.0,
    VacancyContract.TIS: 15.0, VacancyContract.APPRENTICESHIP: 5.0,
}  # fmt: skip
PLAN_CONTRACTS = {
    VacancyContract.TIS: 45.0,
    VacancyContract.TIROCINIO: 40.0,
    VacancyContract.FIXED_TERM: 15.0,
}
_RESERVED = {Reserved.ART3: 55.0, Reserved.ART18: 4.0, Reserved.NONE: 41.0}
_HOURS = {(12, 20): 30.0, (20, 30): 35.0, (36, 40): 35.0}
_TRANSPORT = {PublicTransport.YES: 55.0, PublicTransport.NO: 15.0, PublicTransport.UNKNOWN: 30.0}
_WEEK = ("mon", "tue", "wed", "thu", "fri")

_S = VacancyState
OPEN_STATES = {
    _S.PUBLISHED: 58, _S.DRAFT: 12, _S.STALE: 7, _S.UNPUBLISHED: 7, _S.SUSPENDED: 6, _S.CLOSED: 10,
}  # fmt: skip
"""Of vacancies that no plan has filled."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A vacancy before its words. ``places_taken`` is what its plans take; ``full_on`` when they took the last one."""

    number: int
    company: int
    profession_key: str
    contract: VacancyContract
    places: int
    places_taken: int
    drafted_on: date
    published_on: date | None
    confirmed_on: tuple[date, ...]
    state: VacancyState
    state_on: date
    full_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Whether profiles could be proposed for it then."""
        if self.published_on is None or day <= self.published_on:
            return False
        if self.full_on is not None and day >= self.full_on:
            return False
        return self.state is _S.PUBLISHED or day < self.state_on


def contract(chance: Chance, *, with_plan: bool) -> VacancyContract:
    return chance.pick(PLAN_CONTRACTS if with_plan else _CONTRACTS)


def unfilled(chance: Chance, number: int, company: int, state: VacancyState, day: date) -> Outline:
    """A vacancy that no plan takes places of."""
    published_on, state_on, confirmed = _days(chance, state, day)
    drafted_on = working((published_on or day) - chance.days(1, 12))
    return Outline(
        number, company, jobs.profession(chance).key, contract(chance, with_plan=False),
        chance.pick({1: 70.0, 2: 22.0, 3: 8.0}), 0, drafted_on, published_on, confirmed, state,
        drafted_on if state is _S.DRAFT else state_on,
    )  # fmt: skip


def _days(chance: Chance, state: VacancyState, day: date) -> tuple[date | None, date, tuple[date, ...]]:
    """Published, in its state since, and confirmed in between."""
    match state:
        case _S.DRAFT:
            return None, day, ()
        case _S.STALE:
            published_on = working(day - chance.days(64, 80))
            return published_on, published_on + timedelta(days=60), ()
        case _S.UNPUBLISHED:
            published_on = working(day - chance.days(98, 180))
            return published_on, published_on + timedelta(days=90), ()
        case _S.PUBLISHED:
            published_on = working(day - chance.days(4, 220))
            return published_on, published_on, confirmations(published_on, day)
        case _:
            state_on = working(day - chance.days(3, 60))
            published_on = working(state_on - chance.days(20, 140))
            return published_on, state_on, confirmations(published_on, state_on)


def confirmations(published_on: date, until: date) -> tuple[date, ...]:
    """The company says every fifty days that the vacancy is still open, so it never goes stale."""
    found, last = [], published_on
    while last + CONFIRMED_EVERY < until:
        last = working(last + CONFIRMED_EVERY)
        found.append(last)
    return tuple(found)


def details(seed: int, outline: Outline, sites: tuple[Site, ...], profession: Profession) -> Vacancy:
    chance = Chance.of(seed, "vacancy", outline.number)
    least, most = _hours(chance, outline.contract)
    site = sites[0] if chance.happens(0.7) else chance.choice(sites)
    reserved = chance.pick(_RESERVED) if outline.contract in HIRES else Reserved.NONE
    drawn = Vacancy(
        id=chance.id(outline.drafted_on),
        company=outline.company,
        drafted_on=outline.drafted_on,
        published_on=outline.published_on,
        confirmed_on=outline.confirmed_on,
        state=outline.state,
        state_on=outline.state_on,
        place=PlaceAnswers(
            site_id=site.id,
            contract=outline.contract.value,
            places=outline.places,
            starts_by=(outline.published_on or outline.drafted_on) + chance.days(30, 120),
            public_transport=chance.pick(_TRANSPORT).value,
            architectural_barriers=chance.happens(0.12),
            remote=chance.happens(0.06),
        ),
        tasks=TaskAnswers(
            title=profession.title,
            profession_key=profession.key,
            tasks=chance.some(words.TASKS[profession.code[0]], 2, 4),
            weekly_hours_min=least,
            weekly_hours_max=most,
            slots=_slots(chance, most),
            night_shifts=chance.happens(0.04),
            reserved=reserved.value,
            offers=chance.some([one.code for one in accommodations.entries()], 2, 5),
        ),
        demands=DemandAnswers(
            {
                code: Demand(level, less)
                for code, (level, less) in jobs.demands(chance, profession.code).items()
            },
            _skills(chance, profession.code),
        ),
        requirements=Requirements(),
    )
    more = Chance.of(seed, "requirements", outline.number)
    return replace(
        drawn,
        place=requirements.placed(more, drawn.place, profession.code, least),
        requirements=requirements.drawn(more, profession.code, drawn.demands.demands),
    )


def _hours(chance: Chance, contract: VacancyContract) -> tuple[int, int]:
    if contract in (VacancyContract.TIS, VacancyContract.TIROCINIO):
        least = chance.choice((12, 15, 16, 20))
        return least, min(25, least + 5)
    return chance.pick(_HOURS)


def _slots(chance: Chance, hours: int) -> tuple[str, ...]:
    days = (*_WEEK, "sat") if chance.happens(0.16) else _WEEK
    parts = ["morning"] if hours <= 25 else ["morning", "afternoon"]
    if chance.happens(0.09):
        parts = ["evening"]
    return tuple(f"{day}-{part}" for day in days for part in parts)


def _skills(chance: Chance, profession_code: str) -> dict[str, SkillNeed]:
    usual = jobs.usual_skills(profession_code)
    found = dict.fromkeys(chance.some(usual, 1, 3), SkillNeed.ESSENTIAL)
    for code in chance.some(usual, 1, 3):
        found.setdefault(code, SkillNeed.TRAINABLE)
    for code in chance.some(jobs.transversal(), 1, 3):
        found.setdefault(code, SkillNeed.OPTIONAL)
    return {code: found[code] for code in sorted(found, key=lambda code: skills.by_code(code).code)}
