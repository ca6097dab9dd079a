"""What the workforce keeps for ten years and no longer. Answers how many rows went, by table."""

from datetime import date, datetime

from portal.foundation import db

_ENDED_LONG_AGO = """
DELETE FROM worker w WHERE w.ends_on < $1
    AND NOT EXISTS (SELECT 1 FROM worker_proposal p WHERE p.worker = w.id)
    AND NOT EXISTS (SELECT 1 FROM convenzione_hire h WHERE h.worker = w.id)
"""
"""Who was hired in fulfilment of a convention stays as long as the convention does."""


async def forget_workforce(before: date, moment: datetime) -> dict[str, int]:
    """Periods of work that ended before the day; hires decided, reports of files and accounts ended before it."""
    gone = {
        "worker_proposal": await db.execute("DELETE FROM worker_proposal WHERE decided_at < $1", moment),
        "worker": await db.execute(_ENDED_LONG_AGO, before),
        "workforce_import": await db.execute(
            "UPDATE workforce_import SET report_sealed = NULL WHERE uploaded_at < $1 AND report_sealed IS NOT NULL",
            moment,
        ),
        "company_account": await db.execute("DELETE FROM company_account WHERE ends_on < $1", before),
    }
    return {table: count for table, tag in gone.items() if (count := db.affected(tag))}
