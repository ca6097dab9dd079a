"""Part of the file × role: the cells of services.md §1."""

import pytest

from portal.candidates.people.file_access import CELLS, Cell, Column, Part, cell


def test_there_are_two_hundred_and_ten_cells() -> None:
    assert len(CELLS) == 210 == len(Part) * len(Column)


@pytest.mark.parametrize(
    ("part", "column", "expected"),
    [
        (Part.CONTACT, Column.COUNSELLOR, Cell.WRITE),
        (Part.CONTACT, Column.COORDINATOR, Cell.EXCERPT),
        (Part.LEVELS, Column.COORDINATOR, Cell.NOTHING),
        (Part.ACTIVITIES, Column.COORDINATOR, Cell.EXCERPT),
        (Part.ACTIVITIES, Column.REFERRING_SOCIAL_WORKER, Cell.EXCERPT_AND_OWN),
        (Part.DISABILITY_DOCUMENTS, Column.LAWYER, Cell.READ_AND_OWN),
        (Part.PSYCHOLOGICAL_NOTES, Column.COUNSELLOR, Cell.EXCERPT),
        (Part.PSYCHOLOGICAL_NOTES, Column.PSYCHOLOGIST, Cell.WRITE),
        (Part.PROPOSALS, Column.TUTOR, Cell.OWN),
        (Part.CONSENTS, Column.PERSON, Cell.WRITE),
        (Part.HEALTH, Column.EMPLOYMENT_CENTRE, Cell.NOTHING),
        (Part.DOCUMENTS, Column.PEER_SUPPORTER, Cell.NOTHING),
    ],
)
def test_a_cell_says_what_the_services_say(part: Part, column: Column, expected: Cell) -> None:
    assert cell(part, column) is expected


def test_reserved_notes_are_written_by_their_own_profession_only() -> None:
    for part, owner in (
        (Part.LEGAL_NOTES, Column.LAWYER),
        (Part.PSYCHOLOGICAL_NOTES, Column.PSYCHOLOGIST),
        (Part.MEDIATION_NOTES, Column.MEDIATOR),
    ):
        assert [column for column in Column if cell(part, column) is Cell.WRITE] == [owner]


def test_nobody_but_health_psychologist_and_holder_writes_health_detail() -> None:
    writers = {column for column in Column if cell(Part.HEALTH, column) is Cell.WRITE}
    assert writers == {Column.COUNSELLOR, Column.HEALTH_OPERATOR, Column.PSYCHOLOGIST}
