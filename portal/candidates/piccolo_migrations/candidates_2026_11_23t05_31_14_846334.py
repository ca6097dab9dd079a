from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import ForeignKey
from piccolo.columns.column_types import Text
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T05:31:14:846334"
VERSION = "1.38.0"
DESCRIPTION = "Since when a card shows what it shows"


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="candidates", description=DESCRIPTION)

    manager.add_column(
        table_class_name="Card",
        tablename="card",
        column_name="shown_from",
        db_column_name="shown_from",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": None,
            "null": True,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.alter_column(
        table_class_name="Card",
        tablename="card",
        column_name="profile",
        db_column_name="profile",
        params={"index": False},
        old_params={"index": True},
        column_class=ForeignKey,
        old_column_class=ForeignKey,
        schema=None,
    )

    manager.alter_column(
        table_class_name="CardHistory",
        tablename="card_history",
        column_name="scope",
        db_column_name="scope",
        params={"index": False},
        old_params={"index": True},
        column_class=Text,
        old_column_class=Text,
        schema=None,
    )

    return manager
