from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:38:18:837900"
VERSION = "1.38.0"
DESCRIPTION = 'One language once, one row for fairness'

FORWARDS = """
CREATE UNIQUE INDEX person_language_once ON person_language (person, language_code);
ALTER TABLE person_language ADD CONSTRAINT person_language_level CHECK (level BETWEEN 1 AND 6);
CREATE UNIQUE INDEX fairness_attributes_one_a_person ON fairness_attributes (person);
"""

BACKWARDS = """
DROP INDEX person_language_once;
ALTER TABLE person_language DROP CONSTRAINT person_language_level;
DROP INDEX fairness_attributes_one_a_person;
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
