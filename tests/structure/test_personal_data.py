"""Every column that may hold something about a person has a line: whose, why, how long.

A column is asked for a line when it is sealed, or when it holds words, days, moments or lists in a table that
speaks of people; ids, states and counts are not.
"""

import importlib

import pytest
from piccolo.columns import Array, Bytea, Date, ForeignKey, Text, Time, Timestamptz, Varchar
from piccolo.table import Table

from portal.kernel.personal_data import Line

SLICES = ("foundation", "accounts", "employers", "network", "candidates", "matching", "tutoring", "privacy")

# Tables in which every word, day and list is somebody's.
ABOUT_PEOPLE = {
    "person",
    "experience",
    "availability",
    "interview",
    "synthesis",
    "worker",
    "accommodation",
    "accommodation_measure",
    "goal_rating",
    "diary_entry",
    "disclosure_consent",
    "account",
    "invitation",
}
# Names of columns that say how a row lives, not who somebody is.
BOOKKEEPING = {
    "state",
    "kind",
    "state_since",
    "saved_at",
    "created_at",
    "replaced_on",
    "superseded_on",
    "code",
    "channel",
    "purpose",
    "mode",
    "written_at",
    "updated_at",
    "notice_version",
}


def _lines() -> dict[str, Line]:
    found: dict[str, Line] = {}
    for name in SLICES:
        found.update(importlib.import_module(f"portal.{name}.personal_data").COLUMNS)
    return found


def _tables() -> list[type[Table]]:
    tables: list[type[Table]] = []
    for name in SLICES:
        tables += importlib.import_module(f"portal.{name}.piccolo_app").APP_CONFIG.table_classes
    return tables


LINES = _lines()
TABLES = _tables()


def test_every_sealed_column_has_a_line() -> None:
    sealed = {
        f"{table._meta.tablename}.{column._meta.db_column_name}"
        for table in TABLES
        for column in table._meta.columns
        if isinstance(column, Bytea) and column._meta.db_column_name.endswith("_sealed")
    }
    assert sealed
    assert sealed - set(LINES) == set()


@pytest.mark.parametrize("tablename", sorted(ABOUT_PEOPLE))
def test_every_word_and_day_about_a_person_has_a_line(tablename: str) -> None:
    tables = [one for one in TABLES if one._meta.tablename == tablename]
    assert tables, f"{tablename} is gone: take it out of this list"
    wanted = {
        f"{tablename}.{column._meta.db_column_name}"
        for column in tables[0]._meta.columns
        if isinstance(column, Text | Varchar | Bytea | Date | Timestamptz | Time | Array)
        and not isinstance(column, ForeignKey)
        and not column._meta.primary_key
        and column._meta.db_column_name not in BOOKKEEPING
    }
    assert wanted - set(LINES) == set()


def test_every_line_speaks_of_a_column_that_is_there() -> None:
    columns = {
        f"{table._meta.tablename}.{column._meta.db_column_name}"
        for table in TABLES
        for column in table._meta.columns
    }
    # Tables of the foundation that SQL alone makes.
    made_by_sql = {name for name in LINES if name.split(".")[0] in ("rate_limit", "audit_subject")}
    assert set(LINES) - columns - made_by_sql == set()


def test_every_line_says_whose_and_why() -> None:
    assert [name for name, line in LINES.items() if not (line.whose.strip() and line.why.strip())] == []
