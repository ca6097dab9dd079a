from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T22:48:44:305061"
VERSION = "1.38.0"
DESCRIPTION = 'Who follows a company: one at a time'

FORWARDS = """
ALTER TABLE company_account
    -- Given and taken back on the same day: an empty period, never in force.
    ADD CONSTRAINT company_account_order CHECK (ends_on IS NULL OR ends_on >= starts_on),
    ADD CONSTRAINT company_account_one_at_a_time EXCLUDE USING gist (
        text_range(company::text || ' ' || service::text, company::text || ' ' || service::text, '[]') WITH &&,
        daterange(starts_on, ends_on) WITH &&);
CREATE INDEX company_account_company ON company_account (company, service);
"""

BACKWARDS = """
DROP INDEX company_account_company;
ALTER TABLE company_account
    DROP CONSTRAINT company_account_one_at_a_time,
    DROP CONSTRAINT company_account_order;
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
