"""What a workstation remembers of those who worked there, for its term and no longer. Answers rows by table."""

from datetime import date

from portal.foundation import db


async def forget_loads(before: date) -> dict[str, int]:
    """Notes on how much a group bears, written before that day; the workstation stays."""
    gone = db.affected(
        await db.execute(
            "UPDATE workstation SET load_note = NULL WHERE load_noted_on < $1 AND load_note IS NOT NULL",
            before,
        )
    )
    return {"workstation": gone} if gone else {}


async def forget_occupancies(before: date) -> dict[str, int]:
    """Paths that ended before that day."""
    gone = db.affected(await db.execute("DELETE FROM workstation_occupancy WHERE ended_on < $1", before))
    return {"workstation_occupancy": gone} if gone else {}
