from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:10:21:533898"
VERSION = "1.38.0"
DESCRIPTION = 'Workforce: checks and periods that do not overlap'

FORWARDS = """
UPDATE company SET employer_kind = 'public' WHERE public_employer;
ALTER TABLE company
    ADD CONSTRAINT company_employer_kind_known CHECK (
        employer_kind IN ('private', 'public_economic', 'public', 'private_in_group')),
    ADD CONSTRAINT company_regime_known CHECK (regime IN ('ordinary', 'social', 'security')),
    ADD CONSTRAINT company_hours_basis_known CHECK (hours_basis IN ('contract', 'worked')),
    ADD CONSTRAINT company_stated_staff_sane CHECK (stated_staff BETWEEN 0 AND 999999);
ALTER TABLE company_site
    ADD CONSTRAINT company_site_stated_staff_sane CHECK (stated_staff BETWEEN 0 AND 999999);

ALTER TABLE worker
    DROP CONSTRAINT worker_code_once,
    DROP CONSTRAINT worker_contract_known,
    DROP CONSTRAINT worker_title_known,
    DROP CONSTRAINT worker_exclusion_known,
    ADD CONSTRAINT worker_period_once UNIQUE (company, code, starts_on),
    -- the staff number of one company as a range of one point: what exclusion needs without an extension
    ADD CONSTRAINT worker_periods_apart EXCLUDE USING gist (
        text_range(company::text || ' ' || code, company::text || ' ' || code, '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&),
    ADD CONSTRAINT worker_contract_known CHECK (contract IN (
        'permanent', 'fixed_term', 'apprenticeship', 'executive', 'seasonal', 'seasonal_agricultural',
        'home', 'agency', 'cooperative_member', 'intermittent', 'insertion', 'receiving_body',
        'not_subordinate')),
    ADD CONSTRAINT worker_title_known CHECK (coverage_title IN (
        'K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K7Q', 'K8', 'K8T')),
    ADD CONSTRAINT worker_exclusion_known CHECK (excluded_as IN (
        'work_abroad', 'socially_useful', 'emerged', 'contractor_change', 'substitute', 'travelling',
        'road_haulage', 'building_site', 'on_site_assembly', 'cableway', 'underground')),
    ADD CONSTRAINT worker_exclusion_scope_known CHECK (exclusion_scope IN ('both', 'art3', 'art18')),
    ADD CONSTRAINT worker_exclusion_scope_of_a_sector CHECK (exclusion_scope IS NULL OR excluded_as IN (
        'travelling', 'road_haulage', 'building_site', 'on_site_assembly', 'cableway', 'underground')),
    ADD CONSTRAINT worker_exclusion_period CHECK (exclusion_ends_on IS NULL OR (
        excluded_as IS NOT NULL AND exclusion_ends_on >= starts_on)),
    ADD CONSTRAINT worker_semester_hours_of_intermittents CHECK (semester_hours IS NULL OR (
        contract = 'intermittent' AND semester_hours >= 0)),
    ADD CONSTRAINT worker_extra_hours_of_part_time CHECK (extra_hours IS NULL OR (
        extra_hours >= 0 AND weekly_hours + extra_hours <= full_time_hours)),
    ADD CONSTRAINT worker_contract_holds_the_period CHECK (
        coalesce(contract_starts_on, starts_on) <= starts_on
        AND (contract_ends_on IS NULL OR contract_ends_on >= starts_on)),
    ADD CONSTRAINT worker_duties_known CHECK (duties IN ('technical_executive', 'administrative', 'other')),
    ADD CONSTRAINT worker_one_kind_of_remote_work CHECK (NOT (telework AND agile_work)),
    ADD CONSTRAINT worker_contract_code_shape CHECK (contract_code ~ '^[A-Z][.][0-9]{2}[.][0-9]{2}$'),
    ADD CONSTRAINT worker_hire_kind_shape CHECK (hire_kind ~ '^[A-Z]$'),
    ADD CONSTRAINT worker_hire_channel_known CHECK (hire_channel IN ('nominative', 'numeric')),
    ADD CONSTRAINT worker_tax_code_found_by_its_index CHECK (
        (tax_code_sealed IS NULL) = (tax_code_index IS NULL));
CREATE INDEX worker_tax_code ON worker (company, tax_code_index) WHERE tax_code_index IS NOT NULL;
"""

BACKWARDS = """
DROP INDEX worker_tax_code;
ALTER TABLE worker
    DROP CONSTRAINT worker_tax_code_found_by_its_index,
    DROP CONSTRAINT worker_hire_channel_known,
    DROP CONSTRAINT worker_hire_kind_shape,
    DROP CONSTRAINT worker_contract_code_shape,
    DROP CONSTRAINT worker_one_kind_of_remote_work,
    DROP CONSTRAINT worker_duties_known,
    DROP CONSTRAINT worker_contract_holds_the_period,
    DROP CONSTRAINT worker_extra_hours_of_part_time,
    DROP CONSTRAINT worker_semester_hours_of_intermittents,
    DROP CONSTRAINT worker_exclusion_period,
    DROP CONSTRAINT worker_exclusion_scope_of_a_sector,
    DROP CONSTRAINT worker_exclusion_scope_known,
    DROP CONSTRAINT worker_exclusion_known,
    DROP CONSTRAINT worker_title_known,
    DROP CONSTRAINT worker_contract_known,
    DROP CONSTRAINT worker_periods_apart,
    DROP CONSTRAINT worker_period_once;
ALTER TABLE company_site DROP CONSTRAINT company_site_stated_staff_sane;
ALTER TABLE company
    DROP CONSTRAINT company_stated_staff_sane,
    DROP CONSTRAINT company_hours_basis_known,
    DROP CONSTRAINT company_regime_known,
    DROP CONSTRAINT company_employer_kind_known;
ALTER TABLE worker
    ADD CONSTRAINT worker_code_once UNIQUE (company, code),
    ADD CONSTRAINT worker_contract_known CHECK (contract IN (
        'permanent', 'fixed_term', 'apprenticeship', 'executive', 'seasonal', 'seasonal_agricultural',
        'home', 'agency', 'cooperative_member')),
    ADD CONSTRAINT worker_title_known CHECK (coverage_title IN ('K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K8')),
    ADD CONSTRAINT worker_exclusion_known CHECK (excluded_as IN ('work_abroad'));
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
