from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:45:27:557629"
VERSION = "1.38.0"
DESCRIPTION = 'What rule packs, documents and contents hold to'

FORWARDS = """
ALTER TABLE plan DROP CONSTRAINT plan_kind;
ALTER TABLE plan DROP CONSTRAINT plan_whole;
ALTER TABLE plan
    ADD CONSTRAINT plan_kind CHECK (kind IN ('tis', 'tirocinio', 'art11', 'hire_with_tutoring', 'retention')),
    ADD CONSTRAINT plan_employer CHECK ((company IS NULL) = (employer_name IS NOT NULL)),
    ADD CONSTRAINT plan_from_a_proposal CHECK (kind <> 'retention' OR proposal IS NULL),
    ADD CONSTRAINT plan_of_known_company CHECK (kind = 'retention' OR company IS NOT NULL),
    ADD CONSTRAINT plan_weekdays CHECK (weekdays <@ ARRAY['1', '2', '3', '4', '5', '6', '7']),
    ADD CONSTRAINT plan_indemnity CHECK (indemnity >= 0),
    ADD CONSTRAINT plan_whole CHECK (state IN ('drafted', 'interrupted') OR (
        starts_on IS NOT NULL AND ends_on IS NOT NULL AND weekly_hours IS NOT NULL
        AND (tutor IS NOT NULL OR kind = 'retention')));
CREATE INDEX plan_of_counsellor ON plan (counsellor) WHERE state IN ('running', 'suspended');

ALTER TABLE plan_document DROP CONSTRAINT plan_document_kind;
ALTER TABLE plan_document
    ADD CONSTRAINT plan_document_kind CHECK (kind IN (
        'convenzione', 'progetto', 'insurance', 'communication', 'service_attestation'));

ALTER TABLE plan_paper
    ADD CONSTRAINT plan_paper_kind CHECK (kind IN ('convenzione', 'progetto', 'attestazione')),
    ADD CONSTRAINT plan_paper_signers CHECK (
        signers <@ ARRAY['person', 'company', 'service', 'service_in_charge'] AND affected <@ signers);
CREATE UNIQUE INDEX plan_paper_once ON plan_paper (plan, kind, version);

ALTER TABLE plan_signature DROP CONSTRAINT plan_signature_signer;
ALTER TABLE plan_signature DROP CONSTRAINT plan_signature_how;
ALTER TABLE plan_signature
    ADD CONSTRAINT plan_signature_signer CHECK (signer IN ('person', 'company', 'service', 'service_in_charge')),
    ADD CONSTRAINT plan_signature_how CHECK (how IN ('click', 'paper', 'link')),
    ADD CONSTRAINT plan_signature_witness CHECK (how = 'link' OR recorded_by IS NOT NULL),
    ADD CONSTRAINT plan_signature_copy CHECK (how <> 'paper' OR paper IS NULL OR copy_file_key IS NOT NULL);
CREATE UNIQUE INDEX plan_signature_once ON plan_signature (paper, signer);

ALTER TABLE signature_link
    ADD CONSTRAINT signature_link_signer CHECK (signer IN ('person', 'service_in_charge'));

ALTER TABLE plan_amendment
    ADD CONSTRAINT plan_amendment_kind CHECK (kind IN ('change', 'extension')),
    ADD CONSTRAINT plan_amendment_state CHECK (state IN ('proposed', 'in_force', 'withdrawn')),
    ADD CONSTRAINT plan_amendment_decided CHECK ((state = 'proposed') = (decided_at IS NULL));
CREATE UNIQUE INDEX plan_amendment_place ON plan_amendment (plan, number);
CREATE UNIQUE INDEX plan_amendment_open ON plan_amendment (plan) WHERE state = 'proposed';

ALTER TABLE host_declaration
    ADD CONSTRAINT host_declaration_cases CHECK (cases <@ ARRAY[
        'collective_dismissal', 'objective_dismissal', 'comporto', 'failed_probation', 'end_of_appalto',
        'apprenticeship_ended', 'cig', 'solidarity']);

CREATE UNIQUE INDEX rule_act_once ON rule_act (act_id);
ALTER TABLE rule_act
    ADD CONSTRAINT rule_act_kind_known CHECK (kind IN ('entered', 'ended', 'withdrawn')),
    ADD CONSTRAINT rule_act_entered_whole CHECK (kind <> 'entered' OR (key IS NOT NULL AND value IS NOT NULL
        AND valid_from IS NOT NULL AND source IS NOT NULL AND evidence IS NOT NULL)),
    ADD CONSTRAINT rule_act_ended_on_a_day CHECK (kind <> 'ended' OR valid_to IS NOT NULL),
    ADD CONSTRAINT rule_act_withdrawn_for_a_reason CHECK (kind <> 'withdrawn' OR btrim(reason) <> '');
CREATE UNIQUE INDEX rule_act_figure_once ON rule_act (figure_id, kind);
CREATE TRIGGER rule_act_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_act
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

ALTER TABLE plan_activity ADD CONSTRAINT plan_activity_text CHECK (text <> '');
CREATE UNIQUE INDEX plan_activity_place ON plan_activity (plan, position);

ALTER TABLE plan_measure
    ADD CONSTRAINT plan_measure_axis CHECK (axis IN ('mansioni', 'tempi', 'contesto', 'reti', 'supporto')),
    ADD CONSTRAINT plan_measure_state CHECK (state IN ('agreed', 'asked', 'granted', 'partly', 'refused')),
    ADD CONSTRAINT plan_measure_asked CHECK (state = 'agreed' OR asked_on IS NOT NULL),
    ADD CONSTRAINT plan_measure_answered CHECK (
        (state IN ('granted', 'partly', 'refused')) = (answered_on IS NOT NULL) AND answered_on >= asked_on);
CREATE UNIQUE INDEX plan_measure_once ON plan_measure (plan, code);

ALTER TABLE plan_course
    ADD CONSTRAINT plan_course_kind CHECK (kind IN ('base', 'specific')),
    ADD CONSTRAINT plan_course_hours CHECK (hours BETWEEN 1 AND 600 AND hours_done BETWEEN 0 AND hours),
    ADD CONSTRAINT plan_course_title CHECK (title <> '');
CREATE INDEX plan_course_of_plan ON plan_course (plan);

ALTER TABLE plan_visit
    ADD CONSTRAINT plan_visit_kind CHECK (kind IN ('visit', 'review')),
    ADD CONSTRAINT plan_visit_mode CHECK (mode IN ('in_person', 'phone', 'video')),
    ADD CONSTRAINT plan_visit_held CHECK (
        (held_on IS NULL) = (mode IS NULL) AND (held_on IS NULL) = (recorded_by IS NULL)),
    ADD CONSTRAINT plan_visit_minutes CHECK (minutes BETWEEN 1 AND 600);
CREATE INDEX plan_visit_of_plan ON plan_visit (plan, due_on);

ALTER TABLE retention_plan
    ADD CONSTRAINT retention_plan_tasks CHECK (tasks <> '');
ALTER TABLE plan_outcome DROP CONSTRAINT plan_outcome_word;
ALTER TABLE plan_outcome
    ADD CONSTRAINT plan_outcome_word CHECK (outcome IN (
        'hire', 'extension', 'other_path', 'back_to_services', 'kept', 'tasks_changed', 'hours_changed', 'left',
        'interrupted_by_person', 'interrupted_by_company', 'interrupted_by_service'));
CREATE UNIQUE INDEX retention_plan_once ON retention_plan (plan);
ALTER TABLE return_step ADD CONSTRAINT return_step_hours CHECK (weekly_hours BETWEEN 1 AND 48);
CREATE UNIQUE INDEX return_step_once ON return_step (plan, starts_on);
"""

