from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:35:51:049811"
VERSION = "1.38.0"
DESCRIPTION = "Bounds of the operators' training"

FORWARDS = """
ALTER TABLE operator_training
    ADD CONSTRAINT operator_training_topic CHECK (topic IN ('method', 'icf', 'network', 'companies', 'other')),
    ADD CONSTRAINT operator_training_hours CHECK (hours BETWEEN 1 AND 500),
    ADD CONSTRAINT operator_training_validity CHECK (valid_until >= completed_on),
    ADD CONSTRAINT operator_training_past CHECK (completed_on <= (recorded_at AT TIME ZONE 'Europe/Rome')::date);
CREATE INDEX operator_training_ending ON operator_training (valid_until);
ALTER TABLE training_requirement ADD CONSTRAINT training_requirement_reason CHECK (reason <> '');
CREATE INDEX training_requirement_newest ON training_requirement (organisation, decided_at DESC);
"""

BACKWARDS = """
ALTER TABLE operator_training DROP CONSTRAINT operator_training_topic, DROP CONSTRAINT operator_training_hours,
    DROP CONSTRAINT operator_training_validity, DROP CONSTRAINT operator_training_past;
DROP INDEX operator_training_ending;
ALTER TABLE training_requirement DROP CONSTRAINT training_requirement_reason;
DROP INDEX training_requirement_newest;
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
