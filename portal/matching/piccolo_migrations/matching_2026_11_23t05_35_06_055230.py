from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T05:35:06:055230"
VERSION = "1.38.0"
DESCRIPTION = 'Which side wrote a message, and one mark of reading a reader'

FORWARDS = """
-- Messages of before: whoever belonged to the company wrote for it.
UPDATE proposal_message m SET from_company = true FROM proposal p
WHERE p.id = m.proposal AND EXISTS (
    SELECT FROM membership s WHERE s.account = m.author AND s.organisation = p.company);
CREATE UNIQUE INDEX proposal_message_read_once ON proposal_message_read (proposal, account);
"""

BACKWARDS = """
DROP INDEX proposal_message_read_once;
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
