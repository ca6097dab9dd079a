"""Activities, the five axes, courses and visits of a plan, as its pages show them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation.web.italian import date_it, plural
from portal.reference.accommodations import Axis
from portal.tutoring.queries import contents
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import (
    COURSE_LABELS,
    MEASURE_LABELS,
    OPEN,
    VISIT_LABELS,
    VISIT_MODE_LABELS,
    MeasureState,
)

AXIS_LABELS: dict[Axis, str] = {
    Axis.TASKS: "Mansioni, tipo e quantità",
    Axis.TIMES: "Tempi",
    Axis.CONTEXT: "Contesto",
    Axis.NETWORKS: "Reti",
    Axis.SUPPORT: "Supporto e organizzazione",
}
MEASURE_TAGS: dict[MeasureState, str] = {
    MeasureState.AGREED: "ok",
    MeasureState.ASKED: "warning",
    MeasureState.GRANTED: "ok",
    MeasureState.PARTLY: "warning",
    MeasureState.REFUSED: "error",
}


@dataclass(frozen=True, slots=True)
class MeasureView:
    code: str
    name: str
    tag: tuple[str, str]
    note: str | None


@dataclass(frozen=True, slots=True)
class AxisView:
    label: str
    measures: list[MeasureView]


@dataclass(frozen=True, slots=True)
class CourseView:
    id: UUID
    title: str
    note: str
    done: bool


@dataclass(frozen=True, slots=True)
class VisitView:
    id: UUID
    title: str
    due_on: date
    note: str
    held: bool
    agreed: str | None


@dataclass(frozen=True, slots=True)
class ContentsView:
    activities: list[str]
    axes: list[AxisView]
    courses: list[CourseView]
    visits: list[VisitView]
    steps: list[tuple[str, str]]
    supports: list[tuple[str, str]]
    """Coaching and peer support, which may have begun before the plan; on the service's pages."""
    project: tuple[str, str, str] | None = None
    """What the plan is for: aim and version of her project, and where it is read; on the service's pages."""

    @property
    def measures(self) -> list[MeasureView]:
        return [one for axis in self.axes for one in axis.measures]


async def contents_view(detail: Detail, *, whole: bool = False) -> ContentsView:
    """Company and tutor read the measures she chose to show, as long as the plan is open; the service (``whole``)
    all of them, and what a visit agreed."""
    shown = whole or (detail.state in OPEN and "accommodations" in detail.groups)
    measures = await contents.measures(detail.id) if shown else []
    return ContentsView(
        await contents.activities(detail.id),
        [
            AxisView(AXIS_LABELS[axis], [_measure(one, whole) for one in measures if one.axis is axis])
            for axis in Axis
            if any(one.axis is axis for one in measures)
        ],
        [_course(one) for one in await contents.courses(detail.id)],
        [_visit(one, whole) for one in await contents.visits(detail.id)],
        [_step(one) for one in await contents.return_steps(detail.id)],
        [_support(one) for one in await candidates.supports_of(detail.person_id)] if whole else [],
        await _project(detail) if whole else None,
    )


async def _project(detail: Detail) -> tuple[str, str, str] | None:
    action_id = await contents.project_action(detail.id)
    found = await candidates.aim_of(action_id) if action_id is not None else None
    if found is None:
        return None
    version = f"versione {found.number}" + ("" if found.in_force else ", non più in vigore")
    return found.aim, f"{found.action} ({found.state_label.lower()})", f"Progetto personale, {version}"


def _support(one: candidates.Support) -> tuple[str, str]:
    met = (
        f"{plural(one.meetings, 'incontro', 'incontri')}, {one.minutes} minuti"
        if one.meetings
        else "nessun incontro"
    )
    return f"{one.title}, {one.professional}", f"{one.state}, {met}"


def _measure(one: contents.MeasureRow, whole: bool) -> MeasureView:
    note = None
    if one.answered_on is not None:
        note = f"Chiesta {date_it(one.asked_on, 'il')}, risposta {date_it(one.answered_on, 'del')}"
    elif one.asked_on is not None:
        note = f"Chiesta per iscritto {date_it(one.asked_on, 'il')}"
    if one.reason:
        note = f"{note}. {one.reason}"
    return MeasureView(one.code, one.name, (MEASURE_TAGS[one.state], MEASURE_LABELS[one.state]), note)


def _course(one: contents.CourseRow) -> CourseView:
    parts = [COURSE_LABELS[one.kind], plural(one.hours, "ora", "ore")]
    if one.provider is not None:
        parts.append(one.provider)
    if one.completed_on is not None:
        end = "con attestato" if one.certified else "senza attestato: le ore non bastano"
        parts.append(f"{one.hours_done} frequentate, concluso {date_it(one.completed_on, 'il')} {end}")
    elif one.starts_on is not None and one.ends_on is not None:
        parts.append(f"{date_it(one.starts_on, 'dal')} {date_it(one.ends_on, 'al')}")
    elif one.starts_on is not None:
        parts.append(date_it(one.starts_on, "dal"))
    return CourseView(one.id, one.title, ", ".join(parts), one.completed_on is not None)


def _visit(one: contents.VisitRow, whole: bool) -> VisitView:
    note = f"Prevista {date_it(one.due_on, 'il')}"
    if one.held_on is not None and one.mode is not None:
        note = f"{date_it(one.held_on)}, {VISIT_MODE_LABELS[one.mode].lower()}, {one.minutes} minuti"
    return VisitView(
        one.id,
        VISIT_LABELS[one.kind],
        one.due_on,
        note,
        one.held_on is not None,
        one.agreed if whole else None,
    )


def _step(one: contents.StepRow) -> tuple[str, str]:
    words = f"{plural(one.weekly_hours, 'ora', 'ore')} alla settimana"
    if one.tasks:
        words = f"{words}, {one.tasks}"
    return date_it(one.starts_on, "Dal"), f"{words}, da casa" if one.remote else words
