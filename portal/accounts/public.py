"""The door of accounts: who is who, who acts for whom. Everything other slices may call stands here."""

from collections.abc import Collection, Mapping
from uuid import UUID

from portal.accounts.actions.drafts import forget_draft, forget_drafts_naming
from portal.accounts.actions.invitations import InvitationSent, invite
from portal.accounts.actions.members import create_account_directly
from portal.accounts.actions.notices import tell_coordinators, tell_members
from portal.accounts.actions.organisations import (
    create_territory,
    limit_registrations,
    register_organisation,
    verify_organisation,
)
from portal.accounts.actions.second_factor import check_password, forget_device
from portal.accounts.passwords import hash_password
from portal.accounts.queries import organisations as _organisations
from portal.accounts.queries import people as _people
from portal.accounts.queries.organisations import OrganisationCard, TerritoryCard
from portal.accounts.queries.people import Member, Person, Seat
from portal.accounts.queries.samples import SampleCode, sample_codes
from portal.accounts.queries.sessions import resolve_session
from portal.accounts.rules import normal_tax_code, pec_problem, tax_code_problem
from portal.accounts.vocabulary import HOME_OF_STEP, DraftForm, TerritoryKind
from portal.kernel.roles import OrganisationKind, Role

__all__ = [
    "HOME_OF_STEP",
    "DraftForm",
    "InvitationSent",
    "Member",
    "OrganisationCard",
    "Person",
    "SampleCode",
    "Seat",
    "TerritoryCard",
    "TerritoryKind",
    "account",
    "check_password",
    "coordinators_of",
    "create_account_directly",
    "create_territory",
    "forget_device",
    "forget_draft",
    "forget_drafts_naming",
    "hash_password",
    "invite",
    "limit_registrations",
    "members",
    "members_with",
    "names",
    "normal_tax_code",
    "organisation",
    "organisations",
    "organisations_of_kind",
    "pec_problem",
    "register_organisation",
    "resolve_session",
    "sample_codes",
    "seats",
    "tax_code_problem",
    "tell_coordinators",
    "tell_members",
    "territories_of",
    "verify_organisation",
]


async def organisation(organisation_id: UUID) -> OrganisationCard | None:
    return await _organisations.organisation(organisation_id)


async def organisations(organisation_ids: Collection[UUID]) -> Mapping[UUID, OrganisationCard]:
    """Several at once, by id; unknown ids are left out."""
    return await _organisations.organisations(organisation_ids)


async def organisations_of_kind(kind: OrganisationKind) -> list[OrganisationCard]:
    """Those of which the kind is in force, by name."""
    return await _organisations.with_kind(kind)


async def territories_of(organisation_id: UUID) -> list[TerritoryCard]:
    """Territories in force that the organisation answers for."""
    return await _organisations.territories_of(organisation_id)


async def account(account_id: UUID) -> Person | None:
    return await _people.account(account_id)


async def names(account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names by account; unknown ids are left out."""
    return await _people.names(account_ids)


async def members(organisation_id: UUID, role: Role | None = None) -> list[Member]:
    """Who has a role there now, by name: one row a role."""
    return await _people.members(organisation_id, None if role is None else (role,))


async def members_with(roles: Collection[Role], organisation_id: UUID) -> list[Member]:
    """Who has one of these roles there now, by name."""
    return await _people.members(organisation_id, roles)


async def coordinators_of(organisation_id: UUID) -> list[Member]:
    """The coordinators of a service or territory; of a service without its own, those of its territories."""
    return await _people.coordinators_of(organisation_id)


async def seats(account_id: UUID) -> list[Seat]:
    """Where the person acts now, longest first."""
    return await _people.seats(account_id)
