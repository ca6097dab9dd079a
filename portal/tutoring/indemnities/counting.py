"""Counting months: all that ended and were not counted, and those whose register changed since, by batches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.parameters import Parameters
from portal.tutoring.indemnities.rules import Earned, Minutes, earned, minutes_of, whole_month
from portal.tutoring.packs.delivered import BOOK
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.planned import Pattern
from portal.tutoring.queries.register import pauses_of
from portal.tutoring.queries.under_way import FROM, ROW, Remembered, UnderWay, holidays, read
from portal.tutoring.rules import Month, Pause, monday_of, month_of
from portal.tutoring.vocabulary import KINDS

BATCH = 1000
_RULED = [kind.value for kind, one in KINDS.items() if one.rules is not None]

_MONTHS = """ARRAY(SELECT m.first::date FROM generate_series(date_trunc('month', p.starts_on::timestamp),
    least(p.ends_on, u.ended_on, $1::date - 1)::timestamp, interval '1 month') AS m (first)
    WHERE NOT EXISTS (SELECT 1 FROM plan_indemnity i WHERE i.plan = p.id AND i.month = m.first::date)) AS fresh,
ARRAY(SELECT i.month FROM plan_indemnity i WHERE i.plan = p.id AND NOT i.settled AND (
    EXISTS (SELECT 1 FROM attendance a WHERE a.plan = i.plan AND a.entered_at > i.computed_at
        AND a.day >= i.month AND a.day < i.month + interval '1 month')
    OR EXISTS (SELECT 1 FROM plan_month c WHERE c.plan = i.plan AND c.month = i.month AND c.answer = 'confirmed')
    OR EXISTS (SELECT 1 FROM plan_amendment x WHERE x.plan = i.plan AND x.kind = 'extension'
        AND x.state = 'in_force' AND x.decided_at > i.computed_at))) AS changed"""
_DUE = f"""
SELECT {ROW}, u.ended_on, {_MONTHS} {FROM} LEFT JOIN plan_outcome u ON u.plan = p.id
WHERE p.indemnity > 0 AND p.kind = ANY($2) AND p.state IN ('running', 'suspended', 'ended', 'interrupted')
    AND p.starts_on < $1 AND {{which}}
"""
_ALL = _DUE.format(which="p.code > $3 ORDER BY p.code LIMIT $4")
_ONE = _DUE.format(which="p.id = $3")


@dataclass(frozen=True, slots=True)
class _Asked:
    plan: UnderWay
    last_day: date
    months: tuple[Month, ...]


def _asked(row: Any) -> _Asked:
    plan = read(row)
    months = sorted({*row["fresh"], *row["changed"]})
    last = min(plan.pattern.ends_on, row["ended_on"] or plan.pattern.ends_on)
    return _Asked(plan, last, tuple(month_of(day) for day in months))


async def count_months() -> int:
    """Answers how many months were counted, again or for the first time."""
    figures, today = await BOOK.in_force(), clock.today()
    counting, first, last, counted = _Counting(figures), month_of(today).first, "", 0
    while rows := await db.fetch(_ALL, first, _RULED, last, BATCH):
        last = rows[-1]["code"]
        counted += await counting.batch([_asked(row) for row in rows if row["fresh"] or row["changed"]])
    return counted


async def count_of_plan(plan_id: UUID, month: Month) -> int:
    """The month of one plan as soon as its register is confirmed, or corrected and confirmed again."""
    async with db.unit_of_work():
        figures, first = await BOOK.in_force(), month_of(clock.today()).first
        await db.execute(
            "UPDATE plan_indemnity SET settled = false WHERE plan = $1 AND month = $2", plan_id, month.first
        )
        rows = await db.fetch(_ONE, first, _RULED, plan_id)
        return await _Counting(figures).batch([_asked(row) for row in rows if row["fresh"] or row["changed"]])


_LINES = """
SELECT q.plan, q.month, coalesce(sum(extract(epoch FROM ((a.day + a.ends_at) AT TIME ZONE 'Europe/Rome')
    - ((a.day + a.starts_at) AT TIME ZONE 'Europe/Rome'))) FILTER (WHERE a.absence IS NULL), 0)::int / 60 AS done,
    coalesce(array_agg(a.day) FILTER (WHERE a.absence = 'closed'), '{}') AS closed,
    EXISTS (SELECT 1 FROM plan_month c WHERE c.plan = q.plan AND c.month = q.month AND c.answer = 'confirmed')
        AND NOT EXISTS (SELECT 1 FROM plan_month c WHERE c.plan = q.plan AND c.month = q.month
            AND c.answer IS NULL) AS settled
