"""People by what others may know of them, and their seats in organisations."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.accounts.queries.ordering import by_name
from portal.accounts.rules import roles_in_force
from portal.foundation import clock, crypto, db
from portal.kernel.roles import OrganisationKind, Role

_BY_NAME = by_name("a.name")


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What signing in looks at; never leaves the slice."""

    id: UUID
    name: str
    email: str
    password_hash: str | None
    totp_secret: str | None
    totp_last_step: int | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """The organisation one acts for, and in which roles now."""

    organisation_id: UUID
    organisation_name: str
    roles: frozenset[Role]
    kinds: frozenset[OrganisationKind]
    since: date


@dataclass(frozen=True, slots=True)
class Member:
    """One role of one person in an organisation. Somebody with two roles is there twice."""

    account_id: UUID
    name: str
    email: str
    role: Role


_ACCOUNT = "SELECT id, name, email, password_hash, totp_sealed, totp_last_step, disabled_at FROM account"


def _credentials(row: Any) -> Credentials:
    sealed = row["totp_sealed"]
    return Credentials(
        row["id"],
        row["name"],
        row["email"],
        row["password_hash"],
        crypto.open_(sealed, table="account", column="totp_sealed", row=row["id"]) if sealed else None,
        row["totp_last_step"],
        row["disabled_at"] is not None,
    )


async def credentials_by_email(email: str) -> Credentials | None:
    row = await db.fetchrow(f"{_ACCOUNT} WHERE email = $1", email)
    return None if row is None else _credentials(row)


async def credentials(account_id: UUID, *, lock: bool = False) -> Credentials | None:
    row = await db.fetchrow(f"{_ACCOUNT} WHERE id = $1{' FOR UPDATE' if lock else ''}", account_id)
    return None if row is None else _credentials(row)


async def account(account_id: UUID) -> Person | None:
    row = await db.fetchrow("SELECT id, name, email FROM account WHERE id = $1", account_id)
    return None if row is None else Person(row["id"], row["name"], row["email"])


async def names(account_ids: Collection[UUID]) -> dict[UUID, str]:
    rows = await db.fetch("SELECT id, name FROM account WHERE id = ANY($1::uuid[])", list(account_ids))
    return {row["id"]: row["name"] for row in rows}


async def codes_left(account_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL", account_id
        )
    )


async def seats(account_id: UUID, on: date | None = None) -> list[Seat]:
    """Where the person acts on that day, longest first. A role without a kind that has it does not count."""
    rows = await db.fetch(
        """
SELECT m.organisation, o.name, array_agg(m.role) AS roles, min(m.starts_on) AS since,
    ARRAY(SELECT k.kind FROM organisation_kind k WHERE k.organisation = m.organisation
        AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on)) AS kinds
FROM membership m JOIN organisation o ON o.id = m.organisation
WHERE m.account = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on)
GROUP BY m.organisation, o.name ORDER BY min(m.starts_on), o.name, m.organisation
""",
        account_id,
        on or clock.today(),
    )
    found = []
    for row in rows:
        kinds = frozenset(OrganisationKind(kind) for kind in row["kinds"])
        roles = roles_in_force((Role(role) for role in row["roles"]), kinds)
        if roles:
            found.append(Seat(row["organisation"], row["name"], roles, kinds, row["since"]))
    return found


async def members(
    organisation_id: UUID, roles: Collection[Role] | None = None, on: date | None = None
) -> list[Member]:
    """Who is there now, by name; with ``roles`` only who has one of them."""
    rows = await db.fetch(
        f"""
SELECT a.id, a.name, a.email, m.role FROM membership m JOIN account a ON a.id = m.account
WHERE m.organisation = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on)
    AND a.disabled_at IS NULL AND ($3::text[] IS NULL OR m.role = ANY($3))
ORDER BY {_BY_NAME}, a.id, m.role
""",
        organisation_id,
        on or clock.today(),
        None if roles is None else list(roles),
    )
    return [Member(row["id"], row["name"], row["email"], Role(row["role"])) for row in rows]


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail about an organisation goes to; ``seats`` is for how many she acts."""

    email: str
    organisation: str
    seats: int


async def reader(account_id: UUID, organisation_id: UUID) -> Reader | None:
    """None for who has no role there today, or may not sign in."""
    row = await db.fetchrow(
        """
