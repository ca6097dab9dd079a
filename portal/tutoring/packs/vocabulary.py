"""Words of the rule packs: for whom a rule is, what it counts, how pages call it."""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.overlay import Unit

NATION = "IT"
ANY = "any"
"""A rule for every kind, or for every category."""


class RuleKind(StrEnum):
    """What the law tells apart; TIS are not governed by the Linee guida of 2017."""

    TIS = "tis"
    EXTRACURRICULAR = "extracurricular"
    ART11 = "art11"
    SOCIO_HIGH_SUPPORT = "socio_high_support"
    SOCIO_AUTONOMY = "socio_autonomy"


RULE_KIND_LABELS: dict[RuleKind, str] = {
    RuleKind.TIS: "Tirocinio di inclusione (TIS)",
    RuleKind.EXTRACURRICULAR: "Tirocinio extracurriculare",
    RuleKind.ART11: "Tirocinio in convenzione (art. 11)",
    RuleKind.SOCIO_HIGH_SUPPORT: "Socio-occupazionale, maggiore supporto",
    RuleKind.SOCIO_AUTONOMY: "Socio-occupazionale, maggiore autonomia",
}


class Category(StrEnum):
    """Who does the tirocinio, as the rules tell people apart. About a person it is special-category data."""

    DISABLED = "disabled"
    DISADVANTAGED = "disadvantaged"
    ASYLUM_SEEKER = "asylum_seeker"
    GENERAL = "general"
    EQF_2_3 = "eqf_2_3"
    EQF_4 = "eqf_4"
    SEASONAL = "seasonal"
    SUMMER_STUDENT = "summer_student"


CATEGORY_LABELS: dict[Category, str] = {
    Category.DISABLED: "Persona con disabilità (L. 68/1999)",
    Category.DISADVANTAGED: "Persona svantaggiata (L. 381/1991)",
    Category.ASYLUM_SEEKER: "Persona richiedente o titolare di protezione",
    Category.GENERAL: "Altra persona in cerca di lavoro",
    Category.EQF_2_3: "Profilo di livello EQF 2 o 3",
    Category.EQF_4: "Profilo di livello EQF 4 o più",
    Category.SEASONAL: "Attività stagionale",
    Category.SUMMER_STUDENT: "Studente in estate",
}


class ForbiddenCase(StrEnum):
    """Events of the last months on the same tasks that keep a host from taking a trainee."""

    COLLECTIVE_DISMISSAL = "collective_dismissal"
    OBJECTIVE_DISMISSAL = "objective_dismissal"
    COMPORTO = "comporto"
    FAILED_PROBATION = "failed_probation"
    END_OF_APPALTO = "end_of_appalto"
    APPRENTICESHIP_ENDED = "apprenticeship_ended"
    CIG = "cig"
    SOLIDARITY = "solidarity"


FORBIDDEN_LABELS: dict[ForbiddenCase, str] = {
    ForbiddenCase.COLLECTIVE_DISMISSAL: "Licenziamento collettivo",
    ForbiddenCase.OBJECTIVE_DISMISSAL: "Licenziamento per giustificato motivo oggettivo",
    ForbiddenCase.COMPORTO: "Licenziamento per superamento del comporto",
    ForbiddenCase.FAILED_PROBATION: "Mancato superamento del periodo di prova",
    ForbiddenCase.END_OF_APPALTO: "Licenziamento per fine appalto",
    ForbiddenCase.APPRENTICESHIP_ENDED: "Fine dell’apprendistato per volontà dell’azienda",
    ForbiddenCase.CIG: "Cassa integrazione in corso, sulle stesse mansioni",
    ForbiddenCase.SOLIDARITY: "Contratto di solidarietà difensivo in corso",
}
NOW_ONLY = frozenset({ForbiddenCase.CIG, ForbiddenCase.SOLIDARITY})
"""They bar while they last; the others for some months after."""

DURATION = "Durata"
INDEMNITY = "Indennità"
ATTENDANCE = "Presenza"
HOST = "Limiti dell’ospitante"
TUTOR = "Limiti dei tutor"
TERMS = "Comunicazioni e termini"
PAPERS = "Documenti"
SANCTIONS = "Sanzioni"
SIGNALS = "Segnali"
GROUPS = (DURATION, INDEMNITY, ATTENDANCE, HOST, TUTOR, TERMS, PAPERS, SANCTIONS, SIGNALS)


@dataclass(frozen=True, slots=True)
class Name:
    group: str
    label: str
    unit: Unit


_M, _D, _P = Unit.MONTHS, Unit.DAYS, Unit.PEOPLE
_Y, _S, _E, _N = Unit.YES_NO, Unit.SHARE, Unit.EURO, Unit.NUMBER

