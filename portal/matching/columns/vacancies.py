"""Vacancies in columns. A demand is one byte a dimension: 6 × level + 3 × adjustable + uplift of the best offer."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns import alphabets as of
from portal.matching.columns.people import Words, words
from portal.matching.suitability.constraints import education_rank
from portal.matching.suitability.fit import best_measure
from portal.matching.suitability.sides import Reserve, Transport, VacancySide

NO_DAY = 2**31 - 1
RESERVES = tuple(Reserve)


@dataclass(slots=True)
class VacancyColumns:
    """Row n of every column is vacancy n. ``languages``: (row, code, level)."""

    size: int
    published: NDArray[np.bool_]
    reserved: NDArray[np.uint8]
    hours_min: NDArray[np.int16]
    hours_max: NDArray[np.int16]
    slots: Words
    starts_by: NDArray[np.int32]
    comune: NDArray[np.int32]
    remote: NDArray[np.bool_]
    no_transport: NDArray[np.bool_]
    licences: Words
    certificates: Words
    education: NDArray[np.uint8]
    contract: Words
    tags: Words
    axes: Words
    profession: NDArray[np.int32]
    experience_required: NDArray[np.bool_]
    essential: Words
    trainable: Words
    optional: Words
    demands: NDArray[np.uint8]
    asked: NDArray[np.int64]
    """How many dimensions are asked."""
    languages: tuple[tuple[int, str, int], ...]


def demand_code(side: VacancySide, dimension: str) -> int:
    demand = side.demands.get(dimension)
    if demand is None or demand.level == 0:
        return 0
    uplift, _ = best_measure(dimension, side.offers)
    return 6 * demand.level + 3 * demand.adjustable + uplift


def vacancy_columns(sides: Sequence[VacancySide]) -> VacancyColumns:
    size = len(sides)
    demands = np.array(
        [[demand_code(one, code) for one in sides] for code in of.DIMENSIONS], dtype=np.uint8
    ).reshape(len(of.DIMENSIONS), size)
    return VacancyColumns(
        size=size,
        published=np.array([one.published for one in sides], dtype=np.bool_),
        reserved=np.array([RESERVES.index(one.reserved) for one in sides], dtype=np.uint8),
        hours_min=np.array([one.hours_min for one in sides], dtype=np.int16),
        hours_max=np.array([one.hours_max for one in sides], dtype=np.int16),
        slots=words([of.SLOTS.mask(one.slots) for one in sides]),
        starts_by=np.array(
            [one.starts_by.toordinal() if one.starts_by else NO_DAY for one in sides], dtype=np.int32
        ),
        comune=np.array([of.COMUNI.place(one.comune) for one in sides], dtype=np.int32),
        remote=np.array([one.remote for one in sides], dtype=np.bool_),
        no_transport=np.array([one.public_transport is Transport.NO for one in sides], dtype=np.bool_),
        licences=words([of.LICENCES.mask(one.licences) for one in sides]),
        certificates=words([of.LICENCES.mask(one.certificates - one.certificates_given) for one in sides]),
        education=np.array([education_rank(one.education) for one in sides], dtype=np.uint8),
        contract=words([of.CONTRACTS.mask((one.contract,)) for one in sides]),
        tags=words([of.TAGS.mask(one.tags) for one in sides]),
        axes=words([of.AXES.mask(one.axes) for one in sides]),
        profession=np.array([of.PROFESSIONS.place(one.profession or "") for one in sides], dtype=np.int32),
        experience_required=np.array([one.experience_required for one in sides], dtype=np.bool_),
        essential=_skills(sides, "essential"),
        trainable=_skills(sides, "trainable"),
        optional=_skills(sides, "optional"),
        demands=demands,
        asked=(demands > 0).sum(axis=0, dtype=np.int64),
        languages=tuple(
            (row, code, level) for row, one in enumerate(sides) for code, level in one.languages.items()
        ),
    )


def chosen(columns: VacancyColumns, rows: NDArray[np.int64]) -> VacancyColumns:
    """Only these rows, in this order."""
    place = {int(row): index for index, row in enumerate(rows)}
    kept = {
        one.name: value[..., rows]
        for one in fields(columns)
        if isinstance(value := getattr(columns, one.name), np.ndarray)
    }
    languages = tuple((place[row], code, level) for row, code, level in columns.languages if row in place)
    return VacancyColumns(size=len(rows), languages=languages, **kept)


def _skills(sides: Sequence[VacancySide], kind: str) -> Words:
    found = np.array([of.skill_words(getattr(one, kind)) for one in sides], dtype=np.uint64)
    return found.reshape(len(sides), of.SKILL_WORDS).T.copy()
