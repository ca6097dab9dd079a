from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T02:40:33:111091"
VERSION = "1.38.0"
DESCRIPTION = 'Versions of rows, one row a subject, words of verdicts'

FORWARDS = """
CREATE SEQUENCE match_version;
CREATE UNIQUE INDEX match_person_one ON match_person (person);
CREATE UNIQUE INDEX match_vacancy_one ON match_vacancy (vacancy);
CREATE UNIQUE INDEX match_vacancy_version ON match_vacancy (version);
CREATE INDEX match_vacancy_newest ON match_vacancy (since DESC, id);
CREATE UNIQUE INDEX match_override_standing ON match_override (person, vacancy) WHERE ended_at IS NULL;
ALTER TABLE match_override ADD CONSTRAINT match_override_verdict
    CHECK (verdict IN ('high', 'good', 'to_weigh', 'aside'));
CREATE UNIQUE INDEX match_shown_once ON match_shown (person, vacancy);
CREATE UNIQUE INDEX fairness_audit_once ON fairness_audit (region, run_on);
CREATE UNIQUE INDEX fairness_review_standing ON fairness_review (region, attribute, group_code)
    WHERE closed_on IS NULL;
ALTER TABLE fairness_review ADD CONSTRAINT fairness_review_closed
    CHECK ((closed_on IS NULL) = (closed_by IS NULL) AND (closed_on IS NULL) = (outcome IS NULL));
"""

BACKWARDS = """
ALTER TABLE fairness_review DROP CONSTRAINT fairness_review_closed;
DROP INDEX fairness_review_standing;
DROP INDEX fairness_audit_once;
DROP INDEX match_shown_once;
ALTER TABLE match_override DROP CONSTRAINT match_override_verdict;
DROP INDEX match_override_standing;
DROP INDEX match_vacancy_newest;
DROP INDEX match_vacancy_version;
DROP INDEX match_vacancy_one;
DROP INDEX match_person_one;
DROP SEQUENCE match_version;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="matching", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
