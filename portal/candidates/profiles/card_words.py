"""The codes that a card shows: their words, and what each implies. A code tells its own level."""

from collections.abc import Iterable, Mapping
from functools import cache

from portal.candidates.people.vocabulary import YEARS_LABELS, YearsBand
from portal.candidates.profiles.vocabulary import (
    GROUP_LABELS,
    HEALTH_PROXY_SKILLS,
    CardField,
    Licence,
    ReservedQuota,
    WorkingTime,
)
from portal.reference import education, professions, provinces, regions, skills
from portal.reference.professions import MacroGroup

_F = CardField

UNDER_5, FROM_5 = "under_5", "5_plus"
_BROAD_YEARS = {
    YearsBand.UNDER_2: UNDER_5,
    YearsBand.FROM_2_TO_4: UNDER_5,
    YearsBand.FROM_5_TO_9: FROM_5,
    YearsBand.FROM_10: FROM_5,
}
AGES: dict[str, tuple[int, int | None, str]] = {
    "18_34": (18, 34, "Da 18 a 34 anni"),
    "35_49": (35, 49, "Da 35 a 49 anni"),
    "50_plus": (50, None, "50 anni o più"),
}
FINE_AGES: dict[str, tuple[int, int | None, str]] = {
    "18_24": (18, 24, "Da 18 a 24 anni"),
    "25_34": (25, 34, "Da 25 a 34 anni"),
    "35_44": (35, 44, "Da 35 a 44 anni"),
    # the finer band lies across two coarser ones: which of them shows is part of the code
    "45_49": (45, 49, "Da 45 a 54 anni"),
    "50_54": (50, 54, "Da 45 a 54 anni"),
    "55_plus": (55, None, "55 anni o più"),
}
"""First and last year of age, and the words. The label of 45–54 is one, whichever coarser band it refines."""

_BASIN = ":"
"""A basin's code is its province, then its name: «LC:Centro per l’impiego di Merate»."""


def basin_code(province: str, name: str) -> str:
    return f"{province}{_BASIN}{name}"


def in_basin(code: str) -> bool:
    """Whether it is the code of a basin of a province that there is; which basins there are, data say."""
    province, divided, name = code.partition(_BASIN)
    return (
        bool(divided and name.strip()) and province in provinces.register() and len(code.encode()) <= _LONGEST
    )


_LONGEST = 150
"""Bytes of a code, as an index keeps it."""


def area_words(code: str) -> str:
    if _BASIN in code:
        return code.partition(_BASIN)[2]
    return regions.name(code) if code.isdigit() else f"Provincia di {provinces.name(code)}"


def profession_words(code: str) -> str:
    return GROUP_LABELS[MacroGroup(code)] if code in _MACROS else professions.group_name(code)


_MACROS = frozenset(group.value for group in MacroGroup)


@cache
def _words() -> Mapping[CardField, Mapping[str, str]]:
    """By field and code, of the fields whose codes are few; in the order in which they are listed."""
    levels = {level.value: level.label.capitalize() for level in education.Level}
    broad = {level.value: level.label.capitalize() for level in education.BroadLevel}
    return {
        _F.WORKING_TIME: {
            WorkingTime.FULL: "Tempo pieno",
            WorkingTime.PART: "Tempo parziale",
            WorkingTime.BOTH: "Tempo pieno o parziale",
        },
        _F.EDUCATION: broad | levels,
        _F.LICENCE: {Licence.B: "Patente B o superiore", Licence.NO: "Senza patente B"},
        _F.EXPERIENCE: {
            UNDER_5: "Meno di 5 anni",
            FROM_5: "5 anni o più",
            **{band.value: label for band, label in YEARS_LABELS.items()},
        },
        _F.AGE: {code: label for code, (_, _, label) in (AGES | FINE_AGES).items()},
        _F.RESERVED_QUOTA: {
            ReservedQuota.ELIGIBLE: "Idoneo alla riserva",
            ReservedQuota.OTHER: "Altro",
        },
    }


