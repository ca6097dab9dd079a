"""What the nightly look reads of a batch of plans: the same number of queries however many plans it holds."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Lines:
    """``last``: the latest day with a line, of the last months; presences and absences are of the month asked for."""

    last: date | None
    present: int
    absent: int


_LINES = """
SELECT q.plan, (SELECT max(a.day) FROM attendance a WHERE a.plan = q.plan) AS last, m.present, m.absent
FROM unnest($1::uuid[]) AS q (plan) CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE a.absence IS NULL) AS present,
        count(*) FILTER (WHERE a.absence <> 'closed') AS absent
    FROM attendance a WHERE a.plan = q.plan AND a.day BETWEEN $2 AND $3) m
"""


async def lines(plan_ids: list[UUID], first: date, last: date) -> dict[UUID, Lines]:
    rows = await db.fetch(_LINES, plan_ids, first, last)
    return {row["plan"]: Lines(row["last"], row["present"], row["absent"]) for row in rows}


async def last_visits(plan_ids: list[UUID]) -> dict[UUID, date]:
    rows = await db.fetch(
        "SELECT plan, max(held_on) AS held_on FROM plan_visit WHERE plan = ANY($1) AND held_on IS NOT NULL"
        " GROUP BY plan",
        plan_ids,
    )
    return {row["plan"]: row["held_on"] for row in rows}


@dataclass(frozen=True, slots=True)
class Round:
    """The latest day on which goals were rated; for each of them the level of the time before and the one of now."""

    on: date
    pairs: tuple[tuple[int, int], ...]


_ROUNDS = """
SELECT g.plan, (array_agg(r.level ORDER BY r.rated_on DESC, r.id DESC))[1:2] AS levels, max(r.rated_on) AS rated_on
FROM plan_goal g JOIN goal_rating r ON r.goal = g.id WHERE g.plan = ANY($1)
GROUP BY g.plan, g.id
"""


async def rounds(plan_ids: list[UUID]) -> dict[UUID, Round]:
    """Plans of which some goal of the last round had been rated before."""
    by_plan: dict[UUID, list[tuple[date, list[int]]]] = {}
    for row in await db.fetch(_ROUNDS, plan_ids):
        by_plan.setdefault(row["plan"], []).append((row["rated_on"], row["levels"]))
    found = {}
    for plan_id, goals in by_plan.items():
        on = max(day for day, _ in goals)
        pairs = tuple((levels[1], levels[0]) for day, levels in goals if day == on and len(levels) > 1)
        if pairs:
            found[plan_id] = Round(on, pairs)
    return found


async def attested(plan_ids: list[UUID]) -> set[UUID]:
    """Those with the written attestation of the service for lasting longer."""
    rows = await db.fetch(
        "SELECT plan FROM plan_document WHERE plan = ANY($1) AND kind = 'service_attestation'", plan_ids
    )
    return {row["plan"] for row in rows}
