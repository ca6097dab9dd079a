"""The occupations that companies and counsellors choose from: everyday titles over CP2021 codes.

A code has five levels, parted by dots («4.3.1.2.0»). Several titles may share one code; `key` tells them
apart. `profession_groups.csv` names the first two levels in short words of our own.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.reference import synonyms
from portal.reference.register import Register, UnknownCode, read, several
from portal.reference.search import WordIndex


class MacroGroup(StrEnum):
    """The coarsest level of occupation that a card may show."""

    OFFICE_AND_TECHNICAL = "ufficio_e_tecnici"
    SERVICES_AND_SALES = "servizi_e_vendita"
    MANUAL = "operativi"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Profession:
    key: str
    """P001 to P251; never given to another title."""
    code: str
    title: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfessionGroup:
    code: str
    """One digit, or two parted by a dot."""
    name: str


@cache
def register() -> Register[Profession]:
    return Register(
        "professioni",
        (
            Profession(row["key"], row["code"], row["title"], several(row["synonyms"]))
            for row in read("professions.csv")
        ),
        lambda profession: profession.key,
    )


@cache
def group_register() -> Register[ProfessionGroup]:
    return Register(
        "gruppi di professioni CP2021",
        (ProfessionGroup(row["code"], row["name"]) for row in read("profession_groups.csv")),
        lambda group: group.code,
    )


@cache
def _by_code() -> dict[str, tuple[Profession, ...]]:
    found: dict[str, tuple[Profession, ...]] = {}
    for profession in entries():
        found[profession.code] = (*found.get(profession.code, ()), profession)
    return found


def entries() -> tuple[Profession, ...]:
    return register().rows


def by_key(key: str) -> Profession:
    """Raises UnknownCode."""
    return register().by_code(key)


def known(code: str) -> bool:
    return code in _by_code()


def by_code(code: str) -> tuple[Profession, ...]:
    """The titles that share a CP2021 code, the commonest first. Raises UnknownCode."""
    found = _by_code().get(code)
    if found is None:
        raise UnknownCode(f"Il codice «{code}» non è nell'elenco: professioni.")
    return found


def name(code: str) -> str:
    """The everyday title of a CP2021 code; of several, the commonest. Raises UnknownCode."""
    return by_code(code)[0].title


def group_name(code: str) -> str:
    """The short name of a group of one or two levels («4», «4.3»). Raises UnknownCode."""
    return group_register().by_code(code).name


def groups(levels: int) -> tuple[ProfessionGroup, ...]:
    """The groups of one level (9) or of two (40)."""
    return tuple(group for group in group_register() if group.code.count(".") == levels - 1)


def first_levels(code: str, levels: int) -> str:
    """The beginning of a code: two levels of «4.3.1.2.0» are «4.3»."""
    return ".".join(code.split(".")[:levels])


def common_levels(a: str, b: str) -> int:
    """How many leading levels two CP2021 codes share: 0 to 5."""
    shared = 0
    for one, other in zip(a.split("."), b.split("."), strict=False):
        if one != other:
            break
        shared += 1
    return shared


def macro_group(code: str) -> MacroGroup:
    """ufficio e tecnici 1–4, servizi e vendita 5, operativi 6–9. Raises UnknownCode."""
    first = code[:1]
    if first in {"1", "2", "3", "4"}:
        return MacroGroup.OFFICE_AND_TECHNICAL
    if first == "5":
        return MacroGroup.SERVICES_AND_SALES
    if first in {"6", "7", "8", "9"}:
        return MacroGroup.MANUAL
    raise UnknownCode(f"Il codice «{code}» non è una professione CP2021.")


@cache
def _index() -> WordIndex[Profession]:
    return WordIndex(
        (profession, (_spoken(profession.title), *profession.synonyms)) for profession in entries()
    )


def _spoken(title: str) -> str:
    """«Direttore/trice di stabilimento» as one says it: the endings after a slash are no words."""
    return " ".join(word.split("/", 1)[0] for word in title.split())


def find(text: str, limit: int = 10) -> tuple[Profession, ...]:
    """By everyday words, whatever their gender, number or accents, and with one slip a word.

    What searchers call the same thing comes after.
    """
    found = dict.fromkeys(_index().find(text))
    for other in synonyms.alternatives(text):
        found.update(dict.fromkeys(_index().find_whole(other)))
    return tuple(found)[:limit]
