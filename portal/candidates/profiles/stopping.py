"""The switch that hides every card at once: one act of the data-protection officer, or the operator's command.

While it stands no card is read anywhere (``search.VISIBLE`` looks at it) and the index empties behind it. Runs go on
underneath, so that nothing has to be computed when it is lifted; whose act it was says who may lift it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from portal.candidates.events import CardsShownAgain, CardsStopped
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, By, Viewer

OFFICER = Role.DATA_PROTECTION_OFFICER.value
COMMAND = OPERATOR_COMMAND.word


@dataclass(frozen=True, slots=True)
class Stop:
    """``role``: whose act it was; ``why``: in the words of who did it, never about a person."""

    id: UUID
    role: str
    why: str
    stopped_at: datetime
    stopped_by: UUID | None
    lifted_at: datetime | None = None
    lifted_by: UUID | None = None


_COLUMNS = "id, role, why, stopped_at, stopped_by, lifted_at, lifted_by"


async def standing_stop() -> Stop | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM card_stop WHERE lifted_at IS NULL")
    return None if row is None else Stop(*row.values())


async def stops(limit: int = 50) -> list[Stop]:
    """Latest first."""
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM card_stop ORDER BY stopped_at DESC LIMIT $1", limit)
    return [Stop(*row.values()) for row in rows]


def _role(by: By) -> str:
    if isinstance(by, Viewer) and by.is_any(Role.DATA_PROTECTION_OFFICER):
        return OFFICER
    if by is OPERATOR_COMMAND:
        return COMMAND
    raise NotAllowed


async def stop_cards(*, id: UUID, why: str, by: By) -> UUID:
    """Hides every card from the commit on; pressed twice it is done once. Raises Refused while another stop stands."""
    role = _role(by)
    if not why.strip():
        raise Refused("Scrivi perché nascondi i profili.", field="why")
    try:
        async with db.unit_of_work():
            if await db.fetchval("SELECT count(*) FROM card_stop WHERE id = $1", id):
                return id
            await db.execute(
                "INSERT INTO card_stop (id, role, why, stopped_at, stopped_by) VALUES ($1, $2, $3, $4, $5)",
                id,
                role,
                why.strip(),
                clock.now(),
                by.account_id,
            )
            await facts.record(CardsStopped(stop_id=id), by=by)
    except asyncpg.UniqueViolationError:
        raise Refused("I profili sono già nascosti. Ricarica la pagina.") from None
    return id


async def show_cards_again(*, by: By) -> None:
    """Lifts the standing stop. Raises Refused without one, or when it was the act of another role."""
    role = _role(by)
    async with db.unit_of_work():
        row = await db.fetchrow("SELECT id, role FROM card_stop WHERE lifted_at IS NULL FOR UPDATE")
        if row is None:
            raise Refused("I profili non sono nascosti: non c’è niente da riaprire.")
        if row["role"] != role:
            who = (
                "il responsabile della protezione dei dati"
                if row["role"] == OFFICER
                else "chi gestisce il portale"
            )
            raise Refused(f"I profili li ha nascosti {who}: solo da lì si riaprono.")
        await db.execute(
            "UPDATE card_stop SET lifted_at = $2, lifted_by = $3 WHERE id = $1",
            row["id"],
            clock.now(),
            by.account_id,
        )
        await facts.record(CardsShownAgain(stop_id=row["id"]), by=by)
