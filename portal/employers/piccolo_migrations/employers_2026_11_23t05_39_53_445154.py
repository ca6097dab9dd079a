from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:39:53:445154"
VERSION = "1.38.0"
DESCRIPTION = 'Checks of services to companies'

FORWARDS = """
ALTER TABLE service_request
    ADD CONSTRAINT service_request_kind CHECK (kind IN (
        'legal_advice', 'migration_law', 'disability_law', 'crisis_support', 'tutor_training', 'diversity',
        'awareness_management', 'awareness_team', 'intercultural_mediation')),
    ADD CONSTRAINT service_request_state CHECK (state IN (
        'received', 'assigned', 'in_progress', 'answered', 'closed', 'declined')),
    ADD CONSTRAINT service_request_assigned CHECK ((assigned_to IS NULL) = (assigned_at IS NULL)
        AND (assigned_to IS NOT NULL OR state IN ('received', 'declined'))),
    ADD CONSTRAINT service_request_answered CHECK (
        (state IN ('answered', 'closed')) = (answer_sealed IS NOT NULL)
        AND (answer_sealed IS NULL) = (answered_on IS NULL) AND (answer_sealed IS NULL) = (answered_by IS NULL)
        AND (answer_sealed IS NULL) = (minutes IS NULL)),
    ADD CONSTRAINT service_request_declined CHECK ((state = 'declined') = (declined_sealed IS NOT NULL)),
    ADD CONSTRAINT service_request_minutes CHECK (minutes BETWEEN 1 AND 1440);
CREATE INDEX service_request_unanswered ON service_request (requested_at)
    WHERE state IN ('received', 'assigned', 'in_progress');
ALTER TABLE service_session
    ADD CONSTRAINT service_session_minutes CHECK (minutes BETWEEN 1 AND 1440),
    ADD CONSTRAINT service_session_present CHECK (present BETWEEN 1 AND 500);
"""

BACKWARDS = """
DROP INDEX service_request_unanswered;
ALTER TABLE service_request DROP CONSTRAINT service_request_kind, DROP CONSTRAINT service_request_state,
    DROP CONSTRAINT service_request_assigned, DROP CONSTRAINT service_request_answered,
    DROP CONSTRAINT service_request_declined, DROP CONSTRAINT service_request_minutes;
ALTER TABLE service_session DROP CONSTRAINT service_session_minutes, DROP CONSTRAINT service_session_present;
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
