"""Words of the rights of the person (Regolamento UE 2016/679, art. 12–22), with their Italian labels."""

from enum import StrEnum


class Channel(StrEnum):
    """How a link reaches the person."""

    MAIL = "mail"
    BY_HAND = "by_hand"


class RequestKind(StrEnum):
    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"


KIND_LABELS: dict[RequestKind, str] = {
    RequestKind.ACCESS: "Copia di tutto",
    RequestKind.RECTIFICATION: "Correzione",
    RequestKind.ERASURE: "Cancellazione",
}

KIND_HINTS: dict[RequestKind, str] = {
    RequestKind.ACCESS: "Tutti i tuoi dati, anche il contenuto dei colloqui.",
    RequestKind.RECTIFICATION: "Qualcosa è sbagliato o manca: scrivi che cosa.",
    RequestKind.ERASURE: "La tua scheda sparisce dal portale, e non si può tornare indietro.",
}

ARTICLES: dict[RequestKind, str] = {
    RequestKind.ACCESS: "art. 15 del Regolamento UE 2016/679",
    RequestKind.RECTIFICATION: "art. 16 del Regolamento UE 2016/679",
    RequestKind.ERASURE: "art. 17 del Regolamento UE 2016/679",
}


class RequestState(StrEnum):
    RECEIVED = "received"
    EXTENDED = "extended"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_LABELS: dict[RequestState, str] = {
    RequestState.RECEIVED: "In attesa di risposta",
    RequestState.EXTENDED: "Prorogata",
    RequestState.GRANTED: "Accolta",
    RequestState.REFUSED: "Non accolta",
    RequestState.WITHDRAWN: "Ritirata dalla persona",
}

OPEN = frozenset({RequestState.RECEIVED, RequestState.EXTENDED})


class RequestChannel(StrEnum):
    AREA = "area"
    IN_PERSON = "in_person"
    PAPER = "paper"


REQUEST_CHANNEL_LABELS: dict[RequestChannel, str] = {
    RequestChannel.AREA: "Dall’area personale",
    RequestChannel.IN_PERSON: "A voce",
    RequestChannel.PAPER: "Su carta",
}


class Actor(StrEnum):
    """Who moves a request."""

    PERSON = "person"
    COUNSELLOR = "counsellor"
    OFFICER = "officer"


class RefusalGround(StrEnum):
    """Why a request is not granted; what the law lets one answer."""

    ALREADY_RIGHT = "already_right"
    LAW = "law"
    CLAIMS = "claims"
    NOT_HERS = "not_hers"
    EXCESSIVE = "excessive"


GROUND_LABELS: dict[RefusalGround, str] = {
    RefusalGround.ALREADY_RIGHT: "Il dato è già corretto",
    RefusalGround.LAW: "Una legge chiede di tenere i dati (art. 17, par. 3, lett. b)",
    RefusalGround.CLAIMS: "I dati servono per un diritto in giudizio (art. 17, par. 3, lett. e)",
    RefusalGround.NOT_HERS: "La richiesta non viene dalla persona (art. 12, par. 6)",
    RefusalGround.EXCESSIVE: "La richiesta si ripete senza motivo (art. 12, par. 5)",
}


class ErasureWhy(StrEnum):
    REQUEST = "request"
    RETENTION = "retention"
    RESTORED = "restored"
    """She was erased, and a backup brought her back."""


ERASURE_LABELS: dict[ErasureWhy, str] = {
    ErasureWhy.REQUEST: "Chiesta dalla persona",
    ErasureWhy.RETENTION: "Termine di conservazione",
    ErasureWhy.RESTORED: "Ripetuta dopo un ripristino",
}
