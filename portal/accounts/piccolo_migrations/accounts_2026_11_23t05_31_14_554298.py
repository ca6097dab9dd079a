from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:31:14:554298"
VERSION = "1.38.0"
DESCRIPTION = "One draft a form, known forms"

FORWARDS = """
ALTER TABLE account_draft
    ADD CONSTRAINT account_draft_one UNIQUE (account, organisation, form),
    ADD CONSTRAINT account_draft_form_known CHECK (form IN ('new_person', 'operator_training')),
    ADD CONSTRAINT account_draft_lasts CHECK (expires_at > saved_at);
"""

BACKWARDS = """
ALTER TABLE account_draft
    DROP CONSTRAINT account_draft_lasts, DROP CONSTRAINT account_draft_form_known, DROP CONSTRAINT account_draft_one;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="accounts", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
