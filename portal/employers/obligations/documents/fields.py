"""Fields that several kinds of document share: counts, hours, provinces, days."""

from datetime import date
from functools import cache, lru_cache
from typing import Annotated

from msgspec import Meta

from portal.employers.obligations.rules.position import day_is_computable
from portal.kernel.days import LAST_DAY
from portal.kernel.refusals import Refused
from portal.reference import provinces

MOST_PEOPLE = 999_999
"""Six digits, as in the prospetto."""
MOST_MINUTES = 168 * 60


@cache
def _codes() -> frozenset[str]:
    return frozenset(province.code for province in provinces.entries())


def _known_province(code: str) -> str | None:
    if code in _codes():
        return None
    return f"La provincia «{code[:20]}» non esiste. Scrivi la sigla di due lettere, come MI."


def day_problem(on: date) -> str | None:
    """Why no quota can be counted on that day, if so."""
    try:
        day_is_computable(on)
    except Refused as refused:
        return refused.sentence
    return far_day_problem(on)


def far_day_problem(on: date) -> str | None:
    return (
        f"Scrivi un giorno fino al {LAST_DAY.day}/{LAST_DAY.month}/{LAST_DAY.year}."
        if on > LAST_DAY
        else None
    )


People = Annotated[int, Meta(ge=1, le=MOST_PEOPLE, description="Quante persone.")]

Count = Annotated[int, Meta(ge=0, le=MOST_PEOPLE, description="Numero di persone.")]

ProvinceCode = Annotated[
    str,
    Meta(
        description="Sigla della provincia, due lettere maiuscole.",
        extra_json_schema={"enum": sorted(_codes()), "examples": ["MI"]},
        extra={"among": _known_province},
    ),
]


@lru_cache(maxsize=4096)
def minutes(hours: int | str) -> int:
    """Of hours written either way; a few values come again and again."""
    if isinstance(hours, int):
        return hours * 60
    whole, _, rest = hours.partition(":")
    return int(whole) * 60 + int(rest)


def _in_a_week(hours: int | str) -> str | None:
    return None if 0 < minutes(hours) <= MOST_MINUTES else "Le ore della settimana vanno da 0:01 a 168:00."


Hours = Annotated[
    Annotated[int, Meta(ge=1, le=168)] | Annotated[str, Meta(pattern=r"^[0-9]{1,3}:[0-5][0-9]$")],
    Meta(
        description='Ore della settimana: intere, come 40, oppure ore e minuti, come "37:30".',
        extra_json_schema={"examples": [40, "37:30"]},
        extra={
            "wrong": 'Scrivi le ore intere, come 40, oppure ore e minuti, come "37:30".',
            "among": _in_a_week,
        },
    ),
]
"""Minutes are exact; decimals of an hour are not, so there are none."""
