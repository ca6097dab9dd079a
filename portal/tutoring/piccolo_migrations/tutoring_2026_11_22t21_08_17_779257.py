from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T21:08:17:779257"
VERSION = "1.38.0"
DESCRIPTION = 'States, one of each, codes'

FORWARDS = """
CREATE SEQUENCE plan_code;

ALTER TABLE plan
    ADD CONSTRAINT plan_state CHECK (state IN (
        'drafted', 'to_sign', 'ready', 'running', 'suspended', 'ended', 'interrupted')),
    ADD CONSTRAINT plan_kind CHECK (kind IN ('tis', 'tirocinio', 'hire_with_tutoring')),
    ADD CONSTRAINT plan_groups CHECK (groups <@ ARRAY['contacts', 'cv', 'quota_category', 'accommodations']),
    ADD CONSTRAINT plan_period CHECK (ends_on > starts_on),
    ADD CONSTRAINT plan_hours CHECK (weekly_hours BETWEEN 1 AND 40),
    ADD CONSTRAINT plan_day CHECK (day_ends_at > day_starts_at),
    ADD CONSTRAINT plan_whole CHECK (state IN ('drafted', 'interrupted') OR (
        starts_on IS NOT NULL AND ends_on IS NOT NULL AND weekly_hours IS NOT NULL AND tutor IS NOT NULL));
-- An accepted proposal spawns exactly one plan.
CREATE UNIQUE INDEX plan_of_proposal ON plan (proposal);
CREATE INDEX plan_of_service ON plan (service, state);
CREATE INDEX plan_kept ON plan (code) WHERE state IN ('running', 'suspended');

ALTER TABLE plan_step
    ADD CONSTRAINT plan_step_actor CHECK (actor IN ('company', 'tutor', 'counsellor', 'system'));
CREATE UNIQUE INDEX plan_step_place ON plan_step (plan, position);

ALTER TABLE plan_party ADD CONSTRAINT plan_party_role CHECK (role IN ('company', 'tutor', 'counsellor'));
CREATE UNIQUE INDEX plan_party_once ON plan_party (plan, account, role);

ALTER TABLE plan_goal
    ADD CONSTRAINT plan_goal_text CHECK (text <> ''),
    ADD CONSTRAINT plan_goal_target CHECK (target BETWEEN 1 AND 5);
CREATE UNIQUE INDEX plan_goal_place ON plan_goal (plan, position);

ALTER TABLE goal_rating ADD CONSTRAINT goal_rating_level CHECK (level BETWEEN 1 AND 5);

ALTER TABLE plan_document
    ADD CONSTRAINT plan_document_kind CHECK (kind IN ('convenzione', 'progetto', 'insurance', 'communication')),
    ADD CONSTRAINT plan_document_valid CHECK (valid_until >= recorded_on);
CREATE UNIQUE INDEX plan_document_once ON plan_document (plan, kind);

ALTER TABLE plan_signature
    ADD CONSTRAINT plan_signature_signer CHECK (signer IN ('person', 'company', 'service')),
    ADD CONSTRAINT plan_signature_how CHECK (how IN ('click', 'paper'));
CREATE UNIQUE INDEX plan_signature_once ON plan_signature (plan, version, signer);

ALTER TABLE attendance
    ADD CONSTRAINT attendance_absence CHECK (absence IN ('illness', 'justified', 'unjustified', 'closed')),
    ADD CONSTRAINT attendance_times_or_absence CHECK (
        CASE WHEN absence IS NULL THEN starts_at IS NOT NULL AND ends_at IS NOT NULL AND starts_at < ends_at
        ELSE starts_at IS NULL AND ends_at IS NULL END);
CREATE UNIQUE INDEX attendance_once ON attendance (plan, day);

ALTER TABLE diary_entry
    ADD CONSTRAINT diary_entry_kind CHECK (kind IN ('step_forward', 'to_follow', 'visit', 'note')),
    ADD CONSTRAINT diary_entry_title CHECK (title <> '');

ALTER TABLE plan_reminder ADD CONSTRAINT plan_reminder_kind CHECK (kind IN ('month', 'follow_up'));
CREATE UNIQUE INDEX plan_reminder_once ON plan_reminder (plan, kind, period);

ALTER TABLE plan_outcome
    ADD CONSTRAINT plan_outcome_word CHECK (outcome IN (
        'hire', 'extension', 'other_path', 'back_to_services', 'interrupted_by_person', 'interrupted_by_company',
        'interrupted_by_service'));
CREATE UNIQUE INDEX plan_outcome_once ON plan_outcome (plan);

ALTER TABLE follow_up
    ADD CONSTRAINT follow_up_months CHECK (months IN (1, 3, 6, 12)),
    ADD CONSTRAINT follow_up_answer CHECK (still_there IN ('yes', 'no', 'unknown')),
    ADD CONSTRAINT follow_up_done CHECK ((done_on IS NULL) = (still_there IS NULL));
CREATE UNIQUE INDEX follow_up_once ON follow_up (plan, months);
CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;

CREATE UNIQUE INDEX tutor_module_once ON tutor_module (account, module);
"""

BACKWARDS = """
DROP SEQUENCE plan_code;
ALTER TABLE plan DROP CONSTRAINT plan_state;
ALTER TABLE plan DROP CONSTRAINT plan_kind;
ALTER TABLE plan DROP CONSTRAINT plan_groups;
ALTER TABLE plan DROP CONSTRAINT plan_period;
ALTER TABLE plan DROP CONSTRAINT plan_hours;
ALTER TABLE plan DROP CONSTRAINT plan_day;
ALTER TABLE plan DROP CONSTRAINT plan_whole;
DROP INDEX plan_of_proposal;
DROP INDEX plan_of_service;
DROP INDEX plan_kept;
ALTER TABLE plan_step DROP CONSTRAINT plan_step_actor;
DROP INDEX plan_step_place;
ALTER TABLE plan_party DROP CONSTRAINT plan_party_role;
DROP INDEX plan_party_once;
ALTER TABLE plan_goal DROP CONSTRAINT plan_goal_text;
ALTER TABLE plan_goal DROP CONSTRAINT plan_goal_target;
DROP INDEX plan_goal_place;
ALTER TABLE goal_rating DROP CONSTRAINT goal_rating_level;
ALTER TABLE plan_document DROP CONSTRAINT plan_document_kind;
ALTER TABLE plan_document DROP CONSTRAINT plan_document_valid;
DROP INDEX plan_document_once;
ALTER TABLE plan_signature DROP CONSTRAINT plan_signature_signer;
ALTER TABLE plan_signature DROP CONSTRAINT plan_signature_how;
DROP INDEX plan_signature_once;
ALTER TABLE attendance DROP CONSTRAINT attendance_absence;
ALTER TABLE attendance DROP CONSTRAINT attendance_times_or_absence;
DROP INDEX attendance_once;
ALTER TABLE diary_entry DROP CONSTRAINT diary_entry_kind;
ALTER TABLE diary_entry DROP CONSTRAINT diary_entry_title;
ALTER TABLE plan_reminder DROP CONSTRAINT plan_reminder_kind;
DROP INDEX plan_reminder_once;
ALTER TABLE plan_outcome DROP CONSTRAINT plan_outcome_word;
DROP INDEX plan_outcome_once;
ALTER TABLE follow_up DROP CONSTRAINT follow_up_months;
ALTER TABLE follow_up DROP CONSTRAINT follow_up_answer;
ALTER TABLE follow_up DROP CONSTRAINT follow_up_done;
DROP INDEX follow_up_once;
DROP INDEX follow_up_open;
DROP INDEX tutor_module_once;
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
