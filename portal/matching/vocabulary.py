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


WITH_COMPANY = frozenset({ProposalState.SENT, ProposalState.OPENED, ProposalState.INTERVIEW})
"""The company is to answer."""
BEFORE_CONSENT = frozenset({ProposalState.REQUESTED, ProposalState.DRAFTED})
WAITING_INSIDE = frozenset({ProposalState.REQUESTED, ProposalState.PUT_TO_PERSON, ProposalState.AGREED})
"""The service is to take it up, the person to answer, or the counsellor to send."""
WAITING = WAITING_INSIDE | WITH_COMPANY
"""Somebody is to do something: the silence clock runs."""
OPEN = BEFORE_CONSENT | WAITING
CONSENTED = frozenset({ProposalState.AGREED}) | WITH_COMPANY
"""Open, and resting on a consent that may have to be renewed."""


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

GROUP_MEANINGS: dict[Group, str] = {
    Group.CONTACTS: "Servono per chiamarti e per incontrarti.",
    Group.CV: "Lavori fatti, competenze, studi, patenti, ore in cui puoi lavorare.",
    Group.QUOTA_CATEGORY: "Solo che rientri nella riserva di questo posto. Mai la percentuale, mai la diagnosi.",
    Group.ACCOMMODATIONS: "Strumenti e adattamenti utili al lavoro. Mai il motivo per cui servono.",
}
"""What a company reads of each, in the words of the person's page."""


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


class LinkKind(StrEnum):
    """What a person's single-use link is for."""

    ANSWER = "answer"
    WITHDRAWAL = "withdrawal"


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

TOLD_TO_COMPANY = frozenset({WithdrawalReason.ACCEPTED_ELSEWHERE})
"""Of why a proposal ended a company reads only this: any other reason speaks of the person."""

CONSENT_DAYS = 60
LINK_DAYS = 14


class Verdict(StrEnum):
    """What a counsellor judges of a pair over the model: never the score, always with a reason."""

    HIGH = "high"
    GOOD = "good"
    TO_WEIGH = "to_weigh"
    ASIDE = "aside"


VERDICT_LABELS: dict[Verdict, str] = {
    Verdict.HIGH: "Per me è alta",
    Verdict.GOOD: "Per me è buona",
    Verdict.TO_WEIGH: "Per me è da valutare",
    Verdict.ASIDE: "Per ora non la propongo",
}
