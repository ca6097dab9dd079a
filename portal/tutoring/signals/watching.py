"""The nightly look at every plan under way: the tutor is reminded of the register, who follows the person is warned.

A batch is one transaction, and each warning has a row that cannot be written twice: however often this runs, or is
killed, everything due goes out once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, db, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind, News
from portal.kernel.ladders import reached
from portal.tutoring.actions.telling import Due, remind, words
from portal.tutoring.packs.rules import Pack
from portal.tutoring.queries.register import pauses_of
from portal.tutoring.queries.under_way import Packs, UnderWay, holidays, kept
from portal.tutoring.rules import Pause, month_of
from portal.tutoring.signals import reading, rules
from portal.tutoring.signals.reading import Lines, Round
from portal.tutoring.signals.rules import Raised
from portal.tutoring.signals.vocabulary import SIGNAL_LABELS
from portal.tutoring.vocabulary import PlanState, Reminder

_NO_LINES = Lines(None, 0, 0)


async def watch() -> int:
    """Answers how many reminders and warnings were new."""
    today, told = clock.today(), 0
    packs = await Packs.on(today)
    async for plans in kept():
        told += await _batch(plans, packs, today)
    return told


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of one plan."""

    lines: Lines
    visited_on: date | None
    round: Round | None
    pauses: Sequence[Pause]
    attested: bool


async def _batch(plans: Sequence[UnderWay], packs: Packs, today: date) -> int:
    ids = [one.id for one in plans]
    lines = await reading.lines(ids, month_of(today).first, today)
    visits, rounds = await reading.last_visits(ids), await reading.rounds(ids)
    pauses, attested = await pauses_of(ids), await reading.attested(ids)
    due: list[Due] = []
    raised: list[tuple[UnderWay, Raised]] = []
    for plan in plans:
        known = _Known(
            lines.get(plan.id, _NO_LINES),
            visits.get(plan.id),
            rounds.get(plan.id),
            pauses.get(plan.id, ()),
            plan.id in attested,
        )
        pack = packs.of(plan)
        silent = _silence(plan, known, today)
        due += _log_reminder(plan, silent, today)
        raised += [(plan, one) for one in _warnings(plan, pack, known, silent, today)]
    async with db.unit_of_work():
        return await remind(due) + await _raise(raised)


def _is_watched(plan: UnderWay) -> bool:
    return plan.keeps_register and plan.state is PlanState.RUNNING


def _silence(plan: UnderWay, known: _Known, today: date) -> rules.Silence | None:
    if not _is_watched(plan):
        return None
    first = known.lines.last or plan.pattern.starts_on
    closed = holidays(plan.province, first.year, today.year)
    return rules.silence(plan.pattern, known.lines.last, closed, known.pauses, today)


def _log_reminder(plan: UnderWay, silent: rules.Silence | None, today: date) -> list[Due]:
    if silent is None or plan.tutor_id is None or plan.company_id is None:
        return []
    rung = reached(rules.LOG_LADDER, silent.since, today)
    if rung is None:
        return []
    return [
        Due(
            plan.id,
            Reminder.LOG,
            f"{silent.since}:{rung.name}",
            silent.since,
            words("plan_due.txt", plan.code, what="log", day=silent.since),
            f"/plans/{plan.id}/attendance",
            tutor=(plan.tutor_id, plan.company_id),
        )
    ]


def _warnings(
    plan: UnderWay, pack: Pack, known: _Known, silent: rules.Silence | None, today: date
) -> list[Raised]:
    found = [_last_day(plan, pack, known, today)]
    if known.round is not None:
        found.append(rules.falling(pack, known.round.pairs, known.round.on))
    if _is_watched(plan):
        month, lines = month_of(today), known.lines
        found.append(rules.missed_logs(pack, silent, today))
        found.append(rules.absences(pack, lines.present, lines.absent, month.first))
        last = min(today, plan.pattern.ends_on)
        found.append(rules.no_visit(pack, _since_visit(plan, known), last))
    return [one for one in found if one is not None]


def _since_visit(plan: UnderWay, known: _Known) -> date:
    ends = [one.until for one in known.pauses if one.until is not None]
    return max([plan.pattern.starts_on, *ends, *([known.visited_on] if known.visited_on else [])])


def _last_day(plan: UnderWay, pack: Pack, known: _Known, today: date) -> Raised | None:
    if not plan.keeps_register:
        return None
    paused = rules.paused_days(known.pauses, today)
    return rules.too_long(pack, plan.pattern.starts_on, paused, known.attested, today)


_WRITE = """
INSERT INTO plan_signal (id, plan, kind, period, since, measured, out_of, threshold, source, raised_at)
SELECT n.id, n.plan, n.kind, n.period, n.since, n.measured, n.out_of, n.threshold, n.source, $10
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::smallint[], $7::smallint[], $8::text[],
    $9::text[]) AS n (id, plan, kind, period, since, measured, out_of, threshold, source)
ON CONFLICT (plan, kind, period) DO NOTHING RETURNING plan, kind, period
"""


async def _raise(raised: Sequence[tuple[UnderWay, Raised]]) -> int:
    """Warnings that were not raised before, and who hears of them."""
    if not raised:
        return 0
    rows = await db.fetch(
        _WRITE,
        [new_id() for _ in raised],
        [plan.id for plan, _ in raised],
        [one.kind.value for _, one in raised],
        [one.period for _, one in raised],
        [one.since for _, one in raised],
        [one.measured for _, one in raised],
        [one.out_of for _, one in raised],
        [str(one.threshold) if one.threshold is not None else None for _, one in raised],
        [one.source for _, one in raised],
        clock.now(),
    )
    fresh: set[tuple[UUID, str, str]] = {(row["plan"], row["kind"], row["period"]) for row in rows}
    new = [(plan, one) for plan, one in raised if (plan.id, one.kind.value, one.period) in fresh]
    holders = await candidates.holders_of({plan.person_id for plan, _ in new})
    news = [
        News(
            holders[plan.person_id].account_id,
            holders[plan.person_id].service_id,
            plan.id,
            f"{one.kind.value}:{one.period}",
            words("plan_signal.txt", plan.code, label=SIGNAL_LABELS[one.kind].lower()),
            f"/plans/{plan.id}#segnali",
        )
        for plan, one in new
        if plan.person_id in holders
    ]
    await notifications.notify_all(Kind.PLAN_SIGNAL, news)
    return len(new)
