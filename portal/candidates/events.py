"""Facts about people, cases and cards: ids and codes only."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class PersonRegistered(Event):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class PersonDataChanged(Event):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class SecondFileAsked(Event):
    """A service tried to open a file of someone already followed: her counsellor is told."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    asking_service_id: UUID


class ConsentGiven(Event):
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    kind: str


class ConsentRevoked(Event):
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    kind: str


class CaseOpened(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseAdvanced(Event):
    """The case moved to another phase; ``to`` is the state it is now in."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    to: str


class CaseSuspended(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseResumed(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    to: str


class CaseExtended(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    months: int


class CaseClosed(Event):
    """``state`` says how: dismissed, not_admitted, handed_over, withdrawn."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    state: str


class CaseReopened(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseAssigned(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    holder_id: UUID


class ExtensionRequested(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    months: int


class SubstitutionRecorded(Event):
    subject: ClassVar[str] = "substitution_id"
    substitution_id: UUID
    holder_id: UUID
    substitute_id: UUID


class EvaluationNoted(Event):
    """The note of the first evaluation was written."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID


class FinalReviewWritten(Event):
    subject: ClassVar[str] = "case_id"
    case_id: UUID


class InterviewRecorded(Event):
    subject: ClassVar[str] = "interview_id"
    interview_id: UUID
    case_id: UUID
    person_id: UUID


class ProjectDrafted(Event):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectPutToAgreement(Event):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectAgreed(Event):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectRefused(Event):
    """The person did not agree: the version is a draft again."""

    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class SynthesisSigned(Event):
    subject: ClassVar[str] = "synthesis_id"
    synthesis_id: UUID
    person_id: UUID


class ProfileSubmitted(Event):
    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID


class ProfileWithdrawn(Event):
    """Withdrawn by the counsellor, by the person, or because its ground fell; ``why`` is a code."""

    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID
    why: str


class ProfileExpired(Event):
    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID


class CardsReleased(Event):
    """The cards of a scope were computed anew; the search index follows."""

    subject: ClassVar[str] = "release_id"
    release_id: UUID
    scope: str


class CardPublished(Event):
    subject: ClassVar[str] = "profile_id"
    card_id: UUID
    profile_id: UUID


class CardWithdrawn(Event):
    subject: ClassVar[str] = "profile_id"
    card_id: UUID
    profile_id: UUID
    person_id: UUID


class ScopeHidden(Event):
    """A scope shows no card until its next good release; ``why`` is a code."""

    subject: ClassVar[str] = "scope"
    scope: str
    why: str
