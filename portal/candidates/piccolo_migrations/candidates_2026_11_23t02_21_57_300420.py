from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:21:57:300420"
VERSION = "1.38.0"
DESCRIPTION = "Bounds of saved searches"

FORWARDS = """
ALTER TABLE saved_search
    ADD CONSTRAINT saved_search_asks CHECK (words_sealed IS NOT NULL OR cardinality(chosen) > 0),
    ADD CONSTRAINT saved_search_counted CHECK (counted >= 0);
CREATE INDEX saved_search_with_news ON saved_search (id) WHERE news;
"""

BACKWARDS = """
DROP INDEX saved_search_with_news;
ALTER TABLE saved_search DROP CONSTRAINT saved_search_asks, DROP CONSTRAINT saved_search_counted;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="candidates", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
