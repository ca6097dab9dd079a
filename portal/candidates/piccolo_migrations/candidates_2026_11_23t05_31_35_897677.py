from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Timestamptz

ID = "2026-11-23T05:31:35:897677"
VERSION = "1.38.0"
DESCRIPTION = "Every look has its beginning, a past one its end"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="candidates", description=DESCRIPTION)

    manager.alter_column(
        table_class_name="Card",
        tablename="card",
        column_name="shown_from",
        db_column_name="shown_from",
        params={"null": False},
        old_params={"null": True},
        column_class=Timestamptz,
        old_column_class=Timestamptz,
        schema=None,
    )

    manager.alter_column(
        table_class_name="CardHistory",
        tablename="card_history",
        column_name="shown_until",
        db_column_name="shown_until",
        params={"null": False},
        old_params={"null": True},
        column_class=Timestamptz,
        old_column_class=Timestamptz,
        schema=None,
    )

    return manager
