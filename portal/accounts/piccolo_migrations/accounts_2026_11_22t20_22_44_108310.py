from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:22:44:108310"
VERSION = "1.38.0"
DESCRIPTION = 'What must hold in accounts'

FORWARDS = """
-- The database has no btree_gist: a range of one text stands for the equality inside an exclusion.
CREATE TYPE text_range AS RANGE (subtype = text, collation = "C");

ALTER TABLE account
    ADD CONSTRAINT account_email_small CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    ADD CONSTRAINT account_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT account_second_factor_confirmed CHECK ((totp_sealed IS NULL) = (totp_confirmed_at IS NULL));

ALTER TABLE organisation
    ADD CONSTRAINT organisation_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT organisation_tax_code_digits CHECK (tax_code ~ '^[0-9]{11}$'),
    ADD CONSTRAINT organisation_verified_by_somebody CHECK (verified_by IS NULL OR verified_on IS NOT NULL);

ALTER TABLE organisation_kind
    ADD CONSTRAINT organisation_kind_known CHECK (kind IN (
        'company', 'placement_service', 'referring_social_service', 'health_service',
        'employment_centre', 'public_body', 'consortium', 'host', 'provider', 'association',
        'territory', 'platform')),
    ADD CONSTRAINT organisation_kind_order CHECK (ends_on IS NULL OR ends_on > starts_on),
    ADD CONSTRAINT organisation_kind_no_overlap EXCLUDE USING gist (
        text_range(organisation::text || ' ' || kind, organisation::text || ' ' || kind, '[]') WITH &&,
        daterange(starts_on, ends_on) WITH &&);
CREATE INDEX organisation_kind_organisation ON organisation_kind (organisation);

ALTER TABLE territory
    ADD CONSTRAINT territory_kind_known CHECK (kind IN (
        'ambito', 'distretto', 'zona', 'bacino_cpi', 'asl', 'regione')),
    ADD CONSTRAINT territory_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT territory_has_comuni CHECK (cardinality(comuni) > 0),
    ADD CONSTRAINT territory_order CHECK (valid_until IS NULL OR valid_until > valid_from);
ALTER TABLE organisation_territory
    ADD CONSTRAINT organisation_territory_once UNIQUE (organisation, territory);

ALTER TABLE membership
    ADD CONSTRAINT membership_role_known CHECK (role IN (
        'company_administrator', 'company_recruiter', 'in_company_tutor', 'job_counsellor', 'lawyer',
        'psychologist', 'intercultural_mediator', 'educator', 'district_social_worker',
        'referring_social_worker', 'health_operator', 'employment_centre_operator', 'coach',
        'peer_supporter', 'accreditation_assessor', 'consortium_manager', 'account_holder',
        'coordinator', 'data_protection_officer', 'platform_administrator')),
    -- Given and taken back on the same day: an empty period, never in force.
    ADD CONSTRAINT membership_order CHECK (ends_on IS NULL OR ends_on >= starts_on),
    ADD CONSTRAINT membership_no_overlap EXCLUDE USING gist (
        text_range(account::text || ' ' || organisation::text || ' ' || role,
                   account::text || ' ' || organisation::text || ' ' || role, '[]') WITH &&,
        daterange(starts_on, ends_on) WITH &&);
CREATE INDEX membership_account ON membership (account, organisation);

ALTER TABLE invitation
    ADD CONSTRAINT invitation_email_small CHECK (email = lower(email)),
    ADD CONSTRAINT invitation_name_given CHECK (btrim(name) <> ''),
    ADD CONSTRAINT invitation_has_roles CHECK (cardinality(roles) > 0),
    ADD CONSTRAINT invitation_accepted_by_somebody CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
    ADD CONSTRAINT invitation_accepted_or_revoked CHECK (accepted_at IS NULL OR revoked_at IS NULL);
CREATE UNIQUE INDEX invitation_one_open ON invitation (organisation, email)
    WHERE accepted_at IS NULL AND revoked_at IS NULL;
"""

BACKWARDS = """
DROP INDEX invitation_one_open;
ALTER TABLE invitation DROP CONSTRAINT invitation_accepted_or_revoked,
    DROP CONSTRAINT invitation_accepted_by_somebody, DROP CONSTRAINT invitation_has_roles,
    DROP CONSTRAINT invitation_name_given, DROP CONSTRAINT invitation_email_small;
DROP INDEX membership_account;
ALTER TABLE membership DROP CONSTRAINT membership_no_overlap, DROP CONSTRAINT membership_order,
    DROP CONSTRAINT membership_role_known;
ALTER TABLE organisation_territory DROP CONSTRAINT organisation_territory_once;
ALTER TABLE territory DROP CONSTRAINT territory_order, DROP CONSTRAINT territory_has_comuni,
    DROP CONSTRAINT territory_name_given, DROP CONSTRAINT territory_kind_known;
DROP INDEX organisation_kind_organisation;
ALTER TABLE organisation_kind DROP CONSTRAINT organisation_kind_no_overlap,
    DROP CONSTRAINT organisation_kind_order, DROP CONSTRAINT organisation_kind_known;
ALTER TABLE organisation DROP CONSTRAINT organisation_verified_by_somebody,
    DROP CONSTRAINT organisation_tax_code_digits, DROP CONSTRAINT organisation_name_given;
ALTER TABLE account DROP CONSTRAINT account_second_factor_confirmed, DROP CONSTRAINT account_name_given,
    DROP CONSTRAINT account_email_small;
DROP TYPE text_range;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="accounts", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
