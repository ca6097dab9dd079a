"""Invitations and password links, by organisation or by the secret of their link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.accounts.rules import invitation_state
from portal.accounts.vocabulary import InvitationState
from portal.foundation import clock, crypto, db
from portal.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class InvitationRow:
    id: UUID
    organisation_id: UUID
    organisation_name: str
    email: str
    name: str
    roles: tuple[Role, ...]
    expires_at: datetime
    state: InvitationState
    has_account: bool
    """The address already signs in with a password of its own."""


_SELECT = """
SELECT i.id, i.organisation, o.name AS organisation_name, i.email, i.name, i.roles, i.expires_at,
    i.accepted_at, i.revoked_at,
    EXISTS (SELECT FROM account a WHERE a.email = i.email AND a.password_hash IS NOT NULL) AS has_account
FROM invitation i JOIN organisation o ON o.id = i.organisation
"""


def _row(row: Any) -> InvitationRow:
    return InvitationRow(
        row["id"],
        row["organisation"],
        row["organisation_name"],
        row["email"],
        row["name"],
        tuple(Role(role) for role in row["roles"]),
        row["expires_at"],
        invitation_state(
            accepted_at=row["accepted_at"],
            revoked_at=row["revoked_at"],
            expires_at=row["expires_at"],
            now=clock.now(),
        ),
        row["has_account"],
    )


async def by_token(token: str, *, lock: bool = False) -> InvitationRow | None:
    suffix = " FOR UPDATE OF i" if lock else ""
    row = await db.fetchrow(f"{_SELECT} WHERE i.token_hash = $1{suffix}", crypto.token_hash(token))
    return None if row is None else _row(row)


async def by_id(invitation_id: UUID, *, lock: bool = False) -> InvitationRow | None:
    suffix = " FOR UPDATE OF i" if lock else ""
    row = await db.fetchrow(f"{_SELECT} WHERE i.id = $1{suffix}", invitation_id)
    return None if row is None else _row(row)


async def waiting(organisation_id: UUID) -> list[InvitationRow]:
    """Neither accepted nor revoked; the newest first, at most a hundred."""
    rows = await db.fetch(
        f"{_SELECT} WHERE i.organisation = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL"
        " ORDER BY i.sent_at DESC, i.id LIMIT 100",
        organisation_id,
    )
    return [_row(row) for row in rows]


async def reset_account(token: str, *, lock: bool = False) -> UUID | None:
    """Whose password this link may still set."""
    suffix = " FOR UPDATE" if lock else ""
    found = await db.fetchval(
        f"SELECT account FROM password_reset WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2{suffix}",
        crypto.token_hash(token),
        clock.now(),
    )
    return None if found is None else UUID(str(found))
