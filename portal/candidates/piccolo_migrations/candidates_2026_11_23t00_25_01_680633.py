from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:25:01:680633"
VERSION = "1.38.0"
DESCRIPTION = "What a document may be"

FORWARDS = """
ALTER TABLE document
    ADD CONSTRAINT document_kind CHECK (kind IN ('curriculum', 'identity', 'certificate', 'consent_paper', 'letter',
        'other', 'invalidity_report', 'final_report', 'list_enrolment')),
    ADD CONSTRAINT document_size CHECK (size BETWEEN 1 AND 5000000),
    ADD CONSTRAINT document_media_type CHECK (media_type <> ''),
    ADD CONSTRAINT document_file_key CHECK (file_key <> '');
"""

BACKWARDS = """
ALTER TABLE document DROP CONSTRAINT document_kind;
ALTER TABLE document DROP CONSTRAINT document_size;
ALTER TABLE document DROP CONSTRAINT document_media_type;
ALTER TABLE document DROP CONSTRAINT document_file_key;
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
