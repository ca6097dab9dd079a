from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:10:11:201274"
VERSION = "1.38.0"
DESCRIPTION = 'Requests of avviamento'

FORWARDS = """
ALTER TABLE measure
    DROP CONSTRAINT measure_kind_known, DROP CONSTRAINT measure_no_overlap;
ALTER TABLE measure
    ADD CONSTRAINT measure_kind_known CHECK (kind IN (
        'richiesta_di_avviamento', 'esonero_parziale', 'esonero_60_permille', 'sospensione',
        'compensazione_territoriale', 'gradualita')),
    ADD CONSTRAINT measure_richiesta_whole CHECK (kind <> 'richiesta_di_avviamento' OR (
        subject IS NOT NULL AND province IS NOT NULL AND units > 0 AND requested_on = starts_on
        AND cause IN ('nominativa', 'preselezione', 'numerica'))),
    ADD CONSTRAINT measure_no_overlap EXCLUDE USING gist (
        text_range(
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''),
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''), '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN ('requested', 'in_force')
        AND kind <> 'richiesta_di_avviamento');
"""

BACKWARDS = """
DELETE FROM measure WHERE kind = 'richiesta_di_avviamento';
ALTER TABLE measure
    DROP CONSTRAINT measure_no_overlap, DROP CONSTRAINT measure_richiesta_whole,
    DROP CONSTRAINT measure_kind_known;
ALTER TABLE measure
    ADD CONSTRAINT measure_kind_known CHECK (kind IN (
        'esonero_parziale', 'esonero_60_permille', 'sospensione', 'compensazione_territoriale', 'gradualita')),
    ADD CONSTRAINT measure_no_overlap EXCLUDE USING gist (
        text_range(
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''),
            company::text || ' ' || kind || ' ' || coalesce(province, '') || ' ' || coalesce(other_province, '')
                || ' ' || coalesce(subject, '') || ' ' || coalesce(group_tax_code, ''), '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN ('requested', 'in_force'));
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
