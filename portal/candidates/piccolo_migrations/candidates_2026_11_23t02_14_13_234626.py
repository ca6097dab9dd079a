from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-23T02:14:13:234626"
VERSION = "1.38.0"
DESCRIPTION = "The project row without its aim and action"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="candidates", description=DESCRIPTION
    )

    manager.drop_column(
        table_class_name="Project",
        tablename="project",
        column_name="action_sealed",
        db_column_name="action_sealed",
        schema=None,
    )

    manager.drop_column(
        table_class_name="Project",
        tablename="project",
        column_name="aim_sealed",
        db_column_name="aim_sealed",
        schema=None,
    )

    return manager
