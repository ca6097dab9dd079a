from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T20:05:48:571448"
VERSION = "1.38.0"
DESCRIPTION = 'Append-only audit, outbox index, rate limits'

FORWARDS = """
-- Two sealers cannot seal one entry twice.
CREATE UNIQUE INDEX audit_seal_entry ON audit_seal (entry_id);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, id) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_entry_account ON audit_entry (account_id, id) WHERE account_id IS NOT NULL;

-- For any table that must only grow: BEFORE UPDATE OR DELETE OR TRUNCATE ... EXECUTE FUNCTION append_only().
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER audit_seal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What the sealer still has to chain. A row shows when its entry's transaction commits, whatever its number;
-- looking for entries above the last sealed one would lose those that commit late.
CREATE TABLE audit_unsealed (entry_id bigint PRIMARY KEY);
CREATE FUNCTION audit_entry_is_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_unsealed (entry_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_is_unsealed AFTER INSERT ON audit_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_unsealed();

-- Only open rows are looked for, and they are few however many are done.
CREATE INDEX outbox_open ON outbox (due_at, id) WHERE done_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_failed ON outbox (failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
ALTER TABLE outbox ADD CONSTRAINT outbox_done_or_failed CHECK (done_at IS NULL OR failed_at IS NULL);
ALTER TABLE outbox SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE FUNCTION outbox_wakes_the_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;
CREATE TRIGGER outbox_wakes_the_relay AFTER INSERT ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION outbox_wakes_the_relay();

ALTER TABLE mail_message ADD CONSTRAINT mail_message_sent_or_kept CHECK (sent_at IS NULL OR kept_at IS NULL);

CREATE TABLE rate_limit (
    key_hash bytea NOT NULL,
    window_start timestamptz NOT NULL,
    count integer NOT NULL,
    PRIMARY KEY (key_hash, window_start)
);
CREATE INDEX rate_limit_window ON rate_limit (window_start);
"""

BACKWARDS = """
DROP TABLE rate_limit;
ALTER TABLE mail_message DROP CONSTRAINT mail_message_sent_or_kept;
DROP TRIGGER outbox_wakes_the_relay ON outbox;
DROP FUNCTION outbox_wakes_the_relay;
ALTER TABLE outbox RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE outbox DROP CONSTRAINT outbox_done_or_failed;
DROP INDEX outbox_done, outbox_failed, outbox_open;
DROP TRIGGER audit_entry_is_unsealed ON audit_entry;
DROP FUNCTION audit_entry_is_unsealed;
DROP TABLE audit_unsealed;
DROP TRIGGER audit_seal_only_grows ON audit_seal;
DROP TRIGGER audit_entry_only_grows ON audit_entry;
DROP FUNCTION append_only;
DROP INDEX audit_entry_account, audit_entry_subject, audit_seal_entry;
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
