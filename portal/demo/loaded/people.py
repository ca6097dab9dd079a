"""Rows of people: the file, the case with its steps, consents, project, assessment, profile."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.candidates.assessment.review_forms.vocabulary import FormKind, FormState, Setting
from portal.candidates.cases import rules as case_rules
from portal.candidates.cases.team.leading import ALL_PARTS
from portal.candidates.cases.team.vocabulary import EndedWhy, Position, ServiceState
from portal.candidates.cases.vocabulary import CLOSED, CaseState, ClosingReason, Track, Weight
from portal.candidates.eligibility.queries import as_kept
from portal.candidates.fairness.actions import kept
from portal.candidates.people.actions import tax_code_index
from portal.candidates.people.consents import NOTICE_VERSION
from portal.candidates.people.sealing import seal, seal_json, sealed
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.phases.moves import CLOSING
from portal.candidates.phases.vocabulary import HOLDER, PERSON, TEMPLATE, DecisionOutcome, Destination
from portal.candidates.projects.actions import Content
from portal.candidates.projects.vocabulary import ActionState, AgreedHow, Party, ProjectState, Reached
from portal.demo import papers
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.people import SUSPENSION_REVIEW
from portal.demo.loaded import profiles, rating, talks
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known, KnownPaper, KnownPerson, small
from portal.demo.world import balance, wishes, words
from portal.demo.world.eligibility import claim
from portal.demo.world.models import Life, Person
from portal.demo.world.projects import content as project_words
from portal.demo.world.projects import term_of
from portal.demo.world.sides import person_side
from portal.kernel.roles import Role

COLUMNS = {
    "person": "id service first_name last_name sort_name email comune_code preferred_contact birth_sealed "
    "tax_code_sealed tax_code_index quota_sealed conditions_sealed axes_sealed registered_by registered_at version "
    "sintetico",
    "experience": "id person profession_code years_band",
    "person_skill": "id person skill_code",
    "availability": "id person hours_min hours_max slots travel_modes max_minutes education_code licences contracts "
    "wished_professions free_from version preferred_slots preferred_contracts avoided_tags",
    "person_language": "id person language_code level",
    "fairness_attributes": "id person attributes_sealed recorded_by recorded_at",
    "consent": "id person kind given_on how collected_by notice_version recorded_at",
    "case_": "id person track weight lead_service holder state state_since suspended_from suspension_review_on "
    "opened_on admitted_on due_on closed_on closing_reason destination version",
    "quota_eligibility": "id person facts_sealed valid_from review_on checked_by checked_on recorded_at",
    "review_form": "id case person kind number setting state sections_sealed author written_on discussed_on closed_on "
    "version",
    "case_step": "id case move from_state to_state taken_on recorded_at account actor reason_sealed",
    **talks.COLUMNS,
    "case_decision": "id case outcome weight track reason_sealed decided_by decided_on notice_on",
    "case_service": "id case organisation position state referent mandate_from parts invited_by invited_on version",
    "involvement": "id case_service member role starts_on ends_on ended_why recorded_by recorded_at",
    "evaluation_plan": "id case template made_on",
    "project": "id case number state wishes_sealed situation_sealed starts_on redesign_reason_sealed next_review_on "
    "agreed_on written_by written_on version",
    "project_aim": "id project place text_sealed product_area indicator_sealed reached",
    "project_action": "id aim place text_sealed kind owner due_on state suggested_by",
    "project_agreement": "id project party how given_on recorded_by",
    **rating.COLUMNS,
    **profiles.COLUMNS,
}

_C = CaseState
_HANDED_OVER_REASON = {
    _C.NOT_ADMITTED: words.NO_ADMISSION,
    _C.SUSPENDED: words.SUSPENSION,
    _C.HANDED_OVER: words.HAND_OVER,
    _C.WITHDRAWN: words.WITHDRAWAL,
}
_LAST_MOVE = {
    _C.DISMISSED: "dismiss",
    _C.NOT_ADMITTED: "refuse",
    _C.SUSPENDED: "suspend",
    _C.HANDED_OVER: "hand_over_outside",
    _C.WITHDRAWN: "withdraw",
}
"""How a case left the phases."""
_CLOSING = {name: reason.value for name, reason in CLOSING.items()} | {
    "refuse": ClosingReason.NOT_WISHED.value
}


class File:
    """One person's rows."""

    def __init__(self, batch: Batch, known: Known, number: int, person: Person) -> None:
        self.batch, self.known, self.person, self.life = batch, known, person, person.life
        self.chance = Chance.of(known.world.seed, "loaded person", number)
        self.number = number
        self.service_id, counsellors, _ = known.services[person.service]
        self.holder = counsellors[person.holder]
        self.psychologist = known.psychologists[person.service]
        self.case_id = self.chance.id(person.life.opened_on)
        self.lead_id = self.chance.id(person.life.opened_on)
        self.aims: list[tuple[date, UUID]] = []

    def add(self) -> None:
        person, life = self.person, self.life
        self._person()
        steps = self._steps()
        self._case(len(steps))
        self._team()
        for place, (name, before, after, on, reason) in enumerate(steps):
            herself = name in ("suspend", "withdraw")
            id = self.chance.id(on)
            self.batch.add(
                "case_step", id, self.case_id, name, before, after, on, at(on, 9.0 + place / 10), self.holder,
                PERSON if herself else HOLDER, seal(reason, "case_step", "reason_sealed", id),
            )  # fmt: skip
        talks.add(self.batch, self.chance, person, self.case_id, self.holder)
        if life.decision_on is not None:
            self._consent(life.decision_on, ConsentKind.SERVICE)
        if life.admitted_on is not None:
            self._decision(DecisionOutcome.ADMITTED, words.ADMISSION, life.admitted_on)
        if life.state is _C.NOT_ADMITTED and life.state_on is not None:
            self._decision(DecisionOutcome.NOT_ADMITTED, words.NO_ADMISSION, life.state_on)
        self._project()
        if life.development_on is not None:
            self._development(life.development_on)
        day = papers.brought_on(self.number, person)
        if day is not None:
            self.known.papers.append(KnownPaper(self.chance.id(day), person, self.holder, day))
        self.known.people.append(
            KnownPerson(
                person.id, f"{person.contact.first_name} {person.contact.last_name}", self.case_id,
                life.state in CLOSED, self.service_id, self.holder, person.quota, tuple(person.conditions),
                tuple(self.aims),
                small(person_side(person, self.number)),
            )
        )  # fmt: skip

    def _person(self) -> None:
        one, life = self.person, self.life
        contact, id = one.contact, one.id
        known = life.development_on is not None
        self.batch.add(
            "person", id, self.service_id, contact.first_name, contact.last_name, contact.sort_name, contact.email,
            contact.comune_code, contact.preferred_contact,
            seal(contact.birth.isoformat() if contact.birth else None, "person", "birth_sealed", id),
            seal(contact.tax_code, "person", "tax_code_sealed", id),
            tax_code_index(contact.tax_code) if contact.tax_code else None,
            seal_json([each.value for each in one.quota], "person", "quota_sealed", id) if known else None,
            seal_json(list(one.conditions), "person", "conditions_sealed", id) if known else None,
            seal_json([each.value for each in wishes.axes(one)], "person", "axes_sealed", id) if known else None,
            self.holder, at(life.opened_on, 9.0), 2 if known else 1, True,
        )  # fmt: skip
        if life.person_on is None:
            return
        for each in one.experiences:
            self.batch.add("experience", each.id, id, each.profession_code, each.years.value)
        for code in one.skills:
            self.batch.add("person_skill", self.chance.id(life.person_on), id, code)
        wanted = one.available
        self.batch.add(
            "availability", self.chance.id(life.person_on), id, wanted.hours_min, wanted.hours_max, list(wanted.slots),
            list(wanted.travel_modes), wanted.max_minutes, wanted.education_code, list(wanted.licences),
            list(wanted.contracts), list(wanted.wished_professions), wanted.free_from, 1, list(wanted.preferred_slots),
            list(wanted.preferred_contracts), list(wanted.avoided_tags),
        )  # fmt: skip
        for code, level in wishes.languages(self.number).items():
            self.batch.add("person_language", self.chance.id(life.person_on), id, code, level)
        row = self.chance.id(life.person_on)
        self.batch.add(
            "fairness_attributes", row, id, kept(wishes.fairness(self.number, one), row), self.holder,
            at(life.person_on, 11.5),
        )  # fmt: skip

    def _case(self, moves: int) -> None:
        life, state = self.life, self.life.state
        since = _since(life)
        suspended = state is _C.SUSPENDED
        destination = None
        if state is _C.DISMISSED:
            destination = self.chance.pick(
                {Destination.WORK_OR_TRAINING: 6.0, Destination.SUPPORT: 4.0}
            ).value
        self.batch.add(
            "case_", self.case_id, self.person.id, self.person.track.value, Weight.FULL.value, self.service_id,
            self.holder, state.value, since, _C.DEVELOPMENT.value if suspended else None,
            since + SUSPENSION_REVIEW if suspended else None, life.opened_on, life.admitted_on,
            self._due_on(), since if state in CLOSED else None,
            _CLOSING[_LAST_MOVE[state]] if state in CLOSED else None, destination, moves,
        )  # fmt: skip

    def _due_on(self) -> date | None:
        """Only a placement has a term."""
        life = self.life
        if life.admitted_on is None or self.person.track is not Track.PLACEMENT:
            return None
        return case_rules.due_on(life.admitted_on)

    def _team(self) -> None:
        """The service that leads, its psychologist once she was asked to rate, and the plan of phase 2."""
        life, opened_on = self.life, self.life.opened_on
        self.batch.add(
            "case_service", self.lead_id, self.case_id, self.service_id, Position.LEAD.value,
            ServiceState.ACTIVE.value, self.holder, opened_on, ALL_PARTS, self.holder, opened_on, 1,
        )  # fmt: skip
        if life.development_on is not None:
            on = life.development_on
            over = life.state in CLOSED and life.state_on is not None
            self.batch.add(
                "involvement", self.chance.id(on), self.lead_id, self.psychologist, Role.PSYCHOLOGIST.value, on,
                life.state_on if over else None, EndedWhy.CASE_CLOSED.value if over else None, self.holder,
                at(on, 10.8),
            )  # fmt: skip
        if life.evaluation_on is not None:
            self.batch.add(
                "evaluation_plan",
                self.chance.id(life.evaluation_on),
                self.case_id,
                TEMPLATE,
                life.evaluation_on,
            )

    def _steps(self) -> list[tuple[str, str | None, str, date, str | None]]:
        """Move, from, to, day and reason, as the actions would have written them."""
        life = self.life
        skipped = life.sender_on is None
        rows: list[tuple[str, CaseState, date | None, str | None]] = [
            ("open", _C.REFERRAL, life.opened_on, None),
            ("start_evaluation", _C.FIRST_EVALUATION, life.evaluation_on, None),
            ("meet_sender", _C.INTERVIEW_WITH_SENDER, life.sender_on, None),
            (
                "skip_sender" if skipped else "meet_person", _C.INTERVIEW_WITH_PERSON, life.person_on,
                words.SKIPPED_SENDER if skipped else None,
            ),
            ("go_to_decision", _C.DECISION, life.decision_on, None),
            ("admit", _C.ACCEPTANCE, life.admitted_on, words.ADMISSION),
            ("start_development", _C.DEVELOPMENT, life.development_on, None),
            ("start_final_evaluation", _C.FINAL_EVALUATION, life.final_on, None),
        ]  # fmt: skip
        if life.state in _LAST_MOVE:
            rows.append(
                (_LAST_MOVE[life.state], life.state, life.state_on, _HANDED_OVER_REASON.get(life.state))
            )
        found: list[tuple[str, str | None, str, date, str | None]] = []
        before: str | None = None
        for name, after, on, reason in rows:
            if on is not None:
                found.append((name, before, after.value, on, reason))
                before = after.value
        return found

    def _decision(self, outcome: DecisionOutcome, reason: str, on: date) -> None:
        id = self.chance.id(on)
        self.batch.add(
            "case_decision", id, self.case_id, outcome.value, Weight.FULL.value, self.person.track.value,
            sealed(reason, "case_decision", "reason_sealed", id), self.holder, on, on,
        )  # fmt: skip

    def _consent(self, on: date, kind: ConsentKind) -> None:
        how = CollectedHow.PAPER if self.chance.happens(0.6) else CollectedHow.IN_PERSON
        self.batch.add(
            "consent", self.chance.id(on), self.person.id, kind.value, on, how.value, self.holder, NOTICE_VERSION,
            at(on, 10.6),
        )  # fmt: skip

    def _project(self) -> None:
        life = self.life
        if life.project is None or life.project_on is None:
            return
        over = life.state in CLOSED
        reached = ProjectState.CLOSED if over else life.project
        if life.renewed_on is None:
            self._version(1, reached, life.project, life.project_on)
            return
        self._version(1, ProjectState.SUPERSEDED, ProjectState.IN_FORCE, life.project_on)
        self._version(2, reached, ProjectState.IN_FORCE, life.renewed_on)

    def _version(self, number: int, state: ProjectState, came_to: ProjectState, on: date) -> None:
        id, chance = self.chance.id(on), self.chance
        agreed = came_to is ProjectState.IN_FORCE
        told = project_words(chance, self.holder, on, number=number, until=term_of(self.life))
        self.batch.add(
            "project", id, self.case_id, number, state.value, sealed(told.wishes, "project", "wishes_sealed", id),
            seal(told.situation, "project", "situation_sealed", id), told.starts_on,
            seal(told.redesign_reason, "project", "redesign_reason_sealed", id), told.next_review_on,
            on if agreed else None, self.holder, on, 3 if agreed else 1,
        )  # fmt: skip
        aim_id = self._aims(id, told, on)
        if agreed:
            self.aims.append((on, aim_id))
        if came_to is not ProjectState.DRAFT:
            self._agreement(id, Party.LEAD, AgreedHow.STEP_UP, on)
        if agreed:
            self._agreement(id, Party.PERSON, AgreedHow.IN_PERSON, on)

    def _aims(self, project_id: UUID, told: Content, on: date) -> UUID:
        """The last one, of the sample projects the only one."""
        aim_id = project_id
        for place, aim in enumerate(told.aims, start=1):
            aim_id = self.chance.id(on)
            self.batch.add(
                "project_aim", aim_id, project_id, place, sealed(aim.text, "project_aim", "text_sealed", aim_id),
                aim.area.value, sealed(aim.indicator, "project_aim", "indicator_sealed", aim_id), Reached.OPEN.value,
            )  # fmt: skip
            for at_place, action in enumerate(aim.actions, start=1):
                id = self.chance.id(on)
                self.batch.add(
                    "project_action", id, aim_id, at_place, sealed(action.text, "project_action", "text_sealed", id),
                    action.kind.value, action.owner, action.due_on, ActionState.PLANNED.value,
                    action.suggested_by.value,
                )  # fmt: skip
        return aim_id

    def _agreement(self, project_id: UUID, party: Party, how: AgreedHow, on: date) -> None:
        self.batch.add(
            "project_agreement", self.chance.id(on), project_id, party.value, how.value, on, self.holder
        )

    def _eligibility(self, on: date) -> None:
        id, seen = self.chance.id(on), claim(self.number, self.person, on)
        self.batch.add(
            "quota_eligibility", id, self.person.id, seal_json(as_kept(seen), "quota_eligibility", "facts_sealed", id),
            seen.valid_from, seen.review_on, self.holder, on, at(on, 10.8),
        )  # fmt: skip

    def _balance(self, on: date) -> None:
        id = self.chance.id(on)
        written = seal_json(balance.sections(self.number, self.person), "review_form", "sections_sealed", id)
        self.batch.add(
            "review_form", id, self.case_id, self.person.id, FormKind.SKILLS_BALANCE.value, 1,
            Setting.INDIVIDUAL.value, FormState.CLOSED.value, written, self.holder, on, on, on, 4,
        )  # fmt: skip

    def _development(self, on: date) -> None:
        self._consent(on, ConsentKind.PROFILE)
        self._consent(on, ConsentKind.PROPOSALS)
        self._eligibility(on)
        if self.number < balance.FIRST:
            self._balance(on)
        rating.add(
            self.batch,
            self.chance,
            self.person,
            self.case_id,
            self.service_id,
            self.holder,
            self.psychologist,
            on,
        )
        if self.person.card is not None:
            profiles.add(
                self.batch, self.chance, self.person.id, self.person.card, self.person.contact, self.holder
            )


def _since(life: Life) -> date:
    """When the case came to where it stands."""
    by_state = {
        _C.REFERRAL: life.opened_on,
        _C.FIRST_EVALUATION: life.evaluation_on,
        _C.INTERVIEW_WITH_SENDER: life.sender_on,
        _C.INTERVIEW_WITH_PERSON: life.person_on,
        _C.DECISION: life.decision_on,
        _C.ACCEPTANCE: life.admitted_on,
        _C.DEVELOPMENT: life.development_on,
        _C.FINAL_EVALUATION: life.final_on,
    }
    return by_state.get(life.state, life.state_on) or life.opened_on
