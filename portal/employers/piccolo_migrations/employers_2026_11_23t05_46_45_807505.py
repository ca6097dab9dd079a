from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-23T05:46:45:807505"
VERSION = "1.38.0"
DESCRIPTION = "Readable columns of who receives work orders go"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="employers", description=DESCRIPTION
    )

    manager.drop_column(
        table_class_name="Convenzione",
        tablename="convenzione",
        column_name="body_name",
        db_column_name="body_name",
        schema=None,
    )

    manager.drop_column(
        table_class_name="Convenzione",
        tablename="convenzione",
        column_name="body_tax_code",
        db_column_name="body_tax_code",
        schema=None,
    )

    return manager
