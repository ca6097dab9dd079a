"""Words of the proposal."""

from enum import StrEnum


class ProposalState(StrEnum):
    REQUESTED = "requested"
    DRAFTED = "drafted"
    PUT_TO_PERSON = "put_to_person"
    AGREED = "agreed"
    DECLINED = "declined"
    SENT = "sent"
    OPENED = "opened"
    INTERVIEW = "interview"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


STATE_LABELS: dict[ProposalState, str] = {
    ProposalState.REQUESTED: "Contatto chiesto",
    ProposalState.DRAFTED: "In preparazione",
    ProposalState.PUT_TO_PERSON: "In attesa della persona",
    ProposalState.AGREED: "La persona è d’accordo",
    ProposalState.DECLINED: "La persona non è d’accordo",
    ProposalState.SENT: "Inviata",
    ProposalState.OPENED: "In valutazione",
    ProposalState.INTERVIEW: "Colloquio",
    ProposalState.ACCEPTED: "Accettata",
    ProposalState.REFUSED: "Non adatta alle mansioni",
    ProposalState.WITHDRAWN: "Ritirata",
    ProposalState.EXPIRED: "Scaduta senza risposta",
}


class Actor(StrEnum):
    """Who moves a proposal; roles become actors by the side they sit on."""

    COMPANY = "company"
    COUNSELLOR = "counsellor"
    PERSON = "person"
    SYSTEM = "system"


class Origin(StrEnum):
    COMPANY = "company"
    COUNSELLOR = "counsellor"


class Group(StrEnum):
    """What the person ticks, group by group (anonymisation.md §7)."""

    CONTACTS = "contacts"
    CV = "cv"
    QUOTA_CATEGORY = "quota_category"
    ACCOMMODATIONS = "accommodations"


GROUP_LABELS: dict[Group, str] = {
    Group.CONTACTS: "Nome, telefono ed e-mail",
    Group.CV: "Esperienze e competenze",
    Group.QUOTA_CATEGORY: "Idoneità alla quota di riserva",
    Group.ACCOMMODATIONS: "Condizioni che aiutano",
}


class RefusalReason(StrEnum):
    """Reasons speak of the job, never of the person's health."""

    TASKS = "tasks"
    HOURS = "hours"
    SKILLS = "skills"
    PLACE = "place"
    POST_FILLED = "post_filled"
    POST_CANCELLED = "post_cancelled"


REASON_LABELS: dict[RefusalReason, str] = {
    RefusalReason.TASKS: "Le mansioni richieste sono diverse",
    RefusalReason.HOURS: "Orari e turni non coincidono",
    RefusalReason.SKILLS: "Manca una competenza essenziale per il posto",
    RefusalReason.PLACE: "La sede non è raggiungibile negli orari previsti",
    RefusalReason.POST_FILLED: "Il posto è stato coperto",
    RefusalReason.POST_CANCELLED: "Il posto non c’è più",
}


class WithdrawalReason(StrEnum):
    PERSON_ASKED = "person_asked"
    COUNSELLOR = "counsellor"
    ACCEPTED_ELSEWHERE = "accepted_elsewhere"
    CASE_CLOSED = "case_closed"
    CONSENT_WITHDRAWN = "consent_withdrawn"


WITHDRAWAL_LABELS: dict[WithdrawalReason, str] = {
    WithdrawalReason.PERSON_ASKED: "Lo ha chiesto la persona",
    WithdrawalReason.COUNSELLOR: "L’ha ritirata l’operatore",
    WithdrawalReason.ACCEPTED_ELSEWHERE: "Un’altra proposta della stessa persona è stata accettata",
    WithdrawalReason.CASE_CLOSED: "Il percorso con il servizio si è chiuso",
    WithdrawalReason.CONSENT_WITHDRAWN: "Il consenso è stato ritirato",
}

NOTICE_VERSION = "2026-11"
"""Edition of the words on the consent page; its hash goes into each consent."""

CONSENT_DAYS = 60
LINK_DAYS = 14
