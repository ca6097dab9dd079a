from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:25:29:743881"
VERSION = "1.38.0"
DESCRIPTION = 'States, one of each, indexes'

FORWARDS = """
ALTER TABLE person
    ADD CONSTRAINT person_first_name_written CHECK (first_name <> ''),
    ADD CONSTRAINT person_last_name_written CHECK (last_name <> ''),
    ADD CONSTRAINT person_preferred_contact CHECK (preferred_contact IN ('phone', 'mail', 'message')),
    ADD CONSTRAINT person_tax_code_with_index CHECK ((tax_code_sealed IS NULL) = (tax_code_index IS NULL));
CREATE INDEX person_tax_code ON person (tax_code_index) WHERE tax_code_index IS NOT NULL;

ALTER TABLE experience
    ADD CONSTRAINT experience_years_band CHECK (years_band IN ('under_2', '2_4', '5_9', '10_plus')),
    ADD CONSTRAINT experience_years CHECK (to_year >= from_year);
CREATE UNIQUE INDEX experience_once ON experience (person, profession_code);
CREATE UNIQUE INDEX person_skill_once ON person_skill (person, skill_code);

ALTER TABLE availability
    ADD CONSTRAINT availability_hours CHECK (hours_min BETWEEN 1 AND 48 AND hours_max BETWEEN hours_min AND 48),
    ADD CONSTRAINT availability_minutes CHECK (max_minutes BETWEEN 0 AND 240);
CREATE UNIQUE INDEX availability_of_person ON availability (person);

ALTER TABLE consent
    ADD CONSTRAINT consent_kind CHECK (kind IN ('service', 'profile', 'proposals')),
    ADD CONSTRAINT consent_how CHECK (how IN ('link', 'in_person', 'paper')),
    ADD CONSTRAINT consent_revoked_how CHECK (revoked_how IN ('link', 'in_person', 'paper')),
    ADD CONSTRAINT consent_expiry CHECK (expires_on >= given_on),
    ADD CONSTRAINT consent_revocation CHECK (revoked_on >= given_on);
-- A consent that is neither revoked nor replaced is the one that counts.
CREATE UNIQUE INDEX consent_standing ON consent (person, kind) WHERE revoked_on IS NULL AND replaced_on IS NULL;

ALTER TABLE case_
    ADD CONSTRAINT case_track CHECK (track IN ('placement', 'socio_occupational')),
    ADD CONSTRAINT case_weight CHECK (weight IN ('full', 'light')),
    ADD CONSTRAINT case_state CHECK (state IN (
        'referral', 'first_evaluation', 'interview_with_sender', 'interview_with_person', 'decision', 'acceptance',
        'development', 'final_evaluation', 'dismissed', 'not_admitted', 'suspended', 'handed_over', 'withdrawn')),
    ADD CONSTRAINT case_suspended CHECK ((state = 'suspended') = (suspended_from IS NOT NULL)),
    ADD CONSTRAINT case_suspension_reviewed CHECK ((state = 'suspended') = (suspension_review_on IS NOT NULL)),
    ADD CONSTRAINT case_closed CHECK (
        (state IN ('dismissed', 'not_admitted', 'handed_over', 'withdrawn')) = (closed_on IS NOT NULL)),
    ADD CONSTRAINT case_admitted CHECK (
        admitted_on IS NOT NULL OR state NOT IN ('acceptance', 'development', 'final_evaluation', 'dismissed')),
    ADD CONSTRAINT case_destination CHECK (destination IN ('work_or_training', 'support'));
CREATE UNIQUE INDEX case_one_open ON case_ (person) WHERE closed_on IS NULL;
CREATE INDEX case_held ON case_ (lead_service, holder);

ALTER TABLE case_step ADD CONSTRAINT case_step_in_order CHECK (taken_on <= (recorded_at AT TIME ZONE 'Europe/Rome')::date);

ALTER TABLE substitution
    ADD CONSTRAINT substitution_days CHECK (ends_on >= starts_on AND ends_on - starts_on < 60),
    ADD CONSTRAINT substitution_two_people CHECK (holder <> substitute),
    ADD CONSTRAINT substitution_reason CHECK (reason IN ('holiday', 'illness', 'other'));

ALTER TABLE case_commitment ADD CONSTRAINT case_commitment_kind CHECK (kind IN ('proposal', 'plan'));
CREATE UNIQUE INDEX case_commitment_once ON case_commitment (ref_id);

ALTER TABLE case_extension
    ADD CONSTRAINT case_extension_months CHECK (months BETWEEN 1 AND 12 AND granted_months BETWEEN 0 AND 12),
    ADD CONSTRAINT case_extension_decided CHECK (
        (decided_on IS NULL) = (decided_by IS NULL) AND (decided_on IS NULL) = (granted_months IS NULL));
CREATE UNIQUE INDEX case_extension_one_open ON case_extension ("case") WHERE decided_on IS NULL;

ALTER TABLE interview
    ADD CONSTRAINT interview_kind CHECK (kind IN (
        'welcome', 'history', 'legal', 'crisis', 'design', 'motivation', 'orientation', 'check')),
    ADD CONSTRAINT interview_mode CHECK (mode IN ('in_person', 'phone', 'video')),
    ADD CONSTRAINT interview_minutes CHECK (minutes BETWEEN 5 AND 240);
CREATE INDEX interview_latest ON interview ("case", held_on DESC);

ALTER TABLE first_evaluation ADD CONSTRAINT first_evaluation_network CHECK (network IN ('fit', 'weak', 'absent'));
ALTER TABLE case_decision ADD CONSTRAINT case_decision_outcome CHECK (outcome IN ('admitted', 'not_admitted'));

ALTER TABLE project
    ADD CONSTRAINT project_state CHECK (state IN ('draft', 'to_agree', 'in_force', 'superseded', 'closed')),
    ADD CONSTRAINT project_agreed CHECK (state <> 'in_force' OR agreed_on IS NOT NULL);
CREATE UNIQUE INDEX project_number ON project ("case", number);
CREATE UNIQUE INDEX project_one_in_force ON project ("case") WHERE state = 'in_force';
CREATE UNIQUE INDEX project_one_in_the_making ON project ("case") WHERE state IN ('draft', 'to_agree');
ALTER TABLE project_agreement
    ADD CONSTRAINT project_agreement_party CHECK (party IN ('person', 'referring_service', 'lead')),
    ADD CONSTRAINT project_agreement_how CHECK (how IN ('link', 'in_person', 'paper'));
CREATE UNIQUE INDEX project_agreement_once ON project_agreement (project, party);

ALTER TABLE synthesis
    ADD CONSTRAINT synthesis_signed CHECK ((signed_on IS NULL) = (signed_by IS NULL)),
    ADD CONSTRAINT synthesis_signed_in_words CHECK (signed_on IS NULL OR words_sealed IS NOT NULL),
    ADD CONSTRAINT synthesis_superseded CHECK (superseded_on IS NULL OR signed_on IS NOT NULL);
CREATE UNIQUE INDEX synthesis_one_draft ON synthesis (person) WHERE signed_on IS NULL;
CREATE UNIQUE INDEX synthesis_one_in_force ON synthesis (person) WHERE signed_on IS NOT NULL AND superseded_on IS NULL;

ALTER TABLE profile
    ADD CONSTRAINT profile_state CHECK (state IN (
        'draft', 'second_reader', 'waiting', 'published', 'withdrawn', 'expired')),
    ADD CONSTRAINT profile_waiting CHECK (state NOT IN ('waiting', 'published') OR waiting_since IS NOT NULL),
    ADD CONSTRAINT profile_published CHECK (state <> 'published' OR published_on IS NOT NULL),
    ADD CONSTRAINT profile_ended CHECK ((state IN ('withdrawn', 'expired')) = (ended_on IS NOT NULL)),
    ADD CONSTRAINT profile_ended_why CHECK (
        ended_why IN ('counsellor', 'person', 'consent', 'case', 'region', 'ground', 'expired'));
CREATE UNIQUE INDEX profile_one_at_a_time ON profile (person) WHERE state NOT IN ('withdrawn', 'expired');
CREATE INDEX profile_of_scope ON profile (region_code, state);

-- Under 5 nothing may ever be released: here too, whatever the settings say.
ALTER TABLE release
    ADD CONSTRAINT release_k CHECK (k >= 5),
    ADD CONSTRAINT release_kind CHECK (kind IN ('run', 'withdrawal')),
    ADD CONSTRAINT release_none_or_k CHECK (published = 0 OR published >= k);
ALTER TABLE scope ADD CONSTRAINT scope_hidden CHECK ((hidden_since IS NULL) = (hidden_why IS NULL));

ALTER TABLE card ADD CONSTRAINT card_families CHECK (cardinality(families) <= 5);
CREATE UNIQUE INDEX card_of_profile ON card (profile);
CREATE INDEX card_by_fields ON card (scope, profession_group);
CREATE UNIQUE INDEX card_history_shown ON card_history (profile) WHERE shown_until IS NULL;
CREATE UNIQUE INDEX card_view_once ON card_view (company, seen_on, card);
CREATE UNIQUE INDEX card_view_place ON card_view (company, seen_on, place);
"""

