from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:46:14:010602"
VERSION = "1.38.0"
DESCRIPTION = 'One draft a form'

FORWARDS = """
CREATE UNIQUE INDEX draft_one_a_form ON draft (account, person, form);
"""

BACKWARDS = """
DROP INDEX draft_one_a_form;
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
