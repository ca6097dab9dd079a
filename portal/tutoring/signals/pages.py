"""Warnings in words: the figures they were raised with, the rule where there is one."""

from dataclasses import dataclass
from math import floor
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation.web.italian import date_it, month_year, plural
from portal.tutoring.signals import queries
from portal.tutoring.signals.queries import SignalRow
from portal.tutoring.signals.vocabulary import ANSWER_LABELS, SIGNAL_LABELS, SignalKind


def reason(one: SignalRow) -> str:
    """Why it was raised, in one or two sentences."""
    match one.kind:
        case SignalKind.MISSED_LOGS:
            days = plural(one.measured, "giorno previsto senza una riga", "giorni previsti senza una riga")
            return f"{date_it(one.since, 'Dal')}: {days}."
        case SignalKind.ABSENCES:
            share = floor(100 * one.threshold) if one.threshold is not None else 0
            days = plural(one.measured, "giorno", "giorni")
            words = f"A {month_year(one.since)} presente {days} su {one.out_of}: la soglia è {share} %."
            return f"{words} Regola: {one.source}." if one.source else words
        case SignalKind.RATINGS:
            goals = "obiettivo è sceso" if one.measured == 1 else "obiettivi sono scesi"
            return f"Nella valutazione {date_it(one.since, 'del')} {one.measured} {goals}, su {one.out_of} valutati."
        case SignalKind.NO_VISIT:
            return f"Nessuna visita {date_it(one.since, 'dal')}: {plural(one.measured, 'giorno', 'giorni')}."
        case SignalKind.TOO_LONG:
            months = plural(one.measured, "mese", "mesi")
            words = f"La durata massima di {months} è finita {date_it(one.since, 'il')}, sospensioni escluse."
            return f"{words} Regola: {one.source}." if one.source else words


@dataclass(frozen=True, slots=True)
class SignalView:
    """``answer`` None: it waits."""

    id: UUID
    title: str
    reason: str
    raised: str
    answer: str | None
    note: str | None


async def signal_views(plan_id: UUID) -> list[SignalView]:
    rows = await queries.of_plan(plan_id)
    names = await accounts.names({one.answered_by for one in rows if one.answered_by is not None})
    return [_view(one, names) for one in rows]


def _view(one: SignalRow, names: dict[UUID, str]) -> SignalView:
    answer = None
    if one.answer is not None:
        who = names.get(one.answered_by, "") if one.answered_by is not None else ""
        answer = f"{ANSWER_LABELS[one.answer]}, {date_it(one.answered_on)}" + (f", {who}" if who else "")
    return SignalView(
        one.id, SIGNAL_LABELS[one.kind], reason(one), date_it(one.raised_on, "dal"), answer, one.note
    )
