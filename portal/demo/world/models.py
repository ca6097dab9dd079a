"""What the world is made of. Days are days of the past, or plans for the future; numbers are places in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from portal.accounts.vocabulary import TerritoryKind
from portal.candidates.assessment.rules import Level
from portal.candidates.cases.vocabulary import CaseState, Track
from portal.candidates.people.actions import Available, Contact
from portal.candidates.people.vocabulary import QuotaEligibility, YearsBand
from portal.candidates.phases.vocabulary import Network
from portal.candidates.profiles.vocabulary import ProfileState, WithdrawnWhy
from portal.candidates.projects.vocabulary import ProjectState
from portal.demo.world.measures import Agreement, Measure
from portal.demo.world.prospetti import Prospetti
from portal.employers.companies.actions.profile import Profile
from portal.employers.companies.actions.registration import Registration
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CompanyState, HireProposalState
from portal.employers.inclusion.actions.accommodations import Reply, Request
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.vacancies.actions.drafting import DemandAnswers, PlaceAnswers, TaskAnswers
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.vocabulary import VacancyState
from portal.kernel.roles import SECOND_FACTOR_ROLES, OrganisationKind, Role
from portal.matching.vocabulary import Group, Origin, ProposalState, RefusalReason
from portal.tutoring.vocabulary import Absence, DiaryKind, InterruptedBy, Outcome, PlanState


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in. ``modules``: how many of the tutors' training are done."""

    id: UUID
    name: str
    email: str
    roles: tuple[Role, ...]
    since: date
    modules: int = 0

    @property
    def needs_code(self) -> bool:
        return bool(SECOND_FACTOR_ROLES.intersection(self.roles))


@dataclass(frozen=True, slots=True)
class Territory:
    id: UUID
    name: str
    kind: TerritoryKind
    region: str
    comuni: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True)
class Organisation:
    """Anything but a company, with its people."""

    id: UUID
    name: str
    tax_code: str
    pec: str
    kind: OrganisationKind
    province: str
    territory_id: UUID | None
    since: date
    staff: tuple[Account, ...]

    def having(self, role: Role) -> tuple[Account, ...]:
        return tuple(one for one in self.staff if role in one.roles)


@dataclass(frozen=True, slots=True)
class Site:
    id: UUID
    name: str
    comune_code: str


@dataclass(frozen=True, slots=True)
class Commitment:
    id: UUID
    draft: CommitmentDraft
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """``answers`` as somebody typed them into the what-if."""

    id: UUID
    name: str
    answers: dict[str, str]
    saved_on: date


@dataclass(frozen=True, slots=True)
class Accommodation:
    """A request and the days of its steps; those without a day are still to come."""

    id: UUID
    request: Request
    heard_on: date | None = None
    reply: Reply | None = None
    in_place_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """``sites``: the head office first. ``base``: the base di computo that the workforce comes to."""

    registration: Registration
    profile: Profile
    sites: tuple[Site, ...]
    registered_on: date
    verified_on: date | None
    state: CompanyState
    state_on: date
    reason: str | None
    base: int
    workers: tuple[tuple[UUID, WorkerDraft], ...]
    staff: tuple[Account, ...]
    commitments: tuple[Commitment, ...] = ()
    measures: tuple[Measure, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    accommodations: tuple[Accommodation, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    prospetti: Prospetti | None = None

    @property
    def id(self) -> UUID:
        return self.registration.id

    def having(self, role: Role) -> tuple[Account, ...]:
        return tuple(one for one in self.staff if role in one.roles)

    @property
    def readers(self) -> tuple[Account, ...]:
        """Who proposals name."""
        return (*self.having(Role.COMPANY_ADMINISTRATOR), *self.having(Role.COMPANY_RECRUITER))


@dataclass(frozen=True, slots=True)
class Vacancy:
    """``state_on``: when it came to its state; its last place may be taken by a plan instead."""

    id: UUID
    company: int
    drafted_on: date
    published_on: date | None
    confirmed_on: tuple[date, ...]
    state: VacancyState
    state_on: date
    place: PlaceAnswers
    tasks: TaskAnswers
    demands: DemandAnswers
    requirements: Requirements


@dataclass(frozen=True, slots=True)
class Experience:
    id: UUID
    profession_code: str
    years: YearsBand


@dataclass(frozen=True, slots=True)
class Life:
    """The days of a case; None is what did not happen, or not yet. ``sender_on`` None: that phase was skipped.

    ``project``: how far the individual project came; ``renewed_on``: when a second version replaced the first;
    ``checked_on``: the last interview of the development.
    """

    state: CaseState
    opened_on: date
    evaluation_on: date | None = None
    sender_on: date | None = None
    person_on: date | None = None
    decision_on: date | None = None
    admitted_on: date | None = None
    project: ProjectState | None = None
    project_on: date | None = None
    renewed_on: date | None = None
    development_on: date | None = None
    checked_on: date | None = None
    final_on: date | None = None
    state_on: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The profile's own days. PUBLISHED means handed in: the release of its region decides when it is seen.

    ``ended_why`` None: time ended it, or nothing did.
    """

    id: UUID
    state: ProfileState
    profession_code: str
    prepared_on: date
    submitted_on: date | None = None
    ended_on: date | None = None
    ended_why: WithdrawnWhy | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """``service`` and ``holder`` are places in the lists of services and of that service's counsellors."""

    id: UUID
    service: int
    holder: int
    contact: Contact
    track: Track
    available: Available
    experiences: tuple[Experience, ...]
    skills: tuple[str, ...]
    quota: tuple[QuotaEligibility, ...]
    conditions: tuple[str, ...]
    network: Network
    levels: dict[str, Level]
    assessment_id: UUID
    life: Life
    card: Card | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One course of a proposal. Days that are None were not reached; ``closed_on`` is the end, whatever it was.

    ``elsewhere``: it was withdrawn by the portal, because the person was accepted elsewhere.
    """

    id: UUID
    person: int
    vacancy: int
    origin: Origin
    state: ProposalState
    words: str
    opened_on: date
    put_on: date | None = None
    answered_on: date | None = None
    sent_on: date | None = None
    read_on: date | None = None
    interview_on: date | None = None
    interview_at: datetime | None = None
    closed_on: date | None = None
    groups: tuple[Group, ...] = ()
    reason: RefusalReason | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the diary; ``by_tutor`` False: the counsellor's."""

    id: UUID
    kind: DiaryKind
    title: str
    text: str
    on: date
    by_tutor: bool
    for_service: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """A day of the register, and the day it was written down."""

    day: date
    starts_at: time | None
    ends_at: time | None
    absence: Absence | None
    entered_on: date


@dataclass(frozen=True, slots=True)
class Goal:
    text: str
    indicator: str
    target: int


@dataclass(frozen=True, slots=True)
class Rating:
    goal: int
    on: date
    level: int
    fact: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan that an accepted proposal spawned. ``tutor`` is a place among the company's tutors."""

    proposal: int
    tutor: int
    state: PlanState
    state_on: date
    prepared_on: date | None
    completed_on: date | None
    signed_on: date | None
    starts_on: date
    ends_on: date
    weekly_hours: int
    day_starts_at: time
    day_ends_at: time
    goals: tuple[Goal, ...]
    presences: tuple[Presence, ...] = ()
    ratings: tuple[Rating, ...] = ()
    diary: tuple[Entry, ...] = ()
    ended_on: date | None = None
    outcome: Outcome | None = None
    interrupted_by: InterruptedBy | None = None
    hire: HireProposalState | None = None
    followed_up: tuple[tuple[int, date, str], ...] = ()
