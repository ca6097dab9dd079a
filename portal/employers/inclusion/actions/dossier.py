"""The evidence dossier: the register, what was measured and every document, in ONE printed file.

Images and the first pages of PDF documents are drawn in it, and each document travels inside whole, as it was given.
"""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.queries import commitments
from portal.employers.inclusion.queries.commitments import CommitmentRow, EvidenceRow, KpiRow
from portal.employers.inclusion.rules.commitments import status
from portal.employers.inclusion.vocabulary import (
    COMMITMENT_KIND_LABELS,
    COMMITMENT_STATUS_LABELS,
    EVERY_LABELS,
)
from portal.foundation import audit, clock, files, pdf
from portal.foundation.pictures import pictures
from portal.foundation.web.italian import date_it, number_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

MOST_COMMITMENTS = 300
MOST_BYTES = 60_000_000
PAGES_A_FILE, PAGES_IN_ALL = 10, 60
_DRAWN = ("application/pdf", "image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class _File:
    row: EvidenceRow
    content: bytes


async def dossier(*, by: Viewer, commitment_id: UUID | None = None) -> bytes:
    """The PDF of the whole register, or of one commitment. Raises NotThere; Refused when it is empty or too heavy."""
    company_id = own_company(by)
    if commitment_id is None:
        rows = await commitments.all_of(company_id, most=MOST_COMMITMENTS)
    else:
        rows = [await commitments.commitment(commitment_id, company_id)]
    organisation = await accounts.organisation(company_id)
    if organisation is None:
        raise NotThere
    if not rows:
        raise Refused("Il registro è vuoto: aggiungi un impegno e poi stampa il fascicolo.")
    evidence = await commitments.evidence_of(*(row.id for row in rows))
    if sum(one.size for one in evidence) > MOST_BYTES:
        raise Refused(
            "I documenti sono troppo pesanti per un solo file: stampa il fascicolo di un impegno alla volta."
        )
    kpis = await commitments.kpis_of([row.id for row in rows])
    held = [_File(one, await files.read(one.file_key)) for one in evidence]
    content = await asyncio.to_thread(_printed, organisation.name, rows, held, kpis)
    await audit.note(
        "DossierPrinted",
        by=by,
        subject_kind="commitment" if commitment_id else "company",
        subject_id=commitment_id or company_id,
        data={"documents": len(held)},
    )
    return content


def _printed(
    company: str, rows: Sequence[CommitmentRow], held: Sequence[_File], kpis: dict[UUID, list[KpiRow]]
) -> bytes:
    attached: dict[str, bytes] = {}
    documents: dict[UUID, list[dict[str, object]]] = {}
    left = PAGES_IN_ALL
    for number, one in enumerate(held, 1):
        attached[f"{number}.bin"] = one.content
        drawn = pictures(one.content, min(PAGES_A_FILE, left)) if one.row.media_type in _DRAWN else []
        left -= len(drawn)
        names = [f"{number}-{page}.png" for page in range(1, len(drawn) + 1)]
        attached |= dict(zip(names, drawn, strict=True))
        documents.setdefault(one.row.commitment_id, []).append(_document(number, one, names))
    data = {
        "company": company,
        "on": date_it(clock.today()),
        "commitments": [_commitment(row, documents.get(row.id, []), kpis.get(row.id, [])) for row in rows],
    }
    return pdf.render("dossier.typ", data, attached=attached, carries_files=True)


def _document(number: int, one: _File, pictures: list[str]) -> dict[str, object]:
    row = one.row
    return {
        "file": f"{number}.bin",
        "inside": f"{number:03d}-{_plain(row.name)}",
        "name": row.name,
        "media_type": row.media_type,
        "uploaded": f"{date_it(row.uploaded_at)}, {row.uploaded_by}",
        "size": f"{max(1, row.size // 1000)} KB",
        "digest": hashlib.sha256(one.content).hexdigest(),
        "pictures": pictures,
    }


def _plain(name: str) -> str:
    """A name every system can save."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name)[-80:]


def _commitment(
    row: CommitmentRow, documents: list[dict[str, object]], kpis: list[KpiRow]
) -> dict[str, object]:
    now = status(
        row.starts_on,
        row.due_on,
        row.done_on,
        clock.today(),
        documents=row.evidence,
        needs_document=row.document is not None,
    )
    return {
        "title": row.title,
        "kind": COMMITMENT_KIND_LABELS[row.kind],
        "status": COMMITMENT_STATUS_LABELS[now],
        "owner": row.owner,
        "due": date_it(row.due_on),
        "facts": [
            ["Tipo", COMMITMENT_KIND_LABELS[row.kind]],
            ["Riferimento", row.legal_ref or "–"],
            ["Quando nasce", row.trigger or "–"],
            ["Chi se ne occupa", row.owner],
            ["Periodo", f"{date_it(row.starts_on, 'dal')} {date_it(row.due_on, 'al')}"],
            ["Ogni quanto torna", EVERY_LABELS[row.every]],
            ["Concluso il", date_it(row.done_on)],
            ["Stato", COMMITMENT_STATUS_LABELS[now]],
        ],
        "kpis": [
            [one.name, _figure(one.target, one.unit), _figure(one.value, one.unit), date_it(one.measured_on)]
            for one in kpis
        ],
        "documents": documents,
    }


def _figure(value: object, unit: str | None) -> str:
    return "–" if value is None else f"{number_it(value)}{f' {unit}' if unit else ''}"
