"""Who calls: one query over the session, the person, the organisation, its kinds and the roles in force."""

from typing import Any

import msgspec

from portal.accounts.rules import roles_in_force
from portal.accounts.vocabulary import Step
from portal.foundation import clock, db
from portal.foundation.notifications import UNREAD
from portal.foundation.web.site import SessionState
from portal.kernel.roles import SECOND_FACTOR_ROLES, OrganisationKind, Role
from portal.kernel.viewer import Viewer

_RESOLVE = f"""
SELECT s.id_hash, s.account_id, s.organisation_id, s.data, s.created_at, s.seen_at, s.expires_at,
    a.name, o.name AS organisation_name,
    ARRAY(SELECT k.kind FROM organisation_kind k WHERE k.organisation = s.organisation_id
        AND k.starts_on <= $3 AND (k.ends_on IS NULL OR $3 < k.ends_on)) AS kinds,
    ARRAY(SELECT m.role FROM membership m WHERE m.account = s.account_id AND m.organisation = s.organisation_id
        AND m.starts_on <= $3 AND (m.ends_on IS NULL OR $3 < m.ends_on)) AS roles,
    ({UNREAD.format(account="s.account_id", organisation="s.organisation_id")}) AS unread,
    (SELECT count(DISTINCT m.organisation) FROM membership m WHERE m.account = s.account_id
        AND m.starts_on <= $3 AND (m.ends_on IS NULL OR $3 < m.ends_on)) AS organisations
FROM web_session s
JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
LEFT JOIN organisation o ON o.id = s.organisation_id
WHERE s.id_hash = $1 AND s.expires_at > $2
"""


async def resolve_session(id_hash: bytes) -> tuple[SessionState, Viewer | None] | None:
    """The session, and who acts in it. None for a session that is unknown, expired, or of a disabled account.

    The viewer is None while a step of the sign-in is missing, and from the moment the last role in the
    organisation has ended.
    """
    row = await db.fetchrow(_RESOLVE, id_hash, clock.now(), clock.today())
    if row is None:
        return None
    session = SessionState(
        id_hash=row["id_hash"],
        account_id=row["account_id"],
        organisation_id=row["organisation_id"],
        data=msgspec.json.decode(row["data"], type=dict[str, Any]),
        created_at=row["created_at"],
        seen_at=row["seen_at"],
        expires_at=row["expires_at"],
        unread=row["unread"],
    )
    return session, _viewer(row, session)


def _viewer(row: Any, session: SessionState) -> Viewer | None:
    kinds = frozenset(OrganisationKind(kind) for kind in row["kinds"])
    roles = roles_in_force((Role(role) for role in row["roles"]), kinds)
    step = session.data.get("second_factor")
    if not roles or step in (Step.CODE, Step.ENROL):
        return None
    if step != Step.DONE and roles & SECOND_FACTOR_ROLES:
        return None
    return Viewer(
        account_id=row["account_id"],
        name=row["name"],
        organisation_id=row["organisation_id"],
        organisation_name=row["organisation_name"],
        kinds=kinds,
        roles=roles,
        organisations_count=row["organisations"],
    )
