"""The register of commitments: its rules, its acts, its evidence."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from portal.employers.inclusion.actions import commitments
from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.queries import commitments as register
from portal.employers.inclusion.rules.commitments import EVIDENCE_TYPES, evidence_problem, status
from portal.employers.inclusion.vocabulary import CommitmentKind, CommitmentStatus
from portal.foundation import clock, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def administrator() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id


TODAY = date(2026, 11, 23)
STATUS = [
    (date(2026, 12, 1), date(2026, 12, 31), None, CommitmentStatus.PLANNED),
    (date(2026, 11, 1), date(2026, 11, 23), None, CommitmentStatus.OPEN),
    (date(2026, 11, 1), date(2026, 11, 22), None, CommitmentStatus.LATE),
    (date(2026, 11, 1), date(2026, 11, 22), date(2026, 11, 23), CommitmentStatus.DONE),
]


@pytest.mark.parametrize(("starts_on", "due_on", "done_on", "expected"), STATUS)
def test_the_status_of_a_commitment_comes_from_its_days(
    starts_on: date, due_on: date, done_on: date | None, expected: CommitmentStatus
) -> None:
    assert status(starts_on, due_on, done_on, TODAY) is expected


@pytest.mark.parametrize(
    ("suffix", "content", "words"),
    [
        (".exe", b"MZ", "tipo accettato"),
        (".pdf", b"MZ\x90", "non è quello di un file .pdf"),
        (".png", b"%PDF-1.7", "non è quello"),
        (".pdf", b"%PDF-" + b"0" * 5_000_000, "supera 5 MB"),
        ("", b"%PDF-", "tipo accettato"),
    ],
)
def test_evidence_is_refused_for_type_size_and_content(suffix: str, content: bytes, words: str) -> None:
    assert words in (evidence_problem("prova", suffix, content) or "")


@pytest.mark.parametrize("suffix", EVIDENCE_TYPES)
def test_every_accepted_type_is_known_by_its_first_bytes(suffix: str) -> None:
    assert evidence_problem("prova", suffix, EVIDENCE_TYPES[suffix][1][0] + b"...") is None


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
        await commitments.add_evidence(
            id, id=evidence_id, name="politica.pdf", suffix=".pdf", content=b"%PDF-1.7 prova", by=viewer
        )
    [row] = await register.evidence_of(id)
    assert (row.name, row.size) == ("politica.pdf", 14)
    kept = await register.evidence_file(evidence_id, id, company_id)
    assert "politica" not in kept.file_key
    assert await files.read(kept.file_key) == b"%PDF-1.7 prova"
    await commitments.remove_evidence(evidence_id, id, by=viewer)
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
        await commitments.add_evidence(
            id, id=new_id(), name="p.pdf", suffix=".pdf", content=b"%PDF-1", by=theirs
        )
