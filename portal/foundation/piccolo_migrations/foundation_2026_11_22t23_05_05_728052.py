from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-22T23:05:05:728052"
VERSION = "1.38.0"
DESCRIPTION = 'Notifications: once, and quickly found'

FORWARDS = """
ALTER TABLE notification
    ADD CONSTRAINT notification_once UNIQUE (account_id, organisation_id, kind, object_id, step),
    ADD CONSTRAINT notification_words_given CHECK (btrim(words) <> ''),
    ADD CONSTRAINT notification_leads_inside CHECK (href LIKE '/%');
CREATE INDEX notification_unread ON notification (account_id, organisation_id) WHERE read_at IS NULL;
CREATE INDEX notification_listed ON notification (account_id, organisation_id, created_at DESC);
CREATE INDEX notification_to_mail ON notification (account_id, organisation_id)
    WHERE mailed_at IS NULL AND read_at IS NULL;
CREATE INDEX notification_cool_down ON notification (account_id, kind, object_id, mailed_at)
    WHERE mailed_at IS NOT NULL;
ALTER TABLE notification_preference
    ADD CONSTRAINT notification_preference_once UNIQUE (account_id, organisation_id, kind),
    ADD CONSTRAINT notification_preference_channel CHECK (channel IN ('digest', 'now', 'portal'));
"""

BACKWARDS = """
ALTER TABLE notification_preference
    DROP CONSTRAINT notification_preference_channel,
    DROP CONSTRAINT notification_preference_once;
DROP INDEX notification_cool_down, notification_to_mail, notification_listed, notification_unread;
ALTER TABLE notification
    DROP CONSTRAINT notification_leads_inside,
    DROP CONSTRAINT notification_words_given,
    DROP CONSTRAINT notification_once;
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
