from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import crypto, db

ID = "2026-11-23T05:31:35:084211"
VERSION = "1.38.0"
DESCRIPTION = "What a card shows now leaves the history"

# The card holds the same words, sealed for itself: what stood in the history beside it only said it again.
FORWARDS = """
UPDATE card SET shown_from = h.shown_from FROM card_history h
    WHERE h.profile = card.profile AND h.shown_until IS NULL;
UPDATE card SET shown_from = r.made_at FROM release r WHERE r.id = card.release AND card.shown_from IS NULL;
DELETE FROM card_history h USING card c WHERE c.profile = h.profile AND h.shown_until IS NULL;
UPDATE card_history SET shown_until = greatest(shown_from, now()) WHERE shown_until IS NULL;
DROP INDEX card_history_shown;
"""

_LABELS = (
    "area, profession, working_time, education, licence, experience, age, reserved_quota, families, skills"
)
BACKWARDS = f"""
INSERT INTO card_history (profile, scope, shown_from, {_LABELS})
    SELECT profile, scope, shown_from, {_LABELS} FROM card ORDER BY id;
CREATE UNIQUE INDEX card_history_shown ON card_history (profile) WHERE shown_until IS NULL;
"""


async def backwards() -> None:
    """The words of the present go back to the history, sealed for it."""
    await db.execute(BACKWARDS)
    for row in await db.fetch("SELECT id, profile, text_sealed FROM card WHERE text_sealed IS NOT NULL"):
        text = crypto.open_(row["text_sealed"], table="card", column="text_sealed", row=row["id"])
        await db.execute(
            "UPDATE card_history SET text_sealed = $2 WHERE profile = $1 AND shown_until IS NULL",
            row["profile"],
            crypto.seal(text, table="card_history", column="text_sealed", row=row["profile"]),
        )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="candidates", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(backwards)
    return manager
