"""From what stands in the file to what the ladder looks at: a value for each step. Pure.

Source: anonymisation.md §2. A field that the file does not tell has no value. Health proxies go first: the special
licence B counts as a licence B, and no other qualification is looked at.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from portal.candidates.people.vocabulary import YearsBand
from portal.candidates.profiles.blind_profile.steps import PLACE, STEPS, Values
from portal.candidates.profiles.card_words import (
    AGES,
    FINE_AGES,
    age_band,
    basin_code,
    broad_years,
    family_of,
)
from portal.candidates.profiles.vocabulary import Licence, ReservedQuota, WorkingTime
from portal.reference import education, municipalities, professions

FULL_TIME_HOURS = 36
"""A full week: 36 hours in the public sector's contracts, 38 to 40 in the others."""

_B_OR_HIGHER = frozenset({"B", "BE", "BS", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"})
_BANDS = tuple(YearsBand)


class Known(NamedTuple):
    """What the file tells of a person for her card. ``licences`` None: nobody asked yet.

    ``experience``: bands of years, one for each past occupation; the longest counts.
    """

    comune_code: str
    profession_code: str
    hours: tuple[int, int] | None = None
    education_code: str | None = None
    licences: Collection[str] | None = None
    experience: Sequence[str] = ()


_TOLD = (
    *("region", "province", "basin", "profession_macro", "profession_1", "profession_2"),
    *("working_time", "education_3", "education_4", "licence", "experience_2", "experience_4"),
    *("reserved_quota", "age_3", "age_5"),
)
_in_order_of_steps = itemgetter(*(_TOLD.index(step.name) for step in STEPS))


def values_of(known: Known, basins: "Basins") -> Values:
    """The values that a run may keep beside the profile: those of sealed columns are added by ``with_sealed``."""
    comune_code, profession_code, hours, education_code, licences, experience = known
    found: Values = _in_order_of_steps(
        (
            *basins.place(comune_code),
            *_profession(profession_code),
            *_answers(
                hours, education_code, None if licences is None else tuple(licences), tuple(experience)
            ),
            *(None, None, None),
        )
    )
    return found


class Basins:
    """Comuni by the job-centre basin they lie in; none where no basins were imported."""

    def __init__(self, rows: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        """``rows``: province, name, codes of comuni."""
        self._of = {
            comune: basin_code(province, name) for province, name, comuni in rows for comune in comuni
        }
        self._places: dict[str, tuple[str, str, str | None]] = {}

    def of(self, comune_code: str) -> str | None:
        return self._of.get(comune_code)

    def place(self, comune_code: str) -> tuple[str, str, str | None]:
        """Region, province and basin. A scope has few comuni and many people."""
        found = self._places.get(comune_code)
        if found is None:
            one = municipalities.by_code(comune_code)
            found = self._places[comune_code] = (one.region, one.province, self._of.get(comune_code))
        return found


def with_sealed(
    values: Values, *, birth: date | None, eligible: bool | None, today: date
) -> tuple[str | None, ...]:
    """The values with age and fitness for the reserved quota, where the scope shows them and they are known."""
    found = list(values)
    if birth is not None:
        age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
        found[PLACE["age_3"]], found[PLACE["age_5"]] = age_band(age, AGES), age_band(age, FINE_AGES)
    if eligible is not None:
        answer = ReservedQuota.ELIGIBLE if eligible else ReservedQuota.OTHER
        found[PLACE["reserved_quota"]] = answer.value
    return tuple(found)


@cache
def _profession(code: str) -> tuple[str, str, str]:
    return (
        professions.macro_group(code).value,
        professions.first_levels(code, 1),
        professions.first_levels(code, 2),
    )


@lru_cache(maxsize=50_000)
def _answers(
    hours: tuple[int, int] | None,
    education_code: str | None,
    licences: tuple[str, ...] | None,
    experience: tuple[str, ...],
) -> tuple[str | None, ...]:
    """Very many people, and few different answers."""
    return (
        _working_time(hours),
        *_education(education_code),
        None if licences is None else _licence(licences),
        *_experience(experience),
    )


def _working_time(hours: tuple[int, int] | None) -> str | None:
    if hours is None:
        return None
    least, most = hours
    if most < FULL_TIME_HOURS:
        return WorkingTime.PART.value
    return (WorkingTime.FULL if least >= FULL_TIME_HOURS else WorkingTime.BOTH).value


def _education(code: str | None) -> tuple[str | None, str | None]:
    if code is None:
        return None, None
    return education.broad_level(code).value, education.level(code).value


def _licence(licences: tuple[str, ...]) -> str:
    return (Licence.NO if _B_OR_HIGHER.isdisjoint(licences) else Licence.B).value


def _experience(bands: tuple[str, ...]) -> tuple[str | None, str | None]:
    if not bands:
        return None, None
    longest = max((YearsBand(band) for band in bands), key=_BANDS.index)
    return broad_years(longest), longest.value


def told_skills(codes: Iterable[str]) -> tuple[str, ...]:
    """Those that may stand behind a label, in the order of their codes."""
    known = family_of()
    return tuple(sorted([code for code in codes if code in known]))
