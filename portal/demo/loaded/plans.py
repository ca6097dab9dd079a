"""Rows of plans: preparation, documents, signatures, register, ratings, diary, outcome, follow-ups, hires."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from portal.candidates.cases.vocabulary import CommitmentKind
from portal.candidates.people.vocabulary import QuotaEligibility
from portal.demo.chance import Chance
from portal.demo.days import at, following
from portal.demo.lived.plans import FULL_TIME
from portal.demo.loaded import work
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.demo.world import plan_words as words
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
from portal.tutoring.rules import follow_ups, reminders_due
from portal.tutoring.vocabulary import (
    KINDS,
    Actor,
    Outcome,
    PartyRole,
    PlanKind,
    PlanState,
    Reminder,
    Signer,
)

COLUMNS = {
    "plan": "id code kind title proposal person company service counsellor tutor vacancy groups starts_on ends_on "
    "weekly_hours day_starts_at day_ends_at state state_since created_at version sintetico",
    "plan_step": "id plan position move state actor account note_sealed at",
    "plan_party": "id plan account role",
    "plan_goal": "id plan position text indicator target",
    "goal_rating": "id goal rated_on level fact_sealed rated_by",
    "plan_document": "id plan kind reference recorded_on recorded_by",
    "plan_signature": "id plan version signer how signed_at recorded_by",
    "attendance": "id plan day starts_at ends_at absence entered_by entered_at",
    "diary_entry": "id plan kind title text_sealed happened_on for_service author written_at",
    "plan_outcome": "id plan outcome ended_on words_sealed recorded_by",
    "follow_up": "id plan months due_on done_on still_there recorded_by",
    **work.OF_PLANS,
    "plan_reminder": "plan kind period due_on sent_at",
    "case_commitment": "id case kind ref_id code committed_at",
    "worker": " ".join(INSERTED),
    "worker_proposal": "id company plan_id name_sealed starts_on weekly_hours full_time_hours contract protection "
    "state proposed_at decided_at decided_by worker",
}
_S = PlanState
_OPEN = frozenset({_S.DRAFTED, _S.TO_SIGN, _S.READY, _S.RUNNING, _S.SUSPENDED})
_KINDS = {"tis": PlanKind.TIS, "tirocinio": PlanKind.TIROCINIO}
_EVENING, _MORNING = 20.0, 7.5


class Path:
    """One plan's rows. ``number`` counts from 1 and makes its code."""

    def __init__(self, batch: Batch, known: Known, number: int, plan: Plan, proposal: Proposal) -> None:
        self.batch, self.known, self.plan, self.proposal = batch, known, plan, proposal
        self.chance = Chance.of(known.world.seed, "loaded plan", number)
        self.accepted_on = proposal.closed_on or plan.starts_on
        self.id = self.chance.id(self.accepted_on)
        self.person, self.vacancy = known.people[proposal.person], known.vacancies[proposal.vacancy]
        self.company = known.companies[self.vacancy.company]
        self.counsellor = self.person.counsellor_id
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
            [group.value for group in self.proposal.groups], plan.starts_on if ready else None,
            plan.ends_on if ready else None, plan.weekly_hours if ready else None,
            plan.day_starts_at if ready else None, plan.day_ends_at if ready else None, plan.state.value, since,
            at(self.accepted_on, _EVENING), 1, True,
        )  # fmt: skip
        if plan.state in _OPEN and not self.person.is_closed:
            self.batch.add(
                "case_commitment", self.chance.id(self.accepted_on), self.person.case_id, CommitmentKind.PLAN.value,
                self.id, self.code, at(self.accepted_on, _EVENING),
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
        on = signed_on or completed_on
        for kind in KINDS[self.kind].documents:
            self.batch.add(
                "plan_document",
                self.chance.id(on),
                self.id,
                kind.value,
                words.DOCUMENT,
                completed_on,
                self.counsellor,
            )
        signers = [(Signer.PERSON, "paper", self.counsellor), (Signer.SERVICE, "click", self.counsellor)]
        if signed_on is not None:
            signers.append((Signer.COMPANY, "click", self.company.readers[0]))
        for signer, how, account in signers:
            self.batch.add(
                "plan_signature", self.chance.id(on), self.id, 1, signer.value, how, at(on, 12.0), account
            )

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
        if Group.QUOTA_CATEGORY not in self.proposal.groups:
            return Protection.NONE
        return Protection.ART18 if QuotaEligibility.ART18 in self.person.quota else Protection.ART1
