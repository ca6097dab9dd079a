"""Random vacancies and people of the tests: every field drawn, close enough to each other for constraints to hold."""

import random
from datetime import date, timedelta

from portal.matching.suitability.sides import (
    CONTRACTS,
    SLOTS,
    Demand,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Transport,
    VacancySide,
)
from portal.reference import accommodations, dimensions, licences, skills
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JobTag

DAY = date(2026, 11, 23)
COMUNI = ("E507", "F205", "A794", "C933", "F704", "D286", "L219", "H501")
PROFESSIONS = ("4.1.1.1.0", "4.1.1.2.0", "4.1.2.1.0", "4.3.1.1.0", "8.1.3.2.0", "5.1.2.2.0", "8.1.4.1.0")
SKILLS = tuple(one.code for one in skills.entries()[:14])
DIMENSIONS = tuple(one.code for one in dimensions.entries())
MEASURES = tuple(one.code for one in accommodations.entries())
PAPERS = ("B", "BS", "C", "MUL", "SIC-B", "HACCP")
TITLES = (None, "LSE", "USV", "IFP", "USG", "L")
LANGUAGES = ("it", "en", "fr")
TAGS = tuple(tag.value for tag in JobTag)[:5]
AXES = tuple(axis.value for axis in Axis)
assert set(PAPERS) <= {one.code for one in licences.entries()}


def some(dice: random.Random, pool: tuple[str, ...], most: int) -> frozenset[str]:
    return frozenset(dice.sample(pool, dice.randint(0, min(most, len(pool)))))


def demands(dice: random.Random) -> dict[str, Demand]:
    return {
        code: Demand(dice.randint(0, 4), dice.random() < 0.3) for code in DIMENSIONS if dice.random() < 0.8
    }


def vacancy(dice: random.Random) -> VacancySide:
    least = dice.randint(8, 40)
    certificates = some(dice, PAPERS, 2) if dice.random() < 0.3 else frozenset()
    essential = some(dice, SKILLS, 4)
    return VacancySide(
        published=dice.random() < 0.95,
        reserved=dice.choice((Reserve.NONE, Reserve.NONE, Reserve.ART3, Reserve.ART18)),
        hours_min=least,
        hours_max=min(40, least + dice.randint(0, 10)),
        slots=some(dice, SLOTS[:8], 3),
        starts_by=None if dice.random() < 0.5 else DAY + timedelta(days=dice.randint(0, 90)),
        comune=dice.choice(COMUNI),
        remote=dice.random() < 0.1,
        public_transport=dice.choice(tuple(Transport)),
        licences=some(dice, PAPERS, 1) if dice.random() < 0.4 else frozenset(),
        certificates=certificates,
        certificates_given=some(dice, PAPERS, 2),
        education=dice.choice(TITLES) if dice.random() < 0.3 else None,
        languages={code: dice.randint(1, 6) for code in some(dice, LANGUAGES, 1)},
        contract=dice.choice(CONTRACTS),
        tags=some(dice, TAGS, 2),
        axes=some(dice, AXES, 4),
        profession=dice.choice((None, *PROFESSIONS)),
        experience_required=dice.random() < 0.4,
        essential=essential,
        trainable=some(dice, SKILLS, 3) - essential,
        optional=some(dice, SKILLS, 3) - essential,
        demands=demands(dice),
        offers=some(dice, MEASURES, 5),
    )


def level(dice: random.Random) -> Level:
    limit = dice.randint(0, 4) if dice.random() < 0.03 else None
    if dice.random() < 0.1:
        return Level(None, None, limit)
    k = dice.choice((1, 2, 2, 3, 3, 4, 4, 0))
    return Level(k, dice.randint(k, 4) if dice.random() < 0.4 else k, limit)


def person(dice: random.Random) -> PersonSide:
    least = dice.randint(8, 36)
    slots = frozenset(SLOTS[:8]) if dice.random() < 0.6 else some(dice, SLOTS[:8], 8)
    contracts = frozenset(CONTRACTS) if dice.random() < 0.6 else some(dice, CONTRACTS, 4)
    return PersonSide(
        may_be_proposed=dice.random() < 0.95,
        art3=dice.random() < 0.8,
        art18=dice.random() < 0.3,
        hours_min=least,
        hours_max=min(40, least + dice.randint(0, 12)),
        slots=slots,
        preferred_slots=some(dice, tuple(sorted(slots)), 4),
        free_from=None if dice.random() < 0.6 else DAY + timedelta(days=dice.randint(0, 120)),
        comune=dice.choice(COMUNI),
        modes=frozenset(mode for mode in Mode if dice.random() < 0.5),
        max_minutes=dice.choice((10, 20, 30, 45, 60, 90)),
        licences=some(dice, PAPERS, 4),
        education=dice.choice(TITLES),
        languages={code: dice.randint(1, 6) for code in some(dice, LANGUAGES, 3)},
        contracts=contracts,
        preferred_contracts=some(dice, tuple(sorted(contracts)), 2),
        experiences=tuple(dice.sample(PROFESSIONS, dice.randint(0, 3))),
        wished=tuple(dice.sample(PROFESSIONS, dice.randint(0, 2))),
        skills=some(dice, SKILLS, 10),
        avoided_tags=some(dice, TAGS, 2) if dice.random() < 0.4 else frozenset(),
        axes=some(dice, AXES, 3),
        levels={code: level(dice) for code in DIMENSIONS if dice.random() < 0.95},
    )


def pairs(number: int, seed: int) -> list[tuple[VacancySide, PersonSide]]:
    dice = random.Random(seed)
    return [(vacancy(dice), person(dice)) for _ in range(number)]
