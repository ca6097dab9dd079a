"""In and out of the person's own area. Her session is of its own kind: it can do nothing but what stands there."""

from dataclasses import dataclass
from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_token
from portal.foundation.web.sessions import hash_of
from portal.foundation.web.site import PersonSession
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON
from portal.privacy.actions.links import LINK_GONE, person_of_link
from portal.privacy.events import AreaEntered
from portal.privacy.rules import SESSION_IDLE, SESSION_LONGEST


@dataclass(frozen=True, slots=True)
class Entered:
    """``token`` is the secret for her cookie."""

    person_id: UUID
    token: str


async def enter(link_token: str) -> Entered:
    """Uses the link and opens her session; of two who press at once one is refused."""
    async with db.unit_of_work():
        try:
            person_id = await person_of_link(link_token)
        except NotThere:
            raise Refused(LINK_GONE) from None
        now = clock.now()
        used = await db.execute(
            "UPDATE area_link SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            crypto.token_hash(link_token),
            now,
        )
        if not db.affected(used):
            raise Refused(LINK_GONE)
        token = new_token()
        await db.execute(
            "INSERT INTO area_session (id_hash, person, opened_at, seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)",
            hash_of(token),
            person_id,
            now,
            now + SESSION_IDLE,
        )
        await facts.record(AreaEntered(person_id=person_id), by=PERSON)
    return Entered(person_id, token)


_RESOLVE = """
UPDATE area_session s SET seen_at = $2, expires_at = least($2 + $3::interval, s.opened_at + $4::interval)
FROM person p
WHERE s.id_hash = $1 AND s.expires_at > $2 AND p.id = s.person AND p.erased_at IS NULL
RETURNING s.person, p.first_name, s.expires_at
"""


async def resolve(id_hash: bytes) -> PersonSession | None:
    """Who is in her area; moves the end of the idle session forward. None: unknown, ended, or of an erased file."""
    row = await db.fetchrow(_RESOLVE, id_hash, clock.now(), SESSION_IDLE, SESSION_LONGEST)
    return (
        None if row is None else PersonSession(id_hash, row["person"], row["first_name"], row["expires_at"])
    )


async def leave(id_hash: bytes) -> None:
    await db.execute("DELETE FROM area_session WHERE id_hash = $1", id_hash)
