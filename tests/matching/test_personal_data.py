"""Every personal column of proposals and plans has its line: whose, why, how long."""

import pytest

from portal.kernel.personal_data import DataClass, Line
from portal.matching import personal_data as of_proposals
from portal.matching.piccolo_app import APP_CONFIG as PROPOSALS
from portal.tutoring import personal_data as of_plans
from portal.tutoring.piccolo_app import APP_CONFIG as PLANS

SLICES = {
    "matching": (of_proposals.COLUMNS, PROPOSALS.table_classes),
    "tutoring": (of_plans.COLUMNS, PLANS.table_classes),
}


def columns(tables: list[type]) -> set[str]:
    return {
        f"{table._meta.tablename}.{column._meta.db_column_name}"  # type: ignore[attr-defined]
        for table in tables
        for column in table._meta.columns  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("name", SLICES)
def test_every_line_speaks_of_a_column_that_exists(name: str) -> None:
    lines, tables = SLICES[name]
    assert set(lines) - columns(tables) == set()


@pytest.mark.parametrize("name", SLICES)
def test_every_sealed_column_has_a_line(name: str) -> None:
    lines, tables = SLICES[name]
    sealed = {column for column in columns(tables) if column.endswith("_sealed")}
    assert sealed - set(lines) == set()


@pytest.mark.parametrize("name", SLICES)
def test_free_words_about_a_person_are_special_data(name: str) -> None:
    lines, _ = SLICES[name]
    words: dict[str, Line] = {
        column: line
        for column, line in lines.items()
        if column.endswith(("text_sealed", "note_sealed", "fact_sealed", "words_sealed"))
        and "company" not in column
    }
    assert words
    assert {line.data_class for line in words.values()} == {DataClass.SPECIAL}
