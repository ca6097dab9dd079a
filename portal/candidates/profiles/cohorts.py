"""What the cards of a scope showed over the last thirty days: now, and in their history."""

from datetime import datetime, timedelta
from uuid import UUID

from portal.candidates.profiles.lookalikes import Span, Way
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import db

WINDOW = timedelta(days=30)

_LOOK = ", '|', ".join(f"coalesce({field.value}, '')" for field in CardField)
_LOOK = f"hashtextextended(concat({_LOOK}), 0) AS look"

# A new row of history may tell of a changed label of skills only: the look is that of the fields, which make the
# class. A gap, while the scope hid or was under k, begins a new span.
_WAYS = f"""
WITH looks AS (
    SELECT profile, shown_from, NULL::timestamptz AS shown_until, {_LOOK} FROM card WHERE scope = $1
    UNION ALL
    SELECT profile, shown_from, shown_until, {_LOOK} FROM card_history
    WHERE scope = $1 AND shown_until > $2 AND profile IN (SELECT profile FROM card WHERE scope = $1)
), turns AS (
    SELECT *, lag(look) OVER way AS look_before, lag(shown_until) OVER way AS until_before
    FROM looks WINDOW way AS (PARTITION BY profile ORDER BY shown_from, shown_until)
)
SELECT profile, array_agg(look ORDER BY shown_from) AS looks, array_agg(shown_from ORDER BY shown_from) AS moments
FROM turns WHERE look_before IS DISTINCT FROM look OR until_before IS DISTINCT FROM shown_from
GROUP BY profile
"""


async def ways(scope: str, now: datetime) -> dict[UUID, Way]:
    """By profile that has a card now, what its fields showed in the thirty days until ``now``."""
    since = now - WINDOW
    return {
        row["profile"]: tuple(
            Span(moment if moment > since else None, look)
            for look, moment in zip(row["looks"], row["moments"], strict=True)
        )
        for row in await db.fetch(_WAYS, scope, since)
    }
