"""Who wants which kind how: a row only where somebody chose; the rest is as the table of kinds says."""

from collections.abc import Mapping
from uuid import UUID

from portal.foundation import db, ids
from portal.foundation.notifications.kinds import KINDS, Channel, Kind

EVERYTHING = "*"
"""The row by which somebody refuses all mail for an organisation, kinds to come included."""

_CHOOSE = """
INSERT INTO notification_preference (id, account_id, organisation_id, kind, channel) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (account_id, organisation_id, kind) DO UPDATE SET channel = excluded.channel
"""


async def preferences(account_id: UUID, organisation_id: UUID) -> tuple[dict[Kind, Channel], bool]:
    """The channel of every kind, and whether any mail may leave at all."""
    rows = await db.fetch(
        "SELECT kind, channel FROM notification_preference WHERE account_id = $1 AND organisation_id = $2",
        account_id,
        organisation_id,
    )
    chosen = {row["kind"]: row["channel"] for row in rows}
    found = {kind: Channel(chosen.get(kind.value, about.channel)) for kind, about in KINDS.items()}
    return found, chosen.get(EVERYTHING) != Channel.PORTAL


async def prefer(
    account_id: UUID, organisation_id: UUID, wanted: Mapping[Kind, Channel], *, mail: bool
) -> None:
    """Writes what somebody chose; ``mail`` False refuses all of it without forgetting the choices by kind."""
    async with db.unit_of_work():
        for kind, channel in wanted.items():
            await db.execute(_CHOOSE, ids.new_id(), account_id, organisation_id, kind.value, channel.value)
        await _everything(account_id, organisation_id, mail=mail)


async def stop_mail(account_id: UUID, organisation_id: UUID, kind: Kind | None) -> None:
    """No more mail of a kind, or of any. Harmless when said twice."""
    name = EVERYTHING if kind is None else kind.value
    await db.execute(_CHOOSE, ids.new_id(), account_id, organisation_id, name, Channel.PORTAL.value)


async def resume_mail(account_id: UUID, organisation_id: UUID, kind: Kind | None) -> None:
    """Takes ``stop_mail`` back: the kind goes as it does for whoever chose nothing."""
    await db.execute(
        "DELETE FROM notification_preference WHERE account_id = $1 AND organisation_id = $2 AND kind = $3",
        account_id,
        organisation_id,
        EVERYTHING if kind is None else kind.value,
    )


async def _everything(account_id: UUID, organisation_id: UUID, *, mail: bool) -> None:
    if mail:
        await resume_mail(account_id, organisation_id, None)
    else:
        await stop_mail(account_id, organisation_id, None)
