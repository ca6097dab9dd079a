"""Entering, ending, withdrawing a dated figure of a book. Each act is a row of its own; none is ever rewritten.

The slice that owns the book says what each figure counts and which fact an act records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.figures import Book
from portal.foundation.web.italian import date_it
from portal.kernel.events import Event
from portal.kernel.overlay import (
    ActKind,
    Entered,
    Unit,
    entered,
    overlaps,
    period_problem,
    value_problem,
)
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

_Values = tuple[str | None, date | None, date | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class NewFigure:
    """``valid_to`` None: until further notice."""

    key: str
    value: Fraction
    valid_from: date
    valid_to: date | None
    source: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who writes in a book: one at a time, under ``lock``; ``changed`` makes the fact of an act.

    ``knows`` says which keys may be entered; without it, those that came with the portal.
    """

    book: Book
    lock: str
    unit_of: Callable[[str], Unit]
    changed: Callable[[UUID, int, ActKind], Event]
    knows: Callable[[str], bool] | None = None

    async def enter(self, figure: NewFigure, *, id: UUID, by: Viewer) -> UUID:
        """Asked twice with one id, it is entered once. Raises Refused where it would overlap another one entered."""
        self._check(figure)
        async with db.unit_of_work():
            await db.lock(self.lock)
            known = entered(await self.book.acts())
            if any(one.id == id for one in known):
                return id
            for one in known:
                same = not one.withdrawn and one.parameter.key == figure.key
                if same and overlaps(one.parameter, figure.valid_from, figure.valid_to):
                    raise Refused(_taken(one), field="valid_from")
            values = (
                str(figure.value),
                figure.valid_from,
                figure.valid_to,
                figure.source,
                figure.evidence.value,
                None,
            )
            await self._record(id, id, ActKind.ENTERED, figure.key, values, by)
        return id

    async def end(self, figure_id: UUID, *, last_day: date, id: UUID, by: Viewer) -> None:
        """An open figure holds until ``last_day``; said once."""
        async with db.unit_of_work():
            await db.lock(self.lock)
            known = await self._known(figure_id, id)
            if known is None:
                return
            row = known.parameter
            if row.valid_to is not None:
                raise Refused(
                    f"Questo valore finisce già {date_it(row.valid_to, 'il')}: ritiralo e inseriscine un altro.",
                    field="last_day",
                )
            problem = period_problem(row.valid_from, last_day)
            if problem is not None:
                raise Refused(problem, field="last_day")
            values = (None, None, last_day, None, None, None)
            await self._record(id, figure_id, ActKind.ENDED, row.key, values, by)

    async def withdraw(self, figure_id: UUID, *, reason: str, id: UUID, by: Viewer) -> None:
        """A figure entered by mistake holds on no day; it stays in the list with the reason."""
        if not reason.strip():
            raise Refused("Scrivi perché ritiri il valore.", field="reason")
        async with db.unit_of_work():
            await db.lock(self.lock)
            known = await self._known(figure_id, id)
            if known is None:
                return
            values = (None, None, None, None, None, reason.strip())
            await self._record(id, figure_id, ActKind.WITHDRAWN, known.parameter.key, values, by)

    def _check(self, figure: NewFigure) -> None:
        knows = self.knows or self._was_delivered
        if not knows(figure.key):
            raise NotThere
        problem = value_problem(figure.value, self.unit_of(figure.key))
        if problem is not None:
            raise Refused(problem, field="amount")
        problem = period_problem(figure.valid_from, figure.valid_to)
        if problem is not None:
            raise Refused(problem, field="valid_from")
        if len(figure.source.strip()) < 5:
            raise Refused("Scrivi la fonte: legge, decreto o circolare con la data.", field="source")

    def _was_delivered(self, key: str) -> bool:
        return any(row.key == key for row in self.book.delivered())

    async def _known(self, figure_id: UUID, act_id: UUID) -> Entered | None:
        """The figure; None when this very act is already done. Raises NotThere, Refused for one withdrawn."""
        if await db.fetchval(f"SELECT true FROM {self.book.table} WHERE act_id = $1", act_id):
            return None
        found = next((one for one in entered(await self.book.acts()) if one.id == figure_id), None)
        if found is None:
            raise NotThere
        if found.withdrawn:
            raise Refused("Questo valore è già ritirato: per cambiarlo inseriscine uno nuovo.")
        return found

    async def _record(
        self, act_id: UUID, figure_id: UUID, kind: ActKind, key: str, values: _Values, by: Viewer
    ) -> None:
        number = await db.fetchval(
            f"INSERT INTO {self.book.table} (act_id, figure_id, kind, key, value, valid_from, valid_to, source,"
            " evidence, reason, by_account, at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING number",
            act_id,
            figure_id,
            kind.value,
            key,
            *values,
            by.account_id,
            clock.now(),
        )
        await facts.record(self.changed(figure_id, number, kind), by=by)


def _taken(one: Entered) -> str:
    row = one.parameter
    until = f"{date_it(row.valid_to, 'al')}" if row.valid_to else "senza fine"
    way_out = "scegli altri giorni" if row.valid_to else "prima scrivi fino a quando vale"
    return f"C’è già un valore inserito {date_it(row.valid_from, 'dal')} {until}: {way_out}, oppure ritiralo."
