from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:18:41:339774"
VERSION = "1.38.0"
DESCRIPTION = "Bounds of cards, nodes, scopes, lookalikes, basins"

FORWARDS = """
INSERT INTO card (id, profile, scope, area, profession, families, skills, release)
    SELECT id, profile, scope, area, profession_group, families, '{}', release FROM card_set_aside;
INSERT INTO card_history (profile, scope, area, profession, families, skills, shown_from, shown_until)
    SELECT h.profile, p.region_code, h.area, h.profession_group, h.families, '{}', h.shown_from, h.shown_until
    FROM card_history_set_aside h JOIN profile p ON p.id = h.profile ORDER BY h.id;
DROP TABLE card_set_aside;
DROP TABLE card_history_set_aside;

-- Five labels at most, three of them single skills (anonymisation.md, G2).
ALTER TABLE card DROP CONSTRAINT card_families,
    ADD CONSTRAINT card_labels CHECK (
        cardinality(families) + cardinality(skills) <= 5 AND cardinality(skills) <= 3),
    ADD CONSTRAINT card_working_time CHECK (working_time IN ('full', 'part', 'both')),
    ADD CONSTRAINT card_licence CHECK (licence IN ('b', 'no')),
    ADD CONSTRAINT card_reserved_quota CHECK (reserved_quota IN ('eligible', 'other'));
CREATE INDEX card_history_lately ON card_history (scope, shown_until);
CREATE UNIQUE INDEX open_node_once ON open_node (scope, path, step, value);

-- Under 5 nothing may ever be asked of a scope, whoever decides; whoever lowers it is the data-protection officer.
ALTER TABLE scope ADD CONSTRAINT scope_k CHECK (k BETWEEN 5 AND 1000);
ALTER TABLE scope_decision
    ADD CONSTRAINT scope_decision_k CHECK (k_after BETWEEN 5 AND 1000),
    ADD CONSTRAINT scope_decision_role CHECK (role IN ('coordinator', 'data_protection_officer', 'operator_command')),
    ADD CONSTRAINT scope_decision_lowered CHECK (k_after >= k_before OR role = 'data_protection_officer'),
    ADD CONSTRAINT scope_decision_why CHECK (why <> '');
ALTER TABLE release DROP CONSTRAINT release_kind,
    ADD CONSTRAINT release_kind CHECK (kind IN ('run', 'withdrawal', 'text')),
    ADD CONSTRAINT release_epoch CHECK (NOT epoch OR kind = 'run');
ALTER TABLE lookalike_report ADD CONSTRAINT lookalike_report_counts CHECK (
    0 <= alone AND alone <= under_k AND under_k <= people);
CREATE UNIQUE INDEX lookalike_report_once ON lookalike_report (scope, counted_on);
ALTER TABLE basin ADD CONSTRAINT basin_residents CHECK (residents >= 20000);
"""

BACKWARDS = """
DROP INDEX open_node_once;
DROP INDEX card_history_lately;
DROP INDEX lookalike_report_once;
ALTER TABLE card DROP CONSTRAINT card_labels, DROP CONSTRAINT card_working_time, DROP CONSTRAINT card_licence,
    DROP CONSTRAINT card_reserved_quota, ADD CONSTRAINT card_families CHECK (cardinality(families) <= 5);
ALTER TABLE scope DROP CONSTRAINT scope_k;
ALTER TABLE scope_decision DROP CONSTRAINT scope_decision_k, DROP CONSTRAINT scope_decision_role,
    DROP CONSTRAINT scope_decision_lowered, DROP CONSTRAINT scope_decision_why;
DELETE FROM release WHERE kind = 'text';
ALTER TABLE release DROP CONSTRAINT release_epoch, DROP CONSTRAINT release_kind,
    ADD CONSTRAINT release_kind CHECK (kind IN ('run', 'withdrawal'));
ALTER TABLE lookalike_report DROP CONSTRAINT lookalike_report_counts;
ALTER TABLE basin DROP CONSTRAINT basin_residents;
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
