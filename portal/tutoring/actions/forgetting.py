"""What a plan leaves behind: words for a year after its end, papers for ten."""

from datetime import date
from typing import Any

from portal.foundation import db

_OVER = "p.state IN ('ended', 'interrupted') AND coalesce(u.ended_on, p.ends_on, p.state_since::date) < $1"
_PLANS = f"SELECT p.id FROM plan p LEFT JOIN plan_outcome u ON u.plan = p.id WHERE {_OVER}"
_WORDS: tuple[tuple[str, str], ...] = (
    ("plan_step", "UPDATE plan_step SET note_sealed = NULL WHERE plan = ANY($1) AND note_sealed IS NOT NULL"),
    (
        "plan_outcome",
        "UPDATE plan_outcome SET words_sealed = NULL WHERE plan = ANY($1) AND words_sealed IS NOT NULL",
    ),
    (
        "plan_visit",
        "UPDATE plan_visit SET agreed_sealed = NULL WHERE plan = ANY($1) AND agreed_sealed IS NOT NULL",
    ),
    ("signature_link", "DELETE FROM signature_link WHERE plan = ANY($1)"),
    ("return_step", "DELETE FROM return_step WHERE plan = ANY($1)"),
    ("retention_plan", "DELETE FROM retention_plan WHERE plan = ANY($1)"),
    ("diary_entry", "DELETE FROM diary_entry WHERE plan = ANY($1)"),
    (
        "plan_month",
        "UPDATE plan_month SET objection_sealed = NULL, token_sealed = NULL WHERE plan = ANY($1)"
        " AND (objection_sealed IS NOT NULL OR token_sealed IS NOT NULL)",
    ),
    ("plan_message", "DELETE FROM plan_message WHERE plan = ANY($1)"),
    ("plan_signal", "DELETE FROM plan_signal WHERE plan = ANY($1)"),
    ("plan_judgement", "DELETE FROM plan_judgement WHERE plan = ANY($1)"),
    (
        "follow_up",
        "UPDATE follow_up SET words_sealed = NULL WHERE plan = ANY($1) AND words_sealed IS NOT NULL",
    ),
    ("goal_rating", "DELETE FROM goal_rating r USING plan_goal g WHERE g.id = r.goal AND g.plan = ANY($1)"),
)
_PAPERS = (
    "attendance", "plan_month", "sent_form", "plan_signature", "signature_link", "plan_paper", "plan_amendment",
    "host_declaration", "plan_activity", "plan_measure", "plan_course", "plan_visit", "return_step",
    "retention_plan", "plan_document", "plan_indemnity", "plan_judgement", "plan_signal", "plan_outcome", "plan_step",
    "plan_party", "plan_goal", "plan_reminder", "follow_up",
)  # fmt: skip


async def _over_before(day: date) -> list[Any]:
    return [row["id"] for row in await db.fetch(_PLANS, day)]


async def count_papers_due(before: date) -> int:
    return len(await _over_before(before))


async def forget_words(before: date) -> dict[str, int]:
    """Notes, diary, messages and ratings of plans that ended before that day; answers rows by table."""
    async with db.unit_of_work():
        plans = await _over_before(before)
        counts = {table: db.affected(await db.execute(statement, plans)) for table, statement in _WORDS}
    return {table: count for table, count in counts.items() if count}


async def forget_plans(before: date) -> dict[str, int]:
    """Whole plans that ended before that day, papers included; answers rows by table."""
    await forget_words(before)
    async with db.unit_of_work():
        plans = await _over_before(before)
        counts = {
            table: db.affected(await db.execute(f"DELETE FROM {table} WHERE plan = ANY($1)", plans))
            for table in _PAPERS
        }
        counts["plan"] = db.affected(await db.execute("DELETE FROM plan WHERE id = ANY($1)", plans))
    return {table: count for table, count in counts.items() if count}


async def forget_modules(before: date) -> dict[str, int]:
    """Modules of the tutors' training completed before that day."""
    count = db.affected(
        await db.execute(
            "DELETE FROM tutor_module WHERE coalesce(completed_on, tried_on, read_on) < $1", before
        )
    )
    return {"tutor_module": count} if count else {}
