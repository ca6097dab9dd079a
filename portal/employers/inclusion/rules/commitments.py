"""A commitment on diversity and inclusion: its status and its next time from the days, its evidence from the bytes."""

import io
import zipfile
from datetime import date, timedelta

from portal.employers.inclusion.vocabulary import MONTHS_OF, CommitmentStatus, Every
from portal.employers.obligations.rules.months import add_months
from portal.kernel.ladders import ladder

MOST_EVIDENCE_BYTES = 5_000_000
NEAR_DAYS = 14
MOST_KPIS = 8
RUNGS = ladder(-30, -7, 0, 7, 30)
"""When whoever takes care of a commitment is told of its due day; from the first day late the administrators too."""

_OOXML = b"PK\x03\x04"
EVIDENCE_TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    # suffix: media type, beginnings of such a file
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (_OOXML,)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (_OOXML,)),
    ".odt": ("application/vnd.oasis.opendocument.text", (_OOXML,)),
}

_INSIDE = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml"}
"""The part that makes a compressed folder a document of its type."""


def status(
    starts_on: date,
    due_on: date,
    done_on: date | None,
    today: date,
    *,
    documents: int = 0,
    needs_document: bool = False,
) -> CommitmentStatus:
    if done_on is not None:
        unproven = needs_document and documents == 0
        return CommitmentStatus.UNPROVEN if unproven else CommitmentStatus.DONE
    if today > due_on:
        return CommitmentStatus.LATE
    if due_on - today <= timedelta(days=NEAR_DAYS):
        return CommitmentStatus.NEAR
    return CommitmentStatus.PLANNED if today < starts_on else CommitmentStatus.OPEN


def period_problem(starts_on: date, due_on: date) -> str | None:
    return "La scadenza viene prima della data di avvio." if due_on < starts_on else None


def done_problem(starts_on: date, done_on: date, today: date) -> str | None:
    if done_on > today:
        return "La data di conclusione non può essere nel futuro."
    return "L’impegno si conclude dopo la data di avvio." if done_on < starts_on else None


def next_time(due_on: date, every: Every) -> tuple[date, date] | None:
    """Start and due day of the time after; None for what happens once. It starts the day after this one was due."""
    months = MONTHS_OF[every]
    return None if months is None else (due_on + timedelta(days=1), add_months(due_on, months))


def times_until(due_on: date, every: Every, until: date) -> list[date]:
    """The due days to come after this one, up to a day: what the calendar draws before they are rows."""
    months = MONTHS_OF[every]
    found: list[date] = []
    while months is not None and (due := add_months(due_on, months * (len(found) + 1))) <= until:
        found.append(due)
    return found


def evidence_problem(name: str, suffix: str, content: bytes) -> str | None:
    """The suffix must be known, the size small, and the bytes those of what the suffix says, without macros."""
    if suffix not in EVIDENCE_TYPES:
        return f"Il file «{name}» non è di un tipo accettato. Tipi accettati: {', '.join(EVIDENCE_TYPES)}."
    if len(content) > MOST_EVIDENCE_BYTES:
        return f"Il file «{name}» supera 5 MB. Scegline uno più piccolo."
    if not content.startswith(EVIDENCE_TYPES[suffix][1]) or not _whole(suffix, content):
        return f"Il contenuto del file «{name}» non è quello di un file {suffix}. Salvalo di nuovo e riprova."
    if suffix in _INSIDE and any(part.endswith("vbaProject.bin") for part in _parts(content)):
        return f"Il file «{name}» contiene macro. Salvalo senza macro, o come PDF."
    return None


def _whole(suffix: str, content: bytes) -> bool:
    """Not cut short, and of its own type inside: a beginning alone is easily written."""
    match suffix:
        case ".pdf":
            return b"%%EOF" in content[-1024:]
        case ".png":
            return b"IEND" in content[-12:]
        case ".jpg" | ".jpeg":
            return b"\xff\xd9" in content[-1024:]
        case _:
            return _INSIDE[suffix] in _parts(content)


def _parts(content: bytes) -> list[str]:
    """Names in a compressed folder; none when it is not one. Nothing is unpacked."""
    try:
        return zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return []
