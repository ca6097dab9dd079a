"""Many vacancies for one person: the same numbers from the other side."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns import alphabets as of
from portal.matching.columns.for_vacancy import similarity_row
from portal.matching.columns.scores import BIT, SHARES, Scores, bands, travel_value, whole
from portal.matching.columns.tables import by_demand, over_limit, unpacked
from portal.matching.columns.vacancies import NO_DAY, RESERVES, VacancyColumns
from portal.matching.columns.ways import journeys
from portal.matching.suitability.constraints import (
    HOURS_SHARE,
    START_DAYS,
    TRAVEL_DENOMINATOR,
    TRAVEL_NUMERATOR,
    Code,
    education_rank,
)
from portal.matching.suitability.fit import NOT_SEEN
from portal.matching.suitability.score import Factor
from portal.matching.suitability.sides import Mode, PersonSide, Reserve
from portal.matching.suitability.travel import MINUTE
from portal.matching.suitability.weights import HUNDREDTHS, Weights

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


def score_vacancies(person: PersonSide, vacancies: VacancyColumns, weights: Weights) -> Scores:
    """One row for each vacancy, the same numbers as ``judge``."""
    size = vacancies.size
    sums = np.zeros(size, dtype=np.uint32)
    looked_up = np.empty(size, dtype=np.uint32)
    for place, code in enumerate(of.DIMENSIONS):
        table = by_demand(person.levels.get(code, NOT_SEEN), weights.dimensions[code], weights)
        np.take(table, vacancies.demands[place], out=looked_up, mode="clip")
        sums += looked_up
    dimensions = unpacked(sums)
    way = _way(person, vacancies)
    avoided = (vacancies.tags & np.uint64(of.TAGS.mask(person.avoided_tags))) != 0
    axes = _missing(of.AXES.mask(person.axes), vacancies.axes)
    values = {
        Factor.CAPACITY: np.maximum(0.0, 1.0 - dimensions.lost / (1000 * weights["capacity_divisor"])),
        Factor.SKILL: _skill(person, vacancies, weights),
        Factor.PREFERENCE: _preference(person, vacancies, avoided, weights),
        Factor.TRAVEL: travel_value(way, person.max_minutes, weights, MINUTE),
        Factor.SUPPORT: np.maximum(0.0, 1.0 - weights["support_axis"] / 100 * axes),
    }
    tenths = whole(values, weights)
    failing, negotiable = _constraints(person, vacancies, way)
    seen = vacancies.asked - dimensions.unseen
    return Scores(
        tenths,
        bands(tenths, avoided, dimensions.worst_gap, weights),
        failing,
        negotiable,
        dimensions.worst_gap,
        np.where(vacancies.asked > 0, seen * SHARES // np.maximum(vacancies.asked, 1), SHARES),
    )


def _missing(needed: int, there: Words) -> Ints:
    """How many of the needed codes are not there."""
    found: Ints = np.bitwise_count(~there & np.uint64(needed)).astype(np.int64)
    return found


def _lacking(asked: Words, own: int) -> Ints:
    """How many of the asked codes she lacks."""
    found: Ints = np.bitwise_count(asked & ~np.uint64(own)).astype(np.int64)
    return found


def _way(person: PersonSide, vacancies: VacancyColumns) -> Ints:
    home, mask = of.COMUNI.place(person.comune), of.MODES.mask(mode.value for mode in person.modes)
    everywhere = journeys(home)[mask][vacancies.comune]
    if Mode.PUBLIC_TRANSPORT in person.modes:
        barred = journeys(home, without=frozenset({Mode.PUBLIC_TRANSPORT}))[mask][vacancies.comune]
        everywhere = np.where(vacancies.no_transport, barred, everywhere)
    return np.where(vacancies.remote, 0, everywhere)


def _closest(codes: Iterable[str], profession: NDArray[np.int32], weights: Weights) -> Ints:
    rows = [similarity_row(code, weights) for code in codes]
    if not rows:
        return np.zeros(len(profession), dtype=np.int64)
    found: Ints = np.maximum.reduce(rows)[profession]
    return found


def _skill(person: PersonSide, vacancies: VacancyColumns, weights: Weights) -> NDArray[np.float64]:
    named = vacancies.profession > 0
    occupation = np.where(named, _closest(person.experiences, vacancies.profession, weights), HUNDREDTHS)
    occupation = np.where(
        vacancies.experience_required, occupation, np.maximum(occupation, weights["without_experience"])
    )
    own = of.skill_words(person.skills)
    lost = np.zeros(vacancies.size, dtype=np.int64)
    for asked, key in (
        (vacancies.essential, "missing_essential"),
        (vacancies.trainable, "missing_trainable"),
        (vacancies.optional, "missing_optional"),
    ):
        for word in range(of.SKILL_WORDS):
            lost += weights[key] * _lacking(asked[word], own[word])
    return (occupation + np.maximum(0, HUNDREDTHS - lost)) / (2 * HUNDREDTHS)


def _preference(
    person: PersonSide, vacancies: VacancyColumns, avoided: Bools, weights: Weights
) -> NDArray[np.float64]:
    near = _closest(person.wished, vacancies.profession, weights)
    halves = np.where(near >= weights["wish_near"], 2, np.where(near >= weights["wish_far"], 1, 0))
    wished = np.where((vacancies.profession > 0) & bool(person.wished), halves, 2)
    slots = of.SLOTS.mask(person.preferred_slots)
    slots_preferred = (_lacking(vacancies.slots, slots) == 0) | (slots == 0)
    contracts = np.uint64(of.CONTRACTS.mask(person.preferred_contracts))
    preferred = ((vacancies.contract & contracts) != 0) | (contracts == 0)
    return (
        wished + np.where(avoided, 0, 2) + np.where(slots_preferred, 2, 1) + np.where(preferred, 2, 1)
    ) / 8


def _constraints(
    person: PersonSide, vacancies: VacancyColumns, way: Ints
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    size = vacancies.size
    failing, negotiable = np.zeros(size, dtype=np.uint16), np.zeros(size, dtype=np.uint16)

    def fail(code: Code, where: Bools, near: Bools | None = None) -> None:
        failing[where] |= BIT[code]
        if near is not None:
            negotiable[where & near] |= BIT[code]

    everyone = np.ones(size, dtype=np.bool_)
    fail(Code.X01, ~vacancies.published if person.may_be_proposed else everyone)
    barred = {Reserve.NONE: False, Reserve.ART3: not person.art3, Reserve.ART18: not person.art18}
    fail(Code.X02, np.array([barred[one] for one in RESERVES])[vacancies.reserved])
    above = vacancies.hours_min.astype(np.int64) - person.hours_max
    below = person.hours_min - vacancies.hours_max.astype(np.int64)
    gap, nearest = np.maximum(above, below), np.where(above > 0, person.hours_max, person.hours_min)
    fail(Code.X03, gap > 0, HOURS_SHARE * gap <= nearest)
    slots = _lacking(vacancies.slots, of.SLOTS.mask(person.slots))
    fail(Code.X04, slots > 0, slots == 1)
    if person.free_from is not None:
        late = person.free_from.toordinal() - vacancies.starts_by.astype(np.int64)
        fail(Code.X05, (vacancies.starts_by != NO_DAY) & (late > 0), late <= START_DAYS.days)
    most = person.max_minutes * MINUTE
    fail(Code.X06, way > most, way * TRAVEL_DENOMINATOR <= most * TRAVEL_NUMERATOR)
    own = of.LICENCES.mask(person.held)
    fail(Code.X07, _lacking(vacancies.licences, own) > 0, everyone)
    fail(Code.X08, _lacking(vacancies.certificates, own) > 0)
    fail(Code.X09, vacancies.education > education_rank(person.education))
    fail(Code.X10, _over_a_limit(person, vacancies))
    fail(Code.X11, (vacancies.contract & np.uint64(of.CONTRACTS.mask(person.contracts))) == 0)
    short = _short_of_languages(person, vacancies)
    fail(Code.X12, short > 0, short == 1)
    return failing, negotiable


def _over_a_limit(person: PersonSide, vacancies: VacancyColumns) -> Bools:
    over = np.zeros(vacancies.size, dtype=np.bool_)
    for place, code in enumerate(of.DIMENSIONS):
        level = person.levels.get(code, NOT_SEEN)
        if level.limit is not None:
            over |= over_limit(level.limit)[vacancies.demands[place]]
    return over


def _short_of_languages(person: PersonSide, vacancies: VacancyColumns) -> Ints:
    short = np.zeros(vacancies.size, dtype=np.int64)
    for row, code, level in vacancies.languages:
        short[row] += max(0, level - person.languages.get(code, 0))
    return short
