from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:45:32:988862"
VERSION = "1.38.0"
DESCRIPTION = 'Checks, keys and partial indexes'

FORWARDS = """
ALTER TABLE company
    ADD CONSTRAINT company_is_an_organisation FOREIGN KEY (id) REFERENCES organisation (id) ON DELETE RESTRICT,
    ADD CONSTRAINT company_state_known CHECK (state IN ('registered', 'verified', 'suspended', 'archived')),
    ADD CONSTRAINT company_full_time_hours_sane CHECK (full_time_hours > 0 AND full_time_hours <= 48),
    ADD CONSTRAINT company_working_week_known CHECK (working_week IN (5, 6));
CREATE INDEX company_state_index ON company (state, registered_at DESC);

ALTER TABLE company_site
    ADD CONSTRAINT company_site_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT company_site_province_shape CHECK (province ~ '^[A-Z]{2}$');
CREATE UNIQUE INDEX company_site_one_head_office ON company_site (company) WHERE head_office;
CREATE UNIQUE INDEX company_site_name_once ON company_site (company, lower(name));

ALTER TABLE worker
    ADD CONSTRAINT worker_code_given CHECK (btrim(code) <> ''),
    ADD CONSTRAINT worker_code_once UNIQUE (company, code),
    ADD CONSTRAINT worker_period CHECK (ends_on IS NULL OR ends_on >= starts_on),
    ADD CONSTRAINT worker_contract_known CHECK (contract IN (
        'permanent', 'fixed_term', 'apprenticeship', 'executive', 'seasonal', 'seasonal_agricultural',
        'home', 'agency', 'cooperative_member')),
    ADD CONSTRAINT worker_hours CHECK (
        weekly_hours > 0 AND weekly_hours <= full_time_hours AND full_time_hours <= 48),
    ADD CONSTRAINT worker_protection_known CHECK (protection IN ('none', 'art1', 'art18')),
    ADD CONSTRAINT worker_protection_sealed_with_it CHECK ((protection = 'none') = (protection_sealed IS NULL)),
    ADD CONSTRAINT worker_title_of_art1 CHECK (coverage_title IS NULL OR protection = 'art1'),
    ADD CONSTRAINT worker_title_known CHECK (coverage_title IN ('K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K8')),
    ADD CONSTRAINT worker_exclusion_known CHECK (excluded_as IN ('work_abroad')),
    ADD CONSTRAINT worker_seasonal_days_of_a_year CHECK (seasonal_days BETWEEN 0 AND 366);

ALTER TABLE worker_proposal
    ADD CONSTRAINT worker_proposal_one_a_plan UNIQUE (plan_id),
    ADD CONSTRAINT worker_proposal_state_known CHECK (state IN ('proposed', 'confirmed', 'declined')),
    ADD CONSTRAINT worker_proposal_confirmed_makes_a_worker CHECK ((state = 'confirmed') = (worker IS NOT NULL)),
    ADD CONSTRAINT worker_proposal_decided CHECK ((state = 'proposed') = (decided_at IS NULL)),
    ADD CONSTRAINT worker_proposal_protection_known CHECK (protection IN ('none', 'art1', 'art18')),
    ADD CONSTRAINT worker_proposal_details_of_a_quota CHECK (
        protection_sealed IS NULL OR protection <> 'none'),
    ADD CONSTRAINT worker_proposal_hours CHECK (weekly_hours > 0 AND weekly_hours <= full_time_hours);

ALTER TABLE workforce_import
    ADD CONSTRAINT workforce_import_state_known CHECK (state IN ('checked', 'applied', 'discarded')),
    ADD CONSTRAINT workforce_import_file_until_decided CHECK (
        (state = 'checked') = (file_key IS NOT NULL AND decided_at IS NULL)),
    ADD CONSTRAINT workforce_import_counts CHECK (rows_new >= 0 AND rows_changed >= 0 AND rows_same >= 0);

ALTER TABLE coverage_count
    ADD CONSTRAINT coverage_count_of_a_company FOREIGN KEY (company) REFERENCES company (id) ON DELETE RESTRICT,
    ADD CONSTRAINT coverage_count_not_negative CHECK (
        base3 >= 0 AND base18 >= 0 AND gap3 >= 0 AND gap18 >= 0),
    ADD CONSTRAINT coverage_count_gap_has_a_day CHECK ((gap3 > 0) = (gap3_since IS NOT NULL));
CREATE INDEX coverage_count_next_change ON coverage_count (next_change_on) WHERE next_change_on IS NOT NULL;
ALTER TABLE coverage_province
    ADD CONSTRAINT coverage_province_once UNIQUE (company, province);

ALTER TABLE commitment
    ADD CONSTRAINT commitment_title_given CHECK (btrim(title) <> ''),
    ADD CONSTRAINT commitment_kind_known CHECK (kind IN ('obligation', 'tender', 'voluntary')),
    ADD CONSTRAINT commitment_period CHECK (due_on >= starts_on),
    ADD CONSTRAINT commitment_done_after_start CHECK (done_on IS NULL OR done_on >= starts_on);
ALTER TABLE commitment_evidence
    ADD CONSTRAINT commitment_evidence_size CHECK (size > 0 AND size <= 5000000);

ALTER TABLE vacancy
    ADD CONSTRAINT vacancy_state_known CHECK (state IN (
        'draft', 'published', 'stale', 'unpublished', 'suspended', 'filled', 'closed')),
    ADD CONSTRAINT vacancy_contract_known CHECK (contract IN (
        'permanent', 'fixed_term', 'apprenticeship', 'tirocinio', 'tis')),
    ADD CONSTRAINT vacancy_reserved_known CHECK (reserved IN ('none', 'art3', 'art18')),
    ADD CONSTRAINT vacancy_transport_known CHECK (public_transport IN ('yes', 'no', 'unknown')),
    ADD CONSTRAINT vacancy_places CHECK (places BETWEEN 1 AND 99),
    ADD CONSTRAINT vacancy_places_taken CHECK (places_taken >= 0 AND places_taken <= coalesce(places, 0)),
    ADD CONSTRAINT vacancy_hours CHECK (
        weekly_hours_min BETWEEN 1 AND 40 AND weekly_hours_max BETWEEN weekly_hours_min AND 40),
    ADD CONSTRAINT vacancy_whole_once_published CHECK (state IN ('draft', 'closed') OR (
        title IS NOT NULL AND profession_code IS NOT NULL AND site IS NOT NULL AND contract IS NOT NULL
        AND reserved IS NOT NULL AND places IS NOT NULL AND weekly_hours_min IS NOT NULL
        AND weekly_hours_max IS NOT NULL AND published_at IS NOT NULL AND confirmed_at IS NOT NULL)),
    ADD CONSTRAINT vacancy_open_has_places CHECK (
        state NOT IN ('published', 'stale') OR places_taken < places),
    ADD CONSTRAINT vacancy_filled_is_full CHECK (state <> 'filled' OR places_taken = places);
CREATE INDEX vacancy_open_index ON vacancy (confirmed_at) WHERE state IN ('published', 'stale');
CREATE INDEX vacancy_list_index ON vacancy (company, state, saved_at DESC);

ALTER TABLE vacancy_task
    ADD CONSTRAINT vacancy_task_once UNIQUE (vacancy, position),
    ADD CONSTRAINT vacancy_task_given CHECK (btrim(text) <> '');
ALTER TABLE vacancy_demand
    ADD CONSTRAINT vacancy_demand_once UNIQUE (vacancy, dimension),
    ADD CONSTRAINT vacancy_demand_level CHECK (level BETWEEN 0 AND 4);
ALTER TABLE vacancy_skill
    ADD CONSTRAINT vacancy_skill_once UNIQUE (vacancy, skill_code),
    ADD CONSTRAINT vacancy_skill_kind_known CHECK (kind IN ('essential', 'trainable', 'optional'));
ALTER TABLE vacancy_offer
    ADD CONSTRAINT vacancy_offer_once UNIQUE (vacancy, accommodation_code);
"""

