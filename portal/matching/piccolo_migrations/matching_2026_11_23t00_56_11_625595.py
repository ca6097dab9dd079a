from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:56:11:625595"
VERSION = "1.38.0"
DESCRIPTION = 'A reason may be forgotten'

FORWARDS = """
-- A refused or withdrawn proposal has its reason, until the term of keeping takes it.
ALTER TABLE proposal DROP CONSTRAINT proposal_reason;
ALTER TABLE proposal ADD CONSTRAINT proposal_reason CHECK (close_reason IS NULL OR state IN ('refused', 'withdrawn'));
"""

BACKWARDS = """
ALTER TABLE proposal DROP CONSTRAINT proposal_reason;
ALTER TABLE proposal ADD CONSTRAINT proposal_reason CHECK (
    (close_reason IS NOT NULL) = (state IN ('refused', 'withdrawn'))) NOT VALID;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="matching", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