FROM unnest($1::uuid[], $2::date[]) AS q (plan, month)
LEFT JOIN attendance a ON a.plan = q.plan AND a.day >= q.month AND a.day < q.month + interval '1 month'
GROUP BY q.plan, q.month
"""
_WRITE = """
INSERT INTO plan_indemnity (id, plan, month, agreed, base, due, whole, counted, done, threshold, proportional,
    source, evidence, settled, computed_at)
SELECT n.*, $15 FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
    $9::int[], $10::text[], $11::bool[], $12::text[], $13::text[], $14::bool[]) AS n
ON CONFLICT (plan, month) DO UPDATE SET agreed = excluded.agreed, base = excluded.base, due = excluded.due,
    whole = excluded.whole, counted = excluded.counted, done = excluded.done, threshold = excluded.threshold,
    proportional = excluded.proportional, source = excluded.source, evidence = excluded.evidence,
    settled = excluded.settled, computed_at = excluded.computed_at
"""


class _Counting:
    """Packs and expected days made once: many plans share week, province and rules."""

    def __init__(self, figures: Parameters) -> None:
        self._figures = figures
        self._packs: dict[tuple[Scope, date], Pack] = {}
        self._days: dict[tuple[object, ...], dict[date, int]] = {}
        self._earned: dict[tuple[Scope, date, int, Minutes], Earned] = {}

    async def batch(self, asked: Sequence[_Asked]) -> int:
        """One transaction, a constant number of queries."""
        wanted = [(one, month) for one in asked for month in one.months]
        if not wanted:
            return 0
        async with db.unit_of_work():
            lines = await db.fetch(
                _LINES, [one.plan.id for one, _ in wanted], [month.first for _, month in wanted]
            )
            told = {(row["plan"], row["month"]): row for row in lines}
            pauses = await pauses_of([one.plan.id for one in asked])
            rows = [
                self._row(one, month, told[one.plan.id, month.first], pauses.get(one.plan.id, ()))
                for one, month in wanted
            ]
            await db.execute(_WRITE, *[list(column) for column in zip(*rows, strict=True)], clock.now())
        return len(rows)

    def _row(self, asked: _Asked, month: Month, told: Any, pauses: Sequence[Pause]) -> tuple[object, ...]:
        plan = asked.plan
        minutes = minutes_of(
            self._expected(plan, month),
            starts_on=plan.pattern.starts_on,
            ends_on=asked.last_day,
            pauses=pauses,
            closed=set(told["closed"]),
            done=told["done"],
        )
        agreed, pack = 100 * (plan.indemnity or 0), self._pack(plan, month)
        key = (pack.scope, pack.on, agreed, minutes)
        if key not in self._earned:
            self._earned[key] = earned(pack, agreed, minutes)
        one = self._earned[key]
        return (new_id(), plan.id, month.first, agreed, *_columns(one, minutes), told["settled"])

    def _pack(self, plan: UnderWay, month: Month) -> Pack:
        """The rules in force on the last day of the month, or of the plan."""
        key = (plan.scope, min(month.last, plan.pattern.ends_on))
        if key not in self._packs:
            self._packs[key] = Remembered(self._figures, *key)
        return self._packs[key]

    def _expected(self, plan: UnderWay, month: Month) -> dict[date, int]:
        pattern: Pattern = plan.pattern
        monday = monday_of(month.first)
        all_of_them = holidays(plan.province, monday.year, month.first.year)
        own = {day for day in all_of_them if monday <= day <= month.last}
        key = (
            pattern.weekly_hours, pattern.weekdays, pattern.day_starts_at, pattern.day_ends_at, month.key,
            frozenset(own),
        )  # fmt: skip
        if key not in self._days:
            self._days[key] = whole_month(pattern, month, own)
        return self._days[key]


def _columns(one: Earned, minutes: Minutes) -> tuple[object, ...]:
    return (
        one.base,
        one.due,
        minutes.whole,
        minutes.counted,
        minutes.done,
        str(one.threshold) if one.threshold is not None else None,
        one.proportional,
        one.source,
        one.evidence.value,
    )
