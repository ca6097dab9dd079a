"""Each personal column of the proposals: whose, why, how long."""

from datetime import timedelta

from portal.kernel.personal_data import DataClass, Line

_AFTER_CLOSING = timedelta(days=365)
_PERSON = "della persona proposta"

COLUMNS: dict[str, Line] = {
    "proposal.company_words_sealed": Line(
        _PERSON, "la richiesta dell’azienda può parlare di lei", _AFTER_CLOSING
    ),
    "proposal.service_words_sealed": Line(
        _PERSON, "la presentazione dell’operatore", _AFTER_CLOSING, DataClass.SPECIAL
    ),
    "proposal.terms_sealed": Line(
        _PERSON, "perché la proposta è stata fatta, per poterla spiegare", _AFTER_CLOSING, DataClass.SPECIAL
    ),
    "match_person.side_sealed": Line(
        "della persona che può essere proposta", "confrontarla con gli annunci", None, DataClass.SPECIAL
    ),
    "match_person.since": Line("della persona che può essere proposta", "da quanto aspetta"),
    "match_person.until": Line("della persona che può essere proposta", "fino a quando può essere proposta"),
    "match_override.reason_sealed": Line(
        "della persona confrontata", "perché l’operatore giudica diversamente", None, DataClass.SPECIAL
    ),
    "match_override.terms_sealed": Line(
        "della persona confrontata", "che cosa diceva il modello quel giorno", None, DataClass.SPECIAL
    ),
    "proposal.close_reason": Line(_PERSON, "perché la proposta si è chiusa", _AFTER_CLOSING),
    "proposal_step.reason": Line(_PERSON, "perché la proposta si è chiusa", _AFTER_CLOSING),
    "proposal.interview_place": Line(_PERSON, "dove si tiene il colloquio", _AFTER_CLOSING),
    "proposal.interview_at": Line(_PERSON, "quando si tiene il colloquio", _AFTER_CLOSING),
    "interview_date.starts_at": Line(_PERSON, "quando si può tenere il colloquio", _AFTER_CLOSING),
    "interview_date.place": Line(_PERSON, "dove si tiene il colloquio", _AFTER_CLOSING),
    "interview_date.needs_sealed": Line(
        _PERSON, "che cosa rende accessibile il colloquio", _AFTER_CLOSING, DataClass.SPECIAL
    ),
    "interview_date.outcome": Line(_PERSON, "com’è andato il colloquio", _AFTER_CLOSING),
    "proposal_step.note_sealed": Line(_PERSON, "note sulla risposta", _AFTER_CLOSING, DataClass.SPECIAL),
    "proposal_message.text_sealed": Line(
        _PERSON, "messaggi fra azienda e operatore", _AFTER_CLOSING, DataClass.SPECIAL
    ),
    "proposal_message_read.read_until": Line(
        "di chi legge la proposta", "contare i messaggi che non ha ancora letto", _AFTER_CLOSING
    ),
    "consent_link.token_hash": Line(
        _PERSON, "apre la pagina del consenso una volta sola", timedelta(days=90)
    ),
    "consent_link.token_sealed": Line(
        _PERSON, "permette all’operatore di inviarle il link", timedelta(days=14)
    ),
    "disclosure_consent.groups": Line(_PERSON, "che cosa ha accettato di mostrare", None),
    "disclosure_consent.notice_hash": Line(_PERSON, "quale informativa ha letto", None),
    "disclosure_consent.given_at": Line(_PERSON, "prova del consenso", None),
    "disclosure_consent.expires_at": Line(_PERSON, "fino a quando vale il consenso", None),
    "disclosure_consent.revoked_at": Line(_PERSON, "quando ha ritirato il consenso", None),
    "disclosure_consent.closed_at": Line(_PERSON, "quando il consenso non è servito più", None),
    "identity_view.at": Line(_PERSON, "chi ha visto chi è, e quando", None),
}
