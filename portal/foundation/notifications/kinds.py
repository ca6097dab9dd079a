"""What the portal tells people about: one table of kinds, with the roles each reaches and how its mail travels."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.roles import Role


class Channel(StrEnum):
    """How a notification of a kind reaches somebody besides the list in the portal, where it always stands."""

    DIGEST = "digest"
    NOW = "now"
    PORTAL = "portal"


CHANNEL_LABELS: dict[Channel, str] = {
    Channel.DIGEST: "Nel riepilogo del mattino, per mail",
    Channel.NOW: "Subito, per mail",
    Channel.PORTAL: "Solo nel portale",
}


class Kind(StrEnum):
    """Stored with each notification and each preference: rename only with a migration."""

    COMPANY_DECISION = "company_decision"
    REQUEST_DUE = "request_due"
    PROSPETTO_DUE = "prospetto_due"
    DUTIES_CHANGED = "duties_changed"
    CONVENTION = "convention"
    CONVENTION_MISSED = "convention_missed"
    COMMITMENT_DUE = "commitment_due"
    ACCOMMODATION_DUE = "accommodation_due"
    HIRE_PROPOSED = "hire_proposed"
    VACANCY_FRESHNESS = "vacancy_freshness"
    VACANCY_REFERENT = "vacancy_referent"
    COMPANY_STEP = "company_step"
    LETTER_OF_ADHERENCE = "letter_of_adherence"
    SERVICE_REQUEST = "service_request"
    SEARCH_NEWS = "search_news"
    PROPOSAL_NEWS = "proposal_news"
    PROPOSAL_SILENCE = "proposal_silence"
    CONSENT_ENDING = "consent_ending"
    PLAN_NEWS = "plan_news"
    PLAN_DUE = "plan_due"
    PLAN_DIFFICULTY = "plan_difficulty"
    PLAN_SIGNAL = "plan_signal"
    CASE_DECISION = "case_decision"
    CASE_DUE = "case_due"
    TEAM_NEWS = "team_news"
    SECOND_FILE = "second_file"
    TEXT_TO_READ = "text_to_read"
    TEXT_READ = "text_read"
    COMPANY_FOLLOWED = "company_followed"
    ASSESSMENT_DUE = "assessment_due"
    QUOTA_REVIEW = "quota_review"
    TRAINING_ENDING = "training_ending"
    DATA_REQUEST = "data_request"
    RETENTION_DUE = "retention_due"
    PAPERS_DUE = "papers_due"
    FAIRNESS_ALERT = "fairness_alert"


@dataclass(frozen=True, slots=True)
class About:
    """``label`` heads it in mails and lists, ``hint`` says when it comes, ``roles`` whom it may reach."""

    label: str
    hint: str
    roles: frozenset[Role]
    channel: Channel = Channel.DIGEST


_ADMIN = frozenset({Role.COMPANY_ADMINISTRATOR})
_COMPANY = _ADMIN | {Role.COMPANY_RECRUITER}
_COUNSELLOR = frozenset({Role.JOB_COUNSELLOR})
_COORDINATOR = frozenset({Role.COORDINATOR})
_FOLLOWS_COMPANY = _COUNSELLOR | {Role.ACCOUNT_HOLDER}
_TUTOR = frozenset({Role.IN_COMPANY_TUTOR})
_RATERS = _COUNSELLOR | {
    Role.PSYCHOLOGIST,
    Role.EDUCATOR,
    Role.DISTRICT_SOCIAL_WORKER,
    Role.HEALTH_OPERATOR,
}
_TEAM = _COUNSELLOR | {
    Role.PSYCHOLOGIST, Role.HEALTH_OPERATOR, Role.DISTRICT_SOCIAL_WORKER, Role.EDUCATOR, Role.LAWYER,
    Role.INTERCULTURAL_MEDIATOR, Role.REFERRING_SOCIAL_WORKER, Role.EMPLOYMENT_CENTRE_OPERATOR, Role.COACH,
    Role.PEER_SUPPORTER,
}  # fmt: skip
_OFFICER = frozenset({Role.DATA_PROTECTION_OFFICER})

KINDS: dict[Kind, About] = {
    Kind.FAIRNESS_ALERT: About(
        "Equità degli abbinamenti",
        "Quando un gruppo di persone entra negli elenchi molto meno di un altro.",
        _COORDINATOR,
    ),
    Kind.COMPANY_DECISION: About(
        "La tua azienda", "Quando il servizio la verifica, la sospende o la riammette.", _ADMIN, Channel.NOW
    ),
    Kind.REQUEST_DUE: About(
        "Richiesta di avviamento",
        "Mentre corrono i 60 giorni dopo un posto scoperto.",
        _ADMIN | _FOLLOWS_COMPANY,
    ),
    Kind.PROSPETTO_DUE: About(
        "Prospetto informativo",
        "Prima del 31 gennaio, e dopo se manca ancora.",
        _ADMIN | _FOLLOWS_COMPANY,
    ),
    Kind.DUTIES_CHANGED: About(
        "Obblighi ricalcolati", "Quando una regola cambia e i tuoi numeri con lei.", _COMPANY
    ),
    Kind.CONVENTION: About(
        "Convenzioni e misure",
        "Quando un impegno di convenzione o una misura si avvicina alla fine.",
        _COMPANY | _FOLLOWS_COMPANY,
    ),
    Kind.CONVENTION_MISSED: About(
        "Convenzioni non rispettate",
        "Quando la data di un impegno passa senza le persone promesse.",
        _COMPANY | _FOLLOWS_COMPANY,
        Channel.NOW,
    ),
    Kind.COMMITMENT_DUE: About(
        "Impegni D&I", "Prima e dopo la scadenza di un impegno che segui.", _COMPANY | _TUTOR
    ),
    Kind.ACCOMMODATION_DUE: About(
        "Accomodamenti", "Quando una richiesta aspetta risposta o una misura va rivista.", _ADMIN
    ),
    Kind.HIRE_PROPOSED: About(
        "Assunzioni da confermare", "Quando un percorso finisce con un’assunzione.", _ADMIN
    ),
    Kind.VACANCY_FRESHNESS: About("Annunci da confermare", "Quando un annuncio è fermo da tempo.", _COMPANY),
    Kind.SEARCH_NEWS: About(
        "Ricerche salvate", "Quando una ricerca che hai salvato trova altri profili.", _COMPANY
    ),
    Kind.VACANCY_REFERENT: About(
        "Annunci affidati a te", "Quando qualcuno della tua azienda ti passa un annuncio.", _COMPANY
    ),
    Kind.COMPANY_STEP: About(
        "Passi con le aziende", "Quando il prossimo passo di un contatto è in ritardo.", _FOLLOWS_COMPANY
    ),
    Kind.LETTER_OF_ADHERENCE: About(
        "Lettere di adesione",
        "Quando una lettera aspetta la firma, è firmata o sta per finire.",
        _ADMIN | _FOLLOWS_COMPANY,
    ),
    Kind.SERVICE_REQUEST: About(
        "Servizi per le aziende",
        "Quando una richiesta arriva, ti è affidata, aspetta da giorni o ha una risposta.",
        _COMPANY
        | _FOLLOWS_COMPANY
        | _COORDINATOR
        | {Role.LAWYER, Role.PSYCHOLOGIST, Role.EDUCATOR, Role.INTERCULTURAL_MEDIATOR},
    ),
    Kind.PROPOSAL_NEWS: About(
        "Novità sulle proposte",
        "Quando una proposta cambia stato o qualcuno ti scrive.",
        _COMPANY | _COUNSELLOR,
    ),
    Kind.PROPOSAL_SILENCE: About(
        "Proposte senza risposta",
        "Quando una proposta aspetta da giorni.",
        _COMPANY | _COUNSELLOR | _COORDINATOR,
    ),
    Kind.CONSENT_ENDING: About(
        "Consensi in scadenza",
        "Una settimana prima che finisca il consenso a mostrarsi a un’azienda, e quando è finito.",
        _COUNSELLOR,
    ),
    Kind.PLAN_NEWS: About(
        "Novità sui percorsi",
        "Quando un percorso cambia o qualcuno ti scrive.",
        _COMPANY | _COUNSELLOR | _TUTOR,
    ),
    Kind.PLAN_DUE: About(
        "Percorsi: cose da fare",
        "Presenze, verifiche, documenti che scadono, fine del percorso e dopo.",
        _COUNSELLOR | _TUTOR,
    ),
    Kind.PLAN_DIFFICULTY: About(
        "Difficoltà nei percorsi", "Quando un tutor segnala una difficoltà.", _COUNSELLOR, Channel.NOW
    ),
    Kind.PLAN_SIGNAL: About(
        "Segnali sui percorsi",
        "Quando un registro si ferma, le assenze sono molte, le valutazioni scendono o manca una visita.",
        _COUNSELLOR,
    ),
    Kind.CASE_DECISION: About("Decisioni sui casi", "Quando un operatore chiede una proroga.", _COORDINATOR),
    Kind.CASE_DUE: About(
        "Scadenze dei casi",
        "Quando una fase, un progetto, un incarico o un passaggio di consegne aspetta da troppo.",
        _TEAM | _COORDINATOR,
    ),
    Kind.TEAM_NEWS: About(
        "Lavoro con altri servizi",
        "Quando un servizio invita, risponde, o ti offre un caso.",
        _TEAM | _COORDINATOR,
    ),
    Kind.SECOND_FILE: About(
        "Richieste di altri servizi", "Quando un altro servizio chiede di una persona che segui.", _COUNSELLOR
    ),
    Kind.TEXT_TO_READ: About(
        "Testi da leggere",
        "Quando un collega ti chiede di leggere il testo di un profilo.",
        _COUNSELLOR | _COORDINATOR,
    ),
    Kind.TEXT_READ: About("Testi letti", "Quando un collega ha letto un testo che hai scritto.", _COUNSELLOR),
    Kind.COMPANY_FOLLOWED: About(
        "Aziende che segui", "Quando un’azienda ti viene affidata o ha una scadenza.", _FOLLOWS_COMPANY
    ),
    Kind.ASSESSMENT_DUE: About(
        "Valutazioni da fare",
        "Quando una scheda di valutazione sta per chiudere, o è tempo di rifarla.",
        _RATERS,
    ),
    Kind.QUOTA_REVIEW: About(
        "Idoneità alla riserva", "Prima della revisione di un’idoneità alla riserva.", _COUNSELLOR
    ),
    Kind.TRAINING_ENDING: About(
        "Formazione degli operatori",
        "Prima che una formazione finisca di valere.",
        _RATERS | _COORDINATOR,
    ),
    Kind.DATA_REQUEST: About(
        "Richieste delle persone",
        "Quando una persona chiede una copia, una correzione o la cancellazione, e prima della scadenza.",
        _COUNSELLOR | _OFFICER,
    ),
    Kind.RETENTION_DUE: About(
        "Schede da cancellare",
        "Trenta giorni prima che una scheda chiusa da tempo si cancelli.",
        _COUNSELLOR | _COORDINATOR | _OFFICER,
    ),
    Kind.PAPERS_DUE: About(
        "Documenti da cancellare",
        "Trenta giorni prima che prospetti, convenzioni, impegni o lettere di anni fa si cancellino.",
        _ADMIN | _COORDINATOR,
    ),
}


def kinds_for(roles: Iterable[Role]) -> list[Kind]:
    """The kinds that may reach somebody in these roles, as the table orders them."""
    held = frozenset(roles)
    return [kind for kind, about in KINDS.items() if about.roles & held]
