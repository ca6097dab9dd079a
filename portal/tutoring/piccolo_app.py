"""The tables of tutoring, for migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="tutoring",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(modules=["portal.tutoring.tables"], exclude_imported=True),
    migration_dependencies=["portal.matching.piccolo_app"],
)
