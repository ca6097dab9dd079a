"""The door of tutoring: what the pages above may ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import clock, db
from portal.kernel.direct_work import PERIODS, Period, Source, Worked, columns
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.forgetting import count_papers_due, forget_modules, forget_plans
from portal.tutoring.actions.forgetting import forget_words as forget_plan_words
from portal.tutoring.actions.months import answer_in_area as answer_month
from portal.tutoring.pages.months import HerMonth as MonthToConfirm
from portal.tutoring.pages.months import her_months as months_to_confirm
from portal.tutoring.queries import due as _due
from portal.tutoring.queries import waiting as _waiting
from portal.tutoring.queries.of_person import HerPlan
from portal.tutoring.queries.of_person import of_person as plans_of_person
from portal.tutoring.queries.waiting import TutorDay, Waiting
from portal.tutoring.signals.pages import reason as signal_reason
from portal.tutoring.signals.queries import waiting as signals_waiting
from portal.tutoring.signals.vocabulary import SIGNAL_LABELS
from portal.tutoring.vocabulary import KEPT, OUTCOME_LABELS, Outcome, PartyRole, PlanState, StillThere
from portal.tutoring.vocabulary import STATE_LABELS as PLAN_STATE_LABELS

__all__ = [
    "OUTCOME_LABELS",
    "PLAN_STATE_LABELS",
    "HerPlan",
    "MonthToConfirm",
    "Outcome",
    "PartyRole",
    "PlanState",
    "RunningPlan",
    "TutorDay",
    "Waiting",
    "answer_month",
    "count_papers_due",
    "counts_by_state",
    "direct_work",
    "forget_modules",
    "forget_plan_words",
    "forget_plans",
    "months_to_confirm",
    "plans_of_person",
    "plans_of_tutor_today",
    "retention",
    "running_for_company",
    "waiting_for_company",
    "waiting_for_counsellor",
]


async def plans_of_tutor_today(viewer: Viewer) -> list[TutorDay]:
    """The tutor's running plans whose period holds today, and whether today is in the register."""
    return await _waiting.of_tutor_today(viewer)


async def waiting_for_counsellor(viewer: Viewer, person_ids: list[UUID]) -> list[Waiting]:
    """Warnings without an answer; reviews, documents and judgements that are due; plans to prepare, sign, start or
    close, registers with empty weeks, follow-ups."""
    warned = [
        Waiting(
            one.signal.plan_id,
            one.person_id,
            f"{SIGNAL_LABELS[one.signal.kind]}, {one.code}",
            signal_reason(one.signal),
            None,
            f"/signals/{one.signal.id}",
        )
        for one in await signals_waiting(viewer, person_ids)
    ]
    due = await _due.for_counsellor(viewer, person_ids, clock.today())
    return [*warned, *due, *await _waiting.for_counsellor(viewer, person_ids)]


async def waiting_for_company(viewer: Viewer) -> list[tuple[UUID, str, str]]:
    """Id, code and title of the plans the viewer is to sign for the company."""
    return await _waiting.for_company(viewer)


@dataclass(frozen=True, slots=True)
class RunningPlan:
    id: UUID
    code: str
    title: str
    state: PlanState
    starts_on: date
    ends_on: date

    @property
    def href(self) -> str:
        return f"/plans/{self.id}"


async def running_for_company(viewer: Viewer) -> list[RunningPlan]:
    """Plans under way that name the viewer; no person in them."""
    rows = await db.fetch(
        "SELECT p.id, p.code, p.title, p.state, p.starts_on, p.ends_on FROM plan p"
        " JOIN plan_party y ON y.plan = p.id AND y.account = $2 AND y.role = $4"
        " WHERE p.company = $1 AND p.state = ANY($3) ORDER BY p.ends_on, p.code LIMIT 50",
        viewer.organisation_id,
        viewer.account_id,
        [state.value for state in KEPT],
        PartyRole.COMPANY.value,
    )
    return [
        RunningPlan(
            row["id"], row["code"], row["title"], PlanState(row["state"]), row["starts_on"], row["ends_on"]
        )
        for row in rows
    ]


async def counts_by_state(service_ids: list[UUID]) -> dict[PlanState, int]:
    """How many plans of these services stand in each state; empty states are left out."""
    rows = await db.fetch(
        "SELECT state, count(*) AS n FROM plan WHERE service = ANY($1) GROUP BY state", service_ids
    )
    numbers = {row["state"]: row["n"] for row in rows}
    return {state: numbers[state.value] for state in PlanState if state.value in numbers}


async def direct_work(periods: Sequence[Period]) -> list[Worked]:
    """Minutes of visits and reviews that were held for plans."""
    rows = await db.fetch(
        f"SELECT t.n, v.recorded_by AS member, sum(v.minutes) AS minutes FROM {PERIODS}"
        " JOIN plan p ON p.service = t.service JOIN plan_visit v ON v.plan = p.id"
        " AND v.held_on BETWEEN t.first AND t.last AND v.recorded_by IS NOT NULL GROUP BY 1, 2",
        *columns(periods),
    )
    return [Worked(row["n"] - 1, row["member"], Source.VISIT, int(row["minutes"])) for row in rows]


async def retention(service_ids: list[UUID]) -> list[tuple[str, str]]:
    """At 3, 6, 12 months after a hire: of those whose follow-up has an answer, how many still work there."""
    rows = await db.fetch(
        "SELECT f.months, count(*) FILTER (WHERE f.still_there = $2) AS there,"
        " count(*) FILTER (WHERE f.still_there IN ($2, $3)) AS known"
        " FROM follow_up f JOIN plan p ON p.id = f.plan JOIN plan_outcome o ON o.plan = p.id"
        " WHERE p.service = ANY($1) AND o.outcome = 'hire' AND f.months > 1 GROUP BY f.months ORDER BY f.months",
        service_ids,
        StillThere.YES.value,
        StillThere.NO.value,
    )
    return [
        (
            f"A {row['months']} mesi",
            f"{round(100 * row['there'] / row['known'])}%, {row['there']} su {row['known']}",
        )
        for row in rows
        if row["known"]
    ]
