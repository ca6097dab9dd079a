"""What following a company leaves behind: letters and contacts for their terms. Answers rows by table."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.employers.companies.papers import EndingPaper
from portal.foundation import db

_OVER = """
SELECT * FROM (
    SELECT id, company, service, CASE WHEN state = 'signed' THEN valid_until
        ELSE coalesce(ended_on, valid_until, (state_since AT TIME ZONE 'Europe/Rome')::date) END AS over_on
    FROM letter_of_adherence
) letter WHERE over_on <= $1 ORDER BY over_on, id
"""
"""A signed letter without a last day holds until somebody ends it."""


async def letters_over(before: date) -> list[EndingPaper]:
    """Ended or expired on that day or earlier; those never signed, untouched since then."""
    rows = await db.fetch(_OVER, before)
    return [EndingPaper(row["id"], row["company"], row["over_on"], row["service"]) for row in rows]


async def forget_letters(ids: Collection[UUID]) -> tuple[dict[str, int], list[str]]:
    """Also answers the keys of the signed copies, to be deleted once this is committed."""
    rows = await db.fetch(
        "DELETE FROM letter_of_adherence WHERE id = ANY($1::uuid[]) RETURNING file_key", list(ids)
    )
    keys = [row["file_key"] for row in rows if row["file_key"] is not None]
    return ({"letter_of_adherence": len(rows)} if rows else {}), keys


async def forget_contacts(before: date) -> dict[str, int]:
    """Contacts held before that day whose next step is taken, or was never asked for."""
    gone = db.affected(
        await db.execute(
            "DELETE FROM company_contact WHERE held_on < $1 AND (next_on IS NULL OR step_done_on IS NOT NULL)",
            before,
        )
    )
    return {"company_contact": gone} if gone else {}
