"""How often somebody may try, and what they read when it was too often."""

from datetime import timedelta

from portal.accounts.vocabulary import Limit
from portal.foundation import rate_limit
from portal.kernel.refusals import Refused


def _minutes(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return "un minuto" if minutes == 1 else f"{minutes} minuti"


async def within(limit: Limit, key: str) -> None:
    """Counts one attempt. Raises Refused when there were too many. Call it before the transaction."""
    answer = await rate_limit.allow(f"{limit.name}:{key}", limit=limit.times, window=limit.window)
    if not answer.allowed:
        raise Refused(f"Hai fatto troppi tentativi. Riprova tra {_minutes(answer.retry_after)}.")


async def forgive(limit: Limit, key: str) -> None:
    """After the right answer the earlier attempts no longer count."""
    await rate_limit.clear(f"{limit.name}:{key}")
