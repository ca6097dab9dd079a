from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:21:58:390841"
VERSION = "1.38.0"
DESCRIPTION = "Bounds of comparisons of the search"

FORWARDS = """
ALTER TABLE search_check ADD CONSTRAINT search_check_counts CHECK (
    documents >= 0 AND missing >= 0 AND unexpected >= 0 AND stale >= 0
    AND (answered OR missing + unexpected + stale = 0));
"""

BACKWARDS = """
ALTER TABLE search_check DROP CONSTRAINT search_check_counts;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="foundation", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
