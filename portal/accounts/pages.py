"""What the templates of accounts receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import segno
from markupsafe import Markup

from portal.accounts import totp
from portal.accounts.actions.second_factor import sealed_secret
from portal.accounts.queries.invitations import InvitationRow
from portal.accounts.queries.organisations import (
    KindPeriod,
    Listed,
    OrganisationCard,
    TerritoryCard,
)
from portal.accounts.queries.people import OwnAccount, Reader, Seat, User
from portal.accounts.rules import first_roles
from portal.accounts.transitions import INVITATION, MANAGER
from portal.accounts.vocabulary import INVITATION_STATE_LABELS, TERRITORY_KIND_LABELS, InvitationState
from portal.foundation.access import Permission, allowed
from portal.foundation.clock import in_rome
from portal.foundation.notifications import KINDS, Kind
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import KIND_LABELS, ROLE_LABELS, SECOND_FACTOR_ROLES, OrganisationKind, Role
from portal.kernel.viewer import Viewer


def role_names(roles: Sequence[Role] | frozenset[Role]) -> list[str]:
    return [ROLE_LABELS[role] for role in sorted(roles, key=list(Role).index)]


def kind_names(kinds: frozenset[OrganisationKind]) -> list[str]:
    return [KIND_LABELS[kind] for kind in sorted(kinds, key=list(OrganisationKind).index)]


def safe_next(asked: str | None) -> str | None:
    """A path of this portal to go on with, or None. Anything that a browser might take elsewhere is dropped."""
    if not asked or not asked.startswith("/") or asked.startswith("//") or len(asked) > 500:
        return None
    if "\\" in asked or any(ord(sign) < 33 for sign in asked):
        return None
    return asked


@dataclass(frozen=True, slots=True)
class SignInPage:
    next: str
    signed_in_as: str | None = None


@dataclass(frozen=True, slots=True)
class DevicePage:
    """The QR code and the same secret to type, with the sealed copy that comes back with the code."""

    qr: Markup
    secret: str
    offer: str
    replaces: bool
    must: bool


def device_page(
    secret: str, *, account_id: UUID, email: str, issuer: str, replaces: bool, must: bool
) -> DevicePage:
    code = segno.make(totp.uri(secret, account=email, issuer=issuer), error="m", micro=False)
    drawing = code.svg_inline(
        scale=5, border=4, dark="#17324d", light="#ffffff", title="Codice QR da inquadrare"
    )
    # drawn here from our own secret and address: nothing of it comes from a browser
    return DevicePage(
        Markup(drawing),  # noqa: S704
        totp.grouped(secret),
        sealed_secret(secret, account_id),
        replaces,
        must,
    )


@dataclass(frozen=True, slots=True)
class CodesPage:
    codes: tuple[str, ...]
    go_on: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    organisation_id: UUID
    organisation: str
    roles: list[str]
    kinds: list[str]
    since: date
    current: bool


def seat_rows(seats: Sequence[Seat], current: UUID | None) -> list[SeatRow]:
    return [
        SeatRow(
            seat.organisation_id,
            seat.organisation_name,
            role_names(seat.roles),
            kind_names(seat.kinds),
            seat.since,
            seat.organisation_id == current,
        )
        for seat in seats
    ]


@dataclass(frozen=True, slots=True)
class AccountPage:
    account: OwnAccount
    seats: list[SeatRow]
    second_factor_must: bool
    manages_users: bool


def account_page(account: OwnAccount, seats: Sequence[Seat], viewer: Viewer) -> AccountPage:
    must = any(seat.roles & SECOND_FACTOR_ROLES for seat in seats)
    manages = allowed(viewer, Permission.USERS_MANAGE)
    return AccountPage(account, seat_rows(seats, viewer.organisation_id), must, manages)


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What the holder of the link reads."""

    token: str
    organisation: str
    email: str
    name: str
    roles: list[str]
    expires_on: date
    has_account: bool
    is_mine: bool
    other_signed_in: bool


def invitation_page(row: InvitationRow, token: str, *, signed_in_email: str | None) -> InvitationPage:
    return InvitationPage(
        token,
        row.organisation_name,
        row.email,
        row.name,
        role_names(row.roles),
        in_rome(row.expires_at).date(),
        row.has_account,
        signed_in_email == row.email,
        signed_in_email is not None and signed_in_email != row.email,
    )


