from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:27:06:133622"
VERSION = "1.38.0"
DESCRIPTION = "Kinds of papers, one warning each"

FORWARDS = """
ALTER TABLE paper_notice
    ADD CONSTRAINT paper_notice_kind CHECK (kind IN ('prospetti', 'conventions', 'commitments', 'letters')),
    ADD CONSTRAINT paper_notice_once UNIQUE (kind, paper),
    ADD CONSTRAINT paper_notice_before CHECK (due_on > warned_on);
"""

BACKWARDS = """
ALTER TABLE paper_notice
    DROP CONSTRAINT paper_notice_before, DROP CONSTRAINT paper_notice_once, DROP CONSTRAINT paper_notice_kind;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="privacy", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
