from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:08:19:218235"
VERSION = "1.38.0"
DESCRIPTION = 'What a suspension and a 60 per mille must say'

FORWARDS = """
ALTER TABLE measure
    ADD CONSTRAINT measure_suspended_of_so_many CHECK (
        kind <> 'sospensione' OR province IS NULL OR (of_workers > 0 AND workers <= of_workers)),
    ADD CONSTRAINT measure_premium_of_60_permille CHECK (
        (kind = 'esonero_60_permille') = (premium_permille IS NOT NULL));
"""

BACKWARDS = """
ALTER TABLE measure
    DROP CONSTRAINT measure_premium_of_60_permille,
    DROP CONSTRAINT measure_suspended_of_so_many;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="employers", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
