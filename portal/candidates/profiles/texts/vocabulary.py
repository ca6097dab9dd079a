"""Words of the text of a profile (anonymisation.md §6)."""

from enum import StrEnum

MOST_CHARACTERS = 400


class TextState(StrEnum):
    REMOVED = "removed"
    CLEAR = "clear"
    TO_SEND = "to_send"
    TO_READ = "to_read"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


TEXT_STATE_LABELS: dict[TextState, str] = {
    TextState.REMOVED: "Senza testo",
    TextState.CLEAR: "Pronto",
    TextState.TO_SEND: "Da far leggere",
    TextState.TO_READ: "Al secondo lettore",
    TextState.APPROVED: "Approvato",
    TextState.SENT_BACK: "Da riscrivere",
}

MAY_SHOW = frozenset({TextState.CLEAR, TextState.APPROVED})
"""States in which a run may put the text on the card."""
NEEDS_READER = frozenset({TextState.TO_SEND, TextState.TO_READ, TextState.SENT_BACK})


class SendBackWhy(StrEnum):
    """Why a reader sends a text back. Codes: a reader's own words could repeat what must not be said."""

    RECOGNISABLE = "recognisable"
    PRIVATE = "private"
    NAMES = "names"
    UNCLEAR = "unclear"


SEND_BACK_LABELS: dict[SendBackWhy, str] = {
    SendBackWhy.RECOGNISABLE: "Fa riconoscere la persona",
    SendBackWhy.PRIVATE: "Parla di salute, famiglia o vita privata",
    SendBackWhy.NAMES: "Contiene il nome di una persona, di un luogo o di un ente",
    SendBackWhy.UNCLEAR: "Non si capisce",
}
