from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:34:35:921050"
VERSION = "1.38.0"
DESCRIPTION = 'Notifications: found by what they speak of'

FORWARDS = """
CREATE INDEX notification_object ON notification (object_id, kind, step);
"""

BACKWARDS = """
DROP INDEX notification_object;
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
