"""The words a person reads before she answers; their hash goes into her consent."""

import hashlib

from portal.matching.vocabulary import GROUP_LABELS, GROUP_MEANINGS, Group

NOTICE_VERSION = "2026-11-b"
"""A change of words is a new version."""

NOTICE: tuple[tuple[str, str], ...] = (
    (
        "Che cosa ti chiediamo",
        "Un’azienda cerca una persona per un posto. Vogliamo dirle chi sei, se sei d’accordo.",
    ),
    (
        "Che cosa vede l’azienda",
        "Solo quello che scegli qui sotto. Non vede la tua scheda né i tuoi documenti.",
    ),
    ("Chi lo vede", "Solo le persone dell’azienda scritte in questa pagina."),
    ("Per quanto tempo", "Per 60 giorni, oppure finché dura il percorso che nasce da questa proposta."),
    (
        "Puoi cambiare idea",
        "Ritiri il consenso quando vuoi, con un solo passaggio. Non devi spiegare perché.",
    ),
    ("Se dici no", "Non perdi niente: il servizio continua a cercare con te. Non devi spiegare perché."),
    ("Se non rispondi", "Se non rispondi non mostriamo niente a nessuno."),
)


def notice_hash() -> bytes:
    said = (*NOTICE, *((GROUP_LABELS[group], GROUP_MEANINGS[group]) for group in Group))
    words = "\n".join(f"{title}\n{sentence}" for title, sentence in said)
    return hashlib.sha256(words.encode()).digest()
