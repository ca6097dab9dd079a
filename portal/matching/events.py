"""Facts about proposals."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class ProposalEvent(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "proposal_id"
    proposal_id: UUID
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID


class ContactRequested(ProposalEvent, frozen=True, kw_only=True):
    """A company asks to meet the person behind a card."""


class ProposalDrafted(ProposalEvent, frozen=True, kw_only=True):
    """A counsellor prepares a proposal."""


class ProposalReopened(ProposalEvent, frozen=True, kw_only=True):
    """Back to preparation: the person is asked anew."""


class ProposalTransferred(ProposalEvent, frozen=True, kw_only=True):
    """Moved to another vacancy of the company (``vacancy_id`` is the new one): the person is asked anew."""


class ProposalPutToPerson(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalAgreed(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalDeclined(ProposalEvent, frozen=True, kw_only=True): ...


class TalkWished(ProposalEvent, frozen=True, kw_only=True):
    """The person wants to talk before she answers."""


class NewLinkWished(ProposalEvent, frozen=True, kw_only=True):
    """Her link had expired when she opened it: she asks for another."""


class ProposalSent(ProposalEvent, frozen=True, kw_only=True):
    """From here on the company's named users read what was ticked."""


class ProposalOpened(ProposalEvent, frozen=True, kw_only=True): ...


class InterviewArranged(ProposalEvent, frozen=True, kw_only=True):
    """The company asks for an interview and proposes days."""


class InterviewDateChosen(ProposalEvent, frozen=True, kw_only=True): ...


class InterviewDatesUnsuitable(ProposalEvent, frozen=True, kw_only=True):
    """None of the days proposed suits the person: the company may propose others."""


class InterviewOutcomeRecorded(ProposalEvent, frozen=True, kw_only=True):
    from_company: bool
    outcome: str


class ProposalAccepted(ProposalEvent, frozen=True, kw_only=True):
    service_id: UUID


class ProposalRefused(ProposalEvent, frozen=True, kw_only=True):
    reason: str


class ProposalWithdrawn(ProposalEvent, frozen=True, kw_only=True):
    reason: str


class ProposalExpired(ProposalEvent, frozen=True, kw_only=True): ...


class ConsentRenewalAsked(ProposalEvent, frozen=True, kw_only=True): ...


class DisclosureConsentRenewed(ProposalEvent, frozen=True, kw_only=True): ...


class DisclosureRevoked(ProposalEvent, frozen=True, kw_only=True):
    """The person took back her consent for this company."""


class ProposalMessageWritten(ProposalEvent, frozen=True, kw_only=True):
    from_company: bool


class MatchOverridden(Event, frozen=True, kw_only=True):
    """A counsellor judged a pair over the model; the reason stays sealed."""

    subject: ClassVar[str] = "override_id"
    override_id: UUID
    person_id: UUID
    vacancy_id: UUID
    verdict: str


class MatchOverrideEnded(Event, frozen=True, kw_only=True):
    """The model's word stands again."""

    subject: ClassVar[str] = "override_id"
    override_id: UUID
    person_id: UUID
    vacancy_id: UUID


class FairnessAlerted(Event, frozen=True, kw_only=True):
    """A night's audit found a group under four fifths of the best one; a review is open."""

    subject: ClassVar[str] = "audit_id"
    audit_id: UUID
    region: str


class FairnessReviewClosed(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "review_id"
    review_id: UUID
    region: str
