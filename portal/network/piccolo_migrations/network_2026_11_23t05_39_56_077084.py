from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:39:56:077084"
VERSION = "1.38.0"
DESCRIPTION = 'Checks of editions and costs'

FORWARDS = """
ALTER TABLE service_cost
    ADD CONSTRAINT service_cost_period CHECK (ends_on >= starts_on),
    ADD CONSTRAINT service_cost_amount CHECK (amount > 0),
    ADD CONSTRAINT service_cost_once EXCLUDE USING gist (
        text_range(organisation::text, organisation::text, '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&);
ALTER TABLE course_edition
    ADD CONSTRAINT course_edition_module CHECK (module IN ('base', 'specific', 'situation', 'other')),
    ADD CONSTRAINT course_edition_days CHECK (ends_on >= starts_on),
    ADD CONSTRAINT course_edition_hours CHECK (hours BETWEEN 1 AND 600),
    ADD CONSTRAINT course_edition_seats CHECK (seats BETWEEN 1 AND 500),
    ADD CONSTRAINT course_edition_threshold CHECK (threshold_pct BETWEEN 0 AND 100);
"""

BACKWARDS = """
ALTER TABLE service_cost DROP CONSTRAINT service_cost_period, DROP CONSTRAINT service_cost_amount,
    DROP CONSTRAINT service_cost_once;
ALTER TABLE course_edition DROP CONSTRAINT course_edition_module, DROP CONSTRAINT course_edition_days,
    DROP CONSTRAINT course_edition_hours, DROP CONSTRAINT course_edition_seats,
    DROP CONSTRAINT course_edition_threshold;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="network", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
