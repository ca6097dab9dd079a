from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:14:10:330801"
VERSION = "1.38.0"
DESCRIPTION = 'What a shared case, a project and a check may be'

FORWARDS = """
ALTER TABLE sharing_consent
    ADD CONSTRAINT sharing_consent_parts CHECK (cardinality(parts) > 0),
    ADD CONSTRAINT sharing_consent_how CHECK (collected_how IN ('link', 'in_person', 'paper')),
    ADD CONSTRAINT sharing_consent_revoked_how CHECK (revoked_how IN ('link', 'in_person', 'paper')),
    ADD CONSTRAINT sharing_consent_days CHECK (expires_on >= given_on AND revoked_on >= given_on);
CREATE UNIQUE INDEX sharing_consent_standing ON sharing_consent (person, recipient) WHERE revoked_on IS NULL;

ALTER TABLE case_service
    ADD CONSTRAINT case_service_position CHECK (position IN ('lead', 'further')),
    ADD CONSTRAINT case_service_state CHECK (state IN ('invited', 'active', 'declined', 'ended')),
    ADD CONSTRAINT case_service_parts CHECK (cardinality(parts) > 0),
    ADD CONSTRAINT case_service_mandate CHECK (
        (position = 'lead') = (mandate_until IS NULL) AND mandate_until >= mandate_from
        AND mandate_until <= mandate_from + interval '24 months'),
    ADD CONSTRAINT case_service_purpose CHECK (position = 'lead' OR purpose_sealed IS NOT NULL),
    ADD CONSTRAINT case_service_shared CHECK (position = 'lead' OR state <> 'active' OR consent IS NOT NULL),
    ADD CONSTRAINT case_service_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL));
-- Exactly one leads; a service is asked once at a time.
CREATE UNIQUE INDEX case_service_one_leads ON case_service ("case") WHERE position = 'lead' AND state = 'active';
CREATE UNIQUE INDEX case_service_once ON case_service ("case", organisation) WHERE state IN ('invited', 'active');
CREATE INDEX case_service_works ON case_service (organisation, state);

ALTER TABLE involvement ADD CONSTRAINT involvement_days CHECK (ends_on >= starts_on);
CREATE UNIQUE INDEX involvement_once ON involvement (case_service, member, role) WHERE ends_on IS NULL;

ALTER TABLE handover
    ADD CONSTRAINT handover_state CHECK (state IN ('prepared', 'offered', 'accepted', 'refused', 'withdrawn')),
    ADD CONSTRAINT handover_two_people CHECK (sender <> receiver),
    ADD CONSTRAINT handover_whole CHECK (state = 'prepared' OR (progress_sealed IS NOT NULL
        AND actions_sealed IS NOT NULL AND helps_sealed IS NOT NULL AND contacts_sealed IS NOT NULL
        AND offered_on IS NOT NULL)),
    ADD CONSTRAINT handover_refused CHECK (state <> 'refused' OR refusal_sealed IS NOT NULL);
CREATE UNIQUE INDEX handover_one_open ON handover ("case") WHERE state IN ('prepared', 'offered');

ALTER TABLE interview ADD CONSTRAINT interview_state CHECK (state IN ('draft', 'closed'));
ALTER TABLE interview_plan
    ADD CONSTRAINT interview_plan_outcome CHECK (outcome IN ('held', 'missed', 'cancelled')),
    ADD CONSTRAINT interview_plan_told CHECK ((outcome IS NULL) = (told_on IS NULL));
CREATE INDEX interview_plan_to_come ON interview_plan ("case", planned_for) WHERE outcome IS NULL;

ALTER TABLE review_call ADD CONSTRAINT review_call_days CHECK (meets_on >= called_on);
ALTER TABLE final_review
    ADD CONSTRAINT final_review_decision CHECK (decision IN ('dismiss', 'redesign', 'extend'));
CREATE UNIQUE INDEX evaluation_plan_one_a_case ON evaluation_plan ("case");
ALTER TABLE evaluation_check
    ADD CONSTRAINT evaluation_check_phase CHECK (phase BETWEEN 1 AND 8),
    ADD CONSTRAINT evaluation_check_result CHECK (result IN ('yes', 'partly', 'no')),
    ADD CONSTRAINT evaluation_check_consequence CHECK (consequence IN ('none', 'action', 'redesign'));

ALTER TABLE project_aim
    ADD CONSTRAINT project_aim_area CHECK (product_area IN (
        'monitoring', 'social_skills', 'technical_skills', 'autonomy', 'stable_job')),
    ADD CONSTRAINT project_aim_reached CHECK (reached IN ('open', 'no', 'partly', 'yes'));
ALTER TABLE project_action
    ADD CONSTRAINT project_action_kind CHECK (kind IN (
        'information', 'orientation', 'support', 'training', 'group', 'active_search', 'proposal', 'plan', 'network')),
    ADD CONSTRAINT project_action_state CHECK (state IN ('planned', 'running', 'done', 'dropped')),
    ADD CONSTRAINT project_action_suggested CHECK (suggested_by IN ('grade', 'barrier', 'none')),
    ADD CONSTRAINT project_action_dropped CHECK (state <> 'dropped' OR dropped_why_sealed IS NOT NULL);
ALTER TABLE project_agreement DROP CONSTRAINT project_agreement_how;
ALTER TABLE project_agreement
    ADD CONSTRAINT project_agreement_how CHECK (how IN ('link', 'in_person', 'paper', 'step_up', 'silence'));

-- Whoever led a case until now still does, with everybody of the own service who was asked to rate.
INSERT INTO case_service (id, "case", organisation, position, state, referent, mandate_from, parts, invited_on, version)
SELECT gen_random_uuid(), c.id, c.lead_service, 'lead', 'active', c.holder, c.opened_on, ARRAY[
    'contact', 'referral', 'consents', 'project', 'levels', 'health', 'disability_documents', 'legal_notes',
    'psychological_notes', 'mediation_notes', 'skills', 'activities', 'proposals', 'documents'], c.opened_on, 1
FROM case_ c;
INSERT INTO involvement (id, case_service, member, role, starts_on, recorded_at)
SELECT gen_random_uuid(), v.id, r.rater, r.role, min(a.opened_on), min(a.opened_at)
FROM rating_sheet r JOIN assessment a ON a.id = r.assessment JOIN case_ c ON c.id = a."case"
JOIN case_service v ON v."case" = c.id AND v.position = 'lead'
WHERE r.organisation = c.lead_service AND r.rater <> c.holder GROUP BY v.id, r.rater, r.role;
INSERT INTO evaluation_plan (id, "case", template, made_on)
SELECT gen_random_uuid(), s."case", '2026-11', min(s.taken_on) FROM case_step s
WHERE s.to_state = 'first_evaluation' GROUP BY s."case";
"""

