"""Facts about proposals."""

from uuid import UUID

from portal.kernel.events import Event


class ProposalEvent(Event, frozen=True, kw_only=True):
    subject = "proposal_id"
    proposal_id: UUID
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID


class ContactRequested(ProposalEvent, frozen=True, kw_only=True):
    """A company asks to meet the person behind a card."""


class ProposalDrafted(ProposalEvent, frozen=True, kw_only=True):
    """A counsellor prepares a proposal; also a proposal reopened or moved to another vacancy."""


class ProposalPutToPerson(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalAgreed(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalDeclined(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalSent(ProposalEvent, frozen=True, kw_only=True):
    """From here on the company's named users read what was ticked."""


class ProposalOpened(ProposalEvent, frozen=True, kw_only=True): ...


class InterviewArranged(ProposalEvent, frozen=True, kw_only=True): ...


class ProposalAccepted(ProposalEvent, frozen=True, kw_only=True):
    service_id: UUID


class ProposalRefused(ProposalEvent, frozen=True, kw_only=True):
    reason: str


class ProposalWithdrawn(ProposalEvent, frozen=True, kw_only=True):
    reason: str


class ProposalExpired(ProposalEvent, frozen=True, kw_only=True): ...


class DisclosureRevoked(ProposalEvent, frozen=True, kw_only=True):
    """The person took back her consent for this company."""