@dataclass(frozen=True, slots=True)
class UserRow:
    id: UUID
    name: str
    email: str
    roles: list[str]
    since: date
    second_factor: str


def user_row(user: User) -> UserRow:
    missing = "Da attivare" if user.roles & SECOND_FACTOR_ROLES else "Non richiesto"
    second = "Attivo" if user.second_factor else missing
    return UserRow(user.account_id, user.name, user.email, role_names(user.roles), user.since, second)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: UUID
    name: str
    email: str
    roles: list[str]
    expires_on: date
    state: str
    expired: bool
    moves: list[tuple[str, str]]
    """(last part of the address, label) of what may be done with it."""


_MOVE_ADDRESSES = {"resend": "sending", "revoke": "revocation"}


def invitation_line(row: InvitationRow) -> InvitationLine:
    moves = INVITATION.available(row.state, {MANAGER})
    return InvitationLine(
        row.id,
        row.name,
        row.email,
        role_names(row.roles),
        in_rome(row.expires_at).date(),
        INVITATION_STATE_LABELS[row.state],
        row.state is InvitationState.EXPIRED,
        [(_MOVE_ADDRESSES[move.name], move.label) for move in moves],
    )


@dataclass(frozen=True, slots=True)
class UsersPage:
    users: list[UserRow]
    invitations: list[InvitationLine]
    pages: Pages


@dataclass(frozen=True, slots=True)
class UserPage:
    user: UserRow
    kept: list[str]
    """Roles there that somebody else manages."""


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    id: UUID
    name: str
    tax_code: str
    kinds: list[str]
    people: int
    waiting: int


def organisation_line(row: Listed) -> OrganisationLine:
    return OrganisationLine(row.id, row.name, row.tax_code, kind_names(row.kinds), row.people, row.waiting)


@dataclass(frozen=True, slots=True)
class OrganisationsPage:
    rows: list[OrganisationLine]
    pages: Pages
    words: str


@dataclass(frozen=True, slots=True)
class KindLine:
    id: UUID
    name: str
    starts_on: date
    ends_on: date | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    card: OrganisationCard
    kinds: list[KindLine]
    territories: list[str]
    people: int
    invitations: list[InvitationLine]


def organisation_page(
    card: OrganisationCard,
    periods: Sequence[KindPeriod],
    territories: Sequence[TerritoryCard],
    people: int,
    invitations: Sequence[InvitationRow],
) -> OrganisationPage:
    # the office sees and sends only the invitations it may send: other people are the organisation's own matter
    own = [row for row in invitations if set(row.roles) <= first_roles(card.kinds)]
    lines = [
        KindLine(
            one.id,
            KIND_LABELS[one.kind],
            one.period.starts_on,
            one.period.ends_on,
            one.period.ends_on is None,
        )
        for one in periods
    ]
    return OrganisationPage(
        card,
        lines,
        [f"{one.name} ({TERRITORY_KIND_LABELS[one.kind]})" for one in territories],
        people,
        [invitation_line(row) for row in own],
    )


@dataclass(frozen=True, slots=True)
class TerritoryLine:
    name: str
    kind: str
    region: str
    comuni: int


@dataclass(frozen=True, slots=True)
class TerritoriesPage:
    rows: list[TerritoryLine]


@dataclass(frozen=True, slots=True)
class StopPage:
    """Behind the link of a mail; whoever holds it learns no more than the mail said."""

    token: str
    title: str
    words: str
    stopped: bool


def stop_page(kind: Kind | None, token: str, reader: Reader | None, *, stopped: bool) -> StopPage:
    about = "di avviso" if kind is None else f"«{KINDS[kind].label}»"
    whom = f" per {reader.organisation}" if reader is not None else ""
    if stopped:
        return StopPage(token, "Non ricevi più queste mail", f"Le mail {about}{whom} sono ferme.", True)
    return StopPage(
        token, "Non vuoi più queste mail?", f"Premi il pulsante per fermare le mail {about}{whom}.", False
    )