def words(field: CardField, code: str) -> str:
    """What the page says for a code. Raises KeyError or UnknownCode for one that no card can hold."""
    if field is _F.AREA:
        return area_words(code)
    return profession_words(code) if field is _F.PROFESSION else _words()[field][code]


@cache
def implied(field: CardField, code: str) -> tuple[str, ...]:
    """The coarser codes that a shown one implies, the coarsest first, then the code itself."""
    match field:
        case _F.AREA if not code.isdigit():
            province = code.partition(_BASIN)[0]
            return tuple(dict.fromkeys((provinces.by_code(province).region, province, code)))
        case _F.PROFESSION if code not in _MACROS:
            return tuple(dict.fromkeys((professions.macro_group(code).value, code[:1], code)))
        case _F.EDUCATION:
            return tuple(dict.fromkeys((_broad_education().get(code, code), code)))
        case _F.EXPERIENCE if code in set(YearsBand):
            return (_BROAD_YEARS[YearsBand(code)], code)
        case _F.AGE if code in FINE_AGES:
            return (age_band(FINE_AGES[code][0], AGES) or code, code)
    return (code,)


@cache
def _broad_education() -> Mapping[str, str]:
    return {title.level.value: title.broad.value for title in education.entries()}


def broad_years(band: YearsBand) -> str:
    return _BROAD_YEARS[band]


def age_band(age: int, bands: Mapping[str, tuple[int, int | None, str]]) -> str | None:
    """None under 18: no band of a card begins earlier."""
    return next(
        (code for code, (first, last, _) in bands.items() if first <= age and (last is None or age <= last)),
        None,
    )


@cache
def options(field: CardField) -> tuple[str, ...]:
    """The codes a company may narrow by, in the order of a list: each coarser code, then what refines it."""
    if field is _F.AREA:
        return tuple(
            code
            for region in regions.entries()
            for code in (region.code, *(one.code for one in provinces.of_region(region.code)))
        )
    if field is _F.PROFESSION:
        codes = [*_MACROS, *(one.code for level in (1, 2) for one in professions.groups(level))]
    else:
        codes = list(_words()[field])
    return tuple(sorted(codes, key=lambda code: _place(field, code)))


def _place(field: CardField, code: str) -> tuple[object, ...]:
    """Below its coarser codes; siblings in the order of the vocabulary."""
    way = implied(field, code)
    if field is _F.PROFESSION:
        macros = [group.value for group in MacroGroup]
        return (macros.index(way[0]), *way[1:])
    order = list(_words()[field])
    return tuple(order.index(one) for one in way)


def depth(field: CardField, code: str) -> int:
    """How far down the list of its field a code stands: 0 for a coarsest one."""
    return len(implied(field, code)) - 1


@cache
def says_more(field: CardField, code: str) -> bool:
    """False for a code that says what its coarser one says: «fino a licenza media» of «istruzione di base»."""
    way = implied(field, code)
    if field is not _F.EDUCATION or len(way) == 1:
        return True
    return sum(1 for broad in _broad_education().values() if broad == way[0]) > 1


def narrowest(field: CardField, codes: Iterable[str]) -> tuple[str, ...]:
    """Of the codes chosen in one field those that narrow: «Lombardia» and «Provincia di Lecco» ask for Lecco."""
    chosen = tuple(dict.fromkeys(codes))
    refined = {coarser for code in chosen for coarser in implied(field, code)[:-1]}
    return tuple(code for code in chosen if code not in refined)


def may_be_told(skill_code: str) -> bool:
    return skill_code not in HEALTH_PROXY_SKILLS


@cache
def family_of() -> Mapping[str, str]:
    """The family of every skill that may stand behind a label."""
    return {skill.code: skill.family for skill in skills.entries() if may_be_told(skill.code)}
