"""A commitment on diversity and inclusion: its status from the days, its evidence from the bytes."""

from datetime import date

from portal.employers.inclusion.vocabulary import CommitmentStatus

MOST_EVIDENCE_BYTES = 5_000_000

EVIDENCE_TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    # suffix: media type, beginnings of such a file
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    ".odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
}


def status(starts_on: date, due_on: date, done_on: date | None, today: date) -> CommitmentStatus:
    if done_on is not None:
        return CommitmentStatus.DONE
    if today > due_on:
        return CommitmentStatus.LATE
    return CommitmentStatus.PLANNED if today < starts_on else CommitmentStatus.OPEN


def period_problem(starts_on: date, due_on: date) -> str | None:
    return "La scadenza viene prima della data di avvio." if due_on < starts_on else None


def done_problem(starts_on: date, done_on: date, today: date) -> str | None:
    if done_on > today:
        return "La data di conclusione non può essere nel futuro."
    return "L’impegno si conclude dopo la data di avvio." if done_on < starts_on else None


def evidence_problem(name: str, suffix: str, content: bytes) -> str | None:
    """The suffix must be known, the size small, and the bytes those of what the suffix says."""
    if suffix not in EVIDENCE_TYPES:
        return f"Il file «{name}» non è di un tipo accettato. Tipi accettati: {', '.join(EVIDENCE_TYPES)}."
    if len(content) > MOST_EVIDENCE_BYTES:
        return f"Il file «{name}» supera 5 MB. Scegline uno più piccolo."
    if not content.startswith(EVIDENCE_TYPES[suffix][1]):
        return f"Il contenuto del file «{name}» non è quello di un file {suffix}. Salvalo di nuovo e riprova."
    return None
