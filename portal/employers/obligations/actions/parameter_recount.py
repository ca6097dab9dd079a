"""Every company counted again when a dated figure changes, and what changed for each, written down."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.events import ParameterRecountAdvanced, ParameterRecounted
from portal.employers.obligations.actions.recount import recount
from portal.employers.obligations.parameter_names import EFFECTS, name_of
from portal.employers.obligations.parameters import acts, known_at
from portal.employers.obligations.queries.cost import cost_until
from portal.employers.obligations.queries.standing import Standing, standing, standing_of
from portal.employers.obligations.rules.position import FIRST_DAY
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.overlay import Act, ActKind, entered
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM

BATCH = 50
COST_HORIZON = timedelta(days=182)
"""The cost of doing nothing is compared half a year after the day of the comparison."""


async def start(act: int) -> None:
    """One recount an act, however often it is asked for; none where the figure changes no duty."""
    known = await acts()
    if not name_of(_key_of(known, act)).counts_in_duties:
        return
    counted_on = compared_on(known, act, clock.today())
    async with db.unit_of_work():
        id = await db.fetchval(
            "INSERT INTO parameter_recount (id, act, counted_on, companies, changed, started_at)"
            " VALUES ($1, $2, $3, 0, 0, $4) ON CONFLICT (act) DO NOTHING RETURNING id",
            new_id(),
            act,
            counted_on,
            clock.now(),
        )
        if id is not None:
            await facts.record(ParameterRecountAdvanced(recount_id=id), by=SYSTEM)


def _key_of(known: tuple[Act, ...], number: int) -> str:
    act = next(one for one in known if one.number == number)
    return next(one.parameter.key for one in entered(known) if one.id == act.figure_id)


def compared_on(known: tuple[Act, ...], number: int, today: date) -> date:
    """Today when the act changes today's law, else the day nearest to it among those it changes."""
    act = next(one for one in known if one.number == number)
    row = next(one.parameter for one in entered(known[: known.index(act) + 1]) if one.id == act.figure_id)
    first, last = row.valid_from, row.valid_to
    if act.kind is ActKind.ENDED and act.last_day is not None:
        first, last = act.last_day + timedelta(days=1), None
    day = max(today, first)
    return max(day if last is None else min(day, last), FIRST_DAY)


@dataclass(frozen=True, slots=True)
class _Recount:
    id: UUID
    act: int
    counted_on: date
    after: UUID | None


async def go_on(recount_id: UUID) -> None:
    """The next companies; records that there are more, or that it is finished."""
    async with db.unit_of_work():
        row = await db.fetchrow(
            "SELECT id, act, counted_on, after FROM parameter_recount"
            " WHERE id = $1 AND finished_at IS NULL FOR UPDATE",
            recount_id,
        )
        if row is None:
            return
        await _batch(_Recount(**dict(row)))


async def _batch(running: _Recount) -> None:
    known = await acts()
    ids = [
        row["id"]
        for row in await db.fetch(
            "SELECT id FROM company WHERE state <> 'archived' AND ($1::uuid IS NULL OR id > $1)"
            " ORDER BY id LIMIT $2",
            running.after,
            BATCH,
        )
    ]
    changed = 0
    for company_id in ids:
        changed += await _one(running, known, company_id)
    done = len(ids) < BATCH
    await db.execute(
        "UPDATE parameter_recount SET companies = companies + $2, changed = changed + $3, after = coalesce($4, after),"
        " finished_at = $5 WHERE id = $1",
        running.id,
        len(ids),
        changed,
        ids[-1] if ids else None,
        clock.now() if done else None,
    )
    event = ParameterRecounted if done else ParameterRecountAdvanced
    await facts.record(event(recount_id=running.id), by=SYSTEM)


async def _one(running: _Recount, known: tuple[Act, ...], company_id: UUID) -> bool:
    """Whether the figure changed anything for the company. One that cannot be counted is left as it is."""
    try:
        before = await standing(company_id, running.counted_on, known_at(known, running.act - 1))
        after = standing_of(
            before.company, before.workers, before.written, known_at(known, running.act), running.counted_on
        )
        await recount(company_id)
    except (Refused, NotThere):
        return False
    rows = [
        (new_id(), running.id, company_id, figure, old, new)
        for figure, (old, new) in differences(before, after).items()
    ]
    await db.executemany(
        "INSERT INTO parameter_effect (id, recount, company, figure, before, after)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        rows,
    )
    return bool(rows)


def differences(before: Standing, after: Standing) -> dict[str, tuple[Decimal, Decimal]]:
    """Figures that are not the same, by their name in EFFECTS; the cost in euro."""
    old, new = _figures(before), _figures(after)
    return {name: (old[name], new[name]) for name in EFFECTS if old[name] != new[name]}


def _figures(now: Standing) -> dict[str, Decimal]:
    there = now.position
    cost = cost_until(now, there.on + COST_HORIZON).amount
    counts: dict[str, Any] = {
        "base3": there.base3,
        "base18": there.base18,
        "quota3": there.art3.quota,
        "quota18": there.art18.quota,
        "in_force3": there.art3.in_force,
        "in_force18": there.art18.in_force,
        "gap3": there.art3.gap,
        "gap18": there.art18.gap,
    }
    cents = round(cost * 100)
    return {**{name: Decimal(value) for name, value in counts.items()}, "cost": Decimal(cents) / 100}
