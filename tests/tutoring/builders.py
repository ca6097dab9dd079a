"""Plans of the tests, brought as far as a test needs through the actions people use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.vocabulary import Group
from portal.tutoring.actions import contents, links, preparing, running, signing, training
from portal.tutoring.actions.preparing import GoalLine, Preparation
from portal.tutoring.modules import MODULES
from portal.tutoring.packs.vocabulary import ForbiddenCase
from portal.tutoring.papers.actions import ScannedCopy
from portal.tutoring.vocabulary import (
    KINDS,
    CourseKind,
    DocumentKind,
    PlanKind,
    PlanState,
    Signer,
    VisitKind,
)
from tests import cast
from tests.matching import builders as proposals
from tests.matching.builders import Stage

GOALS = (
    GoalLine("Preparare gli ordini", "Dieci righe giuste senza chiedere", 4),
    GoalLine("Chiedere aiuto quando serve", "Alza il cartellino giallo", 4),
)


@dataclass(frozen=True)
class Course:
    """A plan, with those who have a ground on it."""

    stage: Stage
    plan_id: UUID
    tutor: Viewer

    @property
    def counsellor(self) -> Viewer:
        return self.stage.counsellor

    @property
    def recruiter(self) -> Viewer:
        return self.stage.recruiter


async def tutor_of(now: Stage, *, trained: bool = True) -> Viewer:
    tutor = await cast.someone(now.company_id, Role.IN_COMPANY_TUTOR)
    if trained:
        await train(tutor)
    return tutor


async def train(tutor: Viewer, modules: int = len(MODULES)) -> None:
    for module in MODULES[:modules]:
        await training.answer(module.key, module.best, by=tutor)


async def drafted(
    *,
    groups: Sequence[Group] = proposals.ALL,
    trained: bool = True,
    now: Stage | None = None,
    **vacancy: Any,
) -> Course:
    """A plan that an acceptance has just spawned."""
    now = now or await proposals.stage(**{"contract": "tis", "reserved": "none", **vacancy})
    if Group.QUOTA_CATEGORY in groups:
        await proposals.with_conditions(now)
    id = await proposals.accepted(now, groups=groups)
    await jobs.drain()
    plan_id = await db.fetchval("SELECT id FROM plan WHERE proposal = $1", id)
    return Course(now, plan_id, await tutor_of(now, trained=trained))


def preparation(tutor: Viewer, **changes: Any) -> Preparation:
    today = clock.today()
    usual = Preparation(
        starts_on=today - timedelta(days=40),
        ends_on=today + timedelta(days=120),
        weekly_hours=20,
        day_starts_at=time(8, 30),
        day_ends_at=time(12, 30),
        tutor_id=tutor.account_id,
        goals=GOALS,
    )
    return replace(usual, **changes)


async def prepared(course: Course | None = None, **changes: Any) -> Course:
    course = course or await drafted()
    await preparing.prepare(course.plan_id, preparation(course.tutor, **changes), by=course.counsellor)
    return course


async def to_sign(course: Course | None = None, **changes: Any) -> Course:
    course = await prepared(course, **changes)
    await preparing.complete(course.plan_id, by=course.counsellor)
    return course


async def signed(course: Course) -> None:
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    await signing.sign_for_service(course.plan_id, by=course.counsellor)
    await person_signs(course)


async def person_signs(course: Course) -> None:
    """She presses «Firmo» on the page of her link."""
    url = await links.send_link(course.plan_id, Signer.PERSON, by=course.counsellor)
    await links.sign_by_link(url.rsplit("/", 1)[-1])


SHEET = ScannedCopy("progetto firmato.pdf", b"%PDF-1.7\nun foglio\n%%EOF\n")


async def declared(course: Course, *cases: ForbiddenCase) -> None:
    """The company says that nothing forbids it, or what does."""
    await signing.declare_for_host(course.plan_id, cases, by=course.recruiter)


async def document(course: Course, kind: DocumentKind, *, valid_until: date | None = None) -> None:
    await signing.record_document(
        course.plan_id,
        kind,
        reference="Prot. 418",
        recorded_on=clock.today() - timedelta(days=60),
        valid_until=valid_until,
        by=course.counsellor,
    )


async def documents(course: Course) -> None:
    """All that is recorded, and what the company declares."""
    kind = KINDS[PlanKind(await value(course, "kind"))]
    for one in kind.documents:
        await document(course, one)
    if kind.rules is not None:
        await declared(course)


async def ready(course: Course | None = None, **changes: Any) -> Course:
    course = await to_sign(course, **changes)
    await documents(course)
    await signed(course)
    return course


async def running_plan(course: Course | None = None, **changes: Any) -> Course:
    """Started forty days ago unless told otherwise."""
    course = await ready(course, **changes)
    with clock.as_of(clock.now() - timedelta(days=39)):
        await running.start(course.plan_id, by=course.counsellor)
    return course


async def value(course: Course, column: str) -> Any:
    return await db.fetchval(f"SELECT {column} FROM plan WHERE id = $1", course.plan_id)


async def state_of(course: Course) -> PlanState:
    return PlanState(await value(course, "state"))


async def contents_added(course: Course, count: int = 3) -> None:
    """Courses and visits, so that a page has more rows to show."""
    for number in range(count):
        await contents.add_course(
            course.plan_id, id=new_id(), kind=CourseKind.BASE, title=f"Corso {number}", hours=4, starts_on=None,
            by=course.counsellor,
        )  # fmt: skip
        await contents.plan_visit(
            course.plan_id, id=new_id(), kind=VisitKind.VISIT, due_on=clock.today(), by=course.counsellor
        )
