from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:13:03:359756"
VERSION = "1.38.0"
DESCRIPTION = 'States, terms, codes'

FORWARDS = """
CREATE SEQUENCE data_request_code;

ALTER TABLE area_link
    ADD CONSTRAINT area_link_channel CHECK (channel IN ('mail', 'by_hand')),
    ADD CONSTRAINT area_link_lasts CHECK (expires_at > made_at);

ALTER TABLE data_request
    ADD CONSTRAINT data_request_kind CHECK (kind IN ('access', 'rectification', 'erasure')),
    ADD CONSTRAINT data_request_channel CHECK (channel IN ('area', 'in_person', 'paper')),
    ADD CONSTRAINT data_request_state CHECK (state IN ('received', 'extended', 'granted', 'refused', 'withdrawn')),
    ADD CONSTRAINT data_request_ground CHECK (
        (state = 'refused') = (ground IS NOT NULL)
        AND ground IN ('already_right', 'law', 'claims', 'not_hers', 'excessive')),
    ADD CONSTRAINT data_request_answered CHECK (
        (state IN ('granted', 'refused', 'withdrawn')) = (answered_on IS NOT NULL)),
    ADD CONSTRAINT data_request_term CHECK (due_on > received_on);
-- One open request of a kind: a second one would only start a second term.
CREATE UNIQUE INDEX data_request_one_open ON data_request (person, kind) WHERE state IN ('received', 'extended');
CREATE INDEX data_request_open ON data_request (due_on) WHERE state IN ('received', 'extended');

ALTER TABLE erasure
    ADD CONSTRAINT erasure_why CHECK (why IN ('request', 'retention', 'restored')),
    ADD CONSTRAINT erasure_finished CHECK (finished_at IS NULL OR (
        listed_at IS NOT NULL AND files_gone_at IS NOT NULL AND index_clean_at IS NOT NULL
        AND traces_gone_at IS NOT NULL));
CREATE INDEX erasure_open ON erasure (erased_at) WHERE finished_at IS NULL;

CREATE UNIQUE INDEX kept_record_of_plan ON kept_record (plan);
CREATE UNIQUE INDEX retention_notice_of_person ON retention_notice (person);
"""

BACKWARDS = """
DROP INDEX retention_notice_of_person, kept_record_of_plan, erasure_open, data_request_open, data_request_one_open;
ALTER TABLE erasure DROP CONSTRAINT erasure_finished, DROP CONSTRAINT erasure_why;
ALTER TABLE data_request
    DROP CONSTRAINT data_request_term, DROP CONSTRAINT data_request_answered, DROP CONSTRAINT data_request_ground,
    DROP CONSTRAINT data_request_state, DROP CONSTRAINT data_request_channel, DROP CONSTRAINT data_request_kind;
ALTER TABLE area_link DROP CONSTRAINT area_link_lasts, DROP CONSTRAINT area_link_channel;
DROP SEQUENCE data_request_code;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="privacy", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