NAMES: dict[str, Name] = {
    "duration.min_months": Name(DURATION, "Durata minima", _M),
    "duration.min_days": Name(DURATION, "Durata minima in giorni", _D),
    "duration.max_months": Name(DURATION, "Durata massima, proroghe comprese", _M),
    "duration.beyond_on_attestation": Name(DURATION, "Oltre la durata massima con attestazione del servizio", _Y),
    "duration.same_host_again": Name(DURATION, "Ripetibile presso lo stesso ospitante", _Y),
    "indemnity.due": Name(INDEMNITY, "Indennità dovuta", _Y),
    "indemnity.minimum": Name(INDEMNITY, "Indennità minima al mese", _E),
    "indemnity.minimum_with_meals": Name(INDEMNITY, "Minimo con mensa o buoni pasto", _E),
    "indemnity.minimum_short_day": Name(INDEMNITY, "Minimo per giornate brevi", _E),
    "indemnity.short_day_hours": Name(INDEMNITY, "Giornata breve: fino a queste ore", _N),
    "indemnity.minimum_public_host": Name(INDEMNITY, "Minimo presso enti pubblici", _E),
    "indemnity.minimum_full_week": Name(INDEMNITY, "Minimo a settimana intera, in proporzione alle ore", _E),
    "indemnity.full_week_hours": Name(INDEMNITY, "Ore della settimana intera", _N),
    "indemnity.base_week_hours": Name(INDEMNITY, "Il minimo vale fino a queste ore alla settimana", _N),
    "indemnity.meals_beyond_hours": Name(INDEMNITY, "Pasto dovuto oltre queste ore al giorno", _N),
    "attendance.full_pct": Name(ATTENDANCE, "Indennità intera da questa presenza", _S),
    "attendance.proportional": Name(ATTENDANCE, "Sotto la soglia, indennità in proporzione", _Y),
    "attendance.certificate_pct": Name(ATTENDANCE, "Attestazione da questa presenza", _S),
    "host.limit_applies": Name(HOST, "La persona conta nei limiti dell’ospitante", _Y),
    "host.small_up_to": Name(HOST, "Prima fascia: dipendenti a tempo indeterminato fino a", _P),
    "host.small": Name(HOST, "Prima fascia: tirocini insieme", _P),
    "host.medium_up_to": Name(HOST, "Seconda fascia: dipendenti fino a", _P),
    "host.medium": Name(HOST, "Seconda fascia: tirocini insieme", _P),
    "host.large_pct": Name(HOST, "Oltre: parte dei dipendenti", _S),
    "host.large_rounds_up": Name(HOST, "Oltre: arrotondamento per eccesso", _Y),
    "host.premium_months": Name(HOST, "Premialità: assunti negli ultimi", _M),
    "host.premium_first_pct": Name(HOST, "Premialità, un posto in più da", _S),
    "host.premium_second_pct": Name(HOST, "Premialità, due posti in più da", _S),
    "host.premium_third_pct": Name(HOST, "Premialità, tre posti in più da", _S),
    "host.premium_fourth_pct": Name(HOST, "Premialità, quattro posti in più da", _S),
    "host.barred_months": Name(HOST, "Divieto dopo licenziamenti sulle stesse mansioni", _M),
    "tutor.company_max": Name(TUTOR, "Tutor aziendale: percorsi insieme", _P),
    "tutor.promoter_max": Name(TUTOR, "Tutor del promotore: percorsi insieme", _P),
    "communication.lead_days": Name(TERMS, "Comunicazione obbligatoria: giorni prima dell’inizio", _D),
    "communication.category_code": Name(TERMS, "Comunicazione obbligatoria: codice della categoria", _N),
    "suspension.illness_days": Name(TERMS, "Sospensione per malattia o infortunio da", _D),
    "suspension.closure_days": Name(TERMS, "Sospensione per chiusura da", _D),
    "document.convenzione": Name(PAPERS, "Convenzione", _Y),
    "document.progetto": Name(PAPERS, "Progetto formativo o personalizzato", _Y),
    "document.insurance": Name(PAPERS, "Assicurazione INAIL e responsabilità civile", _Y),
    "document.communication": Name(PAPERS, "Comunicazione obbligatoria", _Y),
    "document.registro": Name(PAPERS, "Registro presenze", _Y),
    "document.dossier": Name(PAPERS, "Dossier individuale", _Y),
    "document.attestazione": Name(PAPERS, "Attestazione finale", _Y),
    "document.service_in_charge_signs": Name(PAPERS, "Firma anche il servizio che ha in carico la persona", _Y),
    "sanction.indemnity_min": Name(SANCTIONS, "Mancata indennità, almeno", _E),
    "sanction.indemnity_max": Name(SANCTIONS, "Mancata indennità, al massimo", _E),
    "sanction.fraud_day": Name(SANCTIONS, "Tirocinio al posto di un lavoro: al giorno e a persona", _E),
    "signal.log_days": Name(SIGNALS, "Registro fermo: giorni senza una riga", _D),
    "signal.absence_days": Name(SIGNALS, "Molte assenze: almeno questi giorni nel mese", _D),
    "signal.ratings_share": Name(SIGNALS, "Valutazioni in calo: parte degli obiettivi scesi", _S),
    "signal.visit_days": Name(SIGNALS, "Nessuna visita: giorni dall’ultima", _D),
}  # fmt: skip
PLACES = {rule: place for place, rule in enumerate(NAMES)}
