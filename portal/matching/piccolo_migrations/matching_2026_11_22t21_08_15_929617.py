from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T21:08:15:929617"
VERSION = "1.38.0"
DESCRIPTION = 'States, one open proposal, codes'

FORWARDS = """
CREATE SEQUENCE proposal_code START WITH 101;

ALTER TABLE proposal
    ADD CONSTRAINT proposal_state CHECK (state IN (
        'requested', 'drafted', 'put_to_person', 'agreed', 'declined', 'sent', 'opened', 'interview', 'accepted',
        'refused', 'withdrawn', 'expired')),
    ADD CONSTRAINT proposal_origin CHECK (origin IN ('company', 'counsellor')),
    ADD CONSTRAINT proposal_waiting CHECK ((waiting_since IS NOT NULL) = (state IN (
        'requested', 'put_to_person', 'agreed', 'sent', 'opened', 'interview'))),
    ADD CONSTRAINT proposal_answer_due CHECK ((answer_due_on IS NOT NULL) = (state IN ('sent', 'opened', 'interview'))),
    ADD CONSTRAINT proposal_sent CHECK (
        sent_at IS NOT NULL OR state NOT IN ('sent', 'opened', 'interview', 'accepted', 'refused')),
    ADD CONSTRAINT proposal_interview CHECK ((interview_at IS NULL) = (interview_place IS NULL)),
    ADD CONSTRAINT proposal_interview_known CHECK (state <> 'interview' OR interview_at IS NOT NULL),
    ADD CONSTRAINT proposal_reason CHECK ((close_reason IS NOT NULL) = (state IN ('refused', 'withdrawn'))),
    ADD CONSTRAINT proposal_score CHECK (score BETWEEN 0 AND 100);
-- The same person and vacancy are put together once at a time.
CREATE UNIQUE INDEX proposal_one_open ON proposal (person, vacancy) WHERE state IN (
    'requested', 'drafted', 'put_to_person', 'agreed', 'sent', 'opened', 'interview');
CREATE INDEX proposal_waiting_since ON proposal (waiting_since, id) WHERE waiting_since IS NOT NULL;
CREATE INDEX proposal_of_service ON proposal (service, state_since DESC);
CREATE INDEX proposal_of_company ON proposal (company, state);

ALTER TABLE proposal_step
    ADD CONSTRAINT proposal_step_actor CHECK (actor IN ('company', 'counsellor', 'person', 'system'));
CREATE UNIQUE INDEX proposal_step_place ON proposal_step (proposal, position);

CREATE UNIQUE INDEX proposal_reader_once ON proposal_reader (proposal, account);

ALTER TABLE consent_link
    ADD CONSTRAINT consent_link_kind CHECK (kind IN ('answer', 'withdrawal')),
    ADD CONSTRAINT consent_link_dates CHECK (expires_at >= created_at),
    ADD CONSTRAINT consent_link_used_is_forgotten CHECK (used_at IS NULL OR token_sealed IS NULL);

ALTER TABLE disclosure_consent
    ADD CONSTRAINT disclosure_consent_groups CHECK (
        groups <@ ARRAY['contacts', 'cv', 'quota_category', 'accommodations'] AND cardinality(groups) > 0),
    ADD CONSTRAINT disclosure_consent_channel CHECK (channel IN ('link', 'in_person', 'paper')),
    ADD CONSTRAINT disclosure_consent_days CHECK (
        expires_at > given_at AND expires_at <= given_at + interval '60 days 2 hours'),
    ADD CONSTRAINT disclosure_consent_revoked CHECK (revoked_at >= given_at),
    ADD CONSTRAINT disclosure_consent_closed CHECK (closed_at >= given_at);
-- Of one proposal one consent counts: the one neither taken back nor over.
CREATE UNIQUE INDEX disclosure_consent_standing ON disclosure_consent (proposal)
    WHERE revoked_at IS NULL AND closed_at IS NULL;

CREATE UNIQUE INDEX proposal_reminder_once ON proposal_reminder (proposal, step, since);
ALTER TABLE proposal_reminder
    ADD CONSTRAINT proposal_reminder_step CHECK (step IN (
        'first_reminder', 'second_reminder', 'closing_notice', 'closed'));
"""

BACKWARDS = """
DROP SEQUENCE proposal_code;
ALTER TABLE proposal DROP CONSTRAINT proposal_state;
ALTER TABLE proposal DROP CONSTRAINT proposal_origin;
ALTER TABLE proposal DROP CONSTRAINT proposal_waiting;
ALTER TABLE proposal DROP CONSTRAINT proposal_answer_due;
ALTER TABLE proposal DROP CONSTRAINT proposal_sent;
ALTER TABLE proposal DROP CONSTRAINT proposal_interview;
ALTER TABLE proposal DROP CONSTRAINT proposal_interview_known;
ALTER TABLE proposal DROP CONSTRAINT proposal_reason;
ALTER TABLE proposal DROP CONSTRAINT proposal_score;
DROP INDEX proposal_one_open;
DROP INDEX proposal_waiting_since;
DROP INDEX proposal_of_service;
DROP INDEX proposal_of_company;
ALTER TABLE proposal_step DROP CONSTRAINT proposal_step_actor;
DROP INDEX proposal_step_place;
DROP INDEX proposal_reader_once;
ALTER TABLE consent_link DROP CONSTRAINT consent_link_kind;
ALTER TABLE consent_link DROP CONSTRAINT consent_link_dates;
ALTER TABLE consent_link DROP CONSTRAINT consent_link_used_is_forgotten;
ALTER TABLE disclosure_consent DROP CONSTRAINT disclosure_consent_groups;
ALTER TABLE disclosure_consent DROP CONSTRAINT disclosure_consent_channel;
ALTER TABLE disclosure_consent DROP CONSTRAINT disclosure_consent_days;
ALTER TABLE disclosure_consent DROP CONSTRAINT disclosure_consent_revoked;
ALTER TABLE disclosure_consent DROP CONSTRAINT disclosure_consent_closed;
DROP INDEX disclosure_consent_standing;
DROP INDEX proposal_reminder_once;
ALTER TABLE proposal_reminder DROP CONSTRAINT proposal_reminder_step;
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
