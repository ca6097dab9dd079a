"""People in columns. Levels are one byte a dimension: 5k + s, and 25 where nobody assessed it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns import alphabets as of
from portal.matching.suitability.constraints import education_rank
from portal.matching.suitability.sides import Level, PersonSide

NOT_ASSESSED = 25
NO_LIMIT = 255
ART3, ART18 = 1, 2

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]


@dataclass(slots=True)
class PeopleColumns:
    """Row n of every column is person n. ``limits`` holds only those who have some: their rows, and a byte a
    dimension. ``experiences`` and ``wished`` are as wide as the longest list, filled up with place 0."""

    size: int
    proposable: NDArray[np.bool_]
    quota: NDArray[np.uint8]
    hours_min: NDArray[np.int16]
    hours_max: NDArray[np.int16]
    slots: Words
    preferred_slots: Words
    free_from: NDArray[np.int32]
    comune: NDArray[np.int32]
    modes: NDArray[np.uint8]
    max_minutes: NDArray[np.int32]
    licences: Words
    education: NDArray[np.uint8]
    contracts: Words
    preferred_contracts: Words
    experiences: NDArray[np.int32]
    wished: NDArray[np.int32]
    skills: Words
    avoided: Words
    axes: Words
    levels: NDArray[np.uint8]
    limit_rows: NDArray[np.int64]
    limits: NDArray[np.uint8]
    languages: dict[str, NDArray[np.uint8]]


def level_code(level: Level | None) -> int:
    if level is None or level.k is None:
        return NOT_ASSESSED
    return 5 * level.k + (level.k if level.s is None else level.s)


def places(lists: Sequence[tuple[str, ...]]) -> NDArray[np.int32]:
    """A row for each place in the longest list."""
    widest = max((len(one) for one in lists), default=0)
    found = np.zeros((widest, len(lists)), dtype=np.int32)
    for row, codes in enumerate(lists):
        for place, code in enumerate(codes):
            found[place, row] = of.PROFESSIONS.place(code)
    return found


def words(masks: Sequence[int]) -> Words:
    return np.array(masks, dtype=np.uint64)


def languages_of(spoken: Sequence[tuple[int, str, int]], size: int) -> dict[str, NDArray[np.uint8]]:
    """A column for each language, from (row, code, level)."""
    found: dict[str, NDArray[np.uint8]] = {}
    for row, code, level in spoken:
        found.setdefault(code, np.zeros(size, dtype=np.uint8))[row] = level
    return found


def people_columns(sides: Sequence[PersonSide]) -> PeopleColumns:
    size = len(sides)
    levels = np.array(
        [[level_code(one.levels.get(code)) for one in sides] for code in of.DIMENSIONS], dtype=np.uint8
    ).reshape(len(of.DIMENSIONS), size)
    limited = [
        row for row, one in enumerate(sides) if any(level.limit is not None for level in one.levels.values())
    ]
    return PeopleColumns(
        size=size,
        proposable=np.array([one.may_be_proposed for one in sides], dtype=np.bool_),
        quota=np.array([one.art3 * ART3 | one.art18 * ART18 for one in sides], dtype=np.uint8),
        hours_min=np.array([one.hours_min for one in sides], dtype=np.int16),
        hours_max=np.array([one.hours_max for one in sides], dtype=np.int16),
        slots=words([of.SLOTS.mask(one.slots) for one in sides]),
        preferred_slots=words([of.SLOTS.mask(one.preferred_slots) for one in sides]),
        free_from=np.array(
            [one.free_from.toordinal() if one.free_from else 0 for one in sides], dtype=np.int32
        ),
        comune=np.array([of.COMUNI.place(one.comune) for one in sides], dtype=np.int32),
        modes=np.array([of.MODES.mask(mode.value for mode in one.modes) for one in sides], dtype=np.uint8),
        max_minutes=np.array([one.max_minutes for one in sides], dtype=np.int32),
        licences=words([of.LICENCES.mask(one.held) for one in sides]),
        education=np.array([education_rank(one.education) for one in sides], dtype=np.uint8),
        contracts=words([of.CONTRACTS.mask(one.contracts) for one in sides]),
        preferred_contracts=words([of.CONTRACTS.mask(one.preferred_contracts) for one in sides]),
        experiences=places([one.experiences for one in sides]),
        wished=places([one.wished for one in sides]),
        skills=np.array([of.skill_words(one.skills) for one in sides], dtype=np.uint64)
        .reshape(size, of.SKILL_WORDS)
        .T.copy(),
        avoided=words([of.TAGS.mask(one.avoided_tags) for one in sides]),
        axes=words([of.AXES.mask(one.axes) for one in sides]),
        levels=levels,
        limit_rows=np.array(limited, dtype=np.int64),
        limits=np.array(
            [[_limit(sides[row].levels.get(code)) for row in limited] for code in of.DIMENSIONS],
            dtype=np.uint8,
        ).reshape(len(of.DIMENSIONS), len(limited)),
        languages=languages_of(
            [(row, code, level) for row, one in enumerate(sides) for code, level in one.languages.items()],
            size,
        ),
    )


def _limit(level: Level | None) -> int:
    return NO_LIMIT if level is None or level.limit is None else level.limit
