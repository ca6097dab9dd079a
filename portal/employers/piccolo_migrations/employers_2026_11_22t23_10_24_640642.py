from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-22T23:10:24:640642"
VERSION = "1.38.0"
DESCRIPTION = "Employers: public or private is told by their kind"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="employers", description=DESCRIPTION
    )

    manager.drop_column(
        table_class_name="Company",
        tablename="company",
        column_name="public_employer",
        db_column_name="public_employer",
        schema=None,
    )

    return manager
