"""People looking for work: who they are, what they can do, when and how far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from portal.candidates.assessment.rules import Level
from portal.candidates.cases.vocabulary import CaseState, Track
from portal.candidates.people.actions import Available, Contact
from portal.candidates.people.vocabulary import QuotaEligibility, TravelMode, YearsBand
from portal.candidates.phases.vocabulary import Network
from portal.candidates.profiles.vocabulary import ProfileState, WithdrawnWhy
from portal.demo import codes, names, places
from portal.demo.chance import Chance
from portal.demo.days import working
from portal.demo.hosts import DOMAIN
from portal.demo.world import jobs
from portal.demo.world.models import Card, Experience, Life, Person
from portal.reference import accommodations, dimensions
from portal.reference.job_tags import JobTag

_AGES = {(18, 29): 14.0, (30, 39): 17.0, (40, 49): 26.0, (50, 59): 32.0, (60, 66): 11.0}
_WOMEN = 0.46
_QUOTAS = {QuotaEligibility.ART3: 98.5, QuotaEligibility.ART18: 1.5}
_EDUCATION = {"PSE": 8.0, "LSE": 42.0, "USV": 10.0, "IFP": 4.0, "USG": 29.0, "L": 4.0, "LS": 3.0}
_MINUTES = {30: 25.0, 45: 35.0, 60: 30.0, 90: 10.0}
_CONTRACTS = ("permanent", "fixed_term", "tirocinio", "tis")
_HOURS = {(12, 20): 30.0, (18, 25): 35.0, (20, 30): 20.0, (30, 40): 15.0}
_MORNINGS = tuple(f"{day}-morning" for day in ("mon", "tue", "wed", "thu", "fri"))
_AFTERNOONS = tuple(f"{day}-afternoon" for day in ("mon", "tue", "wed", "thu", "fri"))
_SLOTS = {_MORNINGS: 45.0, (*_MORNINGS, *_AFTERNOONS): 40.0, _AFTERNOONS: 15.0}

_ARCHETYPES: dict[tuple[str, ...], float] = {
    ("E1", "E2", "E3", "E4", "F1", "F2", "F3"): 34.0,
    ("A4", "B1", "B2", "C3", "G5"): 24.0,
    ("C3", "E2", "F1", "G2", "G3"): 15.0,
    ("A1", "A3", "C1", "D4", "D5", "D6"): 13.0,
    ("D2", "D3"): 5.0,
    ("D1", "D4"): 4.0,
    ("A1", "A3", "C1", "D3", "E3", "F2", "F3"): 5.0,
}
"""Dimensions on which somebody is lower, never a diagnosis and never scored [D]."""
_NOT_ASSESSED = 0.08
_HELPED = 0.5
"""How often aids of her own give one level back where she is lower [D]."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A person before the details: whom she is followed by and where her case stands."""

    number: int
    service: int
    holder: int
    province: str
    life: Life
    card: Card | None


_CARDS = {ProfileState.PUBLISHED: 82.0, ProfileState.DRAFT: 6.0, ProfileState.WITHDRAWN: 4.0, None: 8.0}
PUBLISHED_FOR = timedelta(days=366)
STILL_IN_TERM = timedelta(days=690)
_LEAVES_CARDS = frozenset(
    {CaseState.FINAL_EVALUATION, CaseState.DISMISSED, CaseState.SUSPENDED, CaseState.WITHDRAWN}
)


def published(chance: Chance, prepared_on: date, profession_code: str) -> Card:
    submitted_on = max(working(prepared_on + chance.days(1, 5)), prepared_on)
    return Card(chance.id(prepared_on), ProfileState.PUBLISHED, profession_code, prepared_on, submitted_on)


def card(chance: Chance, life: Life, profession_code: str, day: date) -> Card | None:
    """The profile of a case that came to development; some ended, by choice, by age or with the case."""
    state = chance.pick(_CARDS)
    if state is None or life.development_on is None:
        return None
    prepared_on = working(life.development_on + chance.days(3, 6))
    until = life.final_on or life.state_on if life.state in _LEAVES_CARDS else day
    if until is None or prepared_on + timedelta(days=15) >= until:
        return None
    aged = until - prepared_on >= PUBLISHED_FOR
    if aged and not chance.happens(0.3):
        # handed in again not long ago, and within the term of the case
        prepared_on = working(min(until, life.development_on + STILL_IN_TERM) - chance.days(30, 330))
        aged = until - prepared_on >= PUBLISHED_FOR
    if state is ProfileState.DRAFT and life.state is CaseState.DEVELOPMENT:
        return Card(chance.id(prepared_on), state, profession_code, prepared_on)
    found = published(chance, prepared_on, profession_code)
    submitted_on = found.submitted_on or prepared_on
    if aged:
        return replace(found, state=ProfileState.EXPIRED, ended_on=submitted_on + PUBLISHED_FOR)
    if life.state in _LEAVES_CARDS:
        return replace(found, state=ProfileState.WITHDRAWN, ended_on=until, ended_why=WithdrawnWhy.CASE)
    if state is ProfileState.WITHDRAWN:
        ended_on = working(chance.day(submitted_on + timedelta(days=10), day - timedelta(days=2)))
        return replace(
            found, state=state, ended_on=max(ended_on, submitted_on), ended_why=WithdrawnWhy.COUNSELLOR
        )
    return found


