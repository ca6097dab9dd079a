from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import db

ID = "2026-11-23T06:28:27:731442"
VERSION = "1.38.0"
DESCRIPTION = 'One representative at a time, a party of agreements'

FORWARDS = """
ALTER TABLE legal_representative
    ADD CONSTRAINT legal_representative_kind CHECK (kind IN ('tutore', 'curatore', 'amministratore_di_sostegno')),
    ADD CONSTRAINT legal_representative_days CHECK (ended_on >= starts_on);
CREATE UNIQUE INDEX legal_representative_one ON legal_representative (person) WHERE ended_on IS NULL;
ALTER TABLE project_agreement
    DROP CONSTRAINT project_agreement_party,
    ADD CONSTRAINT project_agreement_party CHECK (
        party IN ('person', 'referring_service', 'lead', 'representative'));
"""

BACKWARDS = """
ALTER TABLE project_agreement
    DROP CONSTRAINT project_agreement_party,
    ADD CONSTRAINT project_agreement_party CHECK (party IN ('person', 'referring_service', 'lead'));
DROP INDEX legal_representative_one;
ALTER TABLE legal_representative
    DROP CONSTRAINT legal_representative_days, DROP CONSTRAINT legal_representative_kind;
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
