"""The latest acts of the audit log, of one organisation or of all."""

from uuid import UUID

from portal.foundation import db
from portal.foundation.audit import Entry
from portal.foundation.audit.entries import as_entry


async def latest(*, organisation_id: UUID | None, before: int | None, limit: int) -> list[Entry]:
    rows = await db.fetch(
        "SELECT id, at, actor, account_id, impersonator_id, organisation_id, roles, what, subject_kind, subject_id,"
        " data, request_id FROM audit_entry WHERE ($1::uuid IS NULL OR organisation_id = $1)"
        " AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
        organisation_id,
        before,
        limit,
    )
    return [as_entry(row) for row in rows]
