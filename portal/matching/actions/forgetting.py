"""What a closed proposal leaves behind after a year: that it was, how it ended, the proof of the consent. No words."""

from datetime import datetime, timedelta

from portal.foundation import db
from portal.matching.vocabulary import OPEN, ProposalState

_CLOSED = [state.value for state in ProposalState if state not in OPEN]

_DUE = "SELECT id FROM proposal WHERE state = ANY($1) AND state_since < $2 AND terms_sealed IS NOT NULL"


async def count_words_due(before: datetime) -> int:
    """Closed proposals of before then that still hold words."""
    return int(await db.fetchval(f"SELECT count(*) FROM ({_DUE}) due", _CLOSED, before))


async def forget_words(before: datetime) -> dict[str, int]:
    """Empties what may speak of the person in proposals closed before then; answers rows by table."""
    async with db.unit_of_work():
        rows = await db.fetch(f"{_DUE} FOR UPDATE", _CLOSED, before)
        ids = [row["id"] for row in rows]
        if not ids:
            return {}
        await db.execute(
            "UPDATE proposal SET company_words_sealed = NULL, service_words_sealed = NULL, terms_sealed = NULL,"
            " close_reason = NULL, interview_place = NULL, interview_at = NULL WHERE id = ANY($1)",
            ids,
        )
        steps = await db.execute(
            "UPDATE proposal_step SET reason = NULL, note_sealed = NULL"
            " WHERE proposal = ANY($1) AND (reason IS NOT NULL OR note_sealed IS NOT NULL)",
            ids,
        )
        days = await db.execute("DELETE FROM interview_date WHERE proposal = ANY($1)", ids)
        messages = await db.execute("DELETE FROM proposal_message WHERE proposal = ANY($1)", ids)
        await db.execute("DELETE FROM proposal_message_read WHERE proposal = ANY($1)", ids)
    return {
        "proposal": len(ids),
        "proposal_step": db.affected(steps),
        "proposal_message": db.affected(messages),
        "interview_date": db.affected(days),
    }


async def forget_links(now: datetime, sealed_for: timedelta, kept_for: timedelta) -> dict[str, int]:
    """Links of the consent page: the secret the counsellor could still send, then the row itself."""
    async with db.unit_of_work():
        opened = await db.execute(
            "UPDATE consent_link SET token_sealed = NULL WHERE token_sealed IS NOT NULL AND created_at < $1",
            now - sealed_for,
        )
        gone = await db.execute(
            "DELETE FROM consent_link WHERE created_at < $1 AND expires_at < $2", now - kept_for, now
        )
    rows = db.affected(opened) + db.affected(gone)
    return {"consent_link": rows} if rows else {}
