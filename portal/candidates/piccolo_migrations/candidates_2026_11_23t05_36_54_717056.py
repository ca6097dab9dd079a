from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Text
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T05:36:54:717056"
VERSION = "1.38.0"
DESCRIPTION = "Why a case closes, weight and track of a decision"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="candidates", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="Case",
        tablename="case_",
        column_name="closing_reason",
        db_column_name="closing_reason",
        column_class_name="Text",
        column_class=Text,
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

    manager.add_column(
        table_class_name="CaseDecision",
        tablename="case_decision",
        column_name="track",
        db_column_name="track",
        column_class_name="Text",
        column_class=Text,
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

    manager.add_column(
        table_class_name="CaseDecision",
        tablename="case_decision",
        column_name="weight",
        db_column_name="weight",
        column_class_name="Text",
        column_class=Text,
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

    return manager
