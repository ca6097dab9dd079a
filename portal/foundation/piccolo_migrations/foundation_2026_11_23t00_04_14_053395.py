from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:04:14:053395"
VERSION = "1.38.0"
DESCRIPTION = 'Audit entries name people by references'

FORWARDS = """
-- A person, and what is hers, is named in the audit log by a random reference. The log cannot be changed; this
-- table can: when a row goes, nobody can tell any more whom the entries speak of.
CREATE TABLE audit_subject (
    subject uuid PRIMARY KEY,
    reference uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()
);
CREATE FUNCTION audit_reference(named uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    found uuid;
BEGIN
    SELECT reference INTO found FROM audit_subject WHERE subject = named;
    IF found IS NULL THEN
        INSERT INTO audit_subject (subject) VALUES (named) ON CONFLICT (subject) DO NOTHING
        RETURNING reference INTO found;
    END IF;
    IF found IS NULL THEN  -- somebody else was quicker
        SELECT reference INTO found FROM audit_subject WHERE subject = named;
    END IF;
    RETURN found;
END $$;
CREATE FUNCTION audit_entry_refers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind text;
BEGIN
    IF NEW.subject_id IS NOT NULL AND NEW.subject_kind IN ('person', 'proposal', 'plan') THEN
        NEW.subject_id := audit_reference(NEW.subject_id);
    END IF;
    FOREACH kind IN ARRAY ARRAY['person_id', 'proposal_id', 'plan_id'] LOOP
        IF jsonb_typeof(NEW.data -> kind) = 'string' THEN
            NEW.data := jsonb_set(NEW.data, ARRAY[kind], to_jsonb(audit_reference((NEW.data ->> kind)::uuid)));
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_refers BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_refers();
"""

BACKWARDS = """
DROP TRIGGER audit_entry_refers ON audit_entry;
DROP FUNCTION audit_entry_refers;
DROP FUNCTION audit_reference;
DROP TABLE audit_subject;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="foundation", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
