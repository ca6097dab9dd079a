"""Open vacancies in the memory of a process, in columns, as new as their rows. Nothing of any person is kept here.

A version counter says what changed since; changed rows go into a part of their own, and now and then all parts are
put together again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns.for_person import score_vacancies
from portal.matching.columns.scores import Scores
from portal.matching.columns.vacancies import VacancyColumns, chosen, vacancy_columns
from portal.matching.queries import rows
from portal.matching.queries.rows import Edition, VacancyRow
from portal.matching.suitability.sides import PersonSide
from portal.matching.suitability.weights import Weights

MOST_PARTS = 6
AT_ONCE = 2_000


@dataclass(slots=True)
class Part:
    """Rows in the order of their ids. ``since``: ordinal days; not ``alive``: a newer part has it, or it is gone."""

    rows: list[VacancyRow]
    columns: VacancyColumns
    since: NDArray[np.int64]
    alive: NDArray[np.bool_]


def _part(found: Iterable[VacancyRow]) -> Part:
    ordered = sorted(found, key=lambda one: one.id)
    return Part(
        ordered,
        vacancy_columns([one.side for one in ordered]),
        np.array([one.since.toordinal() for one in ordered], dtype=np.int64),
        np.ones(len(ordered), dtype=np.bool_),
    )


def _kept(part: Part, rows: NDArray[np.int64]) -> Part:
    return Part(
        [part.rows[row] for row in rows], chosen(part.columns, rows), part.since[rows], part.alive[rows]
    )


class Shelf:
    """Asked through ``up_to_date``: the parts, each row alive in one of them at most."""

    def __init__(self) -> None:
        self.edition = Edition("", 0, 0)
        self.parts: list[Part] = []
        self.where: dict[UUID, tuple[Part, int]] = {}

    @property
    def size(self) -> int:
        """How many vacancies are open."""
        return len(self.where)

    async def up_to_date(self) -> None:
        now = await rows.vacancy_edition()
        if now == self.edition:
            return
        if now.database != self.edition.database:
            self._clear()
        await self._take(await rows.changed_since(self.edition.version))
        if len(self.where) != now.count:
            await self._compare()
        self.edition = Edition(now.database, now.version, now.count)

    async def _take(self, ids: Sequence[UUID]) -> None:
        found: list[VacancyRow] = []
        for first in range(0, len(ids), AT_ONCE):
            found += await rows.vacancy_rows(ids[first : first + AT_ONCE])
        self._drop(one.id for one in found)
        if found:
            self._add(found)
        if len(self.parts) > MOST_PARTS:
            self._put_together()

    async def _compare(self) -> None:
        """Rows went, or were put back to what they were: row by row."""
        there = await rows.vacancy_versions()
        self._drop([id for id in self.where if id not in there])
        stale = [id for id, version in there.items() if self._version(id) != version]
        await self._take(stale)

    def _version(self, id: UUID) -> int | None:
        part, place = self.where.get(id, (None, 0))
        return None if part is None else part.rows[place].version

    def _drop(self, ids: Iterable[UUID]) -> None:
        for id in ids:
            found = self.where.pop(id, None)
            if found is not None:
                part, place = found
                part.alive[place] = False

    def _add(self, found: Sequence[VacancyRow]) -> None:
        part = _part(found)
        self.parts.append(part)
        self.where.update({one.id: (part, place) for place, one in enumerate(part.rows)})

    def _put_together(self) -> None:
        kept = [part.rows[place] for part, place in self.where.values()]
        self._clear()
        self._add(kept)

    def _clear(self) -> None:
        self.parts, self.where = [], {}

    def score(
        self, person: PersonSide, weights: Weights, among: Iterable[UUID] | None = None
    ) -> list[tuple[Part, Scores]]:
        """Every row of each part, the dead ones too; or only those of the rows ``among``, which a sieve let through.
        What left the shelf in the meantime is left out."""
        parts = self.parts if among is None else self._only(among)
        return [(part, score_vacancies(person, part.columns, weights)) for part in parts]

    def _only(self, among: Iterable[UUID]) -> list[Part]:
        places: dict[int, list[int]] = {}
        for row_id in among:
            found = self.where.get(row_id)
            if found is not None:
                places.setdefault(id(found[0]), []).append(found[1])
        return [
            _kept(part, np.array(sorted(places[id(part)]), dtype=np.int64))
            for part in self.parts
            if id(part) in places
        ]


_shelf = Shelf()


async def open_vacancies() -> Shelf:
    """The shelf of this process, as new as the database."""
    await _shelf.up_to_date()
    return _shelf
