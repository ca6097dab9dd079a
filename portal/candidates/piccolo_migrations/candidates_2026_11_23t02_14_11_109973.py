from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from portal.foundation import crypto, db
from portal.foundation.ids import new_id

ID = "2026-11-23T02:14:11:109973"
VERSION = "1.38.0"
DESCRIPTION = 'Aims and actions out of the project row'


async def _move_out() -> None:
    """Each version's aim and action become rows of their own, sealed again for their new place."""
    rows = await db.fetch("SELECT id, aim_sealed, action_sealed, next_review_on, written_by FROM project")
    for row in rows:
        aim, action = new_id(), new_id()
        said = {
            name: crypto.open_(row[f"{name}_sealed"], table="project", column=f"{name}_sealed", row=row["id"])
            for name in ("aim", "action")
        }
        await db.execute(
            "INSERT INTO project_aim (id, project, place, text_sealed, product_area, indicator_sealed, reached)"
            " VALUES ($1, $2, 1, $3, 'stable_job', $4, 'open')",
            aim,
            row["id"],
            crypto.seal(said["aim"], table="project_aim", column="text_sealed", row=aim),
            crypto.seal("Da precisare alla verifica.", table="project_aim", column="indicator_sealed", row=aim),
        )
        await db.execute(
            "INSERT INTO project_action (id, aim, place, text_sealed, kind, owner, due_on, state, suggested_by)"
            " VALUES ($1, $2, 1, $3, 'support', $4, $5, 'planned', 'none')",
            action,
            aim,
            crypto.seal(said["action"], table="project_action", column="text_sealed", row=action),
            row["written_by"],
            row["next_review_on"],
        )


async def _undo() -> None:
    await db.execute("DELETE FROM project_action")
    await db.execute("DELETE FROM project_aim")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="candidates", description=DESCRIPTION)
    manager.add_raw(_move_out)
    manager.add_raw_backwards(_undo)
    return manager
