"""Many people for one vacancy."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns import alphabets as of
from portal.matching.columns.people import ART3, ART18, NO_LIMIT, PeopleColumns
from portal.matching.columns.scores import BIT, SHARES, Scores, bands, travel_value, whole
from portal.matching.columns.tables import by_level, unpacked
from portal.matching.columns.ways import journeys
from portal.matching.suitability.constraints import (
    HOURS_SHARE,
    START_DAYS,
    TRAVEL_DENOMINATOR,
    TRAVEL_NUMERATOR,
    Code,
    education_rank,
)
from portal.matching.suitability.fit import best_measure
from portal.matching.suitability.score import Factor, common_parts
from portal.matching.suitability.sides import Mode, Reserve, Transport, VacancySide
from portal.matching.suitability.travel import MINUTE
from portal.matching.suitability.weights import HUNDREDTHS, Weights

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


def score_people(vacancy: VacancySide, people: PeopleColumns, weights: Weights) -> Scores:
    """One row for each person, the same numbers as ``judge``."""
    sums = np.zeros(people.size, dtype=np.uint32)
    looked_up = np.empty(people.size, dtype=np.uint32)
    asked = 0
    for place, code in enumerate(of.DIMENSIONS):
        demand = vacancy.demands.get(code)
        if demand is None or demand.level == 0:
            continue
        asked += 1
        lift = best_measure(code, vacancy.offers)[0] + demand.adjustable
        table = by_level(demand.level, lift, weights.dimensions[code], weights)
        np.take(table, people.levels[place], out=looked_up, mode="clip")
        sums += looked_up
    dimensions = unpacked(sums)
    way = _way(vacancy, people)
    avoided = (people.avoided & np.uint64(of.TAGS.mask(vacancy.tags))) != 0
    values = {
        Factor.CAPACITY: np.maximum(0.0, 1.0 - dimensions.lost / (1000 * weights["capacity_divisor"])),
        Factor.SKILL: _skill(vacancy, people, weights),
        Factor.PREFERENCE: _preference(vacancy, people, avoided, weights),
        Factor.TRAVEL: travel_value(way, people.max_minutes, weights, MINUTE),
        Factor.SUPPORT: np.maximum(
            0.0,
            1.0 - weights["support_axis"] / 100 * _missing(people.axes, of.AXES.mask(vacancy.axes)),
        ),
    }
    tenths = whole(values, weights)
    failing, negotiable = _constraints(vacancy, people, way)
    return Scores(
        tenths,
        bands(tenths, avoided, dimensions.worst_gap, weights),
        failing,
        negotiable,
        dimensions.worst_gap,
        (asked - dimensions.unseen) * SHARES // asked
        if asked
        else np.full(people.size, SHARES, dtype=np.int64),
    )


def _missing(needed: Words, there: int) -> Ints:
    """How many of the needed codes are not there."""
    found: Ints = np.bitwise_count(needed & ~np.uint64(there)).astype(np.int64)
    return found


def _lacking(own: Words, asked: int) -> Ints:
    """How many of the asked codes each lacks."""
    found: Ints = np.bitwise_count(~own & np.uint64(asked)).astype(np.int64)
    return found


def _way(vacancy: VacancySide, people: PeopleColumns) -> Ints:
    if vacancy.remote:
        return np.zeros(people.size, dtype=np.int64)
    barred = frozenset({Mode.PUBLIC_TRANSPORT}) if vacancy.public_transport is Transport.NO else frozenset()
    table = journeys(of.COMUNI.place(vacancy.comune), without=barred)
    found: Ints = table.ravel()[people.modes.astype(np.int64) * table.shape[1] + people.comune]
    return found


def similarity_row(code: str, weights: Weights) -> NDArray[np.int64]:
    """For every profession met so far, how close it is to one, in hundredths."""
    return np.array(
        [weights.similarity[common_parts(code, other) if other else 0] for other in of.PROFESSIONS.codes()],
        dtype=np.int64,
    )


def _closest(row: Ints, places: NDArray[np.int32], size: int) -> Ints:
    """The best over what each has; 0 for who has none."""
    found = np.zeros(size, dtype=np.int64)
    for one in places:
        np.maximum(found, row[one], out=found)
    return found


def _skill(vacancy: VacancySide, people: PeopleColumns, weights: Weights) -> NDArray[np.float64]:
    if vacancy.profession is None:
        occupation = np.full(people.size, HUNDREDTHS, dtype=np.int64)
    else:
        row = similarity_row(vacancy.profession, weights)
        occupation = _closest(row, people.experiences, people.size)
    if not vacancy.experience_required:
        occupation = np.maximum(occupation, weights["without_experience"])
    lost = np.zeros(people.size, dtype=np.int64)
    for asked, key in (
        (vacancy.essential, "missing_essential"),
        (vacancy.trainable, "missing_trainable"),
        (vacancy.optional, "missing_optional"),
    ):
        lost += weights[key] * _skills_lacking(people.skills, asked)
    return (occupation + np.maximum(0, HUNDREDTHS - lost)) / (2 * HUNDREDTHS)


def _skills_lacking(own: Words, asked: Iterable[str]) -> Ints:
    found = np.zeros(own.shape[1], dtype=np.int64)
    for word, mask in enumerate(of.skill_words(asked)):
        if mask:
            found += _lacking(own[word], mask)
    return found


def _preference(
    vacancy: VacancySide, people: PeopleColumns, avoided: Bools, weights: Weights
) -> NDArray[np.float64]:
    if vacancy.profession is None or not len(people.wished):
        wished = np.full(people.size, 2, dtype=np.int64)
    else:
        near = _closest(similarity_row(vacancy.profession, weights), people.wished, people.size)
        halves = np.where(near >= weights["wish_near"], 2, np.where(near >= weights["wish_far"], 1, 0))
        wished = np.where(people.wished[0] == 0, 2, halves)
    slots = np.uint64(of.SLOTS.mask(vacancy.slots))
    slots_preferred = (people.preferred_slots == 0) | ((slots & ~people.preferred_slots) == 0)
    contract = np.uint64(of.CONTRACTS.mask((vacancy.contract,)))
    preferred = (people.preferred_contracts == 0) | ((contract & people.preferred_contracts) != 0)
    return (
        wished + np.where(avoided, 0, 2) + np.where(slots_preferred, 2, 1) + np.where(preferred, 2, 1)
    ) / 8


def _constraints(
    vacancy: VacancySide, people: PeopleColumns, way: Ints
) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    failing = np.zeros(people.size, dtype=np.uint16)
    negotiable = np.zeros(people.size, dtype=np.uint16)

    def fail(code: Code, where: Bools, near: Bools | None = None) -> None:
        failing[where] |= BIT[code]
        if near is not None:
            negotiable[where & near] |= BIT[code]

    everybody = np.ones(people.size, dtype=np.bool_)
    fail(Code.X01, ~people.proposable if vacancy.published else everybody)
    if vacancy.reserved is not Reserve.NONE:
        fail(Code.X02, (people.quota & (ART3 if vacancy.reserved is Reserve.ART3 else ART18)) == 0)
    above = vacancy.hours_min - people.hours_max.astype(np.int64)
    below = people.hours_min.astype(np.int64) - vacancy.hours_max
    gap, nearest = np.maximum(above, below), np.where(above > 0, people.hours_max, people.hours_min)
    fail(Code.X03, gap > 0, HOURS_SHARE * gap <= nearest)
    slots = _lacking(people.slots, of.SLOTS.mask(vacancy.slots))
    fail(Code.X04, slots > 0, slots == 1)
    if vacancy.starts_by is not None:
        last = vacancy.starts_by.toordinal()
        fail(Code.X05, people.free_from > last, people.free_from <= last + START_DAYS.days)
    most = people.max_minutes.astype(np.int64) * MINUTE
    fail(Code.X06, way > most, way * TRAVEL_DENOMINATOR <= most * TRAVEL_NUMERATOR)
    fail(Code.X07, _lacking(people.licences, of.LICENCES.mask(vacancy.licences)) > 0, everybody)
    asked = of.LICENCES.mask(vacancy.certificates - vacancy.certificates_given)
    fail(Code.X08, _lacking(people.licences, asked) > 0)
    fail(Code.X09, people.education < education_rank(vacancy.education))
    fail(Code.X10, _over_a_limit(vacancy, people))
    contract = np.uint64(of.CONTRACTS.mask((vacancy.contract,)))
    fail(Code.X11, (people.contracts & contract) == 0)
    if vacancy.languages:
        short = np.zeros(people.size, dtype=np.int64)
        for code, level in vacancy.languages.items():
            spoken = people.languages.get(code)
            short += level if spoken is None else np.maximum(0, level - spoken.astype(np.int64))
        fail(Code.X12, short > 0, short == 1)
    return failing, negotiable


def _over_a_limit(vacancy: VacancySide, people: PeopleColumns) -> Bools:
    """Limits are few: only who has some is looked at."""
    over = np.zeros(len(people.limit_rows), dtype=np.bool_)
    for place, code in enumerate(of.DIMENSIONS):
        demand = vacancy.demands.get(code)
        if demand is None or demand.level == 0:
            continue
        left = demand.level - best_measure(code, vacancy.offers)[0] - demand.adjustable
        limits = people.limits[place]
        over |= (limits != NO_LIMIT) & (limits.astype(np.int64) < left)
    found = np.zeros(people.size, dtype=np.bool_)
    found[people.limit_rows[over]] = True
    return found
