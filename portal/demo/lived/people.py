"""A person's file from the day it was opened: phases, interviews, consents, project, assessment, profile."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from portal.candidates.assessment import actions as assessment
from portal.candidates.assessment.grading import judge
from portal.candidates.assessment.review_forms import actions as review_forms
from portal.candidates.assessment.review_forms.vocabulary import FormKind, Setting
from portal.candidates.assessment.vocabulary import Occasion
from portal.candidates.cases import actions as cases
from portal.candidates.cases.vocabulary import CaseState, ClosingReason
from portal.candidates.documents import actions as documents
from portal.candidates.eligibility import actions as eligibility
from portal.candidates.fairness import actions as fairness
from portal.candidates.people import actions as file
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.phases import actions as phases
from portal.candidates.phases.actions import Reviewed, Talk
from portal.candidates.phases.moves import NOTHING, Given, move
from portal.candidates.phases.vocabulary import Destination, InterviewKind, Mode, Present
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts.actions import write as write_text
from portal.candidates.profiles.vocabulary import ProfileState, WithdrawnWhy
from portal.candidates.projects import actions as projects
from portal.candidates.projects import agreeing
from portal.candidates.projects.vocabulary import ProjectState
from portal.demo import papers
from portal.demo.chance import Chance
from portal.demo.lived.past import Past
from portal.demo.world import balance, texts, wishes, words
from portal.demo.world.eligibility import claim
from portal.demo.world.models import Person
from portal.demo.world.projects import content as project_words
from portal.demo.world.projects import term_of
from portal.demo.world.rating import judged_of, two_raters
from portal.foundation import clock
from portal.kernel.viewer import Viewer

SUSPENSION_REVIEW = timedelta(days=80)
CLOSE_AFTER = timedelta(days=30)
FINAL = Reviewed(words.FINAL, helped=words.RESOURCES[0], hindered=words.LOADS[2], network=words.AGREED[2])


class File:
    """One person's steps, all taken by her counsellor."""

    def __init__(self, past: Past, number: int, person: Person) -> None:
        self.past, self.number, self.person, self.life = past, number, person, person.life
        self.by: Viewer = past.counsellor(person)
        self.chance = Chance.of(past.world.seed, "lived person", number)

    def tell(self) -> None:
        self._referral()
        self._admission()
        self._project()
        self._development()
        self._card()
        self._end()
        self._paper()

    def _move(
        self, day: date | None, hour: float, name: str, given: Given = NOTHING, *, herself: bool = False
    ) -> None:
        if day is not None:
            self.past.plan(
                day, hour, partial(move, self.person.id, name, given, said_by_person=herself, by=self.by)
            )

    def _referral(self) -> None:
        life, person = self.life, self.person
        self.past.plan(
            life.opened_on, 9.0,
            partial(
                cases.open_file, id=person.id, contact=person.contact, track=person.track, by=self.by, sintetico=True
            ),
        )  # fmt: skip
        self._move(life.evaluation_on, 9.1, "start_evaluation")
        if life.evaluation_on is not None:
            note = partial(
                phases.note_evaluation, id=self._id(life.evaluation_on), person_id=person.id,
                workstations=self.chance.choice(words.WORKSTATIONS), load=self.chance.choice(words.LOADS),
                network=person.network, by=self.by,
            )  # fmt: skip
            self.past.plan(life.evaluation_on, 9.3, note)
        self._move(life.sender_on, 9.2, "meet_sender")
        if life.sender_on is not None:
            self._talk(life.sender_on, InterviewKind.HISTORY, Present.SENDER)
        skipped = life.sender_on is None
        reason = Given(reason=words.SKIPPED_SENDER) if skipped else NOTHING
        self._move(life.person_on, 9.2, "skip_sender" if skipped else "meet_person", reason)

    def _admission(self) -> None:
        life = self.life
        if life.person_on is not None:
            self._talk(life.person_on, InterviewKind.WELCOME, Present.PERSON)
            self.past.plan(life.person_on, 11.5, self._know)
        self._move(life.decision_on, 9.2, "go_to_decision")
        if life.decision_on is not None:
            self._consent(life.decision_on, 10.0, ConsentKind.SERVICE)
        if life.admitted_on is not None:
            self._move(
                life.admitted_on, 9.2, "admit", Given(reason=words.ADMISSION, notice_on=life.admitted_on)
            )

    async def _know(self) -> None:
        """What she did, can do and wants, asked in the first interview."""
        person = self.person
        for one in person.experiences:
            await file.add_experience(
                id=one.id,
                person_id=person.id,
                profession_code=one.profession_code,
                years=one.years,
                by=self.by,
            )
        await file.set_skills(person.id, person.skills, by=self.by)
        await file.set_availability(person.id, person.available, version=None, by=self.by)
        await file.set_languages(person.id, wishes.languages(self.number), by=self.by)
        await fairness.record(person.id, wishes.fairness(self.number, person), by=self.by)

    def _project(self) -> None:
        life = self.life
        if life.project_on is None or life.project is None:
            return
        self._version(life.project_on, life.project, 1)
        if life.renewed_on is not None:
            self._version(life.renewed_on, ProjectState.IN_FORCE, 2)

    def _version(self, day: date, reached: ProjectState, number: int) -> None:
        content = project_words(self.chance, self.by.account_id, day, number=number, until=term_of(self.life))
        id, person_id = self._id(day), self.person.id
        self.past.plan(
            day, 10.0, partial(projects.write, id=id, person_id=person_id, content=content, by=self.by)
        )
        if reached in (ProjectState.TO_AGREE, ProjectState.IN_FORCE):
            self.past.plan(day, 10.1, partial(agreeing.put_to_agreement, person_id, by=self.by))
        if reached is ProjectState.IN_FORCE:
            how = CollectedHow.IN_PERSON
            self.past.plan(day, 10.2, partial(agreeing.agree, person_id, how=how, by=self.by))

    def _development(self) -> None:
        life, day = self.life, self.life.development_on
        if day is None:
            return
        self._move(day, 10.5, "start_development")
        self._consent(day, 10.6, ConsentKind.PROFILE)
        self._consent(day, 10.7, ConsentKind.PROPOSALS)
        self.past.plan(day, 10.8, self._assess)
        if life.checked_on is not None:
            self._talk(life.checked_on, InterviewKind.CHECK, Present.PERSON)

    async def _assess(self) -> None:
        person = self.person
        today = clock.today()
        await eligibility.record(
            id=self._id(today), person_id=person.id, claim=claim(self.number, person, today), by=self.by
        )
        await file.set_conditions(
            person.id, accommodations=person.conditions, axes=wishes.axes(person), by=self.by
        )
        if self.number < balance.FIRST:
            await self._balance(today)
        await self._rate()

    async def _balance(self, today: date) -> None:
        id, person_id = self._id(today), self.person.id
        await review_forms.begin(id=id, person_id=person_id, kind=FormKind.SKILLS_BALANCE, by=self.by)
        written = balance.sections(self.number, self.person)
        await review_forms.write(id, person_id, written, setting=Setting.INDIVIDUAL, by=self.by)
        await review_forms.discuss(id, person_id, by=self.by)
        await review_forms.close(id, person_id, by=self.by)

    async def _rate(self) -> None:
        """Two raters, each alone; then what they agree on, signed by both."""
        person, holder, psychologist = self.person, self.by, self.past.psychologist(self.person)
        two = two_raters(self.chance, person.levels)
        id = await assessment.ask(
            id=person.assessment_id, person_id=person.id, occasion=Occasion.INITIAL,
            raters=[holder.account_id, psychologist.account_id], close_by=clock.today() + CLOSE_AFTER,
            observed_in=self.chance.choice(words.OBSERVED_IN), by=holder,
        )  # fmt: skip
        await assessment.fill(id, two.first, submit=True, by=holder)
        await assessment.fill(id, two.second, submit=True, by=psychologist)
        await assessment.compare(id, by=holder)
        await assessment.agree(id, two.settled, self.chance.choice(words.SYNTHESES), by=holder)
        await assessment.sign(id, by=psychologist)
        await assessment.sign(id, by=holder)
        wellbeing, judged = judged_of(self.chance, person.levels, clock.today())
        await judge(id=self.chance.id(clock.today()), person_id=person.id, wellbeing=wellbeing, judged=judged,
                    reason=words.GRADE_REASON, by=holder)  # fmt: skip

    def _paper(self) -> None:
        day = papers.brought_on(self.number, self.person)
        if day is not None:
            paper = partial(
                documents.add, id=self._id(day), person_id=self.person.id, paper=papers.curriculum(self.person),
                by=self.by,
            )  # fmt: skip
            self.past.plan(day, 12.7, paper)

    def _card(self) -> None:
        card, person_id = self.person.card, self.person.id
        if card is None:
            return
        self.past.plan(
            card.prepared_on, 12.0,
            partial(
                profiles.prepare, id=card.id, person_id=person_id, profession_code=card.profession_code, by=self.by
            ),
        )  # fmt: skip
        text = texts.text_of(card)
        if text is not None:
            self.past.plan(card.prepared_on, 12.1, partial(write_text, person_id, text, by=self.by))
        if card.submitted_on is not None:
            self.past.plan(card.submitted_on, 12.3, partial(profiles.submit, person_id, by=self.by))
        if (
            card.state is ProfileState.WITHDRAWN
            and card.ended_why is WithdrawnWhy.COUNSELLOR
            and card.ended_on
        ):
            self.past.plan(card.ended_on, 12.5, partial(profiles.withdraw, person_id, by=self.by))

    def _end(self) -> None:
        life, on = self.life, self.life.state_on
        self._move(life.final_on, 9.2, "start_final_evaluation")
        if on is None:
            return
        match life.state:
            case CaseState.DISMISSED:
                review = partial(
                    phases.review, id=self._id(on), person_id=self.person.id, reviewed=FINAL, by=self.by
                )
                self.past.plan(on, 14.0, review)
                where = self.chance.pick({Destination.WORK_OR_TRAINING: 6.0, Destination.SUPPORT: 4.0})
                self._move(on, 15.0, "dismiss", Given(destination=where))
            case CaseState.NOT_ADMITTED:
                self._move(
                    on,
                    15.0,
                    "refuse",
                    Given(reason=words.NO_ADMISSION, notice_on=on, closing_reason=ClosingReason.NOT_WISHED),
                )
            case CaseState.SUSPENDED:
                given = Given(reason=words.SUSPENSION, review_on=on + SUSPENSION_REVIEW)
                self._move(on, 15.0, "suspend", given, herself=True)
            case CaseState.HANDED_OVER:
                self._move(on, 15.0, "hand_over_outside", Given(reason=words.HAND_OVER, paper_on=on))
            case CaseState.WITHDRAWN:
                self._move(on, 15.0, "withdraw", Given(reason=words.WITHDRAWAL), herself=True)

    def _talk(self, day: date, kind: InterviewKind, present: Present) -> None:
        chance = self.chance
        talk = Talk(
            kind, chance.choice((30, 45, 60)), Mode.IN_PERSON, chance.choice(words.AGREED),
            chance.choice(words.NEXT_STEPS), (present,), chance.choice(words.WISHES), chance.choice(words.FACTS),
            chance.choice(words.RESOURCES),
        )  # fmt: skip
        self.past.plan(
            day, 11.0,
            partial(phases.record_interview, id=self._id(day), person_id=self.person.id, talk=talk, by=self.by),
        )  # fmt: skip

    def _consent(self, day: date, hour: float, kind: ConsentKind) -> None:
        how = CollectedHow.PAPER if self.chance.happens(0.6) else CollectedHow.IN_PERSON
        self.past.plan(
            day, hour,
            partial(consents.give, id=self._id(day), person_id=self.person.id, kind=kind, how=how, by=self.by),
        )  # fmt: skip

    def _id(self, day: date) -> UUID:
        return self.chance.id(day)
