from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:12:25:713969"
VERSION = "1.38.0"
DESCRIPTION = 'States of texts'

FORWARDS = """
CREATE UNIQUE INDEX profile_text_of_person ON profile_text (person);
CREATE INDEX profile_text_to_read ON profile_text (asked_at) WHERE state = 'to_read';
ALTER TABLE profile_text
    ADD CONSTRAINT profile_text_state CHECK (
        state IN ('removed', 'clear', 'to_send', 'to_read', 'approved', 'sent_back')),
    ADD CONSTRAINT profile_text_written CHECK ((state = 'removed') = (text_sealed IS NULL)),
    ADD CONSTRAINT profile_text_asked CHECK ((asked_by IS NULL) = (asked_at IS NULL)),
    ADD CONSTRAINT profile_text_to_read_asked CHECK (state <> 'to_read' OR asked_by IS NOT NULL);
ALTER TABLE text_reading
    ADD CONSTRAINT text_reading_outcome CHECK (outcome IN ('approved', 'sent_back')),
    ADD CONSTRAINT text_reading_why CHECK (
        (outcome = 'sent_back') = (why IS NOT NULL)
        AND why IN ('recognisable', 'private', 'names', 'unclear'));
-- One answer to one version, and never by who wrote it.
CREATE UNIQUE INDEX text_reading_once ON text_reading (text, version);
CREATE FUNCTION text_reading_by_somebody_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM profile_text t WHERE t.id = NEW.text AND NEW.read_by IN (t.written_by, t.asked_by)) THEN
        RAISE EXCEPTION 'a text is read by somebody else' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER text_reading_by_somebody_else BEFORE INSERT ON text_reading
    FOR EACH ROW EXECUTE FUNCTION text_reading_by_somebody_else();
"""

BACKWARDS = """
DROP TRIGGER text_reading_by_somebody_else ON text_reading;
DROP FUNCTION text_reading_by_somebody_else();
DROP INDEX text_reading_once;
ALTER TABLE text_reading DROP CONSTRAINT text_reading_outcome, DROP CONSTRAINT text_reading_why;
ALTER TABLE profile_text
    DROP CONSTRAINT profile_text_state, DROP CONSTRAINT profile_text_written, DROP CONSTRAINT profile_text_asked,
    DROP CONSTRAINT profile_text_to_read_asked;
DROP INDEX profile_text_to_read;
DROP INDEX profile_text_of_person;
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
