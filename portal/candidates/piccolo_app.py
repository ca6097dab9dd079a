"""The tables of people, cases and cards, for migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="candidates",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=table_finder(
        modules=[
            "portal.candidates.people.tables",
            "portal.candidates.documents.tables",
            "portal.candidates.drafts.tables",
            "portal.candidates.fairness.tables",
            "portal.candidates.cases.tables",
            "portal.candidates.eligibility.tables",
            "portal.candidates.cases.team.tables",
            "portal.candidates.assessment.tables",
            "portal.candidates.assessment.review_forms.tables",
            "portal.candidates.services.tables",
            "portal.candidates.projects.tables",
            "portal.candidates.phases.tables",
            "portal.candidates.profiles.tables",
            "portal.candidates.profiles.texts.tables",
            "portal.candidates.searches.tables",
        ],
        exclude_imported=True,
    ),
    migration_dependencies=["portal.accounts.piccolo_app"],
)
