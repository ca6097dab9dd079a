"""The workforce out of the portal and back: nothing lost, nothing run, every export noted; last year's contracts."""

import csv
import io
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from portal.employers.companies.actions import workforce, workforce_files, workforce_year
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.queries.workforce import Filters
from portal.employers.companies.rules import PersonDetails, ProtectionDetails, WorkerDraft
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    ProtectedCategory,
    WorkContract,
)
from portal.employers.companies.workforce_export import export_csv, export_xlsx
from portal.employers.companies.year_rules import a_year_later
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]
TAX_CODE = "SRDLEI80A01E507O"


async def administrator() -> tuple[Viewer, UUID, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id, await builders.head_office(viewer.organisation_id)


def everything(site: UUID) -> list[WorkerDraft]:
    """Two rows that together use every column."""
    return [
        builders.reserved_draft(
            site,
            "0001",
            name=None,
            details=ProtectionDetails(ProtectedCategory.D1, 67, True, None, date(2023, 4, 1), True),
            coverage_title=CoverageTitle.BECAME_UNABLE,
            exclusion=Exclusion.BUILDING_SITE,
            exclusion_scope=ExclusionScope.ART3,
            exclusion_ends_on=date(2026, 12, 31),
            weekly_hours=Decimal("20.00"),
            extra_hours=Decimal("2.50"),
            contract_starts_on=date(2019, 1, 7),
            contract_ends_on=date(2027, 1, 6),
            duties=Duties.ADMINISTRATIVE,
            agile_work=True,
            inail_60_permille=True,
            profession_code="4.1.1.2.0",
            contract_code="A.01.00",
            hire_kind="A",
            hire_channel=HireChannel.NOMINATIVE,
            tax_code=TAX_CODE,
            person=PersonDetails("Sardi", "Elio"),
        ),
        builders.draft(
            site,
            "0002",
            name="Anna Bassi",
            contract=WorkContract.SEASONAL,
            ends_on=date(2020, 9, 30),
            seasonal_days=120,
        ),
    ]


@pytest.mark.parametrize(("write", "suffix"), [(export_csv, ".csv"), (export_xlsx, ".xlsx")])
async def test_what_leaves_as_a_file_comes_back_the_same(write: object, suffix: str) -> None:
    viewer, company_id, site = await administrator()
    for draft in everything(site):
        await workforce.add_worker(draft, id=new_id(), by=viewer)
    there = [(row.draft, row.site) for row in await rows.everyone(company_id)]
    content = write(there)  # type: ignore[operator]
    id = await workforce_files.check_file(
        content=content, suffix=suffix, name=f"organico{suffix}", id=new_id(), by=viewer
    )
    found = await queries.file(id, company_id)
    assert found.report.errors == ()
    assert (found.rows_new, found.rows_changed, found.rows_same) == (0, 0, 2)


def test_a_text_that_looks_like_a_formula_leaves_as_a_text() -> None:
    draft = builders.draft(new_id(), "0001", name='=HYPERLINK("http://x")')
    [_, line] = csv.reader(io.StringIO(export_csv([(draft, "@Lecco")]).decode("utf-8-sig")), delimiter=";")
    assert line[1:3] == ['\'=HYPERLINK("http://x")', "'@Lecco"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(export_xlsx([(draft, "@Lecco")])))
    assert book.get_sheet_by_index(0).to_python()[1][1] == '=HYPERLINK("http://x")'
    assert b"<f>" not in export_xlsx([(draft, "@Lecco")])


async def test_every_export_is_noted_and_only_the_administrator_has_it() -> None:
    people = Cast()
    viewer = await people.owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(2, viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        for path in ("/workforce/export.csv", "/workforce/export.xlsx"):
            answer = await user.get(path)
            assert answer.status == 200
            assert answer.response.headers["cache-control"] == "no-store"
        recruiter = await people.owner(Role.COMPANY_RECRUITER)
        await user.sign_in_as(recruiter.account_id, recruiter.organisation_id)
        assert (await user.get("/workforce/export.csv")).status == 403
    noted = await db.fetch("SELECT data FROM audit_entry WHERE what = 'WorkforceExported'")
    assert [row["data"] for row in noted] == ['{"rows": 2}'] * 2


async def test_the_list_finds_a_person_by_her_tax_code_and_shows_the_staff_of_a_day() -> None:
    viewer, company_id, site = await administrator()
    for draft in everything(site):
        await workforce.add_worker(draft, id=new_id(), by=viewer)

    async def codes(**filters: object) -> list[str]:
        chosen = Filters(**filters)  # type: ignore[arg-type]
        found = await rows.page(company_id, chosen, clock.today(), limit=25, offset=0)
        return [row.code for row in found]

    assert await codes(words=TAX_CODE.lower()) == ["0001"]
    assert await codes(on=date(2020, 9, 30)) == ["0001", "0002"]
    assert await codes(on=date(2020, 10, 1)) == ["0001"]
    assert await codes(excluded_only=True, shown="all") == ["0001"]


# --- last year -------------------------------------------------------------------------------------------------


def seasonal(site: UUID, code: str, **facts: object) -> WorkerDraft:
    year = clock.today().year - 1
    usual = {
        "contract": WorkContract.SEASONAL,
        "starts_on": date(year, 6, 1),
        "ends_on": date(year, 9, 30),
        "seasonal_days": 90,
    }
    return builders.draft(site, code, **{**usual, **facts})


async def test_seasonal_contracts_of_last_year_come_back_a_year_later_once() -> None:
    viewer, company_id, site = await administrator()
    year = clock.today().year
    await workforce.add_worker(seasonal(site, "S1", tax_code=TAX_CODE), id=new_id(), by=viewer)
    await workforce.add_worker(seasonal(site, "S2"), id=new_id(), by=viewer)
    back = seasonal(site, "S2", starts_on=date(year, 8, 1), ends_on=date(year, 12, 31))
    await workforce.add_worker(back, id=new_id(), by=viewer)
    await workforce.add_worker(builders.draft(site, "P1"), id=new_id(), by=viewer)
    assert await workforce_year.copy_last_year(year, [WorkContract.SEASONAL], by=viewer) == 1
    new, old = await rows.periods_of("S1", company_id)
    assert (new.starts_on, new.ends_on) == (date(year, 6, 1), date(year, 9, 30))
    found = await rows.worker(new.id, company_id)
    assert (found.draft.tax_code, found.draft.seasonal_days) == (TAX_CODE, None)
    assert (await rows.worker(old.id, company_id)).draft.seasonal_days == 90
    with pytest.raises(Refused, match="niente da copiare"):
        await workforce_year.copy_last_year(year, [WorkContract.SEASONAL], by=viewer)


@pytest.mark.parametrize(
    ("day", "later"),
    [(date(2024, 2, 29), date(2025, 2, 28)), (date(2023, 2, 28), date(2024, 2, 28))],
)
def test_a_day_that_the_next_year_does_not_have_becomes_the_one_before(day: date, later: date) -> None:
    assert a_year_later(day) == later


async def test_what_would_be_copied_is_shown_before_it_is() -> None:
    viewer, company_id, site = await administrator()
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert "non ci sono contratti stagionali" in await user.get("/workforce/copy")
        await workforce.add_worker(seasonal(site, "S1"), id=new_id(), by=viewer)
        shown = await user.get("/workforce/copy")
        assert f"dal 1 giugno {clock.today().year} al 30 settembre {clock.today().year}" in shown
        none = [pair for pair in shown.form("/workforce/copy") if pair[0] != "contracts"]
        wrong = await user.post("/workforce/copy", none)
        assert wrong.status == 422
        assert "Scegli almeno un contratto." in wrong
        await user.get("/workforce/copy")
        done = await user.press("/workforce/copy")
        assert "1 riga copiata." in done
    assert len(await rows.periods_of("S1", company_id)) == 2
