"""`portal release --export`: the cards of a region as a table for independent checking, and nothing else."""

import csv
import io
from collections import Counter

import pytest

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.export import HEADER, as_csv, export
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.stopping import stop_cards
from portal.foundation import audit
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.cast import Cast


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_a_column_for_each_field_in_their_order_then_the_labels() -> None:
    assert HEADER == (
        "area", "profession", "working_time", "education", "licence", "experience", "age", "reserved_quota", "labels",
    )  # fmt: skip
    card = Shown.of(new_id(), (), ("K017", "K018"), area="LC", profession="8.1", licence="no")
    header, row = _rows(as_csv([card]))
    assert tuple(header) == HEADER
    assert row[:8] == ["Provincia di Lecco", row[1], "–", "–", "Senza patente B", "–", "–", "–"]
    assert row[8].count("|") == 1


def test_a_card_that_shows_nothing_is_a_row_of_dashes() -> None:
    assert _rows(as_csv([Shown(new_id())]))[1] == ["–"] * 9


def test_the_order_of_the_rows_says_nothing() -> None:
    cards = [Shown.of(new_id(), area=area) for area in ("LC", "BG", "CO")]
    assert as_csv(cards) == as_csv(list(reversed(cards)))


@pytest.mark.usefixtures("db_rollback")
async def test_every_combination_is_on_k_rows_and_the_export_is_in_the_audit_log() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.crowd(counsellor, 12)
    await builders.crowd(counsellor, 11, profession=builders.OFFICE, skills=builders.OFFICE_SKILLS)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    content, count = await export(LOMBARDIA, by=OPERATOR_COMMAND)
    _, *rows = _rows(content)
    assert count == len(rows) == 23
    assert min(Counter(tuple(row[:8]) for row in rows).values()) >= 5
    (entry,) = await audit.latest(what=["CardsExported"], limit=1)
    assert (entry.actor, entry.data["cards"]) == ("operator_command", 23)


@pytest.mark.usefixtures("db_rollback")
async def test_what_companies_may_not_see_is_not_exported() -> None:
    await builders.released(await Cast().owner(Role.JOB_COUNSELLOR), 6)
    await stop_cards(id=new_id(), why="Verifica.", by=OPERATOR_COMMAND)
    content, count = await export(LOMBARDIA, by=OPERATOR_COMMAND)
    assert count == 0
    assert len(_rows(content)) == 1