BACKWARDS = """
DROP INDEX return_step_once;
DROP INDEX retention_plan_once;
DROP INDEX plan_visit_of_plan;
DROP INDEX plan_course_of_plan;
DROP INDEX plan_measure_once;
DROP INDEX plan_activity_place;
DROP TRIGGER rule_act_only_grows ON rule_act;
DROP INDEX rule_act_figure_once;
DROP INDEX rule_act_once;
DROP INDEX plan_amendment_open;
DROP INDEX plan_amendment_place;
DROP INDEX plan_signature_once;
DROP INDEX plan_paper_once;
DROP INDEX plan_of_counsellor;
ALTER TABLE return_step DROP CONSTRAINT return_step_hours;
ALTER TABLE retention_plan DROP CONSTRAINT retention_plan_tasks;
ALTER TABLE plan_outcome DROP CONSTRAINT plan_outcome_word;
ALTER TABLE plan_outcome
    ADD CONSTRAINT plan_outcome_word CHECK (outcome IN (
        'hire', 'extension', 'other_path', 'back_to_services', 'interrupted_by_person', 'interrupted_by_company',
        'interrupted_by_service'));
ALTER TABLE plan_visit DROP CONSTRAINT plan_visit_kind, DROP CONSTRAINT plan_visit_mode,
    DROP CONSTRAINT plan_visit_held, DROP CONSTRAINT plan_visit_minutes;
ALTER TABLE plan_course DROP CONSTRAINT plan_course_kind, DROP CONSTRAINT plan_course_hours,
    DROP CONSTRAINT plan_course_title;
ALTER TABLE plan_measure DROP CONSTRAINT plan_measure_axis, DROP CONSTRAINT plan_measure_state,
    DROP CONSTRAINT plan_measure_asked, DROP CONSTRAINT plan_measure_answered;
ALTER TABLE plan_activity DROP CONSTRAINT plan_activity_text;
ALTER TABLE rule_act DROP CONSTRAINT rule_act_kind_known, DROP CONSTRAINT rule_act_entered_whole,
    DROP CONSTRAINT rule_act_ended_on_a_day, DROP CONSTRAINT rule_act_withdrawn_for_a_reason;
ALTER TABLE host_declaration DROP CONSTRAINT host_declaration_cases;
ALTER TABLE plan_amendment DROP CONSTRAINT plan_amendment_kind, DROP CONSTRAINT plan_amendment_state,
    DROP CONSTRAINT plan_amendment_decided;
ALTER TABLE signature_link DROP CONSTRAINT signature_link_signer;
ALTER TABLE plan_signature DROP CONSTRAINT plan_signature_signer, DROP CONSTRAINT plan_signature_how,
    DROP CONSTRAINT plan_signature_witness, DROP CONSTRAINT plan_signature_copy;
ALTER TABLE plan_signature
    ADD CONSTRAINT plan_signature_signer CHECK (signer IN ('person', 'company', 'service')),
    ADD CONSTRAINT plan_signature_how CHECK (how IN ('click', 'paper'));
ALTER TABLE plan_paper DROP CONSTRAINT plan_paper_kind, DROP CONSTRAINT plan_paper_signers;
ALTER TABLE plan_document DROP CONSTRAINT plan_document_kind;
ALTER TABLE plan_document
    ADD CONSTRAINT plan_document_kind CHECK (kind IN ('convenzione', 'progetto', 'insurance', 'communication'));
ALTER TABLE plan DROP CONSTRAINT plan_kind, DROP CONSTRAINT plan_employer, DROP CONSTRAINT plan_from_a_proposal,
    DROP CONSTRAINT plan_of_known_company, DROP CONSTRAINT plan_weekdays, DROP CONSTRAINT plan_indemnity,
    DROP CONSTRAINT plan_whole;
ALTER TABLE plan
    ADD CONSTRAINT plan_kind CHECK (kind IN ('tis', 'tirocinio', 'hire_with_tutoring')),
    ADD CONSTRAINT plan_whole CHECK (state IN ('drafted', 'interrupted') OR (
        starts_on IS NOT NULL AND ends_on IS NOT NULL AND weekly_hours IS NOT NULL AND tutor IS NOT NULL));
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
