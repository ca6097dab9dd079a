"""Occupations, the skills that go with them, and what they ask of somebody."""

from __future__ import annotations

from functools import cache

from portal.candidates.profiles.vocabulary import HEALTH_PROXY_SKILLS
from portal.demo.chance import Chance
from portal.reference import dimensions, professions, skills
from portal.reference.professions import Profession
from portal.reference.skills import Kind, Skill

FIRST_DIGITS = {"8": 29.0, "4": 25.0, "5": 15.0, "7": 13.0, "6": 8.0, "3": 7.0, "2": 3.0}
"""Vacancies by first digit of CP2021 [D]."""

_MEANS: dict[str, tuple[int, ...]] = {
    #      A1234    B123   C123   D123456      E1234    F123   G12345
    "2": (3, 3, 3, 3, 3, 2, 3, 3, 3, 3, 2, 2, 3, 4, 3, 3, 3, 1, 1, 1, 0, 2, 1, 1, 0, 0, 0, 2),
    "3": (3, 3, 2, 2, 2, 2, 3, 2, 3, 3, 2, 2, 3, 3, 2, 3, 2, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1, 2),
    "4": (2, 3, 2, 2, 2, 2, 2, 2, 3, 3, 2, 2, 2, 3, 2, 3, 3, 1, 1, 1, 1, 2, 1, 1, 0, 0, 0, 2),
    "5": (2, 2, 2, 2, 3, 3, 2, 2, 2, 3, 2, 2, 3, 2, 2, 1, 0, 3, 3, 2, 2, 2, 2, 1, 1, 1, 0, 3),
    "6": (2, 3, 2, 2, 2, 1, 2, 2, 3, 3, 2, 2, 1, 1, 1, 1, 1, 3, 2, 2, 2, 3, 3, 2, 2, 2, 2, 1),
    "7": (2, 3, 1, 3, 2, 0, 2, 2, 3, 3, 2, 2, 1, 1, 1, 1, 1, 3, 1, 2, 2, 3, 3, 3, 1, 2, 3, 2),
    "8": (1, 2, 1, 2, 2, 1, 2, 1, 2, 3, 2, 1, 1, 1, 1, 1, 0, 3, 3, 2, 2, 2, 3, 2, 2, 2, 1, 2),
}
"""What such jobs ask on average, in the order of the dimensions [D]; each level is then one more or less at times."""


@cache
def _by_digit() -> dict[str, tuple[Profession, ...]]:
    found: dict[str, tuple[Profession, ...]] = {}
    for profession in professions.entries():
        found[profession.code[0]] = (*found.get(profession.code[0], ()), profession)
    return found


def profession(chance: Chance) -> Profession:
    return chance.choice(_by_digit()[chance.pick(FIRST_DIGITS)])


def office_profession(chance: Chance) -> Profession:
    """Of the commonest group of those employed: office work, clerks first [S5]."""
    return chance.choice(_by_digit()[chance.choice(("4", "4", "4", "3"))])


def by_title(title: str) -> Profession:
    return next(one for one in professions.entries() if one.title == title)


@cache
def usual_skills(profession_code: str) -> tuple[str, ...]:
    """Technical skills of the occupation, those that tell of a disability left out."""
    found = (skill.code for skill in skills.for_profession(profession_code))
    return tuple(code for code in found if code not in HEALTH_PROXY_SKILLS)


@cache
def transversal() -> tuple[str, ...]:
    return tuple(skill.code for skill in skills.entries() if _is_transversal(skill))


def _is_transversal(skill: Skill) -> bool:
    return skill.kind is Kind.TRANSVERSAL and skill.code not in HEALTH_PROXY_SKILLS


def demands(chance: Chance, profession_code: str) -> dict[str, tuple[int, bool]]:
    """Level 0–4 by dimension, and whether the company can ask one less."""
    found = {}
    for dimension, mean in zip(dimensions.entries(), _MEANS[profession_code[0]], strict=True):
        level = mean
        if chance.happens(0.3):
            level += 1 if chance.happens(0.5) else -1
        found[dimension.code] = (min(4, max(0, level)), chance.happens(0.25))
    return found
