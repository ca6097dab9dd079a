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


class QuotaEligibilityRecorded(Event, frozen=True):
    """On which evidence, and for which category, stays sealed in the file."""

    subject: ClassVar[str] = "eligibility_id"
    eligibility_id: UUID
    person_id: UUID


class QuotaEligibilityEnded(Event, frozen=True):
    subject: ClassVar[str] = "person_id"
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


class SharingAgreed(Event, frozen=True):
    """She agreed that a service reads some parts of her file."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    consent_id: UUID
    organisation_id: UUID


class SharingRevoked(Event, frozen=True):
    """She took it back: what that service reads closes with the same transaction."""

    subject: ClassVar[str] = "person_id"
    person_id: UUID
    consent_id: UUID
    organisation_id: UUID


class ServiceInvited(Event, frozen=True):
    subject: ClassVar[str] = "case_service_id"
    case_service_id: UUID
    case_id: UUID
    person_id: UUID


class ServiceJoined(Event, frozen=True):
    subject: ClassVar[str] = "case_service_id"
    case_service_id: UUID
    case_id: UUID
    person_id: UUID


class ServiceDeclined(Event, frozen=True):
    subject: ClassVar[str] = "case_service_id"
    case_service_id: UUID
    case_id: UUID
    person_id: UUID


class ServiceEnded(Event, frozen=True):
    """``why`` is a code."""

    subject: ClassVar[str] = "case_service_id"
    case_service_id: UUID
    case_id: UUID
    person_id: UUID
    why: str


class ServiceRenewed(Event, frozen=True):
    subject: ClassVar[str] = "case_service_id"
    case_service_id: UUID
    case_id: UUID
    person_id: UUID


class MemberInvolved(Event, frozen=True):
    """Somebody of a service joined the team of a case."""

    subject: ClassVar[str] = "involvement_id"
    involvement_id: UUID
    case_id: UUID
    member_id: UUID


class InvolvementEnded(Event, frozen=True):
    subject: ClassVar[str] = "involvement_id"
    involvement_id: UUID
    case_id: UUID
    member_id: UUID
    why: str


class HandoverPrepared(Event, frozen=True):
    subject: ClassVar[str] = "handover_id"
    handover_id: UUID
    case_id: UUID
    person_id: UUID


class HandoverOffered(Event, frozen=True):
    subject: ClassVar[str] = "handover_id"
    handover_id: UUID
    case_id: UUID
    person_id: UUID


class HandoverAccepted(Event, frozen=True):
    """Holder, lead and reminders moved in the same transaction; ``service_id`` leads from now on."""

    subject: ClassVar[str] = "handover_id"
    handover_id: UUID
    case_id: UUID
    person_id: UUID
    service_id: UUID


class HandoverRefused(Event, frozen=True):
    subject: ClassVar[str] = "handover_id"
    handover_id: UUID
    case_id: UUID
    person_id: UUID


class HandoverWithdrawn(Event, frozen=True):
    subject: ClassVar[str] = "handover_id"
    handover_id: UUID
    case_id: UUID
    person_id: UUID


class InterviewPlanned(Event, frozen=True):
    """A day was set, or what came of it was told."""

    subject: ClassVar[str] = "case_id"
    plan_id: UUID
    case_id: UUID


class CheckDone(Event, frozen=True):
    """A question of the evaluation plan was answered."""

    subject: ClassVar[str] = "case_id"
    case_id: UUID
    phase: int


class FinalReviewCalled(Event, frozen=True):
    """The services of the case are asked to the final review."""

    subject: ClassVar[str] = "case_id"
    call_id: UUID
    case_id: UUID
    person_id: UUID


class ProjectPartyAgreed(Event, frozen=True):
    """One of the parties said yes; the last one brings the version into force."""

    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID
    party: str


class ProjectReviewed(Event, frozen=True):
    subject: ClassVar[str] = "project_id"
    project_id: UUID
    case_id: UUID


class ProjectActionMoved(Event, frozen=True):
    """An action of a project is running, done or dropped."""

    subject: ClassVar[str] = "action_id"
    action_id: UUID
    case_id: UUID
    state: str


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


class ReviewFormWritten(Event, frozen=True):
    subject: ClassVar[str] = "review_form_id"
    review_form_id: UUID
    person_id: UUID


class ReviewFormDiscussed(Event, frozen=True):
    subject: ClassVar[str] = "review_form_id"
    review_form_id: UUID
    person_id: UUID


class ReviewFormClosed(Event, frozen=True):
    subject: ClassVar[str] = "review_form_id"
    review_form_id: UUID
    person_id: UUID


class ReviewFormReplaced(Event, frozen=True):
    subject: ClassVar[str] = "review_form_id"
    review_form_id: UUID
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


class ScopeDecided(Event, frozen=True):
    """What a region asks of its cards was decided anew; ``k`` is the one from now on."""

    subject: ClassVar[str] = "scope_decision_id"
    scope_decision_id: UUID
    scope: str
    k: int


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


class SearchSaved(Event, frozen=True):
    """Somebody of a company keeps a search; what she looks for stays with her."""

    subject: ClassVar[str] = "saved_search_id"
    saved_search_id: UUID
    company_id: UUID


class SavedSearchChanged(Event, frozen=True):
    """News of it were switched on or off."""

    subject: ClassVar[str] = "saved_search_id"
    saved_search_id: UUID
    company_id: UUID


class SavedSearchRemoved(Event, frozen=True):
    subject: ClassVar[str] = "saved_search_id"
    saved_search_id: UUID
    company_id: UUID


class IndexCheckAsked(Event, frozen=True):
    """Somebody wants to know now whether the index of cards holds what it should."""

    subject: ClassVar[str] = "check_id"
    check_id: UUID


class ServiceAsked(Event, frozen=True):
    """Coaching or peer support was asked of a member of the team."""

    subject: ClassVar[str] = "service_id"
    service_id: UUID
    person_id: UUID


class ServiceMoved(Event, frozen=True):
    """Such a service was accepted, refused, begun, completed or interrupted."""

    subject: ClassVar[str] = "service_id"
    service_id: UUID
    person_id: UUID
    to: str


class ServiceMeetingHeld(Event, frozen=True):
    """``asks_referent``: the peer wants to talk to whom she turns to."""

    subject: ClassVar[str] = "service_id"
    service_id: UUID
    person_id: UUID
    asks_referent: bool


class CardsStopped(Event, frozen=True):
    """Every card is hidden, until the same role lifts it."""

    subject: ClassVar[str] = "stop_id"
    stop_id: UUID


class CardsShownAgain(Event, frozen=True):
    subject: ClassVar[str] = "stop_id"
    stop_id: UUID
