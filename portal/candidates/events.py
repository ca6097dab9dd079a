"""Facts about people, cases and cards: ids and codes only."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class PersonRegistered(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class PersonDataChanged(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class SecondFileAsked(Event, frozen=True):
    """A service tried to open a file of someone already followed: her counsellor is told."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    asking_service_id: UUID


class ConsentGiven(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    kind: str


class ConsentRevoked(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    kind: str


class FairnessAttributesRecorded(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID


class DocumentAdded(Event, frozen=True):
    """A paper joined the file; which and what it says stays there."""

    subject: ClassVar[str] = "document_id"
    document_id: UUID
    person_id: UUID


class DocumentRemoved(Event, frozen=True):
    subject: ClassVar[str] = "document_id"
    document_id: UUID
    person_id: UUID


class CaseOpened(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseAdvanced(Event, frozen=True):
    """The case moved to another phase; ``to`` is the state it is now in."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    to: str


class CaseSuspended(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseResumed(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    to: str


class CaseExtended(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    months: int


class CaseClosed(Event, frozen=True):
    """``state`` says how: dismissed, not_admitted, handed_over, withdrawn."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    state: str


class CaseReopened(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID


class CaseAssigned(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    holder_id: UUID


class ExtensionRequested(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID
    person_id: UUID
    months: int


class SubstitutionRecorded(Event, frozen=True):
    subject: ClassVar[str] = "substitution_id"
    substitution_id: UUID
    holder_id: UUID
    substitute_id: UUID


class EvaluationNoted(Event, frozen=True):
    """The note of the first evaluation was written."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID


class FinalReviewWritten(Event, frozen=True):
    subject: ClassVar[str] = "case_id"
    case_id: UUID


class InterviewRecorded(Event, frozen=True):
    subject: ClassVar[str] = "interview_id"
    interview_id: UUID
    case_id: UUID
    person_id: UUID


class ProjectDrafted(Event, frozen=True):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectPutToAgreement(Event, frozen=True):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectAgreed(Event, frozen=True):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectRefused(Event, frozen=True):
    """The person did not agree: the version is a draft again."""

    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class AssessmentOpened(Event, frozen=True):
    """Somebody is asked to rate; the raters learn it."""

    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class SheetSubmitted(Event, frozen=True):
    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class AssessmentCompared(Event, frozen=True):
    """From now on raters see each other's sheets."""

    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class AssessmentDropped(Event, frozen=True):
    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class ReportLimitsRecorded(Event, frozen=True):
    """Medical limits were taken over from a relazione conclusiva."""

    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class SynthesisAgreed(Event, frozen=True):
    """The team wrote what it agrees on. Signatures gathered for an earlier text fell."""

    subject: ClassVar[str] = "assessment_id"
    assessment_id: UUID
    person_id: UUID


class SynthesisPartSigned(Event, frozen=True):
    """One signature; the last one is ``SynthesisSigned`` as well."""

    subject: ClassVar[str] = "synthesis_id"
    synthesis_id: UUID
    person_id: UUID


class SynthesisSigned(Event, frozen=True):
    subject: ClassVar[str] = "synthesis_id"
    synthesis_id: UUID
    person_id: UUID


class GradeJudged(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
    person_id: UUID
    synthesis_id: UUID


class ProfileSubmitted(Event, frozen=True):
    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID


class ProfileTextWritten(Event, frozen=True):
    """The few words of a profile were written or changed."""

    subject: ClassVar[str] = "text_id"
    text_id: UUID
    person_id: UUID


class ProfileTextRemoved(Event, frozen=True):
    subject: ClassVar[str] = "text_id"
    text_id: UUID
    person_id: UUID


class ProfileTextAsked(Event, frozen=True):
    """The text waits for a second reader."""

    subject: ClassVar[str] = "text_id"
    text_id: UUID
    person_id: UUID


class ProfileTextApproved(Event, frozen=True):
    subject: ClassVar[str] = "text_id"
    text_id: UUID
    person_id: UUID


class ProfileTextSentBack(Event, frozen=True):
    """``why`` is a code."""

    subject: ClassVar[str] = "text_id"
    text_id: UUID
    person_id: UUID
    why: str


class ProfileWithdrawn(Event, frozen=True):
    """Withdrawn by the counsellor, by the person, or because its ground fell; ``why`` is a code."""

    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID
    why: str


class ProfileExpired(Event, frozen=True):
    subject: ClassVar[str] = "profile_id"
    profile_id: UUID
    person_id: UUID


class CardsReleased(Event, frozen=True):
    """The cards of a scope were computed anew; the search index follows."""

    subject: ClassVar[str] = "release_id"
    release_id: UUID
    scope: str


class CardWithdrawn(Event, frozen=True):
    """A card is gone: its profile ended, or its scope fell under k."""

    subject: ClassVar[str] = "profile_id"
    card_id: UUID
    profile_id: UUID
    person_id: UUID


class CardsStopped(Event, frozen=True):
    """Every card is hidden, until the same role lifts it."""

    subject: ClassVar[str] = "stop_id"
    stop_id: UUID


class CardsShownAgain(Event, frozen=True):
    subject: ClassVar[str] = "stop_id"
    stop_id: UUID
