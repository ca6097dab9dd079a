"""Rows of plans: preparation, documents, signatures, register, ratings, diary, outcome, follow-ups, hires."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from uuid import UUID

import msgspec

from portal.candidates.cases.vocabulary import CommitmentKind
from portal.candidates.people.vocabulary import QuotaEligibility
from portal.demo.chance import Chance
from portal.demo.days import at, following
from portal.demo.lived.plans import FULL_TIME
from portal.demo.loaded import hanging, work
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.demo.world import plan_words as words
from portal.demo.world.disclosing import shown
from portal.demo.world.models import Plan, Proposal
from portal.employers.companies.actions.workforce import INSERTED, row_values
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.sealing import PROPOSAL, seal_name
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    HireProposalState,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.foundation import crypto
from portal.matching.vocabulary import Group
from portal.reference import accommodations, municipalities, provinces
from portal.tutoring.actions.links import LINK_DAYS
from portal.tutoring.judgements.actions import LINK_DAYS as JUDGEMENT_DAYS
from portal.tutoring.judgements.queries import Content
from portal.tutoring.judgements.queries import sealed as judgement_sealed
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.rules import Pack, Scope, least_indemnity
from portal.tutoring.packs.vocabulary import RuleKind
from portal.tutoring.papers.actions import sealed_content
from portal.tutoring.rules import follow_ups, reminders_due
from portal.tutoring.vocabulary import (
    KINDS,
    Actor,
    ConfirmedHow,
    CourseKind,
    DocumentKind,
    MeasureState,
    MonthAnswer,
    Outcome,
    PaperKind,
    PartyRole,
    PlanKind,
    PlanState,
    Reminder,
    SignedHow,
    Signer,
    VisitKind,
    VisitMode,
)

COLUMNS = {
    "plan": "id code kind title proposal person company service counsellor tutor vacancy groups starts_on ends_on "
    "weekly_hours day_starts_at day_ends_at state state_since created_at version sintetico weekdays rules_region "
    "category_sealed counts_for_host indemnity meals project_action",
    "plan_step": "id plan position move state actor account note_sealed at",
    "plan_party": "id plan account role",
    "plan_goal": "id plan position text indicator target",
    "goal_rating": "id goal rated_on level fact_sealed rated_by",
    "plan_activity": "id plan position text",
    "plan_measure": "id plan axis code state",
    "plan_course": "id plan kind title hours starts_on",
    "plan_visit": "id plan kind due_on held_on mode minutes agreed_sealed recorded_by",
    "plan_document": "id plan kind reference recorded_on recorded_by category_code",
    "plan_paper": "id plan kind version signers affected content_sealed drawn_at drawn_by",
    "plan_signature": "id plan paper signer how signed_at recorded_by",
    "signature_link": "id plan signer token_hash created_at expires_at used_at",
    "host_declaration": "id plan cases declared_by declared_at other_tasks",
    "attendance": "id plan day starts_at ends_at absence entered_by entered_at",
    "plan_month": "id plan month version minutes present expected closed_by closed_at token_hash expires_at answer "
    "answered_at how",
    "diary_entry": "id plan kind title text_sealed happened_on for_service author written_at",
    "plan_outcome": "id plan outcome ended_on words_sealed recorded_by",
    "plan_judgement": "id plan version no_show content_sealed filled_by filled_at tutor tutor_at person_at token_hash "
    "expires_at",
    "follow_up": "id plan months due_on done_on still_there recorded_by",
    **hanging.COLUMNS,
    **work.OF_PLANS,
    "plan_reminder": "plan kind period due_on sent_at",
    "case_commitment": "id case kind ref_id code until committed_at",
    "worker": " ".join(INSERTED),
    "worker_proposal": "id company plan_id name_sealed starts_on weekly_hours full_time_hours contract protection "
    "state proposed_at decided_at decided_by worker",
}
_S = PlanState
_OPEN = frozenset({_S.DRAFTED, _S.TO_SIGN, _S.READY, _S.RUNNING, _S.SUSPENDED})
_KINDS = {"tis": PlanKind.TIS, "tirocinio": PlanKind.TIROCINIO}
_EVENING, _MORNING = 20.0, 7.5
_CODE_FROM = date(2024, 10, 3)
"""Since then the communication of a TIS has a category of its own."""


class Path:
    """One plan's rows. ``number`` counts from 1 and makes its code."""

    def __init__(self, batch: Batch, known: Known, number: int, plan: Plan, proposal: Proposal) -> None:
        self.batch, self.known, self.plan, self.proposal = batch, known, plan, proposal
        self.number = number
        self.chance = Chance.of(known.world.seed, "loaded plan", number)
        self.accepted_on = proposal.closed_on or plan.starts_on
        self.id = self.chance.id(self.accepted_on)
        self.person, self.vacancy = known.people[proposal.person], known.vacancies[proposal.vacancy]
        self.company = known.companies[self.vacancy.company]
        self.counsellor = self.person.counsellor_id
        self.service_name = known.service_names[self.person.service_id]
        self.tutor = self.company.tutors[plan.tutor]
        self.kind = _KINDS.get(self.vacancy.contract, PlanKind.HIRE_WITH_TUTORING)
        self.code = f"{KINDS[self.kind].prefix}-{number:03d}"

    def add(self) -> None:
        steps = self._steps()
        self._plan(steps[-1][5])
        for position, (name, state, actor, account, note, moment) in enumerate(steps, 1):
            id = self.chance.id(moment.date())
            sealed = crypto.seal(note, table="plan_step", column="note_sealed", row=id) if note else None
            self.batch.add(
                "plan_step", id, self.id, position, name, state.value, actor.value, account, sealed, moment
            )
        work.of_plan(
            self.batch, self.known, self.plan, id=self.id, row_id=self.chance.id(self.accepted_on),
            company_id=self.company.id, service_id=self.person.service_id, tutor_id=self.tutor,
            vacancy=self.proposal.vacancy,
        )  # fmt: skip
        self._parties()
        if self.plan.completed_on is not None:
            self._sign(self.plan.completed_on, self.plan.signed_on)
        if self.plan.prepared_on is not None:
            self._keep(self.plan.prepared_on)
        self._end()

    def _plan(self, since: datetime) -> None:
        plan, ready = self.plan, self.plan.prepared_on is not None
        self.batch.add(
            "plan", self.id, self.code, self.kind.value, self.vacancy.title, self.proposal.id, self.person.id,
            self.company.id, self.person.service_id, self.counsellor, self.tutor if ready else None, self.vacancy.id,
            [group.value for group in shown(self.proposal, self.vacancy.side.reserved)],
            plan.starts_on if ready else None, plan.ends_on if ready else None, plan.weekly_hours if ready else None,
            plan.day_starts_at if ready else None, plan.day_ends_at if ready else None, plan.state.value, since,
            at(self.accepted_on, _EVENING), 1, True,
            [str(day) for day in words.weekdays(plan.weekly_hours)] if ready else None, self.region,
            crypto.seal(words.CATEGORY.value, table="plan", column="category_sealed", row=self.id), False,
            self.indemnity if ready else None, False,
            hanging.hang(
                self.batch, self.known, self.number, plan, self.person, kind=self.kind, code=self.code,
                title=self.vacancy.title, on=self.accepted_on,
            ),
        )  # fmt: skip
        for position, text in enumerate(self.vacancy.tasks, 1):
            self.batch.add("plan_activity", self.chance.id(self.accepted_on), self.id, position, text)
        for measure in self.measures:
            self.batch.add(
                "plan_measure", self.chance.id(self.accepted_on), self.id, measure.axis.value, measure.code,
                MeasureState.AGREED.value,
            )  # fmt: skip
        ended = plan.state not in _OPEN
        if ended or not self.person.is_closed:
            self.batch.add(
                "case_commitment", self.chance.id(self.accepted_on), self.person.case_id, CommitmentKind.PLAN.value,
                self.id, self.code, plan.ended_on if ended else None, at(self.accepted_on, _EVENING),
            )  # fmt: skip

    def _steps(self) -> list[tuple[str, PlanState, Actor, UUID | None, str | None, datetime]]:
        plan, counsellor = self.plan, self.counsellor
        drafted_at = at(self.accepted_on, _EVENING)
        found: list[tuple[str, PlanState, Actor, UUID | None, str | None, datetime]] = [
            ("draft", _S.DRAFTED, Actor.SYSTEM, None, None, drafted_at)
        ]

        def say(name: str, state: PlanState, on: date | None, hour: float, note: str | None = None) -> None:
            if on is not None:
                found.append((name, state, Actor.COUNSELLOR, counsellor, note, at(on, hour)))

        say("complete", _S.TO_SIGN, plan.completed_on, 11.4)
        if plan.signed_on is not None:
            signer = self.company.readers[0]
            found.append(("make_ready", _S.READY, Actor.SYSTEM, signer, None, at(plan.signed_on, 12.0)))
        if plan.state in (_S.RUNNING, _S.SUSPENDED, _S.ENDED, _S.INTERRUPTED):
            say("start", _S.RUNNING, plan.starts_on, 12.2)
        match plan.state:
            case _S.SUSPENDED:
                say("suspend", _S.SUSPENDED, plan.state_on, 18.2, words.SUSPENSION)
            case _S.ENDED:
                say("end", _S.ENDED, plan.ended_on, 18.3)
            case _S.INTERRUPTED:
                say("interrupt", _S.INTERRUPTED, plan.ended_on, 18.3, words.INTERRUPTION)
        return found

    def _parties(self) -> None:
        on = self.accepted_on
        asked = self.company.readers[:1] if self.proposal.origin.value == "company" else self.company.readers
        rows = [(account, PartyRole.COMPANY) for account in asked]
        rows.append((self.counsellor, PartyRole.COUNSELLOR))
        if self.plan.prepared_on is not None:
            rows.append((self.tutor, PartyRole.TUTOR))
        for account, role in rows:
            self.batch.add("plan_party", self.chance.id(on), self.id, account, role.value)

    def _sign(self, completed_on: date, signed_on: date | None) -> None:
        on, one = signed_on or completed_on, KINDS[self.kind]
        code = "09" if one.rules is RuleKind.TIS and completed_on >= _CODE_FROM else None
        for document in one.documents:
            self.batch.add(
                "plan_document", self.chance.id(on), self.id, document.value, words.DOCUMENT, completed_on,
                self.counsellor, code if document is DocumentKind.COMMUNICATION else None,
            )  # fmt: skip
        hands = {
            Signer.PERSON: (SignedHow.LINK, None),
            Signer.SERVICE: (SignedHow.CLICK, self.counsellor),
            Signer.COMPANY: (SignedHow.CLICK, self.company.readers[0]),
        }
        for kind, signers in one.signed.items():
            id = self.chance.id(completed_on)
            words_of_all = [signer.value for signer in signers]
            self.batch.add(
                "plan_paper", id, self.id, kind.value, 1, words_of_all, words_of_all,
                sealed_content(self._content(kind), id), at(completed_on, 11.4), self.counsellor,
            )  # fmt: skip
            for signer in signers:
                how, account = hands[signer]
                if signer is not Signer.COMPANY or signed_on is not None:
                    self.batch.add(
                        "plan_signature", self.chance.id(on), self.id, id, signer.value, how.value, at(on, 12.0),
                        account,
                    )  # fmt: skip
        token = self.chance.id(on).bytes + self.chance.id(on).bytes
        self.batch.add(
            "signature_link", self.chance.id(on), self.id, Signer.PERSON.value, token, at(on, 12.0),
            at(on + timedelta(days=LINK_DAYS), 12.0), at(on, 12.0),
        )  # fmt: skip
        if one.rules is not None and signed_on is not None:
            self.batch.add(
                "host_declaration",
                self.chance.id(on),
                self.id,
                [],
                self.company.readers[0],
                at(on, 12.0),
                True,
            )
        self._beside(completed_on)

    def _beside(self, completed_on: date) -> None:
        """A course, and the visit after three weeks."""
        plan = self.plan
        self.batch.add(
            "plan_course", self.chance.id(completed_on), self.id, CourseKind.BASE.value, words.COURSE,
            words.COURSE_HOURS, plan.starts_on,
        )  # fmt: skip
        started = plan.state in (_S.RUNNING, _S.SUSPENDED, _S.ENDED, _S.INTERRUPTED)
        held_on = words.visited_on(plan, self.known.world.day) if started else None
        id = self.chance.id(completed_on)
        held: tuple[object, ...] = (None, None, None, None, None)
        if held_on is not None:
            agreed = crypto.seal(words.AGREED, table="plan_visit", column="agreed_sealed", row=id)
            held = (held_on, VisitMode.IN_PERSON.value, words.VISIT_MINUTES, agreed, self.counsellor)
        self.batch.add(
            "plan_visit", id, self.id, VisitKind.VISIT.value, words.visit_on(plan.starts_on), *held
        )

    def _content(self, kind: PaperKind) -> dict[str, object]:
        """What the portal writes into the document, from what the sample data know."""
        plan = self.plan
        content: dict[str, object] = {
            "kind": self.kind.value,
            "title": KINDS[self.kind].progetto,
            "parties": {"company": self.company.name, "service": self.service_name, "service_in_charge": None},
            "place": {
                "name": self.company.name, "comune": municipalities.name(self.vacancy.comune),
                "post": self.vacancy.title,
            },
        }  # fmt: skip
        if kind is PaperKind.CONVENZIONE:
            return content
        return content | {
            "person": {"name": self.person.name},
            "period": {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat()},
            "weekly_hours": plan.weekly_hours,
            "tutor": self.company.tutor_names[plan.tutor],
            "goals": [[goal.text, goal.indicator, goal.target] for goal in plan.goals],
            "activities": list(self.vacancy.tasks),
            "measures": [[measure.axis.value, measure.name] for measure in self.measures],
        }

    @cached_property
    def region(self) -> str:
        return provinces.by_code(municipalities.by_code(self.vacancy.comune).province).region

    @cached_property
    def measures(self) -> list[accommodations.Accommodation]:
        """What the vacancy offers of what helps her, when she chose to show it."""
        if Group.ACCOMMODATIONS not in self.proposal.groups:
            return []
        return [accommodations.by_code(code) for code in self.person.helps if code in self.vacancy.offers]

    @cached_property
    def indemnity(self) -> int | None:
        """The least the rules ask; nothing where it is no tirocinio."""
        rules = KINDS[self.kind].rules
        if rules is None:
            return None
        own = Pack(delivered(), Scope(self.region, rules, words.CATEGORY), self.plan.starts_on)
        day = datetime.combine(self.plan.starts_on, self.plan.day_ends_at) - datetime.combine(
            self.plan.starts_on, self.plan.day_starts_at
        )
        least = least_indemnity(
            own, weekly_hours=self.plan.weekly_hours, hours_a_day=Fraction(int(day.total_seconds()), 3600)
        )
        return ceil(least.amount) if least else 0

    def _close_month(self, chance: Chance) -> None:
        """Closed by the tutor, confirmed by her link."""
        one = words.closed_month(self.plan, self.known.world.day)
        if one is None:
            return
        token = chance.id(one.on).bytes + chance.id(one.on).bytes
        self.batch.add(
            "plan_month", chance.id(one.on), self.id, one.month.first, 1, one.minutes, one.present, one.expected,
            self.tutor, at(one.on, 13.6), token, at(one.on + timedelta(days=LINK_DAYS), 13.6),
            MonthAnswer.CONFIRMED.value, at(one.confirmed_on, 13.7), ConfirmedHow.LINK.value,
        )  # fmt: skip

    def _keep(self, prepared_on: date) -> None:
        plan, chance = self.plan, self.chance
        goal_ids = []
        for position, goal in enumerate(plan.goals, 1):
            goal_ids.append(chance.id(prepared_on))
            self.batch.add(
                "plan_goal", goal_ids[-1], self.id, position, goal.text, goal.indicator, goal.target
            )
        for rating in plan.ratings:
            id = chance.id(rating.on)
            fact = crypto.seal(rating.fact, table="goal_rating", column="fact_sealed", row=id)
            self.batch.add(
                "goal_rating", id, goal_ids[rating.goal], rating.on, rating.level, fact, self.tutor
            )
        for one in plan.presences:
            self.batch.add(
                "attendance", chance.id(one.day), self.id, one.day, one.starts_at, one.ends_at,
                one.absence.value if one.absence else None, self.tutor, at(one.entered_on, 13.0),
            )  # fmt: skip
        self._close_month(chance)
        for entry in plan.diary:
            text = crypto.seal(entry.text, table="diary_entry", column="text_sealed", row=entry.id)
            self.batch.add(
                "diary_entry", entry.id, self.id, entry.kind.value, entry.title, text, entry.on, entry.for_service,
                self.tutor if entry.by_tutor else self.counsellor, at(entry.on, 13.4),
            )  # fmt: skip
        if plan.state in (_S.RUNNING, _S.SUSPENDED, _S.ENDED, _S.INTERRUPTED):
            until = plan.ended_on or self.known.world.day
            for month in reminders_due(plan.starts_on, plan.ends_on, until):
                sent_at = at(month.last + timedelta(days=1), _MORNING)
                self.batch.add("plan_reminder", self.id, Reminder.MONTH.value, month.key, month.last, sent_at)

    def _end(self) -> None:
        plan = self.plan
        if plan.ended_on is None:
            return
        id = self.chance.id(plan.ended_on)
        if plan.outcome is None:
            who = plan.interrupted_by.value if plan.interrupted_by else "service"
            outcome, said = f"interrupted_by_{who}", words.INTERRUPTION
        else:
            outcome, said = plan.outcome.value, words.OUTCOME
        sealed = crypto.seal(said, table="plan_outcome", column="words_sealed", row=id)
        self.batch.add("plan_outcome", id, self.id, outcome, plan.ended_on, sealed, self.counsellor)
        if plan.outcome is None:
            return
        self._judge(plan.ended_on, plan.outcome)
        found = {months: (on, still) for months, on, still in plan.followed_up}
        for months, due_on in follow_ups(plan.ended_on):
            done_on, still = found.get(months, (None, None))
            self.batch.add(
                "follow_up", self.chance.id(plan.ended_on), self.id, months, due_on, done_on, still,
                self.counsellor if done_on else None,
            )  # fmt: skip
            if due_on <= self.known.world.day:
                self.batch.add(
                    "plan_reminder",
                    self.id,
                    Reminder.FOLLOW_UP.value,
                    str(months),
                    due_on,
                    at(due_on, _MORNING),
                )
        if plan.outcome is Outcome.HIRE and plan.hire is not None:
            self._hire(plan.ended_on, plan.hire)

    def _judge(self, ended_on: date, outcome: Outcome) -> None:
        """Confirmed by tutor and person on the day it ended."""
        id, when = self.chance.id(ended_on), at(ended_on, 18.3)
        content = msgspec.json.encode(Content(*words.judgement(outcome), words.JUDGED)).decode()
        token = self.chance.id(ended_on).bytes + self.chance.id(ended_on).bytes
        self.batch.add(
            "plan_judgement", id, self.id, 1, False, judgement_sealed(content, "content_sealed", id), self.counsellor,
            when, self.tutor, when, when, token, when + timedelta(days=JUDGEMENT_DAYS),
        )  # fmt: skip

    def _hire(self, ended_on: date, state: HireProposalState) -> None:
        """What the plan proposed to the company's workforce, and the row it became where the company said yes."""
        chance, hours, whole = self.chance, Decimal(self.plan.weekly_hours), Decimal(FULL_TIME)
        id, starts_on = chance.id(ended_on), following(ended_on + timedelta(days=1))
        decided = state is not HireProposalState.PROPOSED
        decided_on = min(following(ended_on + timedelta(days=4)), self.known.world.day - timedelta(days=1))
        worker_id = None
        if state is HireProposalState.CONFIRMED:
            worker_id = chance.id(starts_on)
            draft = WorkerDraft(
                f"P{self.plan.proposal:04d}", self.company.site_id, starts_on, WorkContract.PERMANENT, hours, whole,
                name=self.person.name, protection=Protection.ART1,
                details=ProtectionDetails(ProtectedCategory.D1, 75), coverage_title=CoverageTitle.TARGETED_HIRE,
            )  # fmt: skip
            self.batch.extend("worker", [row_values(worker_id, self.company.id, draft)])
        self.batch.add(
            "worker_proposal", id, self.company.id, self.id, seal_name(self.person.name, id, PROPOSAL), starts_on,
            hours, whole, WorkContract.PERMANENT.value, self._protection().value, state.value, at(ended_on, 18.3),
            at(decided_on, 18.4) if decided else None, self.company.readers[0] if decided else None, worker_id,
        )  # fmt: skip

    def _protection(self) -> Protection:
        """Only what the person agreed to show."""
        if Group.QUOTA_CATEGORY not in shown(self.proposal, self.vacancy.side.reserved):
            return Protection.NONE
        return Protection.ART18 if QuotaEligibility.ART18 in self.person.quota else Protection.ART1
