"""The workforce by hand and by file: all or nothing, sealed where it must be, each company its own."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import asyncpg
import pytest

from portal.employers.companies.actions import workforce
from portal.employers.companies.actions.workforce import RowRefused
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries.workforce import Filters
from portal.employers.companies.rules import PersonDetails, ProtectionDetails
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    ProtectedCategory,
)
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]
TAX_CODE = "SRDLEI80A01E507O"
HEADER = (
    "matricola;nome e cognome;sede;data inizio;data fine;contratto;ore settimanali;ore tempo pieno;"
    "protezione;categoria;percentuale;titolo copertura"
)


async def administrator() -> tuple[Viewer, UUID, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id, await builders.head_office(viewer.organisation_id)


def file(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines)).encode()


def line(code: str, hours: str = "40", more: str = ";;;") -> str:
    return f"{code};Anna Bassi;Lecco;01/03/2021;;Tempo indeterminato;{hours};40;{more}"


async def everybody(company_id: UUID) -> dict[str, Decimal]:
    found = await rows.page(company_id, Filters(shown="all"), clock.today(), limit=100, offset=0)
    return {row.code: row.weekly_hours for row in found}


async def test_names_categories_and_percentages_rest_sealed() -> None:
    viewer, company_id, site = await administrator()
    id = await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    row = await db.fetchrow("SELECT * FROM worker WHERE id = $1", id)
    resting = b" ".join(
        bytes(value) if isinstance(value, bytes) else str(value).encode() for value in row.values()
    )
    for secret in (b"Elio", b"Sardi", b"D1", b"67"):
        assert secret not in bytes(row["name_sealed"]) + bytes(row["protection_sealed"])
    assert b"Sardi" not in resting
    found = await rows.worker(id, company_id)
    assert found.draft.name == "Elio Sardi"
    assert found.draft.details is not None
    assert found.draft.details.percentage == 67


async def test_a_sealed_cell_copied_to_another_row_does_not_open() -> None:
    from portal.foundation.crypto import Tampered

    viewer, company_id, site = await administrator()
    one = await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    two = await workforce.add_worker(builders.reserved_draft(site, "R002"), id=new_id(), by=viewer)
    await db.execute(
        "UPDATE worker SET protection_sealed = (SELECT protection_sealed FROM worker WHERE id = $2) WHERE id = $1",
        one,
        two,
    )
    with pytest.raises(Tampered):
        await rows.worker(one, company_id)


async def test_a_double_submit_adds_one_row() -> None:
    viewer, company_id, site = await administrator()
    id = new_id()
    await workforce.add_worker(builders.draft(site), id=id, by=viewer)
    await workforce.add_worker(builders.draft(site), id=id, by=viewer)
    assert list(await everybody(company_id)) == ["0001"]


async def test_one_person_has_one_row_at_a_time() -> None:
    viewer, _, site = await administrator()
    await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    with pytest.raises(Refused, match="«0001» ha già una riga") as refusal:
        await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    assert refusal.value.field == "starts_on"


async def test_a_change_of_hours_begins_another_row_where_the_first_ends() -> None:
    viewer, company_id, site = await administrator()
    first = builders.draft(site, ends_on=date(2024, 5, 31))
    await workforce.add_worker(first, id=new_id(), by=viewer)
    second = builders.draft(site, starts_on=date(2024, 6, 1), weekly_hours=Decimal(20))
    await workforce.add_worker(second, id=new_id(), by=viewer)
    found = await rows.periods_of("0001", company_id)
    assert [(row.starts_on, row.weekly_hours) for row in found] == [
        (date(2024, 6, 1), Decimal(20)),
        (date(2020, 3, 2), Decimal(40)),
    ]
    overlapping = builders.draft(site, starts_on=date(2024, 5, 31), ends_on=date(2024, 5, 31))
    with pytest.raises(Refused, match="dal 2 marzo 2020 al 31 maggio 2024"):
        await workforce.add_worker(overlapping, id=new_id(), by=viewer)


async def test_the_database_refuses_periods_that_overlap() -> None:
    viewer, company_id, site = await administrator()
    await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    with pytest.raises(asyncpg.ExclusionViolationError):
        await workforce.load_workers(
            company_id, [(new_id(), builders.draft(site, starts_on=date(2025, 1, 1)))], by=viewer
        )


async def test_one_tax_code_under_two_staff_numbers_on_the_same_days_is_refused() -> None:
    viewer, _, site = await administrator()
    await workforce.add_worker(builders.draft(site, "A1", tax_code=TAX_CODE), id=new_id(), by=viewer)
    with pytest.raises(Refused, match="già in organico con la matricola «A1»") as refusal:
        await workforce.add_worker(builders.draft(site, "A2", tax_code=TAX_CODE), id=new_id(), by=viewer)
    assert refusal.value.field == "tax_code"
    assert TAX_CODE not in refusal.value.sentence


async def test_everything_a_row_says_comes_back_and_what_reveals_the_person_rests_sealed() -> None:
    viewer, company_id, site = await administrator()
    whole = builders.reserved_draft(
        site,
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
    )
    id = await workforce.add_worker(whole, id=new_id(), by=viewer)
    found = await rows.worker(id, company_id)
    assert found.draft == whole
    assert found.province == "LC"
    row = await db.fetchrow("SELECT * FROM worker WHERE id = $1", id)
    for sealed in ("protection_sealed", "identity_sealed", "tax_code_sealed"):
        assert b"Sardi" not in row[sealed]
        assert TAX_CODE.encode() not in row[sealed]
    assert [one.draft for one in await rows.reserved_on(company_id, date(2025, 1, 1))] == [whole]
    assert await rows.reserved_on(company_id, date(2019, 12, 31)) == []


async def test_a_wrong_row_is_refused_with_everything_that_is_wrong() -> None:
    viewer, company_id, site = await administrator()
    wrong = builders.reserved_draft(site, ends_on=date(2019, 1, 1), weekly_hours=Decimal(41))
    with pytest.raises(RowRefused) as refusal:
        await workforce.add_worker(wrong, id=new_id(), by=viewer)
    assert [problem.field for problem in refusal.value.problems] == ["ends_on", "weekly_hours"]
    assert await everybody(company_id) == {}


async def test_a_stale_page_does_not_overwrite_a_row() -> None:
    viewer, company_id, site = await administrator()
    id = await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    version = (await rows.worker(id, company_id)).version
    await workforce.change_worker(
        id, builders.draft(site, weekly_hours=Decimal(20)), version=version, by=viewer
    )
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await workforce.end_worker(id, ends_on=clock.today(), version=version, by=viewer)
    assert await everybody(company_id) == {"0001": Decimal(20)}


async def test_a_relationship_that_ended_leaves_the_list_of_today() -> None:
    viewer, company_id, site = await administrator()
    id = await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    yesterday = clock.today() - timedelta(days=1)
    await workforce.end_worker(id, ends_on=yesterday, version=None, by=viewer)
    today = clock.today()
    assert await rows.count(company_id, Filters(), today) == 0
    assert await rows.count(company_id, Filters(shown="ended"), today) == 1


async def test_a_strangers_row_is_not_there() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    assert ours.organisation_id is not None
    assert theirs.organisation_id is not None
    site = await builders.head_office(ours.organisation_id)
    id = await workforce.add_worker(builders.draft(site), id=new_id(), by=ours)
    with pytest.raises(NotThere):
        await rows.worker(id, theirs.organisation_id)
    own = await builders.head_office(theirs.organisation_id)
    with pytest.raises(NotThere):
        await workforce.change_worker(id, builders.draft(own), version=None, by=theirs)
    with pytest.raises(NotThere):
        await workforce.end_worker(id, ends_on=clock.today(), version=None, by=theirs)
    with pytest.raises(Refused, match="sede della tua azienda"):
        await workforce.add_worker(builders.draft(site, "9"), id=new_id(), by=theirs)


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        (Filters(words="r"), ["R001"]),
        (Filters(reserved_only=True), ["R001"]),
        (Filters(contract="executive"), []),
        (Filters(shown="all"), ["0001", "0002", "R001"]),
    ],
)
async def test_the_list_is_narrowed_by_filters(filters: Filters, codes: list[str]) -> None:
    viewer, company_id, site = await administrator()
    await builders.workers(2, viewer)
    await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    found = await rows.page(company_id, filters, clock.today(), limit=25, offset=0)
    assert [row.code for row in found] == codes
