from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:02:33:286682"
VERSION = "1.38.0"
DESCRIPTION = 'Acts on figures only grow; scenarios and calendars once'

FORWARDS = """
CREATE UNIQUE INDEX parameter_act_once ON parameter_act (act_id);
ALTER TABLE parameter_act
    ADD CONSTRAINT parameter_act_kind_known CHECK (kind IN ('entered', 'ended', 'withdrawn')),
    ADD CONSTRAINT parameter_act_entered_whole CHECK (kind <> 'entered' OR (key IS NOT NULL
        AND value ~ '^[0-9]+(/[1-9][0-9]*)?$' AND valid_from IS NOT NULL
        AND (valid_to IS NULL OR valid_to >= valid_from) AND btrim(source) <> '' AND evidence IS NOT NULL)),
    ADD CONSTRAINT parameter_act_ended_on_a_day CHECK (kind <> 'ended' OR valid_to IS NOT NULL),
    ADD CONSTRAINT parameter_act_withdrawn_for_a_reason CHECK (kind <> 'withdrawn' OR btrim(reason) <> '');
CREATE UNIQUE INDEX parameter_act_figure_once ON parameter_act (figure_id, kind);
CREATE TRIGGER parameter_act_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON parameter_act
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE parameter_recount
    ADD CONSTRAINT parameter_recount_counts CHECK (changed BETWEEN 0 AND companies);
CREATE UNIQUE INDEX parameter_effect_once ON parameter_effect (recount, company, figure);
ALTER TABLE parameter_effect
    ADD CONSTRAINT parameter_effect_is_a_change CHECK (before <> after);
CREATE UNIQUE INDEX scenario_name_once ON scenario (company, lower(name));
ALTER TABLE scenario
    ADD CONSTRAINT scenario_name_given CHECK (btrim(name) <> '');
CREATE UNIQUE INDEX deadline_calendar_once ON deadline_calendar (company, account);
ALTER TABLE deadline_calendar
    ADD CONSTRAINT deadline_calendar_generation CHECK (generation > 0);
"""

BACKWARDS = """
ALTER TABLE deadline_calendar
    DROP CONSTRAINT deadline_calendar_generation;
DROP INDEX deadline_calendar_once;
ALTER TABLE scenario
    DROP CONSTRAINT scenario_name_given;
DROP INDEX scenario_name_once;
ALTER TABLE parameter_effect
    DROP CONSTRAINT parameter_effect_is_a_change;
DROP INDEX parameter_effect_once;
ALTER TABLE parameter_recount
    DROP CONSTRAINT parameter_recount_counts;
DROP TRIGGER parameter_act_only_grows ON parameter_act;
DROP INDEX parameter_act_figure_once;
ALTER TABLE parameter_act
    DROP CONSTRAINT parameter_act_withdrawn_for_a_reason,
    DROP CONSTRAINT parameter_act_ended_on_a_day,
    DROP CONSTRAINT parameter_act_entered_whole,
    DROP CONSTRAINT parameter_act_kind_known;
DROP INDEX parameter_act_once;
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
