"""Files of the workforce: dry run, all or nothing, once however often, progress, columns remembered."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from portal.employers.companies.actions import workforce, workforce_files, workforce_loading
from portal.employers.companies.actions.profile import remove_site
from portal.employers.companies.actions.workforce_loading import check_received
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.queries.workforce import Filters
from portal.employers.companies.queries.workforce_files import WorkforceFile
from portal.employers.companies.vocabulary import ImportState, Protection
from portal.employers.companies.workforce_compare import Difference
from portal.foundation import clock, db, files, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]
HEADER = (
    "matricola;nome e cognome;sede;data inizio;data fine;contratto;ore settimanali;ore tempo pieno;"
    "protezione;categoria;percentuale;titolo copertura"
)
TAX_CODE = "SRDLEI80A01E507O"


async def administrator() -> tuple[Viewer, UUID, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id, await builders.head_office(viewer.organisation_id)


def file(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines)).encode()


def line(code: str, hours: str = "40", more: str = ";;;", starts: str = "01/03/2021", ends: str = "") -> str:
    return f"{code};Anna Bassi;Lecco;{starts};{ends};Tempo indeterminato;{hours};40;{more}"


async def everybody(company_id: UUID) -> dict[str, Decimal]:
    found = await rows.page(company_id, Filters(shown="all"), clock.today(), limit=100, offset=0)
    return {row.code: row.weekly_hours for row in found}


async def checked(viewer: Viewer, content: bytes) -> UUID:
    return await workforce_files.check_file(
        content=content, suffix=".csv", name="organico.csv", id=new_id(), by=viewer
    )


async def shown(import_id: UUID, viewer: Viewer) -> WorkforceFile:
    assert viewer.organisation_id is not None
    return await queries.file(import_id, viewer.organisation_id)


async def loaded(viewer: Viewer, content: bytes) -> Difference:
    done = await workforce_files.apply_file(await checked(viewer, content), by=viewer)
    assert done is not None
    return done


async def refused(viewer: Viewer, content: bytes) -> list[tuple[int, str]]:
    found = await shown(await checked(viewer, content), viewer)
    assert found.state is ImportState.REFUSED
    return [(error.line, error.column) for error in found.report.errors]


async def test_a_checked_file_saves_nothing_until_it_is_loaded() -> None:
    viewer, company_id, _ = await administrator()
    import_id = await checked(viewer, file(line("1"), line("2")))
    there = await shown(import_id, viewer)
    assert (there.state, there.rows_new, there.rows_changed, there.rows_same) == (
        ImportState.CHECKED,
        2,
        0,
        0,
    )
    assert await everybody(company_id) == {}
    done = await workforce_files.apply_file(import_id, by=viewer)
    assert done is not None
    assert len(done.new) == 2
    assert await everybody(company_id) == {"1": Decimal(40), "2": Decimal(40)}


async def test_a_file_loaded_again_changes_nothing() -> None:
    viewer, _, _ = await administrator()
    content = file(line("1"), line("2", more="art. 1;D1;67;K1"))
    await loaded(viewer, content)
    again = await checked(viewer, content)
    there = await shown(again, viewer)
    assert (there.rows_new, there.rows_changed, there.rows_same) == (0, 0, 2)
    done = await workforce_files.apply_file(again, by=viewer)
    assert done == Difference(same=2)


async def test_a_file_changes_the_rows_it_names_and_leaves_the_others() -> None:
    viewer, company_id, _ = await administrator()
    await loaded(viewer, file(line("1"), line("2")))
    await loaded(viewer, file(line("2", "20"), line("3")))
    assert await everybody(company_id) == {"1": Decimal(40), "2": Decimal(20), "3": Decimal(40)}


async def test_what_a_file_has_no_column_for_stays_as_it_was() -> None:
    viewer, company_id, _ = await administrator()
    await loaded(viewer, file(line("1", more="art. 1;D1;67;K1")))
    few = "matricola;sede;data inizio;contratto;ore settimanali;ore tempo pieno"
    done = await loaded(viewer, file("1;Lecco;01/03/2021;Tempo indeterminato;30;40", header=few))
    assert len(done.changed) == 1
    [row] = await rows.everyone(company_id)
    assert row.draft.weekly_hours == Decimal(30)
    assert row.draft.name == "Anna Bassi"
    assert row.draft.details is not None
    assert row.draft.details.percentage == 67


async def test_a_change_of_hours_comes_as_two_rows_of_one_staff_number() -> None:
    viewer, company_id, _ = await administrator()
    await loaded(viewer, file(line("1")))
    two = file(line("1", ends="31/05/2026"), line("1", "20", starts="01/06/2026"))
    done = await loaded(viewer, two)
    assert (len(done.new), len(done.changed)) == (1, 1)
    assert [row.weekly_hours for row in await rows.periods_of("1", company_id)] == [Decimal(20), Decimal(40)]
    assert await loaded(viewer, two) == Difference(same=2)


async def test_periods_that_overlap_stop_the_file_and_say_which() -> None:
    viewer, company_id, _ = await administrator()
    await loaded(viewer, file(line("1")))
    import_id = await checked(viewer, file(line("1", "20", starts="01/06/2026")))
    [error] = (await shown(import_id, viewer)).report.errors
    assert (error.line, error.column) == (2, "data inizio")
    assert "«1» ha già una riga dal 1 marzo 2021, senza fine" in error.sentence
    among_themselves = file(line("9", ends="31/12/2025"), line("9", starts="31/12/2025"))
    assert await refused(viewer, among_themselves) == [(3, "data inizio")]
    assert await everybody(company_id) == {"1": Decimal(40)}


async def test_overlaps_come_together_with_repeated_rows_and_wrong_cells() -> None:
    viewer, *_ = await administrator()
    found = await shown(
        await checked(
            viewer,
            file(
                line("M01"),
                line("M01"),
                line("M02"),
                line("M02", starts="01/06/2021"),
                line("M03"),
                line("M03", hours="molte", starts="01/07/2021"),
            ),
        ),
        viewer,
    )
    told = [(error.line, error.column) for error in found.report.errors]
    assert told == [
        (3, "matricola"),
        (5, "data inizio"),
        (7, "data inizio"),
        (7, "ore settimanali"),
    ]
    assert "dal 1 marzo 2021, senza fine" in found.report.errors[1].sentence


async def test_one_tax_code_under_two_staff_numbers_stops_the_file() -> None:
    viewer, _, _ = await administrator()
    header = HEADER + ";codice fiscale"
    one, two = line("1") + f";{TAX_CODE}", line("2") + f";{TAX_CODE}"
    assert await refused(viewer, file(one, two, header=header)) == [(3, "codice fiscale")]
    await loaded(viewer, file(one, header=header))
    assert await refused(viewer, file(two, header=header)) == [(2, "codice fiscale")]


async def test_one_wrong_row_stops_the_whole_file() -> None:
    viewer, company_id, _ = await administrator()
    wrong = file(line("1"), line("2", "99"), line("1"))
    assert await refused(viewer, wrong) == [(3, "ore settimanali"), (4, "matricola")]
    assert await everybody(company_id) == {}


async def test_the_waiting_file_rests_sealed_and_is_gone_once_loaded() -> None:
    viewer, _, _ = await administrator()
    import_id = await checked(viewer, file(line("1", more="art. 1;D1;67;K1")))
    key = await db.fetchval("SELECT file_key FROM workforce_import WHERE id = $1", import_id)
    resting = await files.read(key)
    assert b"matricola" not in resting
    assert b"Anna" not in resting
    await workforce_files.apply_file(import_id, by=viewer)
    with pytest.raises(files.NoFile):
        await files.read(key)
    with pytest.raises(Refused, match="«Caricato»"):
        await workforce_files.apply_file(import_id, by=viewer)


async def test_a_refused_file_is_not_kept_and_its_report_rests_sealed() -> None:
    viewer, _, _ = await administrator()
    import_id = await checked(viewer, file(line("1").replace("Lecco", "Sede segreta")))
    row = await db.fetchrow("SELECT * FROM workforce_import WHERE id = $1", import_id)
    assert row["file_key"] is None
    assert b"segreta" not in row["report_sealed"]


async def test_a_file_thrown_away_cannot_be_loaded() -> None:
    viewer, company_id, _ = await administrator()
    import_id = await checked(viewer, file(line("1")))
    await workforce_files.discard_file(import_id, by=viewer)
    with pytest.raises(Refused, match="«Annullato»"):
        await workforce_files.apply_file(import_id, by=viewer)
    assert await everybody(company_id) == {}


async def test_a_file_nobody_loads_is_forgotten_after_two_days() -> None:
    viewer, _, _ = await administrator()
    import_id = await checked(viewer, file(line("1")))
    assert await workforce_files.forget_old_files() == 0
    await db.execute(
        "UPDATE workforce_import SET uploaded_at = uploaded_at - interval '3 days' WHERE id = $1", import_id
    )
    assert await workforce_files.forget_old_files() == 1
    assert (await shown(import_id, viewer)).state is ImportState.DISCARDED


async def test_a_strangers_file_is_not_there() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    import_id = await checked(ours, file(line("1")))
    with pytest.raises(NotThere):
        await workforce_files.apply_file(import_id, by=theirs)
    with pytest.raises(NotThere):
        await workforce_files.discard_file(import_id, by=theirs)


async def test_a_site_taken_away_before_loading_stops_the_file() -> None:
    viewer, company_id, _ = await administrator()
    place = await builders.site(viewer)
    import_id = await checked(viewer, file(line("1").replace("Lecco", "Merate")))
    await remove_site(place, by=viewer)
    assert await workforce_files.apply_file(import_id, by=viewer) is None
    found = await shown(import_id, viewer)
    assert found.state is ImportState.REFUSED
    assert found.report.errors[0].column == "sede"
    assert await everybody(company_id) == {}


async def test_a_protected_row_of_a_file_is_sealed_like_one_by_hand() -> None:
    viewer, company_id, _ = await administrator()
    await loaded(viewer, file(line("1", more="art. 1;D1;67;K1")))
    [row] = await rows.page(company_id, Filters(), clock.today(), limit=25, offset=0)
    assert row.protection is Protection.ART1
    found = await rows.worker(row.id, company_id)
    assert found.draft.details is not None


async def test_columns_with_other_names_are_asked_once_and_remembered() -> None:
    viewer, company_id, _ = await administrator()
    other = HEADER.replace("matricola", "Nr. dipendente").replace("sede", "Unità locale") + ";Reparto"
    content = file(line("1") + ";Magazzino", header=other)
    import_id = await checked(viewer, content)
    found = await shown(import_id, viewer)
    assert found.state is ImportState.MAPPING
    fields = ["code", "name", "site", "starts_on", "ends_on", "contract", "weekly_hours", "full_time_hours"]
    fields += ["protection", "category", "percentage", "coverage_title"]
    with pytest.raises(Refused, match="«sede»"):
        await workforce_files.match_columns(import_id, ["code", "name", "", *fields[3:], ""], by=viewer)
    await workforce_files.match_columns(import_id, [*fields, ""], by=viewer)
    await check_received(import_id)
    assert (await shown(import_id, viewer)).state is ImportState.CHECKED
    assert len(await queries.mapping(company_id)) == 13
    assert (await shown(await checked(viewer, content), viewer)).state is ImportState.CHECKED


async def test_the_columns_of_one_company_are_not_those_of_another() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    other = file(line("1"), header=HEADER.replace("matricola", "Nr. dipendente"))
    import_id = await checked(ours, other)
    chosen = ["code", "name", "site", "starts_on", "ends_on", "contract", "weekly_hours", "full_time_hours"]
    await workforce_files.match_columns(
        import_id, [*chosen, "protection", "category", "percentage", "coverage_title"], by=ours
    )
    assert (await shown(await checked(theirs, other), theirs)).state is ImportState.MAPPING


# --- jobs ------------------------------------------------------------------------------------------------------


async def test_a_large_file_is_read_and_loaded_by_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    viewer, company_id, _ = await administrator()
    monkeypatch.setattr(workforce_files, "SMALL", 10)
    import_id = await checked(viewer, file(line("1")))
    assert (await shown(import_id, viewer)).state is ImportState.RECEIVED
    await jobs.drain()
    assert (await shown(import_id, viewer)).state is ImportState.CHECKED
    await workforce_files.confirm_file(import_id, by=viewer)
    assert (await shown(import_id, viewer)).state is ImportState.LOADING
    await jobs.drain()
    assert (await shown(import_id, viewer)).state is ImportState.APPLIED
    assert await everybody(company_id) == {"1": Decimal(40)}
    assert await db.fetchval("SELECT dependants FROM coverage_count WHERE company = $1", company_id) == 1


@pytest.mark.parametrize("again", [workforce_loading.check_received, workforce_loading.load_confirmed])
async def test_reading_or_loading_twice_takes_effect_once(again: Callable[[UUID], Awaitable[Any]]) -> None:
    viewer, company_id, _ = await administrator()
    import_id = await checked(viewer, file(line("1")))
    await workforce_files.apply_file(import_id, by=viewer)
    assert await again(import_id) is None
    assert await everybody(company_id) == {"1": Decimal(40)}


async def test_the_progress_is_seen_from_outside_while_the_file_is_being_read(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the work is committed yet, and the page already says how far it is."""
    viewer, _, _ = await administrator()
    monkeypatch.setattr(workforce_files, "SMALL", 10)
    monkeypatch.setattr(workforce_loading, "TOLD_FROM", 10)
    import_id = await checked(viewer, file(*(line(str(number)) for number in range(600))))
    seen: list[tuple[ImportState, str, int]] = []
    copy = db.copy

    async def looking(*args: Any, **kwargs: Any) -> None:
        outside = await db.ENGINE.get_new_connection()
        try:
            found = await outside.fetchrow(
                "SELECT i.state, p.step, p.total FROM workforce_import i JOIN workforce_progress p USING (id)"
                " WHERE i.id = $1",
                import_id,
            )
        finally:
            await outside.close()
        seen.append((ImportState(found["state"]), found["step"], found["total"]))
        await copy(*args, **kwargs)

    await jobs.drain()
    monkeypatch.setattr(db, "copy", looking)
    await workforce_files.confirm_file(import_id, by=viewer)
    await jobs.drain()
    assert seen == [(ImportState.LOADING, "saving", 600)]
    assert (await shown(import_id, viewer)).done == 600


async def test_an_archived_company_loads_nothing_any_more() -> None:
    viewer, company_id, site = await administrator()
    import_id = await checked(viewer, file(line("1")))
    await workforce_files.confirm_file(import_id, by=viewer)
    await db.execute("UPDATE company SET state = 'archived' WHERE id = $1", company_id)
    await jobs.drain()
    assert (await shown(import_id, viewer)).state is ImportState.REFUSED
    with pytest.raises(Refused, match="archiviata"):
        await workforce.add_worker(builders.draft(site, starts_on=date(2024, 1, 1)), id=new_id(), by=viewer)
