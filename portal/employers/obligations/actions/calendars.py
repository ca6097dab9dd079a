"""The secret link to the deadlines: made, renewed; its token is computed, never stored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from portal.employers.events import DeadlineCalendarRenewed
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import opaque_id
from portal.kernel.viewer import Viewer

PURPOSE = "deadline calendar"
SIGNATURE = 24
_ID = 16


def token_of(calendar_id: UUID, generation: int) -> str:
    """192 bits that only this portal can make, after the id they belong to."""
    signature = crypto.sign(PURPOSE, f"{calendar_id}:{generation}")[:SIGNATURE]
    return urlsafe_b64encode(calendar_id.bytes + signature).decode().rstrip("=")


def read_token(token: str) -> tuple[UUID, bytes] | None:
    """The id and the signature; None for what is no token of ours."""
    try:
        octets = urlsafe_b64decode(token.removesuffix(".ics") + "==")
    except (ValueError, Error):
        return None
    return (UUID(bytes=octets[:_ID]), octets[_ID:]) if len(octets) == _ID + SIGNATURE else None


def is_of(calendar_id: UUID, generation: int, signature: bytes) -> bool:
    return crypto.is_signed(PURPOSE, f"{calendar_id}:{generation}", signature, length=SIGNATURE)


async def renew_link(company_id: UUID, *, by: Viewer) -> None:
    """The first link, or a new one: the one before answers no more. ``by`` may read the company's duties."""
    async with db.unit_of_work():
        id = await db.fetchval(
            "INSERT INTO deadline_calendar (id, company, account, generation, renewed_at) VALUES ($1, $2, $3, 1, $4)"
            " ON CONFLICT (company, account) DO UPDATE SET generation = deadline_calendar.generation + 1,"
            " renewed_at = $4 RETURNING id",
            opaque_id(),
            company_id,
            by.account_id,
            clock.now(),
        )
        await facts.record(DeadlineCalendarRenewed(deadline_calendar_id=id, company_id=company_id), by=by)
