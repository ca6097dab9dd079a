import msgspec
from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import crypto, db

ID = "2026-11-23T05:46:42:134730"
VERSION = "1.38.0"
DESCRIPTION = "Who receives work orders rests sealed"


async def _seal() -> None:
    """Name and tax code of the receiving body, which may be a person with a disability, into one sealed cell."""
    await db.execute("ALTER TABLE convenzione DROP CONSTRAINT convenzione_names_the_body")
    rows = await db.fetch("SELECT id, body_name, body_tax_code FROM convenzione WHERE body_name IS NOT NULL")
    for row in rows:
        told = msgspec.json.encode((row["body_name"], row["body_tax_code"]))
        await db.execute(
            "UPDATE convenzione SET body_sealed = $2, body_name = NULL, body_tax_code = NULL WHERE id = $1",
            row["id"],
            crypto.seal(told, table="convenzione", column="body_sealed", row=row["id"]),
        )
    await db.execute(
        "ALTER TABLE convenzione ADD CONSTRAINT convenzione_names_the_body CHECK ("
        " (kind IN ('art12', 'art12_bis', 'art14')) = (body_sealed IS NOT NULL AND body_kind IS NOT NULL))"
    )


async def _open() -> None:
    await db.execute("ALTER TABLE convenzione DROP CONSTRAINT convenzione_names_the_body")
    rows = await db.fetch("SELECT id, body_sealed FROM convenzione WHERE body_sealed IS NOT NULL")
    for row in rows:
        told = crypto.open_bytes(row["body_sealed"], table="convenzione", column="body_sealed", row=row["id"])
        name, tax_code = msgspec.json.decode(told)
        await db.execute(
            "UPDATE convenzione SET body_name = $2, body_tax_code = $3, body_sealed = NULL WHERE id = $1",
            row["id"],
            name,
            tax_code,
        )
    await db.execute(
        "ALTER TABLE convenzione ADD CONSTRAINT convenzione_names_the_body CHECK ("
        " (kind IN ('art12', 'art12_bis', 'art14')) = (body_name IS NOT NULL AND body_kind IS NOT NULL))"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="employers", description=DESCRIPTION)
    manager.add_raw(_seal)
    manager.add_raw_backwards(_open)
    return manager
