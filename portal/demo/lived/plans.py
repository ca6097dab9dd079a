"""A plan from its preparation to its outcome: signatures, register, ratings, diary, hire, follow-ups."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby
from uuid import UUID

from portal.demo.days import following, working
from portal.demo.lived.past import Past
from portal.demo.lived.proposals import Course
from portal.demo.world import plan_words as words
from portal.demo.world.models import Entry, Plan, Presence, Rating
from portal.employers.companies.actions import hires
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import (
    HireProposalState,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import contents, ending, keeping, links, months, preparing, running, signing
from portal.tutoring.actions.keeping import Rated
from portal.tutoring.actions.preparing import Followed, GoalLine, Preparation
from portal.tutoring.indemnities import actions as paying
from portal.tutoring.indemnities import queries as indemnities
from portal.tutoring.judgements import actions as judging
from portal.tutoring.signals import actions as warned
from portal.tutoring.signals import queries as signals
from portal.tutoring.signals.vocabulary import SignalAnswer
from portal.tutoring.vocabulary import (
    KINDS,
    CourseKind,
    InterruptedBy,
    Outcome,
    PlanKind,
    PlanState,
    Signer,
    StillThere,
    VisitKind,
    VisitMode,
)

FULL_TIME = 40
_S = PlanState
STARTED = frozenset({_S.RUNNING, _S.SUSPENDED, _S.ENDED, _S.INTERRUPTED})


class Path:
    """One plan's steps. Its id is the portal's, known once the acceptance has had its effect."""

    def __init__(self, past: Past, plan: Plan, course: Course) -> None:
        self.past, self.plan, self.course = past, plan, course
        self.counsellor = course.counsellor
        company = course.company
        self.tutor: Viewer = past.in_company(company, company.having(Role.IN_COMPANY_TUTOR)[plan.tutor])
        self.id, self.kind = UUID(int=0), PlanKind.TIS
        self.goal_ids: list[UUID] = []
        self.visit_id = new_id()

    def tell(self) -> None:
        plan, past = self.plan, self.past
        if plan.prepared_on is not None:
            past.plan(plan.prepared_on, 11.2, self._prepare)
        if plan.completed_on is not None:
            past.plan(plan.completed_on, 11.4, self._complete)
            past.plan(plan.signed_on or plan.completed_on, 12.0, self._sign)
        if plan.state in (_S.RUNNING, _S.SUSPENDED, _S.ENDED, _S.INTERRUPTED):
            past.plan(plan.starts_on, 12.2, self._start)
            if (held_on := words.visited_on(plan, past.world.day)) is not None:
                past.plan(held_on, 12.4, partial(self._visit, held_on))
            for due_on in words.review_days(plan, past.world.day):
                past.plan(working(due_on), 12.6, partial(self._review, due_on))
        for presence in plan.presences:
            past.plan(presence.entered_on, 13.0, partial(self._log, presence))
        if (closed := words.closed_month(plan, past.world.day)) is not None:
            past.plan(closed.on, 13.6, partial(self._close, closed))
            past.plan(closed.confirmed_on, 13.7, self._confirm)
        for on, ratings in groupby(sorted(plan.ratings, key=lambda one: one.on), key=lambda one: one.on):
            past.plan(on, 13.2, partial(self._rate, on, list(ratings)))
        for entry in plan.diary:
            past.plan(entry.on, 13.4, partial(self._write, entry))
        if plan.state is _S.SUSPENDED:
            past.plan(plan.state_on, 18.2, self._suspend)
        if plan.ended_on is not None:
            past.plan(plan.ended_on, 18.3, self._end)
        if words.pays(plan.proposal) and plan.state in STARTED:
            past.plan(past.world.day - timedelta(days=1), 18.6, self._record)
        for after, on, found in plan.followed_up:
            past.plan(on, 16.2, partial(self._follow_up, after, StillThere(found)))
        if (
            plan.hire in (HireProposalState.CONFIRMED, HireProposalState.DECLINED)
            and plan.ended_on is not None
        ):
            answer_on = min(following(plan.ended_on + timedelta(days=4)), past.world.day - timedelta(days=1))
            past.plan(answer_on, 18.4, self._answer_hire)

    async def _prepare(self) -> None:
        row = await db.fetchrow("SELECT id, kind FROM plan WHERE proposal = $1", self.course.proposal.id)
        if row is None:
            raise LookupError("an accepted proposal of the sample data has no plan")
        self.id, self.kind = row["id"], PlanKind(row["kind"])
        plan = self.plan
        goals = [GoalLine(goal.text, goal.indicator, goal.target) for goal in plan.goals]
        given = Preparation(
            plan.starts_on, plan.ends_on, plan.weekly_hours, plan.day_starts_at, plan.day_ends_at,
            self.tutor.account_id, goals, weekdays=words.weekdays(plan.weekly_hours),
            followed=Followed(category=words.CATEGORY),
        )  # fmt: skip
        await preparing.prepare(self.id, given, by=self.counsellor)

    async def _complete(self) -> None:
        await contents.add_course(
            self.id, id=new_id(), kind=CourseKind.BASE, title=words.COURSE, hours=words.COURSE_HOURS,
            starts_on=self.plan.starts_on, by=self.counsellor,
        )  # fmt: skip
        await contents.plan_visit(
            self.id,
            id=self.visit_id,
            kind=VisitKind.VISIT,
            due_on=words.visit_on(self.plan.starts_on),
            by=self.counsellor,
        )
        await preparing.complete(self.id, by=self.counsellor)
        rows = await db.fetch("SELECT id FROM plan_goal WHERE plan = $1 ORDER BY position", self.id)
        self.goal_ids = [row["id"] for row in rows]

    async def _sign(self) -> None:
        """Everything, or all but the company's hand when the plan still waits for it. She signs by her link."""
        for kind in KINDS[self.kind].documents:
            await signing.record_document(
                self.id, kind, reference=words.DOCUMENT, recorded_on=self.plan.completed_on or self.plan.starts_on,
                by=self.counsellor,
            )  # fmt: skip
        url = await links.send_link(self.id, Signer.PERSON, by=self.counsellor)
        await links.sign_by_link(url.rsplit("/", 1)[-1])
        await signing.sign_for_service(self.id, by=self.counsellor)
        if self.plan.state is not _S.TO_SIGN:
            if KINDS[self.kind].rules is not None:
                await signing.declare_for_host(self.id, (), other_tasks=True, by=self.course.reader)
            await signing.sign_for_company(self.id, by=self.course.reader)

    async def _visit(self, held_on: date) -> None:
        await contents.report_visit(
            self.id, self.visit_id, held_on=held_on, mode=VisitMode.IN_PERSON, minutes=words.VISIT_MINUTES,
            agreed=words.AGREED, by=self.counsellor,
        )  # fmt: skip

    async def _review(self, due_on: date) -> None:
        """The night had called it, or the counsellor had thought of it herself."""
        id = await db.fetchval(
            "SELECT id FROM plan_visit WHERE plan = $1 AND kind = 'review' AND due_on = $2", self.id, due_on
        )
        if id is None:
            id = new_id()
            await contents.plan_visit(
                self.id, id=id, kind=VisitKind.REVIEW, due_on=due_on, by=self.counsellor
            )
        await contents.report_visit(
            self.id, id, held_on=working(due_on), mode=VisitMode.IN_PERSON, minutes=words.VISIT_MINUTES,
            agreed=words.AGREED, by=self.counsellor,
        )  # fmt: skip

    async def _start(self) -> None:
        await running.start(self.id, by=self.counsellor)

    async def _log(self, one: Presence) -> None:
        await keeping.log_day(
            self.id,
            day=one.day,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            absence=one.absence,
            by=self.tutor,
        )

    async def _close(self, closed: words.Closed) -> None:
        await months.close(self.id, closed.month, unwritten=True, by=self.tutor)

    async def _confirm(self) -> None:
        """She opens her link."""
        for asked in await months.waiting_links(self.id):
            await months.answer_by_link(asked.url.rsplit("/", 1)[-1], objection=None)

    async def _rate(self, on: date, ratings: list[Rating]) -> None:
        rated = [Rated(self.goal_ids[one.goal], one.level, one.fact) for one in ratings]
        await keeping.rate_goals(self.id, rated, on=on, by=self.tutor)

    async def _write(self, entry: Entry) -> None:
        await keeping.write_diary(
            self.id, id=entry.id, kind=entry.kind, title=entry.title, text=entry.text, goal_id=None,
            for_service=entry.for_service, by=self.tutor if entry.by_tutor else self.counsellor,
        )  # fmt: skip

    async def _suspend(self) -> None:
        await running.suspend(self.id, reason=words.SUSPENSION, by=self.counsellor)

    async def _end(self) -> None:
        plan = self.plan
        if plan.ended_on is None:
            return
        if plan.outcome is None:
            who = plan.interrupted_by or InterruptedBy.SERVICE
            await ending.interrupt(self.id, interrupted_by=who, reason=words.INTERRUPTION, by=self.counsellor)
            return
        hire = None
        if plan.outcome is Outcome.HIRE:
            hire = ending.Hire(following(plan.ended_on + timedelta(days=1)), plan.weekly_hours, FULL_TIME)
        await ending.end(
            self.id,
            outcome=plan.outcome,
            ended_on=plan.ended_on,
            words=words.OUTCOME,
            hire=hire,
            by=self.counsellor,
        )
        await self._judge(plan.outcome)

    async def _judge(self, outcome: Outcome) -> None:
        """Filled by the counsellor, confirmed by the tutor and, through her link, by the person."""
        judged, conditions = words.judgement(outcome)
        await judging.fill(
            self.id, judgement=judged, conditions=conditions, words=words.JUDGED, by=self.counsellor
        )
        await judging.confirm_as_tutor(self.id, version=1, words=None, by=self.tutor)
        url = await judging.waiting_link(self.id)
        if url is not None:
            await judging.confirm_by_link(url.rsplit("/", 1)[-1], words=None)

    async def _record(self) -> None:
        """Months that were paid, warnings that were answered."""
        for month in await indemnities.of_plan(self.id):
            if month.due:
                await paying.record_payment(
                    self.id, month.month, paid_on=month.month.last + timedelta(days=1), cents=month.due,
                    by=self.counsellor,
                )  # fmt: skip
        for signal in await signals.of_plan(self.id):
            await warned.answer(
                self.id, signal.id, answered=SignalAnswer.TUTOR, note=None, by=self.counsellor
            )

    async def _answer_hire(self) -> None:
        by = self.past.administrator(self.course.company)
        row = await db.fetchrow("SELECT id, starts_on FROM worker_proposal WHERE plan_id = $1", self.id)
        if row is None:
            raise LookupError("a hire of the sample data was not proposed")
        if self.plan.hire is HireProposalState.DECLINED:
            await hires.decline_hire(row["id"], by=by)
            return
        site_id = self.course.company.sites[0].id
        await hires.confirm_hire(
            row["id"],
            hires.Confirmation(
                code=f"P{self.plan.proposal:04d}",
                site_id=self.past.site_ids.get(site_id, site_id),
                starts_on=row["starts_on"],
                contract=WorkContract.PERMANENT,
                weekly_hours=Decimal(self.plan.weekly_hours),
                full_time_hours=Decimal(FULL_TIME),
                protection=Protection.ART1,
                details=ProtectionDetails(ProtectedCategory.D1, 75),
            ),
            by=by,
        )

    async def _follow_up(self, months: int, still_there: StillThere) -> None:
        await ending.record_follow_up(self.id, months=months, still_there=still_there, by=self.counsellor)
