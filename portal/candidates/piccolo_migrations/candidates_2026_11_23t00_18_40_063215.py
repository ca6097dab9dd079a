from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T00:18:40:063215"
VERSION = "1.38.0"
DESCRIPTION = 'Assessments: states, one open, sheets once'

FORWARDS = """
ALTER TABLE assessment
    ADD CONSTRAINT assessment_occasion CHECK (occasion IN ('initial', 'intermediate', 'final', 'change')),
    ADD CONSTRAINT assessment_state CHECK (state IN ('collecting', 'compared', 'signed', 'dropped')),
    ADD CONSTRAINT assessment_close_by CHECK (close_by >= opened_on),
    ADD CONSTRAINT assessment_compared CHECK (state NOT IN ('compared', 'signed') OR compared_on IS NOT NULL),
    ADD CONSTRAINT assessment_closed CHECK ((state IN ('signed', 'dropped')) = (closed_on IS NOT NULL));
CREATE UNIQUE INDEX assessment_one_open ON assessment (person) WHERE state IN ('collecting', 'compared');

ALTER TABLE rating_sheet
    ADD CONSTRAINT rating_sheet_state CHECK (state IN ('draft', 'submitted')),
    ADD CONSTRAINT rating_sheet_submitted CHECK (
        state <> 'submitted' OR (rated_on IS NOT NULL AND ratings_sealed IS NOT NULL));
CREATE UNIQUE INDEX rating_sheet_once ON rating_sheet (assessment, rater);

CREATE UNIQUE INDEX synthesis_of_assessment ON synthesis (assessment) WHERE assessment IS NOT NULL;
CREATE UNIQUE INDEX synthesis_signature_once ON synthesis_signature (synthesis, account);

ALTER TABLE employability_grade
    ADD CONSTRAINT employability_grade_superseded CHECK (superseded_on >= judged_on);
CREATE UNIQUE INDEX employability_grade_one_in_force ON employability_grade (person) WHERE superseded_on IS NULL;
"""

BACKWARDS = """
DROP INDEX employability_grade_one_in_force;
ALTER TABLE employability_grade DROP CONSTRAINT employability_grade_superseded;
DROP INDEX synthesis_signature_once;
DROP INDEX synthesis_of_assessment;
DROP INDEX rating_sheet_once;
ALTER TABLE rating_sheet DROP CONSTRAINT rating_sheet_submitted, DROP CONSTRAINT rating_sheet_state;
DROP INDEX assessment_one_open;
ALTER TABLE assessment
    DROP CONSTRAINT assessment_closed,
    DROP CONSTRAINT assessment_compared,
    DROP CONSTRAINT assessment_close_by,
    DROP CONSTRAINT assessment_state,
    DROP CONSTRAINT assessment_occasion;
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
