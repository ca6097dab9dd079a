"""Kinds of papers in a person's file, and the part of the file each belongs to."""

from enum import StrEnum

from portal.candidates.people.file_access import Part


class DocumentKind(StrEnum):
    CURRICULUM = "curriculum"
    IDENTITY = "identity"
    CERTIFICATE = "certificate"
    CONSENT_PAPER = "consent_paper"
    LETTER = "letter"
    OTHER = "other"
    INVALIDITY_REPORT = "invalidity_report"
    FINAL_REPORT = "final_report"
    LIST_ENROLMENT = "list_enrolment"


DOCUMENT_LABELS: dict[DocumentKind, str] = {
    DocumentKind.CURRICULUM: "Curriculum",
    DocumentKind.IDENTITY: "Documento di identità",
    DocumentKind.CERTIFICATE: "Attestato o titolo di studio",
    DocumentKind.CONSENT_PAPER: "Modulo firmato dalla persona",
    DocumentKind.LETTER: "Lettera o comunicazione",
    DocumentKind.OTHER: "Altro documento",
    DocumentKind.INVALIDITY_REPORT: "Verbale di invalidità",
    DocumentKind.FINAL_REPORT: "Relazione conclusiva",
    DocumentKind.LIST_ENROLMENT: "Iscrizione al collocamento mirato",
}

_ABOUT_DISABILITY = frozenset(
    {DocumentKind.INVALIDITY_REPORT, DocumentKind.FINAL_REPORT, DocumentKind.LIST_ENROLMENT}
)


def part_of(kind: DocumentKind) -> Part:
    """Papers on disability are a part of their own, with other readers (services.md §1)."""
    return Part.DISABILITY_DOCUMENTS if kind in _ABOUT_DISABILITY else Part.DOCUMENTS
