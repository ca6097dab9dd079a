"""The tables of companies, duties and vacancies, for migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="employers",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(
        modules=[
            "portal.employers.companies.tables",
            "portal.employers.following.tables",
            "portal.employers.inclusion.tables",
            "portal.employers.measures.tables",
            "portal.employers.obligations.tables",
            "portal.employers.prospetto_informativo.tables",
            "portal.employers.service_requests.tables",
            "portal.employers.vacancies.tables",
            "portal.employers.workstations.tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["portal.accounts.piccolo_app"],
)