BACKWARDS = """
DELETE FROM evaluation_plan;
DELETE FROM involvement;
DELETE FROM handover;
DELETE FROM case_service;
ALTER TABLE project_agreement DROP CONSTRAINT project_agreement_how;
DELETE FROM project_agreement WHERE how IN ('step_up', 'silence');
ALTER TABLE project_agreement ADD CONSTRAINT project_agreement_how CHECK (how IN ('link', 'in_person', 'paper'));
ALTER TABLE project_action DROP CONSTRAINT project_action_kind;
ALTER TABLE project_action DROP CONSTRAINT project_action_state;
ALTER TABLE project_action DROP CONSTRAINT project_action_suggested;
ALTER TABLE project_action DROP CONSTRAINT project_action_dropped;
ALTER TABLE project_aim DROP CONSTRAINT project_aim_area;
ALTER TABLE project_aim DROP CONSTRAINT project_aim_reached;
ALTER TABLE evaluation_check DROP CONSTRAINT evaluation_check_phase;
ALTER TABLE evaluation_check DROP CONSTRAINT evaluation_check_result;
ALTER TABLE evaluation_check DROP CONSTRAINT evaluation_check_consequence;
DROP INDEX evaluation_plan_one_a_case;
ALTER TABLE final_review DROP CONSTRAINT final_review_decision;
ALTER TABLE review_call DROP CONSTRAINT review_call_days;
DROP INDEX interview_plan_to_come;
ALTER TABLE interview_plan DROP CONSTRAINT interview_plan_outcome;
ALTER TABLE interview_plan DROP CONSTRAINT interview_plan_told;
ALTER TABLE interview DROP CONSTRAINT interview_state;
DROP INDEX handover_one_open;
ALTER TABLE handover DROP CONSTRAINT handover_state;
ALTER TABLE handover DROP CONSTRAINT handover_two_people;
ALTER TABLE handover DROP CONSTRAINT handover_whole;
ALTER TABLE handover DROP CONSTRAINT handover_refused;
DROP INDEX involvement_once;
ALTER TABLE involvement DROP CONSTRAINT involvement_days;
DROP INDEX case_service_one_leads;
DROP INDEX case_service_once;
DROP INDEX case_service_works;
ALTER TABLE case_service DROP CONSTRAINT case_service_position;
ALTER TABLE case_service DROP CONSTRAINT case_service_state;
ALTER TABLE case_service DROP CONSTRAINT case_service_parts;
ALTER TABLE case_service DROP CONSTRAINT case_service_mandate;
ALTER TABLE case_service DROP CONSTRAINT case_service_purpose;
ALTER TABLE case_service DROP CONSTRAINT case_service_shared;
ALTER TABLE case_service DROP CONSTRAINT case_service_ended;
DROP INDEX sharing_consent_standing;
ALTER TABLE sharing_consent DROP CONSTRAINT sharing_consent_parts;
ALTER TABLE sharing_consent DROP CONSTRAINT sharing_consent_how;
ALTER TABLE sharing_consent DROP CONSTRAINT sharing_consent_revoked_how;
ALTER TABLE sharing_consent DROP CONSTRAINT sharing_consent_days;
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
