from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:39:55:867876"
VERSION = "1.38.0"
DESCRIPTION = "What signals, indemnities and judgements hold to"

FORWARDS = """
ALTER TABLE plan ADD CONSTRAINT plan_payer CHECK (payer IN ('host', 'service', 'public_body'));
CREATE INDEX plan_ruled ON plan (code) WHERE indemnity > 0;

ALTER TABLE plan_reminder DROP CONSTRAINT plan_reminder_kind;
ALTER TABLE plan_reminder ADD CONSTRAINT plan_reminder_kind CHECK (
    kind IN ('log', 'month', 'review', 'end', 'document', 'step', 'follow_up'));

ALTER TABLE plan_signal
    ADD CONSTRAINT plan_signal_kind CHECK (kind IN ('missed_logs', 'absences', 'ratings', 'no_visit', 'too_long')),
    ADD CONSTRAINT plan_signal_answer CHECK (answer IN ('tutor', 'person', 'visit', 'changed', 'seen')),
    ADD CONSTRAINT plan_signal_answered CHECK (
        (answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL));
CREATE UNIQUE INDEX plan_signal_once ON plan_signal (plan, kind, period);
CREATE INDEX plan_signal_waits ON plan_signal (plan) WHERE answered_at IS NULL;

ALTER TABLE plan_indemnity
    ADD CONSTRAINT plan_indemnity_first CHECK (extract(day FROM month) = 1),
    ADD CONSTRAINT plan_indemnity_amounts CHECK (due BETWEEN 0 AND base AND base <= agreed),
    ADD CONSTRAINT plan_indemnity_minutes CHECK (done >= 0 AND counted BETWEEN 0 AND whole),
    ADD CONSTRAINT plan_indemnity_payer CHECK (payer IN ('host', 'service', 'public_body')),
    ADD CONSTRAINT plan_indemnity_paid CHECK (
        (paid_on IS NULL) = (paid IS NULL) AND (paid_on IS NULL) = (payer IS NULL)
        AND (paid_on IS NULL) = (paid_by IS NULL) AND paid >= 0);
CREATE UNIQUE INDEX plan_indemnity_once ON plan_indemnity (plan, month);
CREATE INDEX plan_indemnity_of_month ON plan_indemnity (month);

ALTER TABLE plan_judgement
    ADD CONSTRAINT plan_judgement_tutor CHECK ((tutor IS NULL) = (tutor_at IS NULL)),
    ADD CONSTRAINT plan_judgement_link CHECK ((token_hash IS NULL) = (expires_at IS NULL)),
    ADD CONSTRAINT plan_judgement_of_who_came CHECK (NOT no_show OR person_at IS NULL);
CREATE UNIQUE INDEX plan_judgement_once ON plan_judgement (plan);

CREATE INDEX plan_document_ends ON plan_document (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX follow_up_waits ON follow_up (id) WHERE done_on IS NULL;
"""

BACKWARDS = """
DROP INDEX follow_up_waits;
DROP INDEX plan_document_ends;
DROP INDEX plan_judgement_once;
ALTER TABLE plan_judgement DROP CONSTRAINT plan_judgement_tutor, DROP CONSTRAINT plan_judgement_link,
    DROP CONSTRAINT plan_judgement_of_who_came;
DROP INDEX plan_indemnity_of_month;
DROP INDEX plan_indemnity_once;
ALTER TABLE plan_indemnity DROP CONSTRAINT plan_indemnity_first, DROP CONSTRAINT plan_indemnity_amounts,
    DROP CONSTRAINT plan_indemnity_minutes, DROP CONSTRAINT plan_indemnity_payer,
    DROP CONSTRAINT plan_indemnity_paid;
DROP INDEX plan_signal_waits;
DROP INDEX plan_signal_once;
ALTER TABLE plan_signal DROP CONSTRAINT plan_signal_kind, DROP CONSTRAINT plan_signal_answer,
    DROP CONSTRAINT plan_signal_answered;
DELETE FROM plan_reminder WHERE kind NOT IN ('month', 'follow_up');
ALTER TABLE plan_reminder DROP CONSTRAINT plan_reminder_kind;
ALTER TABLE plan_reminder ADD CONSTRAINT plan_reminder_kind CHECK (kind IN ('month', 'follow_up'));
DROP INDEX plan_ruled;
ALTER TABLE plan DROP CONSTRAINT plan_payer;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="tutoring", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
