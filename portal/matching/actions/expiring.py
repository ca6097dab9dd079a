"""Consents that end while a company has still to answer: who follows the person hears in time to ask her again."""

from datetime import date, timedelta

from portal.candidates import public as candidates
from portal.foundation import clock, db, notifications
from portal.foundation.notifications import Kind
from portal.matching.actions import letters
from portal.matching.vocabulary import CONSENTED

BEFORE = timedelta(days=7)

_ENDING = """
SELECT p.id, p.code, p.person, c.expires_at FROM disclosure_consent c JOIN proposal p ON p.id = c.proposal
WHERE c.revoked_at IS NULL AND c.closed_at IS NULL AND c.expires_at < $1 AND p.state = ANY($2)
ORDER BY c.expires_at, p.id
"""


async def remind() -> int:
    """A week before a consent ends, and when it has ended; each once. After a standstill only the latter is said."""
    now = clock.now()
    rows = await db.fetch(_ENDING, now + BEFORE, [state.value for state in CONSENTED])
    steps = {
        row["id"]: _step(clock.in_rome(row["expires_at"]).date(), row["expires_at"] <= now) for row in rows
    }
    done = await notifications.told(Kind.CONSENT_ENDING, steps)
    told = 0
    for row in rows:
        if row["id"] in done:
            continue
        holder = await candidates.holder_of(row["person"])
        service_id = await candidates.service_of(row["person"])
        if holder is None or service_id is None:
            continue
        async with db.unit_of_work():
            told += await notifications.notify(
                Kind.CONSENT_ENDING,
                account_ids=[holder],
                organisation_id=service_id,
                object_id=row["id"],
                step=steps[row["id"]],
                words=letters.consent_ending_words(
                    row["code"], clock.in_rome(row["expires_at"]).date(), over=row["expires_at"] <= now
                ),
                href=f"/proposals/{row['id']}",
            )
    return told


def _step(ends_on: date, over: bool) -> str:
    """A consent given again ends on another day."""
    return f"{ends_on.isoformat()}:{'over' if over else 'soon'}"
