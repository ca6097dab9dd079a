"""Beside the plan: warnings that wait, the indemnity, the final judgement."""

from dataclasses import dataclass

from portal.tutoring.indemnities import queries as indemnities
from portal.tutoring.indemnities.pages import IndemnityLine, line, records
from portal.tutoring.judgements import queries as judgements
from portal.tutoring.judgements.pages import JudgementView, is_asked, view
from portal.tutoring.queries.detail import Detail
from portal.tutoring.signals.pages import SignalView, signal_views
from portal.tutoring.vocabulary import KINDS, NOT_STARTED, PartyRole, PlanState

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Ahead:
    """``months``: the latest of the indemnity; ``indemnity``: whether the side reads it at all."""

    signals: list[SignalView]
    indemnity: bool
    months: list[IndemnityLine]
    judgement: JudgementView | None
    judges: bool


async def ahead_view(detail: Detail, side: PartyRole) -> Ahead:
    counsellor, started = side is PartyRole.COUNSELLOR, detail.state not in NOT_STARTED
    pays = started and side is not PartyRole.TUTOR and KINDS[detail.kind].rules is not None
    judged = side is not PartyRole.COMPANY and is_asked(detail)
    rows = await indemnities.of_plan(detail.id) if pays else []
    found = await judgements.of_plan(detail.id) if judged else None
    return Ahead(
        await signal_views(detail.id) if counsellor and started else [],
        pays,
        [line(row, row.code, records=records(row.payer, side)) for row in rows[:SHOWN]],
        view(found) if found is not None else None,
        judged and (counsellor or found is not None) and _judges(detail),
    )


def _judges(detail: Detail) -> bool:
    """Towards the end and after it; a plan that has just begun has nothing to judge."""
    return detail.state in (PlanState.RUNNING, PlanState.SUSPENDED, PlanState.ENDED, PlanState.INTERRUPTED)
