"""122 skills in 13 families: the portal's own small vocabulary, in two levels.

A card shows a single skill or only its family: `label` answers for the codes of both.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.reference import synonyms
from portal.reference.register import Register, read, several
from portal.reference.search import WordIndex


class Kind(StrEnum):
    TECHNICAL = "tecnica"
    TRANSVERSAL = "trasversale"


@dataclass(frozen=True, slots=True)
class Family:
    code: str
    """F01 to F13."""
    name: str


@dataclass(frozen=True, slots=True)
class Skill:
    code: str
    """K001 to K122."""
    name: str
    family: str
    """Code of the family."""
    kind: Kind
    professions: tuple[str, ...]
    """Beginnings of CP2021 codes that it belongs to; none for a transversal one."""


@cache
def register() -> Register[Skill]:
    return Register(
        "competenze",
        (
            Skill(row["code"], row["name"], row["family"], Kind(row["kind"]), several(row["professions"]))
            for row in read("skills.csv")
        ),
        lambda skill: skill.code,
    )


@cache
def family_register() -> Register[Family]:
    return Register(
        "famiglie di competenze",
        (Family(row["code"], row["name"]) for row in read("skill_families.csv")),
        lambda family: family.code,
    )


def entries() -> tuple[Skill, ...]:
    return register().rows


def by_code(code: str) -> Skill:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


def families() -> tuple[Family, ...]:
    return family_register().rows


def family(code: str) -> Family:
    """A family by its own code. Raises UnknownCode."""
    return family_register().by_code(code)


def family_of(skill: str) -> Family:
    """The family of a skill. Raises UnknownCode."""
    return family(by_code(skill).family)


@cache
def of_family(code: str) -> tuple[Skill, ...]:
    return tuple(skill for skill in entries() if skill.family == code)


def label(code: str) -> str:
    """The name of a skill or of a family, as a card shows it. Raises UnknownCode."""
    return family(code).name if code in family_register() else name(code)


@cache
def for_profession(code: str) -> tuple[Skill, ...]:
    """The technical skills of a CP2021 code, those of the narrowest groups first."""
    found = []
    for skill in entries():
        depths = [
            prefix.count(".")
            for prefix in skill.professions
            if code == prefix or code.startswith(f"{prefix}.")
        ]
        if depths:
            found.append((-max(depths), skill.code, skill))
    return tuple(skill for _, _, skill in sorted(found, key=lambda item: item[:2]))


@cache
def _index() -> WordIndex[Skill]:
    return WordIndex((skill, (skill.name, family(skill.family).name)) for skill in entries())


def find(text: str, limit: int = 10) -> tuple[Skill, ...]:
    """By words of the name or of the family, then by what searchers call the same thing."""
    found = dict.fromkeys(_index().find(text))
    for other in synonyms.alternatives(text):
        found.update(dict.fromkeys(_index().find_whole(other)))
    return tuple(found)[:limit]
