"""The page of one plan: the tutor's (screen 04), the company's, the counsellor's, from the same parts."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock
from portal.foundation.web.charts import (
    AttendanceMonth,
    BarChart,
    Sparkline,
    Week,
    attendance_month,
    goal_sparkline,
    weekly_hours,
)
from portal.foundation.web.italian import date_it, number_it, weekday
from portal.kernel.viewer import Viewer
from portal.tutoring import queries, rules, training
from portal.tutoring.modules import MODULES
from portal.tutoring.pages.lists import TAGS
from portal.tutoring.queries import Detail, GoalRow
from portal.tutoring.transitions import KEPT, TRANSITIONS
from portal.tutoring.vocabulary import (
    ABSENCE_LABELS,
    DIARY_LABELS,
    DIARY_TAGS,
    DOCUMENT_LABELS,
    KINDS,
    OUTCOME_LABELS,
    SIGNER_LABELS,
    STATE_LABELS,
    Absence,
    Actor,
    Outcome,
    PlanState,
    Signer,
)

DIARY_SHOWN = 10


@dataclass(frozen=True, slots=True)
class GoalView:
    id: UUID
    title: str
    note: str
    target: int
    line: Sparkline | None
    last_fact: str | None


@dataclass(frozen=True, slots=True)
class DiaryView:
    title: str
    when: str
    tag: str
    tag_kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    week: int
    weeks: int
    hours: str
    hours_done: float
    planned: int
    presence: str
    presence_note: str
    growing: str


@dataclass(frozen=True, slots=True)
class NextStep:
    day: date
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CheckRow:
    label: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class PlanPage:
    id: UUID
    code: str
    title: str
    lead: str
    state: str
    kind: str
    side: str
    """tutor, company or counsellor: decides the parts that are drawn."""
    person: str
    kept: bool
    today_words: str | None
    expected: str | None
    default_start: str | None
    default_end: str | None
    today_done: str | None
    progress: Progress | None
    goals: list[GoalView]
    growing: int
    hours_chart: BarChart | None
    month: AttendanceMonth | None
    month_title: str | None
    previous_month: str | None
    diary: list[DiaryView]
    diary_total: int
    next_steps: list[NextStep]
    training: list[CheckRow]
    training_done: int
    people: list[tuple[str, str]]
    documents: list[CheckRow]
    signatures: list[CheckRow]
    may_sign: bool
    moves: list[str]
    blocked: str | None
    outcome: str | None
    outcome_words: str | None
    follow_ups: list[CheckRow]
    contacts: list[tuple[str, str]]


def _goal(row: GoalRow) -> GoalView:
    scores = [rating.level for rating in row.ratings]
    line = goal_sparkline(row.text, scores, row.target, max(6, len(scores))) if scores else None
    last = row.ratings[-1].fact if row.ratings else None
    return GoalView(row.id, row.text, row.indicator, row.target, line, last)


def _growing(goals: list[GoalRow]) -> int:
    return sum(1 for goal in goals if len(goal.ratings) > 1 and goal.ratings[-1].level > goal.ratings[0].level)


def _progress(detail: Detail, days: list[rules.Day], goals: list[GoalRow], today: date) -> Progress | None:
    if detail.starts_on is None or detail.ends_on is None or detail.weekly_hours is None:
        return None
    total = rules.weeks(detail.starts_on, detail.ends_on)
    done = sum(day.minutes for day in days)
    in_month = [day for day in days if rules.month_of(day.on) == rules.month_of(today)]
    present, expected = rules.presence(in_month)
    planned = rules.planned_hours(detail.starts_on, detail.ends_on, detail.weekly_hours)
    return Progress(
        week=min(rules.week_number(detail.starts_on, today), total),
        weeks=total,
        hours=f"{number_it(done // 60)} di {number_it(planned)}",
        hours_done=done / 60,
        planned=planned,
        presence=f"{round(100 * present / expected)}%" if expected else "–",
        presence_note=f"{present} giorni su {expected}" if expected else "ancora nessun giorno",
        growing=f"{_growing(goals)} su {len(goals)}",
    )


def _hours_chart(detail: Detail, days: list[rules.Day], today: date) -> BarChart | None:
    if detail.starts_on is None or detail.weekly_hours is None or detail.starts_on > today:
        return None
    hours = rules.hours_per_week(days, detail.starts_on, min(today, detail.ends_on or today))
    shown = hours[-12:]
    first = len(hours) - len(shown) + 1
    weeks = [Week(first + index, value) for index, value in enumerate(shown)]
    return weekly_hours(weeks, detail.weekly_hours) if weeks else None


def _month(detail: Detail, days: list[rules.Day], month: rules.Month, today: date) -> AttendanceMonth:
    cells: dict[date, tuple[str, str]] = {}
    for day in days:
        if day.absence is None:
            cells[day.on] = ("present", f"{number_it(day.minutes / 60, None)} h")
        elif day.absence == Absence.CLOSED.value:
            cells[day.on] = ("unplanned", "chiuso")
        else:
            cells[day.on] = ("absent", "assente")
    return attendance_month(month.year, month.month, cells, today)


def _next_steps(detail: Detail, today: date) -> list[NextStep]:
    if detail.starts_on is None or detail.ends_on is None or detail.state not in KEPT:
        return []
    month = rules.month_of(today)
    steps = []
    if month.last <= detail.ends_on:
        steps.append(NextStep(month.last, "Chiudi le presenze", f"Registro di {date_it(month.last).split(' ', 1)[1]}", None))
    for days in (30, 90, 180):
        review = date.fromordinal(detail.starts_on.toordinal() + days)
        if today <= review < detail.ends_on:
            steps.append(NextStep(review, "Verifica intermedia", f"A {days} giorni dall’inizio", None))
    steps.append(NextStep(detail.ends_on, "Fine del percorso", "Esito e prosecuzione", None))
    return sorted(steps, key=lambda step: step.day)[:4]


async def plan_page(detail: Detail, viewer: Viewer, side: str, *, month: rules.Month | None = None) -> PlanPage:
    """Everything in a constant number of queries."""
    today = clock.today()
    days = await queries.register(detail.id)
    goals = await queries.goals(detail.id)
    entries, total = await queries.diary(detail.id, with_service_notes=side != "company", limit=DIARY_SHOWN)
    papers = await queries.documents(detail.id)
    signed = await queries.signatures(detail.id, detail.version)
    end = await queries.outcome(detail.id) if detail.state in TRANSITIONS.closed else None
    follow_ups = await queries.follow_ups(detail.id) if end and side == "counsellor" else []
    tutor_id = detail.tutor_id
    done = await training.completed(tutor_id) if tutor_id is not None else set()
    people_ids = [detail.counsellor_id, *([tutor_id] if tutor_id else []), *(entry.author_id for entry in entries)]
    names = await accounts.names(people_ids)
    person = (await candidates.names([detail.person_id])).get(detail.person_id, "Persona")
    ticked = [group for group in detail.groups if group in ("contacts", "accommodations")]
    data = await candidates.contact_groups(detail.person_id, ticked) if side != "counsellor" and ticked else {}
    shown = month or rules.month_of(today)
    own_today = next((day for day in days if day.on == today), None)
    kept = detail.state in KEPT
    period = (
        f"Dal {date_it(detail.starts_on)} al {date_it(detail.ends_on)}."
        if detail.starts_on and detail.ends_on
        else "Date da definire."
    )
    label = KINDS[detail.kind].label
    return PlanPage(
        id=detail.id,
        code=detail.code,
        title=f"{label}: {detail.title[:1].lower()}{detail.title[1:]}",
        lead=f"{person}, {detail.company_name}. {period}",
        state=STATE_LABELS[detail.state],
        kind=TAGS[detail.state],
        side=side,
        person=person,
        kept=kept,
        today_words=f"Oggi, {weekday(today)} {date_it(today)}" if kept and side == "tutor" else None,
        expected=f"Orario previsto {detail.day_starts_at:%H:%M}–{detail.day_ends_at:%H:%M}"
        if detail.day_starts_at and detail.day_ends_at
        else None,
        default_start=f"{detail.day_starts_at:%H:%M}" if detail.day_starts_at else None,
        default_end=f"{detail.day_ends_at:%H:%M}" if detail.day_ends_at else None,
        today_done=_day_words(own_today) if own_today else None,
        progress=_progress(detail, days, goals, today) if detail.state not in _BEFORE else None,
        goals=[_goal(goal) for goal in goals],
        growing=_growing(goals),
        hours_chart=_hours_chart(detail, days, today) if detail.state not in _BEFORE else None,
        month=_month(detail, days, shown, today) if detail.state not in _BEFORE else None,
        month_title=f"Presenze di {date_it(shown.first).split(' ', 1)[1]}",
        previous_month=shown.previous().key
        if detail.starts_on and shown.first > detail.starts_on
        else None,
        diary=[
            DiaryView(
                entry.title,
                f"{weekday(entry.on).capitalize()} {date_it(entry.on)}, {names.get(entry.author_id, 'Operatore')}",
                DIARY_LABELS[entry.kind],
                DIARY_TAGS[entry.kind],
                entry.text,
            )
            for entry in entries
        ],
        diary_total=total,
        next_steps=_next_steps(detail, today),
        training=_training(done),
        training_done=len(done),
        people=_people(detail, names, viewer),
        documents=[
            CheckRow(
                DOCUMENT_LABELS[kind],
                "done" if kind in papers else "doing",
                f"{papers[kind].reference}, {date_it(papers[kind].recorded_on)}" if kind in papers else "manca",
            )
            for kind in KINDS[detail.kind].documents
        ],
        signatures=[
            CheckRow(
                SIGNER_LABELS[signer],
                "done" if signer in signed else "doing",
                date_it(signed[signer]) if signer in signed else "da firmare",
            )
            for signer in Signer
        ],
        may_sign=detail.state is PlanState.TO_SIGN and side == "company" and Signer.COMPANY not in signed,
        moves=[row.name for row in TRANSITIONS.available(detail.state, [Actor.COUNSELLOR])] if side == "counsellor" else [],
        blocked=_blocked(detail, signed, papers, len(done)) if detail.state is PlanState.TO_SIGN else None,
        outcome=_outcome_words(end.outcome, end.ended_on) if end else None,
        outcome_words=end.words if end and side != "company" else None,
        follow_ups=[
            CheckRow(
                f"A {row.months} {'mese' if row.months == 1 else 'mesi'}",
                "done" if row.done_on else "doing",
                _STILL[row.still_there] if row.still_there else f"entro il {date_it(row.due_on)}",
            )
            for row in follow_ups
        ],
        contacts=[pair for group in ticked for pair in data.get(group, [])],
    )


_BEFORE = frozenset({PlanState.DRAFTED, PlanState.TO_SIGN, PlanState.READY})
_STILL = {"yes": "lavora ancora lì", "no": "non lavora più lì", "unknown": "non si sa"}


def _outcome_words(word: str, ended_on: date) -> str:
    if word.startswith("interrupted_by_"):
        who = {"person": "dalla persona", "company": "dall’azienda", "service": "dal servizio"}
        return f"Interrotto {who[word.removeprefix('interrupted_by_')]} il {date_it(ended_on)}"
    return f"{OUTCOME_LABELS[Outcome(word)]}, {date_it(ended_on)}"


def _day_words(day: rules.Day) -> str:
    if day.absence is not None:
        return ABSENCE_LABELS[Absence(day.absence)]
    return f"Presente dalle {day.starts_at:%H:%M} alle {day.ends_at:%H:%M}"


def _training(done: set[str]) -> list[CheckRow]:
    rows, next_found = [], False
    for module in MODULES:
        if module.key in done:
            rows.append(CheckRow(module.title, "done", None))
        elif not next_found:
            next_found = True
            rows.append(CheckRow(module.title, "doing", f"{module.minutes} minuti"))
        else:
            rows.append(CheckRow(module.title, "locked", None))
    return rows


def _people(detail: Detail, names: dict[UUID, str], viewer: Viewer) -> list[tuple[str, str]]:
    rows = []
    if detail.tutor_id is not None and detail.tutor_id in names:
        you = " (tu)" if detail.tutor_id == viewer.account_id else ""
        rows.append((names[detail.tutor_id] + you, "Tutor aziendale"))
    rows.append((names.get(detail.counsellor_id, "Operatore"), "Operatore"))
    return rows


def _blocked(detail: Detail, signed: Any, papers: Any, modules_done: int) -> str | None:
    """What still keeps a plan from being ready, in one sentence."""
    missing = [SIGNER_LABELS[one].lower() for one in Signer if one not in signed]
    lacking = [DOCUMENT_LABELS[one].lower() for one in KINDS[detail.kind].documents if one not in papers]
    parts = []
    if missing:
        parts.append("le firme di: " + ", ".join(missing))
    if lacking:
        parts.append("i documenti: " + ", ".join(lacking))
    if modules_done < len(MODULES):
        parts.append("la formazione del tutor")
    return "Prima dell’avvio mancano " + "; ".join(parts) + "." if parts else None
