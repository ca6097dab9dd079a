"""The prospetto as a PDF to read and keep: tagged, in Italian."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.employers.prospetto_informativo.exports import words
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.vocabulary import COMMUNICATION_LABELS, CommunicationKind
from portal.foundation import pdf
from portal.foundation.web.italian import date_it

TEMPLATE = "prospetto_informativo.typ"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands over the quadri: whether it was sent, and with which codes."""

    sent_on: date | None = None
    code: str | None = None
    protocol: str | None = None
    previous_code: str | None = None


def data(document: Document, cover: Cover) -> dict[str, Any]:
    """All the words of the document, as JSON holds them."""
    kind = COMMUNICATION_LABELS[CommunicationKind(document.kind)]
    return {
        "title": f"Prospetto informativo {date_it(document.reference_on, 'al')}",
        "name": document.name,
        "draft": cover.sent_on is None,
        "communication": [list(row) for row in _communication(kind, cover)],
        "company": [list(row) for row in words.company(document)],
        "contact": [list(row) for row in words.contact(document)],
        "totals": asdict(words.totals(document)),
        "province_totals": asdict(words.province_totals(document)),
        "provinces": [asdict(words.province(one)) for one in document.provinces],
    }


def _communication(kind: str, cover: Cover) -> list[tuple[str, str]]:
    rows = [
        ("Comunicazione", kind),
        ("Inviata il", date_it(cover.sent_on) if cover.sent_on else "Non ancora inviata"),
    ]
    for label, value in (
        ("Codice della comunicazione", cover.code),
        ("Protocollo", cover.protocol),
        ("Comunicazione precedente", cover.previous_code),
    ):
        if value:
            rows.append((label, value))
    return rows


async def render(document: Document, cover: Cover) -> bytes:
    return await pdf.drawn(TEMPLATE, data(document, cover))
