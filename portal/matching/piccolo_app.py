"""The tables of matching, for migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="matching",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(modules=["portal.matching.tables"], exclude_imported=True),
    migration_dependencies=["portal.employers.piccolo_app", "portal.candidates.piccolo_app"],
)
