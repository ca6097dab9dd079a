"""An existing prospetto in XML becomes rows of the workforce: once, sealed, and never reaching outside."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from portal.employers.companies.actions import workforce, workforce_files
from portal.employers.companies.actions.profile import add_site
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.queries.workforce_files import WorkforceFile
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ImportState,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.prospetto_informativo.exports import xml
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.prospetto_informativo.made import art18, document, draft

pytestmark = [pytest.mark.usefixtures("db_rollback")]
SENT = xml.Sending(datetime(2026, 1, 20, 8, 0, tzinfo=UTC))
HALF_TIME = draft("R002", tax_code="NRIPLA90E45F205P", weekly_hours=Decimal(20))


def exported() -> bytes:
    """What the portal itself would send: one person at full time in Milano, two in Lecco."""
    return xml.render(document(reserved=[(draft(), "MI"), (HALF_TIME, "LC"), (art18(), "LC")]), SENT)


async def administrator() -> tuple[Viewer, UUID]:
    """With a site in Milano beside the head office in Lecco."""
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    await add_site(id=new_id(), name="Milano", comune_code=builders.MILANO, by=viewer)
    return viewer, viewer.organisation_id


async def read(viewer: Viewer, content: bytes) -> WorkforceFile:
    assert viewer.organisation_id is not None
    id = await workforce_files.check_file(
        content=content, suffix=".xml", name="prospetto.xml", id=new_id(), by=viewer
    )
    return await queries.file(id, viewer.organisation_id)


async def refused(viewer: Viewer, content: bytes) -> str:
    found = await read(viewer, content)
    assert found.state is ImportState.REFUSED
    return " ".join(error.sentence for error in found.report.errors)


async def test_the_people_of_a_prospetto_become_rows_with_their_hours_and_sites() -> None:
    viewer, company_id = await administrator()
    found = await read(viewer, exported())
    assert (found.state, found.rows_new) == (ImportState.CHECKED, 3)
    await workforce_files.apply_file(found.id, by=viewer)
    there = {row.draft.tax_code: row for row in await rows.everyone(company_id)}
    full, half, other = there["BNCLNE85M41F205S"], there["NRIPLA90E45F205P"], there["VRDGNN70B12E507A"]
    assert (full.province, half.province) == ("MI", "LC")
    assert full.draft.person is not None
    assert full.draft.person.full_name == "Elena Bianchi"
    assert (full.draft.weekly_hours, half.draft.weekly_hours) == (Decimal(40), Decimal(20))
    assert full.draft.coverage_title is CoverageTitle.TARGETED_HIRE
    assert full.draft.details is not None
    assert (full.draft.details.category, full.draft.details.percentage) == (ProtectedCategory.D1, 67)
    assert full.draft.contract is WorkContract.PERMANENT
    assert (other.draft.protection, other.draft.coverage_title) == (Protection.ART18, None)
    assert all("BNCLNE85M41F205S" not in row.draft.code for row in there.values())


async def test_a_prospetto_loaded_again_changes_nothing() -> None:
    viewer, _ = await administrator()
    found = await read(viewer, exported())
    await workforce_files.apply_file(found.id, by=viewer)
    again = await read(viewer, exported())
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 3)


async def test_somebody_who_is_in_the_workforce_already_is_found_by_her_tax_code() -> None:
    viewer, company_id = await administrator()
    site = next(one.id for one in await queries.sites(company_id) if one.province == "MI")
    known = draft("0042", site_id=site, inail_60_permille=True)
    await workforce.add_worker(known, id=new_id(), by=viewer)
    found = await read(viewer, exported())
    assert (found.rows_new, found.rows_changed + found.rows_same) == (2, 1)
    await workforce_files.apply_file(found.id, by=viewer)
    [row] = [one for one in await rows.everyone(company_id) if one.draft.code == "0042"]
    assert row.draft.inail_60_permille


async def test_it_says_what_rows_cannot_hold_and_what_to_look_at() -> None:
    viewer, _ = await administrator()
    notes = " ".join((await read(viewer, exported())).report.notes)
    assert "dichiara 61 lavoratori in tutto e ne nomina 3" in notes
    assert "Per 1 persona il prospetto non dice la categoria esatta" in notes
    assert "Convenzioni e misure" not in notes


async def test_a_province_without_a_site_and_an_unknown_comune_are_said_with_the_way_out() -> None:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert "In provincia di Milano non hai una sede" in await refused(viewer, exported())
    other = exported().replace(b"<comune>E507</comune>", b"<comune>Q999</comune>")
    assert "Il comune con codice «Q999» non c’è" in await refused(viewer, other)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "non si legge"),
        (b"<prospetto", "non si legge"),
        (b"<fattura/>", "non è un prospetto"),
        (b'<prospetto xmlns="http://servizi.lavoro.gov.it/UNIPI"/>', "non ci sono lavoratori computabili"),
        (b'<p:prospetto xmlns:p="http://altro.example/"/>', "non è un prospetto"),
    ],
)
async def test_what_is_no_prospetto_is_refused_in_words(content: bytes, words: str) -> None:
    viewer, _ = await administrator()
    assert words in await refused(viewer, content)


async def test_entities_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    viewer, _ = await administrator()
    secret = tmp_path / "segreto.txt"
    secret.write_text("parola d'ordine")
    for declared in (
        f'<!DOCTYPE prospetto [<!ENTITY x SYSTEM "file://{secret}">]>',
        '<!DOCTYPE prospetto [<!ENTITY a "aaaaaaaa"><!ENTITY x "&a;&a;&a;">]>',
        '<!DOCTYPE prospetto SYSTEM "http://esterno.example/unipi.dtd">',
    ):
        content = exported().replace(b"?>\n", b"?>\n" + declared.encode(), 1)
        content = (
            content.replace(b"<cognome>Bianchi", b"<cognome>&x;", 1) if b"ENTITY" in content else content
        )
        sentence = await refused(viewer, content)
        assert "entità" in sentence
        assert "parola" not in sentence


async def test_every_wrong_person_is_named_at_once_without_repeating_who_she_is() -> None:
    viewer, _ = await administrator()
    content = (
        exported()
        .replace(b"BNCLNE85M41F205S", b"BNCLNE85M41F205X")
        .replace(b"<percentualedisabilita>67", b"<percentualedisabilita>12", 2)
    )
    sentence = await refused(viewer, content)
    assert "Il codice fiscale non è valido" in sentence
    assert "la percentuale parte da 46" in sentence
    assert "BNCLNE" not in sentence
