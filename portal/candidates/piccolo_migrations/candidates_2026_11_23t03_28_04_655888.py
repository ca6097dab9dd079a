from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T03:28:04:655888"
VERSION = "1.38.0"
DESCRIPTION = 'States and scales of coaching and peer support'

FORWARDS = """
ALTER TABLE activated_service
    ADD CONSTRAINT activated_service_kind CHECK (kind IN ('coaching', 'peer_support')),
    ADD CONSTRAINT activated_service_state CHECK (state IN (
        'requested', 'accepted', 'refused', 'running', 'completed', 'interrupted')),
    ADD CONSTRAINT activated_service_ended CHECK (
        (state IN ('refused', 'completed', 'interrupted')) = (ended_on IS NOT NULL)),
    ADD CONSTRAINT activated_service_begun CHECK (state NOT IN ('running', 'completed') OR started_on IS NOT NULL);
CREATE UNIQUE INDEX activated_service_open ON activated_service (person, kind)
    WHERE state IN ('requested', 'accepted', 'running');
ALTER TABLE service_meeting
    ADD CONSTRAINT service_meeting_mode CHECK (mode IN ('in_person', 'phone', 'video')),
    ADD CONSTRAINT service_meeting_present CHECK (present IN ('yes', 'no', 'told')),
    ADD CONSTRAINT service_meeting_place CHECK (place IN ('at_work', 'outside')),
    ADD CONSTRAINT service_meeting_topics CHECK (
        topics <@ ARRAY['way', 'first_day', 'colleagues', 'hours', 'free_time']),
    ADD CONSTRAINT service_meeting_minutes CHECK (minutes BETWEEN 1 AND 600),
    ADD CONSTRAINT service_meeting_progress CHECK (progress BETWEEN 1 AND 5);
"""

BACKWARDS = """
ALTER TABLE service_meeting DROP CONSTRAINT service_meeting_mode, DROP CONSTRAINT service_meeting_present,
    DROP CONSTRAINT service_meeting_place, DROP CONSTRAINT service_meeting_topics,
    DROP CONSTRAINT service_meeting_minutes, DROP CONSTRAINT service_meeting_progress;
DROP INDEX activated_service_open;
ALTER TABLE activated_service DROP CONSTRAINT activated_service_kind, DROP CONSTRAINT activated_service_state,
    DROP CONSTRAINT activated_service_ended, DROP CONSTRAINT activated_service_begun;
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