BACKWARDS = """
DROP INDEX vacancy_list_index;
DROP INDEX vacancy_open_index;
DROP INDEX coverage_count_next_change;
DROP INDEX company_site_name_once;
DROP INDEX company_site_one_head_office;
DROP INDEX company_state_index;
ALTER TABLE vacancy_offer
    DROP CONSTRAINT vacancy_offer_once;
ALTER TABLE vacancy_skill
    DROP CONSTRAINT vacancy_skill_kind_known,
    DROP CONSTRAINT vacancy_skill_once;
ALTER TABLE vacancy_demand
    DROP CONSTRAINT vacancy_demand_level,
    DROP CONSTRAINT vacancy_demand_once;
ALTER TABLE vacancy_task
    DROP CONSTRAINT vacancy_task_given,
    DROP CONSTRAINT vacancy_task_once;
ALTER TABLE vacancy
    DROP CONSTRAINT vacancy_filled_is_full,
    DROP CONSTRAINT vacancy_open_has_places,
    DROP CONSTRAINT vacancy_whole_once_published,
    DROP CONSTRAINT vacancy_hours,
    DROP CONSTRAINT vacancy_places_taken,
    DROP CONSTRAINT vacancy_places,
    DROP CONSTRAINT vacancy_transport_known,
    DROP CONSTRAINT vacancy_reserved_known,
    DROP CONSTRAINT vacancy_contract_known,
    DROP CONSTRAINT vacancy_state_known;
ALTER TABLE commitment_evidence
    DROP CONSTRAINT commitment_evidence_size;
ALTER TABLE commitment
    DROP CONSTRAINT commitment_done_after_start,
    DROP CONSTRAINT commitment_period,
    DROP CONSTRAINT commitment_kind_known,
    DROP CONSTRAINT commitment_title_given;
ALTER TABLE coverage_province
    DROP CONSTRAINT coverage_province_once;
ALTER TABLE coverage_count
    DROP CONSTRAINT coverage_count_gap_has_a_day,
    DROP CONSTRAINT coverage_count_not_negative,
    DROP CONSTRAINT coverage_count_of_a_company;
ALTER TABLE workforce_import
    DROP CONSTRAINT workforce_import_counts,
    DROP CONSTRAINT workforce_import_file_until_decided,
    DROP CONSTRAINT workforce_import_state_known;
ALTER TABLE worker_proposal
    DROP CONSTRAINT worker_proposal_hours,
    DROP CONSTRAINT worker_proposal_details_of_a_quota,
    DROP CONSTRAINT worker_proposal_protection_known,
    DROP CONSTRAINT worker_proposal_decided,
    DROP CONSTRAINT worker_proposal_confirmed_makes_a_worker,
    DROP CONSTRAINT worker_proposal_state_known,
    DROP CONSTRAINT worker_proposal_one_a_plan;
ALTER TABLE worker
    DROP CONSTRAINT worker_seasonal_days_of_a_year,
    DROP CONSTRAINT worker_exclusion_known,
    DROP CONSTRAINT worker_title_known,
    DROP CONSTRAINT worker_title_of_art1,
    DROP CONSTRAINT worker_protection_sealed_with_it,
    DROP CONSTRAINT worker_protection_known,
    DROP CONSTRAINT worker_hours,
    DROP CONSTRAINT worker_contract_known,
    DROP CONSTRAINT worker_period,
    DROP CONSTRAINT worker_code_once,
    DROP CONSTRAINT worker_code_given;
ALTER TABLE company_site
    DROP CONSTRAINT company_site_province_shape,
    DROP CONSTRAINT company_site_name_given;
ALTER TABLE company
    DROP CONSTRAINT company_working_week_known,
    DROP CONSTRAINT company_full_time_hours_sane,
    DROP CONSTRAINT company_state_known,
    DROP CONSTRAINT company_is_an_organisation;
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
