from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:08:25:567770"
VERSION = "1.38.0"
DESCRIPTION = "Checks of requirements, workstations, contacts and letters"

FORWARDS = """
ALTER TABLE vacancy
    ADD CONSTRAINT vacancy_days CHECK (starts_from <= starts_by AND ends_on > starts_from AND ends_on > starts_by),
    ADD CONSTRAINT vacancy_pay CHECK (pay_min > 0 AND pay_max >= pay_min),
    ADD CONSTRAINT vacancy_pay_whole CHECK (
        (pay_min IS NULL) = (pay_period IS NULL) AND (pay_max IS NULL OR pay_min IS NOT NULL)),
    ADD CONSTRAINT vacancy_pay_period_known CHECK (pay_period IN ('hour', 'month', 'year')),
    ADD CONSTRAINT vacancy_certificates_given CHECK (certificates_given <@ coalesce(certificates, '{}')),
    ADD CONSTRAINT vacancy_axes_known CHECK (
        axes <@ ARRAY['mansioni', 'tempi', 'contesto', 'reti', 'supporto']),
    ADD CONSTRAINT vacancy_public_once_published CHECK (public_since IS NULL OR published_at IS NOT NULL);
ALTER TABLE vacancy_language
    ADD CONSTRAINT vacancy_language_once UNIQUE (vacancy, language_code),
    ADD CONSTRAINT vacancy_language_level CHECK (level BETWEEN 1 AND 6);

ALTER TABLE workstation
    ADD CONSTRAINT workstation_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT workstation_state_known CHECK (state IN ('active', 'paused', 'retired')),
    ADD CONSTRAINT workstation_seats CHECK (seats BETWEEN 1 AND 99),
    ADD CONSTRAINT workstation_hours CHECK (
        weekly_hours_min BETWEEN 1 AND 40 AND weekly_hours_max BETWEEN weekly_hours_min AND 40),
    ADD CONSTRAINT workstation_climate CHECK (climate BETWEEN 1 AND 3),
    ADD CONSTRAINT workstation_note_dated CHECK (
        load_noted_on IS NOT NULL OR (climate IS NULL AND load_note IS NULL)),
    ADD CONSTRAINT workstation_axes_known CHECK (
        axes <@ ARRAY['mansioni', 'tempi', 'contesto', 'reti', 'supporto']);
CREATE UNIQUE INDEX workstation_name_once ON workstation (company, lower(name)) WHERE state <> 'retired';
CREATE INDEX workstation_found ON workstation (profession_code) WHERE state = 'active';
ALTER TABLE workstation_task
    ADD CONSTRAINT workstation_task_once UNIQUE (workstation, position),
    ADD CONSTRAINT workstation_task_given CHECK (btrim(text) <> '');
ALTER TABLE workstation_demand
    ADD CONSTRAINT workstation_demand_once UNIQUE (workstation, dimension),
    ADD CONSTRAINT workstation_demand_level CHECK (level BETWEEN 0 AND 4);
ALTER TABLE workstation_occupancy
    ADD CONSTRAINT workstation_occupancy_once UNIQUE (plan_id),
    ADD CONSTRAINT workstation_occupancy_days CHECK (expected_end >= starts_on),
    ADD CONSTRAINT workstation_occupancy_ended CHECK (ended_on >= starts_on),
    ADD CONSTRAINT workstation_occupancy_outcome CHECK (outcome IS NULL OR ended_on IS NOT NULL);
CREATE INDEX workstation_occupancy_running ON workstation_occupancy (workstation, expected_end)
    WHERE ended_on IS NULL;

ALTER TABLE company_contact
    ADD CONSTRAINT company_contact_kind_known CHECK (kind IN ('visit', 'call', 'mail', 'event')),
    ADD CONSTRAINT company_contact_summary_given CHECK (btrim(summary) <> '' AND length(summary) <= 1000),
    ADD CONSTRAINT company_contact_minutes CHECK (minutes BETWEEN 1 AND 1440),
    ADD CONSTRAINT company_contact_next_step CHECK (
        (next_step IS NULL) = (next_on IS NULL) AND (next_step IS NULL) <> (no_step_reason IS NULL)),
    ADD CONSTRAINT company_contact_next_after CHECK (next_on >= held_on),
    ADD CONSTRAINT company_contact_done CHECK (
        step_done_on IS NULL OR (next_on IS NOT NULL AND step_done_on >= held_on));
CREATE INDEX company_contact_of ON company_contact (company, service, held_on DESC);
CREATE INDEX company_contact_next ON company_contact (next_on) WHERE next_on IS NOT NULL AND step_done_on IS NULL;

ALTER TABLE letter_of_adherence
    ADD CONSTRAINT letter_of_adherence_state_known CHECK (state IN ('draft', 'sent', 'signed', 'ended', 'expired')),
    ADD CONSTRAINT letter_of_adherence_commitments CHECK (cardinality(commitments) > 0),
    ADD CONSTRAINT letter_of_adherence_sent CHECK (state = 'draft' OR sent_at IS NOT NULL),
    ADD CONSTRAINT letter_of_adherence_signed CHECK (state IN ('draft', 'sent') OR (
        signatory_name IS NOT NULL AND signatory_office IS NOT NULL AND signed_on IS NOT NULL
        AND file_key IS NOT NULL AND file_name IS NOT NULL)),
    ADD CONSTRAINT letter_of_adherence_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL)),
    ADD CONSTRAINT letter_of_adherence_valid CHECK (valid_until >= signed_on);
CREATE UNIQUE INDEX letter_of_adherence_one ON letter_of_adherence (company, service)
    WHERE state IN ('draft', 'sent', 'signed');
CREATE INDEX letter_of_adherence_ending ON letter_of_adherence (valid_until) WHERE state = 'signed';

ALTER TABLE proposal_cap
    ADD CONSTRAINT proposal_cap_once UNIQUE (company),
    ADD CONSTRAINT proposal_cap_most CHECK (most BETWEEN 1 AND 200);
"""

BACKWARDS = """
DROP INDEX letter_of_adherence_ending;
DROP INDEX letter_of_adherence_one;
DROP INDEX company_contact_next;
DROP INDEX company_contact_of;
DROP INDEX workstation_occupancy_running;
DROP INDEX workstation_found;
DROP INDEX workstation_name_once;
ALTER TABLE vacancy
    DROP CONSTRAINT vacancy_days, DROP CONSTRAINT vacancy_pay, DROP CONSTRAINT vacancy_pay_whole,
    DROP CONSTRAINT vacancy_pay_period_known, DROP CONSTRAINT vacancy_certificates_given,
    DROP CONSTRAINT vacancy_axes_known, DROP CONSTRAINT vacancy_public_once_published;
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
