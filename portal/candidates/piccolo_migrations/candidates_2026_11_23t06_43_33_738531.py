from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T06:43:33:738531"
VERSION = "1.38.0"
DESCRIPTION = 'Cards of a scope and of a release'

FORWARDS = """
-- One index to keep for every card that is written: a release is always asked for within its scope.
CREATE INDEX card_of_scope ON card (scope, release);
"""

BACKWARDS = """
DROP INDEX card_of_scope;
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
