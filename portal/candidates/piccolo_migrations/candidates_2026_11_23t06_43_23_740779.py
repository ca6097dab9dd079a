from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Text

ID = "2026-11-23T06:43:23:740779"
VERSION = "1.38.0"
DESCRIPTION = "One index of cards in place of two"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="candidates", description=DESCRIPTION
    )

    manager.alter_column(
        table_class_name="Card",
        tablename="card",
        column_name="scope",
        db_column_name="scope",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    manager.alter_column(
        table_class_name="Card",
        tablename="card",
        column_name="release",
        db_column_name="release",
        params={"index": False},
        old_params={"index": True},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    return manager
