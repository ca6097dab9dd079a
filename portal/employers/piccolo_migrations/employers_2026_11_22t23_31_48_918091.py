from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:31:48:918091"
VERSION = "1.38.0"
DESCRIPTION = 'Workforce files: checks'

FORWARDS = """
ALTER TABLE workforce_import
    DROP CONSTRAINT workforce_import_state_known,
    DROP CONSTRAINT workforce_import_file_until_decided,
    ADD CONSTRAINT workforce_import_state_known CHECK (state IN (
        'received', 'mapping', 'refused', 'checked', 'loading', 'applied', 'discarded')),
    ADD CONSTRAINT workforce_import_file_until_decided CHECK (
        (state IN ('received', 'mapping', 'checked', 'loading')) = (file_key IS NOT NULL AND decided_at IS NULL)),
    ADD CONSTRAINT workforce_import_refused_with_reasons CHECK (
        state <> 'refused' OR report_sealed IS NOT NULL),
    ADD CONSTRAINT workforce_import_wrong_rows_counted CHECK (wrong_rows >= 0);
ALTER TABLE workforce_progress
    ADD CONSTRAINT workforce_progress_of_a_file FOREIGN KEY (id) REFERENCES workforce_import (id) ON DELETE RESTRICT,
    ADD CONSTRAINT workforce_progress_within CHECK (done >= 0 AND done <= total);
ALTER TABLE workforce_mapping
    ADD CONSTRAINT workforce_mapping_header_given CHECK (btrim(header) <> ''),
    ADD CONSTRAINT workforce_mapping_once UNIQUE (company, header);
"""

BACKWARDS = """
ALTER TABLE workforce_mapping
    DROP CONSTRAINT workforce_mapping_once,
    DROP CONSTRAINT workforce_mapping_header_given;
ALTER TABLE workforce_progress
    DROP CONSTRAINT workforce_progress_within,
    DROP CONSTRAINT workforce_progress_of_a_file;
ALTER TABLE workforce_import
    DROP CONSTRAINT workforce_import_wrong_rows_counted,
    DROP CONSTRAINT workforce_import_refused_with_reasons,
    DROP CONSTRAINT workforce_import_file_until_decided,
    DROP CONSTRAINT workforce_import_state_known,
    ADD CONSTRAINT workforce_import_state_known CHECK (state IN ('checked', 'applied', 'discarded')),
    ADD CONSTRAINT workforce_import_file_until_decided CHECK (
        (state = 'checked') = (file_key IS NOT NULL AND decided_at IS NULL));
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