SELECT a.email, o.name, (SELECT count(DISTINCT m.organisation) FROM membership m WHERE m.account = a.id
    AND m.starts_on <= $3 AND (m.ends_on IS NULL OR $3 < m.ends_on)) AS seats
FROM account a JOIN organisation o ON o.id = $2
WHERE a.id = $1 AND a.disabled_at IS NULL AND EXISTS (SELECT FROM membership m WHERE m.account = a.id
    AND m.organisation = $2 AND m.starts_on <= $3 AND (m.ends_on IS NULL OR $3 < m.ends_on))
""",
        account_id,
        organisation_id,
        clock.today(),
    )
    return None if row is None else Reader(row["email"], row["name"], row["seats"])


async def coordinators_of(organisation_id: UUID) -> list[Member]:
    """The coordinators of a service; where it has none, those of the territories it answers in."""
    own = await members(organisation_id, (Role.COORDINATOR,))
    if own:
        return own
    rows = await db.fetch(
        f"""
SELECT a.id, a.name, a.email FROM account a
WHERE a.disabled_at IS NULL AND EXISTS (
    SELECT FROM membership m
    JOIN organisation_kind k ON k.organisation = m.organisation AND k.kind = 'territory'
        AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on)
    JOIN organisation_territory theirs ON theirs.organisation = m.organisation
    JOIN organisation_territory ours ON ours.territory = theirs.territory AND ours.organisation = $1
    WHERE m.account = a.id AND m.role = 'coordinator'
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on))
ORDER BY {_BY_NAME}, a.id
""",
        organisation_id,
        clock.today(),
    )
    return [Member(row["id"], row["name"], row["email"], Role.COORDINATOR) for row in rows]


@dataclass(frozen=True, slots=True)
class User:
    """One person of the users page, with all her roles there."""

    account_id: UUID
    name: str
    email: str
    roles: frozenset[Role]
    since: date
    second_factor: bool


async def users(
    organisation_id: UUID, *, limit: int, offset: int, account_id: UUID | None = None
) -> list[User]:
    rows = await db.fetch(
        f"""
SELECT a.id, a.name, a.email, array_agg(m.role) AS roles, min(m.starts_on) AS since,
    a.totp_confirmed_at IS NOT NULL AS second_factor
FROM membership m JOIN account a ON a.id = m.account
WHERE m.organisation = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on)
    AND ($3::uuid IS NULL OR a.id = $3)
GROUP BY a.id ORDER BY {_BY_NAME}, a.id LIMIT $4 OFFSET $5
""",
        organisation_id,
        clock.today(),
        account_id,
        limit,
        offset,
    )
    return [
        User(
            row["id"],
            row["name"],
            row["email"],
            frozenset(Role(role) for role in row["roles"]),
            row["since"],
            row["second_factor"],
        )
        for row in rows
    ]


async def count_users(organisation_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(DISTINCT account) FROM membership WHERE organisation = $1"
            " AND starts_on <= $2 AND (ends_on IS NULL OR $2 < ends_on)",
            organisation_id,
            clock.today(),
        )
    )


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the person reads of her own account."""

    id: UUID
    name: str
    email: str
    second_factor_since: datetime | None
    codes_left: int
    sessions: int


async def own_account(account_id: UUID) -> OwnAccount | None:
    row = await db.fetchrow(
        "SELECT a.id, a.name, a.email, a.totp_confirmed_at,"
        " (SELECT count(*) FROM recovery_code r WHERE r.account = a.id AND r.used_at IS NULL) AS codes,"
        " (SELECT count(*) FROM web_session s WHERE s.account_id = a.id AND s.expires_at > $2) AS sessions"
        " FROM account a WHERE a.id = $1",
        account_id,
        clock.now(),
    )
    if row is None:
        return None
    return OwnAccount(
        row["id"], row["name"], row["email"], row["totp_confirmed_at"], row["codes"], row["sessions"]
    )