def details(seed: int, outline: Outline, day: date) -> Person:
    chance = Chance.of(seed, "person", outline.number)
    opened_on = outline.life.opened_on
    id = chance.id(opened_on)
    profession_code = outline.card.profession_code if outline.card else jobs.profession(chance).code
    experiences = _experiences(chance, profession_code, opened_on)
    return Person(
        id=id,
        service=outline.service,
        holder=outline.holder,
        contact=_contact(chance, outline.number, places.comune_in(chance, outline.province).code, day),
        track=_track(chance, outline),
        available=_available(chance, profession_code),
        experiences=experiences,
        skills=skills(chance, [one.profession_code for one in experiences]),
        quota=(chance.pick(_QUOTAS),),
        conditions=chance.some([one.code for one in accommodations.entries()], 0, 3),
        network=chance.pick({Network.FIT: 5.0, Network.WEAK: 4.0, Network.ABSENT: 1.0}),
        levels=levels(chance),
        assessment_id=chance.id(outline.life.development_on or opened_on),
        life=outline.life,
        card=outline.card,
    )


def _contact(chance: Chance, number: int, comune_code: str, day: date) -> Contact:
    woman = chance.happens(_WOMEN)
    first, last = names.person_name(chance, woman=woman)
    least, most = chance.pick(_AGES)
    birth = day - timedelta(days=int(365.25 * chance.uniform(least, most + 0.99)))
    return contact(number, first, last, birth, comune_code, woman=woman)


def contact(number: int, first: str, last: str, birth: date, comune_code: str, *, woman: bool) -> Contact:
    """Without a telephone: every number that looks right could be somebody's."""
    return Contact(
        first_name=first,
        last_name=last,
        comune_code=comune_code,
        email=f"{names.mail_name(first, last)}.{number}@posta.{DOMAIN}",
        preferred_contact="mail",
        tax_code=codes.tax_code(first, last, birth, woman=woman),
        birth=birth,
    )


def _track(chance: Chance, outline: Outline) -> Track:
    """A case with a card is a placement; of the others some are socio-occupational."""
    early = outline.life.state in (CaseState.REFERRAL, CaseState.FIRST_EVALUATION, CaseState.ACCEPTANCE)
    return Track.SOCIO_OCCUPATIONAL if early and chance.happens(0.25) else Track.PLACEMENT


def _experiences(chance: Chance, profession_code: str, on: date) -> tuple[Experience, ...]:
    found = {profession_code: None}
    for _ in range(chance.pick({0: 30.0, 1: 45.0, 2: 25.0})):
        found.setdefault(jobs.profession(chance).code)
    years = {
        YearsBand.UNDER_2: 30.0,
        YearsBand.FROM_2_TO_4: 30.0,
        YearsBand.FROM_5_TO_9: 22.0,
        YearsBand.FROM_10: 18.0,
    }
    return tuple(Experience(chance.id(on), code, chance.pick(years)) for code in found)


def skills(chance: Chance, profession_codes: list[str]) -> tuple[str, ...]:
    """Each skill of a past occupation six times in ten, and two to five that serve everywhere."""
    found = [code for one in profession_codes for code in jobs.usual_skills(one)[:8] if chance.happens(0.6)]
    return tuple(dict.fromkeys([*found, *chance.some(jobs.transversal(), 2, 5)]))


def _available(chance: Chance, profession_code: str) -> Available:
    drives = chance.happens(0.42)
    modes = [TravelMode.CAR] if drives else []
    modes += [TravelMode.PUBLIC_TRANSPORT] if chance.happens(0.8) or not drives else []
    modes += [TravelMode.BICYCLE] if chance.happens(0.2) else []
    least, most = chance.pick(_HOURS)
    minutes, slots, education_code = chance.pick(_MINUTES), chance.pick(_SLOTS), chance.pick(_EDUCATION)
    contracts = chance.some(_CONTRACTS, 2, 4)
    return Available(
        hours_min=least,
        hours_max=most,
        max_minutes=minutes,
        slots=slots,
        travel_modes=tuple(mode.value for mode in modes),
        education_code=education_code,
        licences=("B",) if drives else (),
        contracts=contracts,
        wished_professions=(profession_code,),
        preferred_slots=slots[:3],
        preferred_contracts=contracts[:1],
        avoided_tags=(JobTag.NIGHT.value,) if least < 20 else (),
    )


@cache
def _dimension_codes() -> tuple[str, ...]:
    return tuple(one.code for one in dimensions.entries())


def levels(chance: Chance) -> dict[str, Level]:
    """Lower on the dimensions of an archetype, three or four elsewhere; some were not assessed."""
    lower = chance.pick(_ARCHETYPES)
    found = {}
    for code in _dimension_codes():
        if chance.happens(_NOT_ASSESSED):
            found[code] = Level(None, None)
            continue
        alone = chance.randint(0, 2) if code in lower else chance.randint(3, 4)
        helped = min(4, alone + 1) if code in lower and chance.happens(_HELPED) else alone
        found[code] = Level(alone, helped)
    return found
