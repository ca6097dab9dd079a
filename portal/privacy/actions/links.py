"""The single-use link to a person's own area: made by who follows her, mailed to her or handed over."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.privacy.events import AreaLinkMade
from portal.privacy.rules import LINK_LASTS
from portal.privacy.vocabulary import Channel

LINK_GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


async def make_link(person_id: UUID, channel: Channel, *, by: Viewer) -> str:
    """Answers the address of her area; links made before open nothing any more.

    Raises NotThere for a person whom the viewer does not follow, Refused where there is no address to mail it to.
    """
    async with db.unit_of_work():
        if not await candidates.follows(person_id, by):
            raise NotThere
        address = await candidates.mail_address(person_id)
        if channel is Channel.MAIL and address is None:
            raise Refused("La scheda non ha un indirizzo e-mail: mostra il link e consegnalo tu.")
        token, now = new_token(), clock.now()
        await db.execute(
            "UPDATE area_link SET expires_at = greatest($2, made_at + interval '1 microsecond')"
            " WHERE person = $1 AND used_at IS NULL AND expires_at > $2",
            person_id,
            now,
        )
        await db.execute(
            "INSERT INTO area_link (id, person, token_hash, channel, made_at, made_by, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            new_id(),
            person_id,
            crypto.token_hash(token),
            channel.value,
            now,
            by.account_id,
            now + LINK_LASTS,
        )
        url = absolute(f"/my-area/enter/{token}")
        if channel is Channel.MAIL and address is not None:
            await _mail(address, url, token)
        await facts.record(AreaLinkMade(person_id=person_id, channel=channel.value), by=by)
    return url


async def _mail(address: str, url: str, token: str) -> None:
    hours = int(LINK_LASTS.total_seconds()) // 3600
    await mail.send(
        to=address,
        subject="Il link alla tua area personale",
        text=mail.compose("area_link.txt", url=url, hours=hours),
        kind="area_link",
        link_secret=token,
    )


async def person_of_link(token: str) -> UUID:
    """Whose area this secret opens. Raises NotThere when it never did, has expired or was used."""
    found: UUID | None = await db.fetchval(
        "SELECT l.person FROM area_link l JOIN person p ON p.id = l.person AND p.erased_at IS NULL"
        " WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2",
        crypto.token_hash(token),
        clock.now(),
    )
    if found is None:
        raise NotThere
    return found
