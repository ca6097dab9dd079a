"""Words of the eligibility for the reserved quota, with their Italian labels."""

from enum import StrEnum

from portal.candidates.documents.vocabulary import DocumentKind


class Proof(StrEnum):
    """The paper that proves it."""

    INVALIDITY_REPORT = "invalidity_report"
    FINAL_REPORT = "final_report"
    LIST_ENROLMENT = "list_enrolment"
    TITLE = "title"


PROOF_LABELS: dict[Proof, str] = {
    Proof.INVALIDITY_REPORT: "Verbale di invalidità",
    Proof.FINAL_REPORT: "Relazione conclusiva",
    Proof.LIST_ENROLMENT: "Iscrizione al collocamento mirato",
    Proof.TITLE: "Titolo o provvedimento",
}

PAPER_OF: dict[Proof, frozenset[DocumentKind]] = {
    Proof.INVALIDITY_REPORT: frozenset({DocumentKind.INVALIDITY_REPORT}),
    Proof.FINAL_REPORT: frozenset({DocumentKind.FINAL_REPORT}),
    Proof.LIST_ENROLMENT: frozenset({DocumentKind.LIST_ENROLMENT}),
    Proof.TITLE: frozenset({DocumentKind.CERTIFICATE, DocumentKind.OTHER, DocumentKind.INVALIDITY_REPORT}),
}
"""Kinds of documents of the file that may be this paper."""


class EndWhy(StrEnum):
    """Why an eligibility ended: a person decides it, never a date alone."""

    REPLACED = "replaced"
    REVIEWED = "reviewed"
    MISTAKE = "mistake"


END_LABELS: dict[EndWhy, str] = {
    EndWhy.REPLACED: "Sostituita da una nuova",
    EndWhy.REVIEWED: "Una revisione l’ha tolta",
    EndWhy.MISTAKE: "Registrata per sbaglio",
}
