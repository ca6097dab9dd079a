from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:03:58:671385"
VERSION = "1.38.0"
DESCRIPTION = 'Periods of one person are kept apart by a check of whole statements'

FORWARDS = """
-- An exclusion over ranges of text costs a millisecond a row once there are fifty thousand: this asks once a
-- statement, with the index of worker_period_once, and refuses with the code and the name of an exclusion.
ALTER TABLE worker DROP CONSTRAINT worker_periods_apart;

CREATE FUNCTION worker_periods_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- whoever writes the same company at the same moment waits here, and is then seen by the question below
    PERFORM FROM company WHERE id IN (SELECT company FROM written) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM written n JOIN worker w ON w.company = n.company AND w.code = n.code AND w.id <> n.id
            AND daterange(w.starts_on, w.ends_on, '[]') && daterange(n.starts_on, n.ends_on, '[]')
    ) THEN
        RAISE EXCEPTION 'periods of one staff number overlap'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'worker_periods_apart', TABLE = 'worker';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER worker_periods_apart_new AFTER INSERT ON worker
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION worker_periods_apart();
CREATE TRIGGER worker_periods_apart_changed AFTER UPDATE ON worker
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION worker_periods_apart();
"""

BACKWARDS = """
DROP TRIGGER worker_periods_apart_changed ON worker;
DROP TRIGGER worker_periods_apart_new ON worker;
DROP FUNCTION worker_periods_apart();
ALTER TABLE worker ADD CONSTRAINT worker_periods_apart EXCLUDE USING gist (
    text_range(company::text || ' ' || code, company::text || ' ' || code, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&);
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
