"""The tables of the network of services, for migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="network",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(modules=["portal.network.tables"], exclude_imported=True),
    migration_dependencies=["portal.accounts.piccolo_app"],
)
