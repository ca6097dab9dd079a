"""What a paper may be, told by its bytes; and who reads or adds which, told by the cells of the file."""

import io
import zipfile

from portal.candidates.documents.vocabulary import DocumentKind, part_of
from portal.candidates.people.file_access import Cell, FileAccess

MOST_BYTES = 5_000_000
SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".docx", ".odt")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_TYPE_OF_SUFFIX = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": _WORD,
    ".odt": _OPEN_TEXT,
}


def media_type(content: bytes) -> str | None:
    """The type that the bytes themselves show; None for anything not accepted, macros included."""
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            names = set(folder.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return None
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return _WORD
            # the first bytes of «mimetype» are enough: nothing is unpacked whole
            if "mimetype" in names and "content.xml" in names:
                with folder.open("mimetype") as told:
                    if told.read(len(_OPEN_TEXT) + 1).decode("ascii", "replace").strip() == _OPEN_TEXT:
                        return _OPEN_TEXT
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        return None
    return None


def document_problem(name: str, suffix: str, content: bytes) -> str | None:
    """Why this file cannot be kept, as a sentence; None when it can."""
    if not content:
        return f"Il file «{name}» è vuoto. Scegline un altro."
    if len(content) > MOST_BYTES:
        return f"Il file «{name}» supera 5 MB. Scegline uno più piccolo."
    found = media_type(content)
    if found is None:
        return (
            f"Il file «{name}» non è di un tipo accettato. Carica un PDF, un’immagine o un testo senza macro."
        )
    if _TYPE_OF_SUFFIX.get(suffix) != found:
        return f"Il contenuto del file «{name}» non è quello che il nome dice. Salvalo di nuovo e riprova."
    return None


def may_read(kind: DocumentKind, access: FileAccess, *, own: bool) -> bool:
    """Everything of the part, or only what the reader added."""
    allowed = access.cell(part_of(kind))
    return allowed.reads_all or (own and allowed.writes_own)


def may_add(kind: DocumentKind, access: FileAccess) -> bool:
    return access.cell(part_of(kind)).writes_own


def may_remove(kind: DocumentKind, access: FileAccess, *, own: bool) -> bool:
    allowed = access.cell(part_of(kind))
    return allowed is Cell.WRITE or (own and allowed.writes_own)


def kinds_to_add(access: FileAccess) -> tuple[DocumentKind, ...]:
    return tuple(kind for kind in DocumentKind if may_add(kind, access))
