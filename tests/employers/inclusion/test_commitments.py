"""The register of commitments: its rules, its acts, its evidence."""

import hashlib
import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import typst

from portal.employers.inclusion.actions import commitments, evidence, kpis
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.actions.dossier import dossier
from portal.employers.inclusion.actions.kpis import KpiDraft
from portal.employers.inclusion.queries import commitments as register
from portal.employers.inclusion.rules.commitments import (
    EVIDENCE_TYPES,
    evidence_problem,
    next_time,
    status,
    times_until,
)
from portal.employers.inclusion.rules.items import item, items
from portal.employers.inclusion.vocabulary import CommitmentKind, CommitmentStatus, Every
from portal.employers.obligations.parameters import in_law
from portal.foundation import clock, db, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.printed import objects, text_of

pytestmark = [pytest.mark.usefixtures("db_rollback")]


def folder(*names: str) -> bytes:
    """A compressed folder with these files, as office programs write them."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return written.getvalue()


async def administrator() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id


TODAY = date(2026, 11, 23)
STATUS = [
    (date(2026, 12, 1), date(2026, 12, 31), None, CommitmentStatus.PLANNED),
    (date(2026, 11, 1), date(2026, 12, 8), None, CommitmentStatus.OPEN),
    (date(2026, 11, 1), date(2026, 12, 7), None, CommitmentStatus.NEAR),
    (date(2026, 11, 1), date(2026, 11, 23), None, CommitmentStatus.NEAR),
    (date(2026, 12, 1), date(2026, 12, 1), None, CommitmentStatus.NEAR),
    (date(2026, 11, 1), date(2026, 11, 22), None, CommitmentStatus.LATE),
    (date(2026, 11, 1), date(2026, 11, 22), date(2026, 11, 23), CommitmentStatus.DONE),
]


@pytest.mark.parametrize(("starts_on", "due_on", "done_on", "expected"), STATUS)
def test_the_status_of_a_commitment_comes_from_its_days(
    starts_on: date, due_on: date, done_on: date | None, expected: CommitmentStatus
) -> None:
    assert status(starts_on, due_on, done_on, TODAY) is expected


def test_what_needs_a_document_is_done_when_it_is_there() -> None:
    day = date(2026, 11, 1)
    assert status(day, day, day, TODAY, documents=0, needs_document=True) is CommitmentStatus.UNPROVEN
    assert status(day, day, day, TODAY, documents=1, needs_document=True) is CommitmentStatus.DONE


@pytest.mark.parametrize(
    ("due_on", "every", "expected"),
    [
        (date(2026, 1, 31), Every.ONCE, None),
        (date(2026, 1, 31), Every.YEAR, (date(2026, 2, 1), date(2027, 1, 31))),
        (date(2026, 11, 30), Every.QUARTER, (date(2026, 12, 1), date(2027, 2, 28))),
        (date(2026, 4, 30), Every.TWO_YEARS, (date(2026, 5, 1), date(2028, 4, 30))),
    ],
)
def test_what_comes_back_starts_the_day_after_it_was_due(
    due_on: date, every: Every, expected: tuple[date, date] | None
) -> None:
    assert next_time(due_on, every) == expected


def test_times_to_come_do_not_slip_after_a_short_month() -> None:
    assert times_until(date(2026, 11, 30), Every.QUARTER, date(2027, 12, 31)) == [
        date(2027, 2, 28),
        date(2027, 5, 30),
        date(2027, 8, 30),
        date(2027, 11, 30),
    ]
    assert times_until(date(2026, 11, 30), Every.ONCE, date(2099, 1, 1)) == []


def test_the_items_of_the_law_are_the_table() -> None:
    codes = [one.code for one in items()]
    assert len(set(codes)) == len(codes) == 15
    assert {
        "L68-QUOTA",
        "L68-PROSP",
        "L68-ART17",
        "PARI-BIENN",
        "PDR125",
        "ESRS-S1",
        "ACCOM",
        "OLTRE-QUOTA",
    } <= set(codes)
    unverified = [one.code for one in items() if one.to_verify]
    assert unverified == ["ESRS-S1"]


def test_an_item_knows_its_next_term_where_the_law_says_it() -> None:
    biennial, statement, report = item("PARI-BIENN"), item("L68-PROSP"), item("PNRR-47-GENERE")
    assert biennial is not None
    assert statement is not None
    assert report is not None
    assert biennial.due_after(TODAY) == date(2028, 4, 30)
    assert biennial.due_after(date(2026, 4, 30)) == date(2026, 4, 30)
    assert statement.due_after(TODAY) == date(2027, 1, 31)
    assert report.due_after(TODAY) == date(2027, 5, 23)


def test_the_biennial_report_is_a_duty_above_its_threshold() -> None:
    biennial = item("PARI-BIENN")
    assert biennial is not None
    assert biennial.above is not None
    threshold = int(in_law().value(biennial.above, TODAY))
    assert biennial.kind_for(50, threshold) is CommitmentKind.VOLUNTARY
    assert biennial.kind_for(51, threshold) is CommitmentKind.OBLIGATION


@pytest.mark.parametrize(
    ("suffix", "content", "words"),
    [
        (".exe", b"MZ", "tipo accettato"),
        (".pdf", b"MZ\x90", "non è quello di un file .pdf"),
        (".png", b"%PDF-1.7", "non è quello"),
        (".pdf", b"%PDF-" + b"0" * 5_000_000, "supera 5 MB"),
        (".pdf", b"%PDF-1.7 cut short", "non è quello di un file .pdf"),
        (".png", b"\x89PNG\r\n\x1a\n cut short", "non è quello di un file .png"),
        (".docx", folder("xl/workbook.xml"), "non è quello di un file .docx"),
        (".docx", b"PK\x03\x04 not a folder", "non è quello di un file .docx"),
        (".xlsx", folder("xl/workbook.xml", "xl/vbaProject.bin"), "macro"),
        ("", b"%PDF-", "tipo accettato"),
    ],
)
def test_evidence_is_refused_for_type_size_and_content(suffix: str, content: bytes, words: str) -> None:
    assert words in (evidence_problem("prova", suffix, content) or "")


WHOLE = {
    ".pdf": b"%PDF-1.7\n%%EOF\n",
    ".png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\xaeB`\x82",
    ".jpg": b"\xff\xd8\xff\xe0\xff\xd9",
    ".jpeg": b"\xff\xd8\xff\xe0\xff\xd9",
    ".docx": folder("[Content_Types].xml", "word/document.xml"),
    ".xlsx": folder("[Content_Types].xml", "xl/workbook.xml"),
    ".odt": folder("mimetype", "content.xml"),
}


@pytest.mark.parametrize("suffix", EVIDENCE_TYPES)
def test_every_accepted_type_is_known_by_its_bytes(suffix: str) -> None:
    assert evidence_problem("prova", suffix, WHOLE[suffix]) is None


def commitment(**other: object) -> CommitmentDraft:
    today = clock.today()
    values: dict[str, object] = {
        "title": "Politica D&I approvata",
        "kind": CommitmentKind.VOLUNTARY,
        "owner": "Giulia Rota",
        "starts_on": today - timedelta(days=10),
        "due_on": today + timedelta(days=90),
    }
    return CommitmentDraft(**{**values, **other})  # type: ignore[arg-type]


async def test_a_commitment_is_recorded_changed_and_fulfilled() -> None:
    viewer, company_id = await administrator()
    id = new_id()
    await commitments.record_commitment(commitment(), id=id, by=viewer)
    await commitments.record_commitment(commitment(), id=id, by=viewer)
    assert await register.count(company_id) == 1
    await commitments.change_commitment(id, commitment(title="Politica approvata"), version=1, by=viewer)
    with pytest.raises(Refused, match="Ricarica la pagina"):
        await commitments.change_commitment(id, commitment(), version=1, by=viewer)
    await commitments.fulfil_commitment(id, done_on=clock.today(), by=viewer)
    await commitments.fulfil_commitment(id, done_on=clock.today() - timedelta(days=1), by=viewer)
    found = await register.commitment(id, company_id)
    assert (found.title, found.done_on) == ("Politica approvata", clock.today())


async def test_a_commitment_is_not_fulfilled_tomorrow() -> None:
    viewer, _ = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    with pytest.raises(Refused, match="futuro"):
        await commitments.fulfil_commitment(id, done_on=clock.today() + timedelta(days=1), by=viewer)
    with pytest.raises(Refused, match="scadenza viene prima"):
        await commitments.record_commitment(
            commitment(due_on=clock.today() - timedelta(days=20)), id=new_id(), by=viewer
        )


async def test_evidence_is_kept_outside_the_web_root_and_goes_with_its_row() -> None:
    viewer, company_id = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    evidence_id = new_id()
    for _ in range(2):
        await evidence.add_evidence(
            id,
            id=evidence_id,
            name="politica.pdf",
            suffix=".pdf",
            content=b"%PDF-1.7 prova\n%%EOF",
            by=viewer,
        )
    [row] = await register.evidence_of(id)
    assert (row.name, row.size) == ("politica.pdf", 20)
    kept = await register.evidence_file(evidence_id, id, company_id)
    assert "politica" not in kept.file_key
    assert await files.read(kept.file_key) == b"%PDF-1.7 prova\n%%EOF"
    await evidence.remove_evidence(evidence_id, id, by=viewer)
    with pytest.raises(files.NoFile):
        await files.read(kept.file_key)


async def test_a_strangers_commitment_is_not_there() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    assert theirs.organisation_id is not None
    id = await commitments.record_commitment(commitment(), id=new_id(), by=ours)
    with pytest.raises(NotThere):
        await register.commitment(id, theirs.organisation_id)
    with pytest.raises(NotThere):
        await commitments.fulfil_commitment(id, done_on=clock.today(), by=theirs)
    with pytest.raises(NotThere):
        await evidence.add_evidence(
            id, id=new_id(), name="p.pdf", suffix=".pdf", content=WHOLE[".pdf"], by=theirs
        )


# --- what comes back, what is measured, what is printed -------------------------------------------------------


async def test_a_concluded_commitment_that_comes_back_makes_the_next_time_once() -> None:
    viewer, company_id = await administrator()
    today = clock.today()
    draft = commitment(every=Every.YEAR, kpis=(KpiDraft("Persone formate", "persone", Decimal(10)),))
    id = await commitments.record_commitment(draft, id=new_id(), by=viewer)
    next_id = await commitments.fulfil_commitment(id, done_on=today, by=viewer)
    assert next_id is not None
    assert await commitments.fulfil_commitment(id, done_on=today, by=viewer) is None
    found = await register.commitment(next_id, company_id)
    assert (found.follows, found.starts_on, found.done_on) == (id, draft.due_on + timedelta(days=1), None)
    assert (await register.commitment(id, company_id)).next_id == next_id
    [measured] = (await register.kpis_of([next_id]))[next_id]
    assert (measured.name, measured.target, measured.value) == ("Persone formate", Decimal(10), None)
    assert await register.count(company_id) == 2


async def test_what_happens_once_does_not_come_back() -> None:
    viewer, company_id = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    assert await commitments.fulfil_commitment(id, done_on=clock.today(), by=viewer) is None
    assert await register.count(company_id) == 1


async def test_dates_of_a_concluded_commitment_stay() -> None:
    viewer, _ = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    await commitments.fulfil_commitment(id, done_on=clock.today(), by=viewer)
    later = commitment(due_on=clock.today() + timedelta(days=365))
    with pytest.raises(Refused, match="non si cambiano più"):
        await commitments.change_commitment(id, later, version=None, by=viewer)


async def test_only_a_user_of_the_company_is_reminded() -> None:
    people = Cast()
    ours = await people.owner(Role.COMPANY_ADMINISTRATOR)
    theirs = await people.outsider(Role.COMPANY_ADMINISTRATOR)
    with pytest.raises(Refused, match="fra gli utenti dell’azienda"):
        await commitments.record_commitment(commitment(owner_account=theirs.account_id), id=new_id(), by=ours)
    await commitments.record_commitment(commitment(owner_account=ours.account_id), id=new_id(), by=ours)


async def test_indicators_are_measured_today_or_before() -> None:
    viewer, _ = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="futuro"):
        await kpis.save_kpis(id, [KpiDraft("Ore", None, None, Decimal(3), tomorrow)], by=viewer)
    with pytest.raises(Refused, match="Al massimo 8"):
        await kpis.save_kpis(id, [KpiDraft(f"Ore {n}") for n in range(9)], by=viewer)
    await kpis.save_kpis(id, [KpiDraft("Ore", None, None, Decimal("3.5"), clock.today())], by=viewer)
    [row] = (await register.kpis_of([id]))[id]
    assert (row.value, row.measured_on) == (Decimal("3.5"), clock.today())


async def loaded(commitment_id: UUID, name: str, content: bytes, by: Viewer) -> None:
    suffix = "." + name.rsplit(".", 1)[1]
    await evidence.add_evidence(commitment_id, id=new_id(), name=name, suffix=suffix, content=content, by=by)


async def test_the_dossier_is_one_tagged_pdf_with_every_document_inside() -> None:
    viewer, _ = await administrator()
    id = await commitments.record_commitment(commitment(), id=new_id(), by=viewer)
    await kpis.save_kpis(id, [KpiDraft("Ore", "ore", Decimal(8), Decimal("3.5"), clock.today())], by=viewer)
    await loaded(id, "verbale è firmato.docx", WHOLE[".docx"], viewer)
    said = text_of(await dossier(by=viewer)).replace(" ", "")
    digest = hashlib.sha256(WHOLE[".docx"]).hexdigest()
    for words in ("PoliticaD&Iapprovata", "verbaleèfirmato.docx", "001-verbale", digest[:16], "3,5ore"):
        assert words in said, words
    # a PDF is drawn as well; one that nobody can read travels inside all the same
    await loaded(id, "relazione.pdf", typst.compile(b"Prima pagina #pagebreak() Seconda pagina"), viewer)
    await loaded(id, "rotto.pdf", WHOLE[".pdf"], viewer)
    inside = objects(await dossier(by=viewer))
    assert b"pdfuaid:part" in inside
    assert inside.count(b"/Type/Filespec") == 3
    assert len(re.findall(rb"/S/Figure\b", inside)) == 2
    note = await db.fetchrow(
        "SELECT subject_kind, data FROM audit_entry WHERE what = 'DossierPrinted' ORDER BY id DESC"
    )
    assert note is not None
    assert (note["subject_kind"], '"documents": 3' in note["data"]) == ("company", True)


async def test_an_empty_register_prints_nothing() -> None:
    viewer, _ = await administrator()
    with pytest.raises(Refused, match="vuoto"):
        await dossier(by=viewer)


async def test_a_stranger_prints_nothing_of_ours() -> None:
    people = Cast()
    ours = await people.owner(Role.COMPANY_ADMINISTRATOR)
    theirs = await people.outsider(Role.COMPANY_ADMINISTRATOR)
    id = await commitments.record_commitment(commitment(), id=new_id(), by=ours)
    with pytest.raises(NotThere):
        await dossier(by=theirs, commitment_id=id)
