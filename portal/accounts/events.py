"""What happens to people, organisations and access."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class OrganisationRegistered(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "organisation_id"

    organisation_id: UUID


class OrganisationVerified(Event, frozen=True, kw_only=True):
    """A coordinator has checked tax code and PEC."""

    subject: ClassVar[str] = "organisation_id"

    organisation_id: UUID


class OrganisationKindsChanged(Event, frozen=True, kw_only=True):
    """A period of a kind began or got an end: rights and menus follow."""

    subject: ClassVar[str] = "organisation_id"

    organisation_id: UUID


class TerritoryCreated(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "territory_id"

    territory_id: UUID


class MemberInvited(Event, frozen=True, kw_only=True):
    """Also for an invitation sent again."""

    subject: ClassVar[str] = "invitation_id"

    invitation_id: UUID
    organisation_id: UUID


class InvitationRevoked(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "invitation_id"

    invitation_id: UUID
    organisation_id: UUID


class InvitationAccepted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "invitation_id"

    invitation_id: UUID
    account_id: UUID
    organisation_id: UUID
    membership_ids: tuple[UUID, ...]


class MembershipStarted(Event, frozen=True, kw_only=True):
    """A role given without an invitation: to somebody who is there already, or by an operator's command."""

    subject: ClassVar[str] = "membership_id"

    membership_id: UUID
    account_id: UUID
    organisation_id: UUID


class MembershipEnded(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "membership_id"

    membership_id: UUID
    account_id: UUID
    organisation_id: UUID


class SignedIn(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"

    account_id: UUID


class PasswordChanged(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"

    account_id: UUID


class SecondFactorEnabled(Event, frozen=True, kw_only=True):
    """Also when another device takes the place of the first."""

    subject: ClassVar[str] = "account_id"

    account_id: UUID


class RecoveryCodesRenewed(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"

    account_id: UUID


class SignedOutEverywhere(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"

    account_id: UUID
