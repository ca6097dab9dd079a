"""Dated figures: entered, ended, withdrawn. Each act is a row of its own; none is ever rewritten."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.events import ParameterChanged
from portal.employers.obligations.parameter_names import name_of
from portal.employers.obligations.parameters import acts, in_law
from portal.employers.obligations.rules.overlay import (
    ActKind,
    Entered,
    entered,
    overlaps,
    period_problem,
    value_problem,
)
from portal.foundation import clock, db, facts
from portal.foundation.web.italian import date_it
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

_INSERT = """
INSERT INTO parameter_act (act_id, figure_id, kind, key, value, valid_from, valid_to, source, evidence, reason,
    by_account, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING number
"""


@dataclass(frozen=True, slots=True)
class NewFigure:
    """``valid_to`` None: until further notice."""

    key: str
    value: Fraction
    valid_from: date
    valid_to: date | None
    source: str
    evidence: Evidence


async def enter(figure: NewFigure, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is entered once. Raises Refused where it would overlap another one entered."""
    _check(figure)
    async with db.unit_of_work():
        await db.lock("parameters")
        known = entered(await acts())
        if any(one.id == id for one in known):
            return id
        for one in known:
            same = not one.withdrawn and one.parameter.key == figure.key
            if same and overlaps(one.parameter, figure.valid_from, figure.valid_to):
                raise Refused(_taken(one), field="valid_from")
        await _record(
            id,
            id,
            ActKind.ENTERED,
            figure.key,
            (
                str(figure.value),
                figure.valid_from,
                figure.valid_to,
                figure.source,
                figure.evidence.value,
                None,
            ),
            by,
        )
    return id


async def end(figure_id: UUID, *, last_day: date, id: UUID, by: Viewer) -> None:
    """An open figure holds until ``last_day``; said once."""
    async with db.unit_of_work():
        await db.lock("parameters")
        known = await _known(figure_id, id)
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
        await _record(id, figure_id, ActKind.ENDED, row.key, (None, None, last_day, None, None, None), by)


async def withdraw(figure_id: UUID, *, reason: str, id: UUID, by: Viewer) -> None:
    """A figure entered by mistake holds on no day; it stays in the list with the reason."""
    if not reason.strip():
        raise Refused("Scrivi perché ritiri il valore.", field="reason")
    async with db.unit_of_work():
        await db.lock("parameters")
        known = await _known(figure_id, id)
        if known is None:
            return
        values = (None, None, None, None, None, reason.strip())
        await _record(id, figure_id, ActKind.WITHDRAWN, known.parameter.key, values, by)


def _check(figure: NewFigure) -> None:
    if all(row.key != figure.key for row in in_law()):
        raise NotThere
    problem = value_problem(figure.value, name_of(figure.key).unit)
    if problem is not None:
        raise Refused(problem, field="amount")
    problem = period_problem(figure.valid_from, figure.valid_to)
    if problem is not None:
        raise Refused(problem, field="valid_from")
    if len(figure.source.strip()) < 5:
        raise Refused("Scrivi la fonte: legge, decreto o circolare con la data.", field="source")


def _taken(one: Entered) -> str:
    row = one.parameter
    until = f"{date_it(row.valid_to, 'al')}" if row.valid_to else "senza fine"
    way_out = "scegli altri giorni" if row.valid_to else "prima scrivi fino a quando vale"
    return f"C’è già un valore inserito {date_it(row.valid_from, 'dal')} {until}: {way_out}, oppure ritiralo."


async def _known(figure_id: UUID, act_id: UUID) -> Entered | None:
    """The figure; None when this very act is already done. Raises NotThere, Refused for one withdrawn."""
    if await db.fetchval("SELECT true FROM parameter_act WHERE act_id = $1", act_id):
        return None
    found = next((one for one in entered(await acts()) if one.id == figure_id), None)
    if found is None:
        raise NotThere
    if found.withdrawn:
        raise Refused("Questo valore è già ritirato: per cambiarlo inseriscine uno nuovo.")
    return found


_Values = tuple[str | None, date | None, date | None, str | None, str | None, str | None]


async def _record(
    act_id: UUID, figure_id: UUID, kind: ActKind, key: str, values: _Values, by: Viewer
) -> None:
    value, valid_from, valid_to, source, evidence, reason = values
    number = await db.fetchval(
        _INSERT,
        act_id,
        figure_id,
        kind.value,
        key,
        value,
        valid_from,
        valid_to,
        source,
        evidence,
        reason,
        by.account_id,
        clock.now(),
    )
    await facts.record(ParameterChanged(figure_id=figure_id, act=number, kind=kind.value), by=by)
