from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:20:04:451941"
VERSION = "1.38.0"
DESCRIPTION = 'Months closed once, corrections of the register, difficulties'

FORWARDS = """
ALTER TABLE plan_month
    ADD CONSTRAINT plan_month_first CHECK (extract(day FROM month) = 1),
    ADD CONSTRAINT plan_month_figures CHECK (minutes >= 0 AND present BETWEEN 0 AND expected),
    ADD CONSTRAINT plan_month_answer CHECK (answer IN ('confirmed', 'objected', 'replaced')),
    ADD CONSTRAINT plan_month_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
    ADD CONSTRAINT plan_month_how CHECK (how IN ('link', 'area')),
    ADD CONSTRAINT plan_month_heard CHECK (coalesce(answer IN ('confirmed', 'objected'), false) = (how IS NOT NULL)),
    ADD CONSTRAINT plan_month_link CHECK ((token_hash IS NULL) = (expires_at IS NULL));
CREATE UNIQUE INDEX plan_month_once ON plan_month (plan, month, version);
CREATE UNIQUE INDEX plan_month_waits_once ON plan_month (plan, month) WHERE answer IS NULL;

ALTER TABLE plan_amendment DROP CONSTRAINT plan_amendment_kind;
ALTER TABLE plan_amendment
    ADD CONSTRAINT plan_amendment_kind CHECK (kind IN ('change', 'extension', 'attendance'));
-- A correction of the register changes no document: it does not wait for the others, nor they for it.
DROP INDEX plan_amendment_open;
CREATE UNIQUE INDEX plan_amendment_open ON plan_amendment (plan) WHERE state = 'proposed' AND kind <> 'attendance';

CREATE INDEX sent_form_at ON sent_form (at);

ALTER TABLE diary_entry DROP CONSTRAINT diary_entry_kind;
ALTER TABLE diary_entry
    ADD CONSTRAINT diary_entry_kind CHECK (kind IN ('step_forward', 'to_follow', 'visit', 'note', 'difficulty')),
    ADD CONSTRAINT diary_entry_difficulty CHECK (kind <> 'difficulty' OR for_service),
    ADD CONSTRAINT diary_entry_handled CHECK ((handled_at IS NULL) = (handled_by IS NULL)
        AND (handled_at IS NULL OR kind = 'difficulty'));
CREATE INDEX diary_entry_waits ON diary_entry (plan) WHERE kind = 'difficulty' AND handled_at IS NULL;

ALTER TABLE tutor_module
    ADD CONSTRAINT tutor_module_tries CHECK (tries >= 0 AND (tries = 0 OR tried_on IS NOT NULL)),
    ADD CONSTRAINT tutor_module_score CHECK (score >= 0),
    ADD CONSTRAINT tutor_module_begun CHECK (
        read_on IS NOT NULL OR completed_on IS NOT NULL OR tried_on IS NOT NULL);
"""

BACKWARDS = """
ALTER TABLE tutor_module DROP CONSTRAINT tutor_module_tries, DROP CONSTRAINT tutor_module_score,
    DROP CONSTRAINT tutor_module_begun;
DELETE FROM tutor_module WHERE completed_on IS NULL;
DROP INDEX diary_entry_waits;
ALTER TABLE diary_entry DROP CONSTRAINT diary_entry_kind, DROP CONSTRAINT diary_entry_difficulty,
    DROP CONSTRAINT diary_entry_handled;
UPDATE diary_entry SET kind = 'to_follow' WHERE kind = 'difficulty';
ALTER TABLE diary_entry
    ADD CONSTRAINT diary_entry_kind CHECK (kind IN ('step_forward', 'to_follow', 'visit', 'note'));
DROP INDEX sent_form_at;
DROP INDEX plan_amendment_open;
ALTER TABLE plan_amendment DROP CONSTRAINT plan_amendment_kind;
DELETE FROM plan_amendment WHERE kind = 'attendance';
ALTER TABLE plan_amendment ADD CONSTRAINT plan_amendment_kind CHECK (kind IN ('change', 'extension'));
CREATE UNIQUE INDEX plan_amendment_open ON plan_amendment (plan) WHERE state = 'proposed';
DROP INDEX plan_month_waits_once;
DROP INDEX plan_month_once;
ALTER TABLE plan_month DROP CONSTRAINT plan_month_first, DROP CONSTRAINT plan_month_figures,
    DROP CONSTRAINT plan_month_answer, DROP CONSTRAINT plan_month_answered, DROP CONSTRAINT plan_month_how,
    DROP CONSTRAINT plan_month_heard, DROP CONSTRAINT plan_month_link;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="tutoring", description=DESCRIPTION)

    async def run() -> None:
        await db.execute(FORWARDS)

    async def run_backwards() -> None:
        await db.execute(BACKWARDS)

    manager.add_raw(run)
    manager.add_raw_backwards(run_backwards)
    return manager
