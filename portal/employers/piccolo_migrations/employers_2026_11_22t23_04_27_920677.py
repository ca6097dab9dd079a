from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:04:27:920677"
VERSION = "1.38.0"
DESCRIPTION = 'Measures and conventions: checks and exclusions'

FORWARDS = """
ALTER TABLE measure
    ADD CONSTRAINT measure_kind_known CHECK (kind IN (
        'esonero_parziale', 'esonero_60_permille', 'sospensione', 'compensazione_territoriale', 'gradualita')),
    ADD CONSTRAINT measure_state_known CHECK (state IN (
        'requested', 'in_force', 'refused', 'withdrawn', 'cancelled')),
    ADD CONSTRAINT measure_asked_or_declared CHECK (
        kind IN ('esonero_parziale', 'sospensione') OR state IN ('in_force', 'cancelled')),
    ADD CONSTRAINT measure_period CHECK (ends_on IS NULL OR ends_on >= starts_on),
    ADD CONSTRAINT measure_province_shape CHECK (province ~ '^[A-Z]{2}$' AND other_province ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT measure_subject_known CHECK (subject IN ('art3', 'art18')),
    ADD CONSTRAINT measure_amounts CHECK (
        units BETWEEN 0 AND 99999 AND workers BETWEEN 0 AND 999999 AND percentage > 0 AND percentage <= 100),
    ADD CONSTRAINT measure_act_of_a_decision CHECK (
        kind <> 'esonero_parziale' OR state <> 'in_force'
        OR (units IS NOT NULL AND decided_on IS NOT NULL AND act_ref IS NOT NULL AND ends_on IS NOT NULL)),
    ADD CONSTRAINT measure_esonero_parziale_whole CHECK (kind <> 'esonero_parziale' OR (
        province IS NOT NULL AND percentage IS NOT NULL AND requested_on IS NOT NULL
        AND cardinality(grounds) > 0)),
    ADD CONSTRAINT measure_esonero_60_permille_whole CHECK (kind <> 'esonero_60_permille' OR (
        province IS NOT NULL AND workers > 0 AND units > 0 AND decided_on IS NOT NULL)),
    ADD CONSTRAINT measure_sospensione_whole CHECK (kind <> 'sospensione' OR (
        cause IS NOT NULL AND requested_on IS NOT NULL
        AND (province IS NULL OR workers IS NOT NULL OR percentage IS NOT NULL))),
    ADD CONSTRAINT measure_compensazione_whole CHECK (kind <> 'compensazione_territoriale' OR (
        subject IS NOT NULL AND units > 0 AND province IS DISTINCT FROM other_province
        AND (group_tax_code IS NULL) = (province IS NOT NULL AND other_province IS NOT NULL))),
    ADD CONSTRAINT measure_gradualita_whole CHECK (kind <> 'gradualita' OR (
        province IS NOT NULL AND units > 0 AND percentage IS NOT NULL AND workers IS NOT NULL
        AND decided_on IS NOT NULL AND act_ref IS NOT NULL)),
    ADD CONSTRAINT measure_no_overlap EXCLUDE USING gist (
        text_range(
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''),
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''), '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN ('requested', 'in_force'));
CREATE INDEX measure_company ON measure (company, kind, starts_on DESC);

ALTER TABLE convenzione
    ADD CONSTRAINT convenzione_kind_known CHECK (kind IN (
        'art11_programme', 'art11_integration', 'art12', 'art12_bis', 'art14')),
    ADD CONSTRAINT convenzione_state_known CHECK (state IN (
        'requested', 'in_force', 'refused', 'withdrawn', 'concluded', 'revoked')),
    ADD CONSTRAINT convenzione_period CHECK (ends_on >= starts_on),
    ADD CONSTRAINT convenzione_province_shape CHECK (province ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT convenzione_act_once_signed CHECK (
        state IN ('requested', 'refused', 'withdrawn') OR (signed_on IS NOT NULL AND act_ref IS NOT NULL)),
    ADD CONSTRAINT convenzione_ended_on_a_day CHECK ((state IN ('concluded', 'revoked')) = (ended_on IS NOT NULL)),
    ADD CONSTRAINT convenzione_names_the_body CHECK (
        (kind IN ('art12', 'art12_bis', 'art14')) = (body_name IS NOT NULL AND body_kind IS NOT NULL)),
    ADD CONSTRAINT convenzione_amounts CHECK (
        orders_value > 0 AND unit_value > 0 AND units BETWEEN 0 AND 999
        AND framework_cap > 0 AND framework_cap <= 100);
CREATE INDEX convenzione_in_force ON convenzione (ends_on) WHERE state = 'in_force';

ALTER TABLE convenzione_commitment
    ADD CONSTRAINT convenzione_commitment_once_a_day UNIQUE (convenzione, due_on),
    ADD CONSTRAINT convenzione_commitment_people CHECK (people BETWEEN 1 AND 999);
ALTER TABLE convenzione_hire
    ADD CONSTRAINT convenzione_hire_once UNIQUE (worker);
ALTER TABLE convenzione_notice
    ADD CONSTRAINT convenzione_notice_once UNIQUE (commitment, step),
    ADD CONSTRAINT convenzione_notice_step_known CHECK (step IN ('approaching', 'breached'));
"""

BACKWARDS = """
ALTER TABLE convenzione_notice
    DROP CONSTRAINT convenzione_notice_step_known,
    DROP CONSTRAINT convenzione_notice_once;
ALTER TABLE convenzione_hire DROP CONSTRAINT convenzione_hire_once;
ALTER TABLE convenzione_commitment
    DROP CONSTRAINT convenzione_commitment_people,
    DROP CONSTRAINT convenzione_commitment_once_a_day;
DROP INDEX convenzione_in_force;
ALTER TABLE convenzione
    DROP CONSTRAINT convenzione_amounts, DROP CONSTRAINT convenzione_names_the_body,
    DROP CONSTRAINT convenzione_ended_on_a_day, DROP CONSTRAINT convenzione_act_once_signed,
    DROP CONSTRAINT convenzione_province_shape, DROP CONSTRAINT convenzione_period,
    DROP CONSTRAINT convenzione_state_known, DROP CONSTRAINT convenzione_kind_known;
DROP INDEX measure_company;
ALTER TABLE measure
    DROP CONSTRAINT measure_no_overlap, DROP CONSTRAINT measure_gradualita_whole,
    DROP CONSTRAINT measure_compensazione_whole, DROP CONSTRAINT measure_sospensione_whole,
    DROP CONSTRAINT measure_esonero_60_permille_whole, DROP CONSTRAINT measure_esonero_parziale_whole,
    DROP CONSTRAINT measure_act_of_a_decision, DROP CONSTRAINT measure_amounts,
    DROP CONSTRAINT measure_subject_known, DROP CONSTRAINT measure_province_shape,
    DROP CONSTRAINT measure_period, DROP CONSTRAINT measure_asked_or_declared,
    DROP CONSTRAINT measure_state_known, DROP CONSTRAINT measure_kind_known;
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
