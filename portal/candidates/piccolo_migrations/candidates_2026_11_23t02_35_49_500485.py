from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:35:49:500485"
VERSION = "1.38.0"
DESCRIPTION = 'Bounds of eligibilities and of forms written with the person'

FORWARDS = """
ALTER TABLE quota_eligibility
    ADD CONSTRAINT quota_eligibility_review CHECK (review_on > valid_from),
    ADD CONSTRAINT quota_eligibility_end CHECK (valid_until > valid_from),
    ADD CONSTRAINT quota_eligibility_ended CHECK (
        (ended_on IS NULL) = (ended_why IS NULL) AND (ended_on IS NULL) = (ended_by IS NULL)),
    ADD CONSTRAINT quota_eligibility_why CHECK (ended_why IN ('replaced', 'reviewed', 'mistake'));
CREATE UNIQUE INDEX quota_eligibility_one_standing ON quota_eligibility (person) WHERE ended_on IS NULL;
CREATE INDEX quota_eligibility_to_look_at ON quota_eligibility (least(review_on, valid_until)) WHERE ended_on IS NULL;

ALTER TABLE review_form
    ADD CONSTRAINT review_form_kind CHECK (kind IN ('skills_balance', 'potential_evaluation')),
    ADD CONSTRAINT review_form_setting CHECK (setting IN ('individual', 'group')),
    ADD CONSTRAINT review_form_state CHECK (state IN ('draft', 'discussed', 'closed', 'replaced')),
    ADD CONSTRAINT review_form_number CHECK (number >= 1),
    ADD CONSTRAINT review_form_discussed CHECK ((state = 'draft') = (discussed_on IS NULL)),
    ADD CONSTRAINT review_form_closed CHECK ((state IN ('closed', 'replaced')) = (closed_on IS NOT NULL));
CREATE UNIQUE INDEX review_form_version ON review_form (person, kind, number);
CREATE UNIQUE INDEX review_form_one_in_the_making ON review_form (person, kind) WHERE state IN ('draft', 'discussed');
CREATE UNIQUE INDEX review_form_one_closed ON review_form (person, kind) WHERE state = 'closed';
"""

BACKWARDS = """
ALTER TABLE quota_eligibility DROP CONSTRAINT quota_eligibility_review, DROP CONSTRAINT quota_eligibility_end,
    DROP CONSTRAINT quota_eligibility_ended, DROP CONSTRAINT quota_eligibility_why;
DROP INDEX quota_eligibility_one_standing;
DROP INDEX quota_eligibility_to_look_at;
ALTER TABLE review_form DROP CONSTRAINT review_form_kind, DROP CONSTRAINT review_form_setting,
    DROP CONSTRAINT review_form_state, DROP CONSTRAINT review_form_number, DROP CONSTRAINT review_form_discussed,
    DROP CONSTRAINT review_form_closed;
DROP INDEX review_form_version;
DROP INDEX review_form_one_in_the_making;
DROP INDEX review_form_one_closed;
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