BACKWARDS = """
ALTER TABLE person DROP CONSTRAINT person_first_name_written;
ALTER TABLE person DROP CONSTRAINT person_last_name_written;
ALTER TABLE person DROP CONSTRAINT person_preferred_contact;
ALTER TABLE person DROP CONSTRAINT person_tax_code_with_index;
ALTER TABLE experience DROP CONSTRAINT experience_years_band;
ALTER TABLE experience DROP CONSTRAINT experience_years;
ALTER TABLE availability DROP CONSTRAINT availability_hours;
ALTER TABLE availability DROP CONSTRAINT availability_minutes;
ALTER TABLE consent DROP CONSTRAINT consent_kind;
ALTER TABLE consent DROP CONSTRAINT consent_how;
ALTER TABLE consent DROP CONSTRAINT consent_revoked_how;
ALTER TABLE consent DROP CONSTRAINT consent_expiry;
ALTER TABLE consent DROP CONSTRAINT consent_revocation;
ALTER TABLE case_ DROP CONSTRAINT case_track;
ALTER TABLE case_ DROP CONSTRAINT case_weight;
ALTER TABLE case_ DROP CONSTRAINT case_state;
ALTER TABLE case_ DROP CONSTRAINT case_suspended;
ALTER TABLE case_ DROP CONSTRAINT case_suspension_reviewed;
ALTER TABLE case_ DROP CONSTRAINT case_closed;
ALTER TABLE case_ DROP CONSTRAINT case_admitted;
ALTER TABLE case_ DROP CONSTRAINT case_destination;
ALTER TABLE case_step DROP CONSTRAINT case_step_in_order;
ALTER TABLE substitution DROP CONSTRAINT substitution_days;
ALTER TABLE substitution DROP CONSTRAINT substitution_two_people;
ALTER TABLE substitution DROP CONSTRAINT substitution_reason;
ALTER TABLE case_commitment DROP CONSTRAINT case_commitment_kind;
ALTER TABLE case_extension DROP CONSTRAINT case_extension_months;
ALTER TABLE case_extension DROP CONSTRAINT case_extension_decided;
ALTER TABLE interview DROP CONSTRAINT interview_kind;
ALTER TABLE interview DROP CONSTRAINT interview_mode;
ALTER TABLE interview DROP CONSTRAINT interview_minutes;
ALTER TABLE first_evaluation DROP CONSTRAINT first_evaluation_network;
ALTER TABLE case_decision DROP CONSTRAINT case_decision_outcome;
ALTER TABLE project DROP CONSTRAINT project_state;
ALTER TABLE project DROP CONSTRAINT project_agreed;
ALTER TABLE project_agreement DROP CONSTRAINT project_agreement_party;
ALTER TABLE project_agreement DROP CONSTRAINT project_agreement_how;
ALTER TABLE synthesis DROP CONSTRAINT synthesis_signed;
ALTER TABLE synthesis DROP CONSTRAINT synthesis_signed_in_words;
ALTER TABLE synthesis DROP CONSTRAINT synthesis_superseded;
ALTER TABLE profile DROP CONSTRAINT profile_state;
ALTER TABLE profile DROP CONSTRAINT profile_waiting;
ALTER TABLE profile DROP CONSTRAINT profile_published;
ALTER TABLE profile DROP CONSTRAINT profile_ended;
ALTER TABLE profile DROP CONSTRAINT profile_ended_why;
ALTER TABLE release DROP CONSTRAINT release_k;
ALTER TABLE release DROP CONSTRAINT release_kind;
ALTER TABLE release DROP CONSTRAINT release_none_or_k;
ALTER TABLE scope DROP CONSTRAINT scope_hidden;
ALTER TABLE card DROP CONSTRAINT card_families;
DROP INDEX person_tax_code;
DROP INDEX experience_once;
DROP INDEX person_skill_once;
DROP INDEX availability_of_person;
DROP INDEX consent_standing;
DROP INDEX case_one_open;
DROP INDEX case_held;
DROP INDEX case_commitment_once;
DROP INDEX case_extension_one_open;
DROP INDEX interview_latest;
DROP INDEX project_number;
DROP INDEX project_one_in_force;
DROP INDEX project_one_in_the_making;
DROP INDEX project_agreement_once;
DROP INDEX synthesis_one_draft;
DROP INDEX synthesis_one_in_force;
DROP INDEX profile_one_at_a_time;
DROP INDEX profile_of_scope;
DROP INDEX card_of_profile;
DROP INDEX card_by_fields;
DROP INDEX card_history_shown;
DROP INDEX card_view_once;
DROP INDEX card_view_place;
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
