"""An operator loads official registers: whole or not at all, and what was valid once stays readable."""

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest

from portal.foundation import audit, db, outbox
from portal.kernel.viewer import OPERATOR_COMMAND
from portal.reference.events import OfficialRegisterImported
from portal.reference.official import (
    Edition,
    FileRefused,
    RegisterKind,
    RowsRefused,
    editions,
    entries_of,
    find,
    import_register,
)

OLD = "codice,titolo\nA,Prime prove\n01,Prove di campo\n01.1,Prove di sementi\n01.2,Prove d'altri tempi\n"
NEW = "codice,titolo\nA,Prime prove\n01,Prove di campo\n01.1,Prove di sementi e piantine\n"
OLD_FROM, NEW_FROM = date(2020, 1, 1), date(2025, 4, 1)


@pytest.fixture(autouse=True)
def _subscribed() -> Iterator[None]:
    before = outbox.installed()
    outbox.install({OfficialRegisterImported: ()})
    yield
    outbox.subscriptions._installed = before


async def _load(
    text: str, edition: str, valid_from: date, kind: RegisterKind = RegisterKind.ATECO
) -> Edition:
    return await import_register(
        kind, text.encode(), edition=edition, valid_from=valid_from, by=OPERATOR_COMMAND
    )


@pytest.mark.usefixtures("db_rollback")
class TestLoading:
    async def test_an_edition_is_loaded_whole_and_noted_in_the_audit_log(self) -> None:
        assert await _load(OLD, "2020", OLD_FROM) == Edition(RegisterKind.ATECO, "2020", OLD_FROM, 4)
        assert [known.rows for known in await editions(RegisterKind.ATECO)] == [4]
        (entry,) = await entries_of(RegisterKind.ATECO, "01.1", on=date(2024, 1, 1))
        assert (entry.title, entry.parent, entry.edition, entry.in_force) == (
            "Prove di sementi", "01", "2020", True,
        )  # fmt: skip
        (noted,) = [
            entry for entry in await audit.latest(limit=5) if entry.what == "OfficialRegisterImported"
        ]
        assert noted.actor == "operator_command"

    async def test_one_wrong_row_leaves_nothing_loaded(self) -> None:
        with pytest.raises(RowsRefused):
            await _load(OLD + "errato,Prova\n", "2020", OLD_FROM)
        assert await editions(RegisterKind.ATECO) == []
        assert await db.fetchval("SELECT count(*) FROM reference_entry") == 0

    async def test_a_code_is_told_as_the_edition_of_the_day_tells_it(self) -> None:
        await _load(OLD, "2020", OLD_FROM)
        await _load(NEW, "2025", NEW_FROM)
        (before,) = await entries_of(RegisterKind.ATECO, "01.1", on=date(2025, 3, 31))
        (after,) = await entries_of(RegisterKind.ATECO, "01.1", on=NEW_FROM)
        assert (before.title, after.title) == ("Prove di sementi", "Prove di sementi e piantine")

    async def test_a_code_that_a_newer_edition_dropped_stays_readable(self) -> None:
        await _load(NEW, "2025", NEW_FROM)
        await _load(OLD, "2020", OLD_FROM)
        (dropped,) = await entries_of(RegisterKind.ATECO, "01.2", on=date(2026, 1, 1))
        assert (dropped.title, dropped.edition, dropped.in_force) == ("Prove d'altri tempi", "2020", False)

    async def test_nothing_is_known_before_the_first_edition_holds(self) -> None:
        await _load(OLD, "2020", OLD_FROM)
        assert await entries_of(RegisterKind.ATECO, "01", on=date(2019, 12, 31)) == []
        assert await entries_of(RegisterKind.ATECO, "99", on=OLD_FROM) == []
        assert await entries_of(RegisterKind.CP2021, "01", on=OLD_FROM) == []

    async def test_a_cap_tells_each_of_its_comuni(self) -> None:
        await _load("cap,comune\n23900,Primo\n23900,Secondo\n", "2024", OLD_FROM, RegisterKind.CAP)
        found = await entries_of(RegisterKind.CAP, "23900", on=NEW_FROM)
        assert [entry.place for entry in found] == ["Primo", "Secondo"]

    @pytest.mark.parametrize(
        ("typed", "codes"),
        [
            ("SEMENTI", ["01.1"]),
            ("prove campo", ["01"]),
            ("01.", ["01.1"]),
            ("a", ["A", "01", "01.1"]),
            ("altri", []),
            ("  ", []),
            ("100%", []),
        ],
    )
    async def test_entries_in_force_are_found_by_words_and_by_code(
        self, typed: str, codes: list[str]
    ) -> None:
        await _load(OLD, "2020", OLD_FROM)
        await _load(NEW, "2025", NEW_FROM)
        found = await find(RegisterKind.ATECO, typed, on=date(2026, 1, 1))
        assert [entry.code for entry in found] == codes

    async def test_the_number_of_queries_does_not_grow_with_the_editions(self) -> None:
        await _load(OLD, "2020", OLD_FROM)
        await _load(NEW, "2025", NEW_FROM)
        with db.counted_queries() as asked:
            await entries_of(RegisterKind.ATECO, "01", on=NEW_FROM)
            await find(RegisterKind.ATECO, "prove", on=NEW_FROM)
        assert len(asked) == 2

    @pytest.mark.parametrize(
        ("text", "edition", "valid_from", "sentence"),
        [
            (
                OLD,
                "2021",
                date(2021, 1, 1),
                "Questo file è già caricato: attività economiche ATECO, edizione 2020.",
            ),
            (NEW, "2020", NEW_FROM, "L'edizione 2020 di attività economiche ATECO è già caricata."),
            (NEW, "2025", OLD_FROM, "L'edizione 2020 di attività economiche ATECO vale già da quel giorno."),
            (NEW, " ", NEW_FROM, "Manca il nome dell'edizione"),
        ],
    )
    async def test_what_is_there_already_is_not_loaded_again(
        self, text: str, edition: str, valid_from: date, sentence: str
    ) -> None:
        await _load(OLD, "2020", OLD_FROM)
        with pytest.raises(FileRefused, match=sentence):
            await _load(text, edition, valid_from)
        assert len(await editions(RegisterKind.ATECO)) == 1


async def test_two_operators_at_once_load_a_file_once(fresh_database: str) -> None:
    tried = await asyncio.gather(*(_load(OLD, "2020", OLD_FROM) for _ in range(2)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in tried) == ["Edition", "FileRefused"]
    assert await db.fetchval("SELECT count(*) FROM reference_entry") == 4
