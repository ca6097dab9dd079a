from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:36:56:064889"
VERSION = "1.38.0"
DESCRIPTION = 'A closed case says why'

FORWARDS = """
UPDATE case_ SET closing_reason = CASE state WHEN 'dismissed' THEN 'completed' WHEN 'handed_over' THEN 'handed_over'
    WHEN 'withdrawn' THEN 'person_left' ELSE 'other' END WHERE closed_on IS NOT NULL;
UPDATE case_decision d SET weight = c.weight, track = c.track FROM case_ c WHERE c.id = d."case";
ALTER TABLE case_
    ADD CONSTRAINT case_closing_reason_known CHECK (closing_reason IN (
        'outside_territory', 'already_followed', 'other_service', 'no_capacity', 'not_wished', 'not_reached',
        'requirements_missing', 'other', 'completed', 'handed_over', 'person_left')),
    ADD CONSTRAINT case_closed_with_reason CHECK ((closed_on IS NULL) = (closing_reason IS NULL));
ALTER TABLE case_decision
    ADD CONSTRAINT case_decision_weight CHECK (weight IN ('full', 'light')),
    ADD CONSTRAINT case_decision_track CHECK (track IN ('placement', 'socio_occupational'));
"""

BACKWARDS = """
ALTER TABLE case_decision DROP CONSTRAINT case_decision_track, DROP CONSTRAINT case_decision_weight;
ALTER TABLE case_
    DROP CONSTRAINT case_closed_with_reason, DROP CONSTRAINT case_closing_reason_known;
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
