from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:29:27:331508"
VERSION = "1.38.0"
DESCRIPTION = 'What keeps official registers apart'

FORWARDS = """
ALTER TABLE reference_edition
    ADD CONSTRAINT reference_edition_kind_known CHECK (kind IN ('cp2021', 'ateco', 'isco', 'cap')),
    ADD CONSTRAINT reference_edition_named CHECK (btrim(edition) <> ''),
    ADD CONSTRAINT reference_edition_has_rows CHECK (rows > 0),
    ADD CONSTRAINT reference_edition_name_once UNIQUE (kind, edition),
    ADD CONSTRAINT reference_edition_one_a_day UNIQUE (kind, valid_from),
    ADD CONSTRAINT reference_edition_file_once UNIQUE (kind, file_hash);

ALTER TABLE reference_entry
    ADD CONSTRAINT reference_entry_coded CHECK (code <> '' AND title <> ''),
    ADD CONSTRAINT reference_entry_code_once UNIQUE (edition_id, code, place),
    ADD CONSTRAINT reference_entry_in_order UNIQUE (edition_id, position);
"""

BACKWARDS = """
ALTER TABLE reference_entry
    DROP CONSTRAINT reference_entry_coded,
    DROP CONSTRAINT reference_entry_code_once,
    DROP CONSTRAINT reference_entry_in_order;

ALTER TABLE reference_edition
    DROP CONSTRAINT reference_edition_kind_known,
    DROP CONSTRAINT reference_edition_named,
    DROP CONSTRAINT reference_edition_has_rows,
    DROP CONSTRAINT reference_edition_name_once,
    DROP CONSTRAINT reference_edition_one_a_day,
    DROP CONSTRAINT reference_edition_file_once;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="reference", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
