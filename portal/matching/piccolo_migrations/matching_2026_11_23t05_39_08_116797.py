from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:39:08:116797"
VERSION = "1.38.0"
DESCRIPTION = 'Days of an interview'

FORWARDS = """
ALTER TABLE proposal DROP CONSTRAINT proposal_interview_known, DROP CONSTRAINT proposal_answer_due;
ALTER TABLE proposal
    -- While the days it proposed wait for the person, the company has no day to answer by.
    ADD CONSTRAINT proposal_answer_due CHECK (state = 'interview'
        OR (answer_due_on IS NOT NULL) = (state IN ('sent', 'opened'))),
    ADD CONSTRAINT proposal_interview_known CHECK (
        state <> 'interview' OR interview_at IS NULL OR answer_due_on IS NOT NULL);

-- Interviews of before had their one day, proposed and fixed together.
INSERT INTO interview_date (id, proposal, asked_at, starts_at, minutes, place, state, decided_by, decided_at)
    SELECT gen_random_uuid(), id, least(state_since, interview_at), interview_at, 45, interview_place, 'chosen',
        counsellor, least(state_since, interview_at)
    FROM proposal WHERE interview_at IS NOT NULL;

ALTER TABLE interview_date
    ADD CONSTRAINT interview_date_state CHECK (state IN ('proposed', 'chosen', 'dropped')),
    ADD CONSTRAINT interview_date_outcome CHECK (
        outcome IN ('held', 'person_absent', 'company_absent', 'postponed')),
    ADD CONSTRAINT interview_date_minutes CHECK (minutes BETWEEN 15 AND 240),
    ADD CONSTRAINT interview_date_decided CHECK (state <> 'chosen' OR decided_at IS NOT NULL),
    ADD CONSTRAINT interview_date_needs CHECK (needs_sealed IS NULL OR state = 'chosen'),
    ADD CONSTRAINT interview_date_told CHECK (
        (outcome IS NULL) = (recorded_at IS NULL) AND (outcome IS NULL OR state = 'chosen'));
-- One day is chosen at a time; the same moment is proposed once.
CREATE UNIQUE INDEX interview_date_one_chosen ON interview_date (proposal)
    WHERE state = 'chosen' AND outcome IS NULL;
CREATE UNIQUE INDEX interview_date_proposed_once ON interview_date (proposal, starts_at) WHERE state = 'proposed';
"""

BACKWARDS = """
DROP INDEX interview_date_proposed_once;
DROP INDEX interview_date_one_chosen;
ALTER TABLE interview_date
    DROP CONSTRAINT interview_date_state, DROP CONSTRAINT interview_date_outcome,
    DROP CONSTRAINT interview_date_minutes, DROP CONSTRAINT interview_date_decided,
    DROP CONSTRAINT interview_date_needs, DROP CONSTRAINT interview_date_told;
ALTER TABLE proposal DROP CONSTRAINT proposal_interview_known, DROP CONSTRAINT proposal_answer_due;
ALTER TABLE proposal
    ADD CONSTRAINT proposal_answer_due CHECK (
        (answer_due_on IS NOT NULL) = (state IN ('sent', 'opened', 'interview'))),
    ADD CONSTRAINT proposal_interview_known CHECK (state <> 'interview' OR interview_at IS NOT NULL);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="matching", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
