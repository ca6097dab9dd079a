from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:07:36:339822"
VERSION = "1.38.0"
DESCRIPTION = 'One standing stop of the cards'

FORWARDS = """
ALTER TABLE card_stop
    ADD CONSTRAINT card_stop_role CHECK (role IN ('data_protection_officer', 'operator_command')),
    ADD CONSTRAINT card_stop_why CHECK (why <> ''),
    ADD CONSTRAINT card_stop_lifted CHECK (lifted_at >= stopped_at);
CREATE UNIQUE INDEX card_stop_one_stands ON card_stop ((true)) WHERE lifted_at IS NULL;
"""

BACKWARDS = """
DROP INDEX card_stop_one_stands;
ALTER TABLE card_stop DROP CONSTRAINT card_stop_role;
ALTER TABLE card_stop DROP CONSTRAINT card_stop_why;
ALTER TABLE card_stop DROP CONSTRAINT card_stop_lifted;
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
