"""Words of the company and its workforce, with their Italian labels."""

from enum import StrEnum


class CompanyState(StrEnum):
    REGISTERED = "registered"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"


COMPANY_STATE_LABELS: dict[CompanyState, str] = {
    CompanyState.REGISTERED: "In attesa di verifica",
    CompanyState.VERIFIED: "Verificata",
    CompanyState.SUSPENDED: "Sospesa",
    CompanyState.ARCHIVED: "Archiviata",
}


class WorkContract(StrEnum):
    """The contracts that art. 4 c. 1 of L. 68/1999 tells apart."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    APPRENTICESHIP = "apprenticeship"
    EXECUTIVE = "executive"
    SEASONAL = "seasonal"
    SEASONAL_AGRICULTURAL = "seasonal_agricultural"
    HOME = "home"
    AGENCY = "agency"
    COOPERATIVE_MEMBER = "cooperative_member"
    INTERMITTENT = "intermittent"
    INSERTION = "insertion"
    RECEIVING_BODY = "receiving_body"
    NOT_SUBORDINATE = "not_subordinate"


WORK_CONTRACT_LABELS: dict[WorkContract, str] = {
    WorkContract.PERMANENT: "Tempo indeterminato",
    WorkContract.FIXED_TERM: "Tempo determinato",
    WorkContract.APPRENTICESHIP: "Apprendistato",
    WorkContract.EXECUTIVE: "Dirigente",
    WorkContract.SEASONAL: "Stagionale",
    WorkContract.SEASONAL_AGRICULTURAL: "Stagionale agricolo",
    WorkContract.HOME: "Lavoro a domicilio",
    WorkContract.AGENCY: "Somministrazione",
    WorkContract.COOPERATIVE_MEMBER: "Socio lavoratore di cooperativa",
    WorkContract.INTERMITTENT: "Lavoro intermittente",
    WorkContract.INSERTION: "Contratto di inserimento o di formazione e lavoro",
    WorkContract.RECEIVING_BODY: "Dipendente dell’ente che accoglie (art. 12-bis o art. 14)",
    WorkContract.NOT_SUBORDINATE: "Tirocinio, collaborazione, lavoro autonomo o volontariato",
}

NOT_DEPENDANTS = frozenset({WorkContract.AGENCY, WorkContract.RECEIVING_BODY, WorkContract.NOT_SUBORDINATE})
"""People who work at the company without being its employees: never in the headcount."""

CONTRACTS_WITH_AN_END = frozenset(
    {WorkContract.FIXED_TERM, WorkContract.SEASONAL, WorkContract.SEASONAL_AGRICULTURAL}
)
SEASONAL_CONTRACTS = frozenset({WorkContract.SEASONAL, WorkContract.SEASONAL_AGRICULTURAL})


class Protection(StrEnum):
    """Which reserved quota the worker belongs to, if any."""

    NONE = "none"
    ART1 = "art1"
    ART18 = "art18"


PROTECTION_LABELS: dict[Protection, str] = {
    Protection.NONE: "Nessuna",
    Protection.ART1: "Persona con disabilità (art. 1)",
    Protection.ART18: "Altra categoria protetta (art. 18)",
}


class ProtectedCategory(StrEnum):
    """Source: L. 68/1999 art. 1 c. 1 for those with D, art. 18 c. 2 and the laws that extend it for those with C."""

    D1 = "D1"
    D1B = "D1B"
    D2 = "D2"
    D3N = "D3N"
    D3S = "D3S"
    D4 = "D4"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"

    @property
    def protection(self) -> Protection:
        return Protection.ART1 if self.value.startswith("D") else Protection.ART18


PROTECTED_CATEGORY_LABELS: dict[ProtectedCategory, str] = {
    ProtectedCategory.D1: "Invalidità civile",
    ProtectedCategory.D1B: "Assegno ordinario di invalidità",
    ProtectedCategory.D2: "Invalidità del lavoro",
    ProtectedCategory.D3N: "Persona non vedente",
    ProtectedCategory.D3S: "Persona sorda",
    ProtectedCategory.D4: "Invalidità di guerra o per servizio",
    ProtectedCategory.C1: "Orfano, coniuge superstite, equiparato o profugo",
    ProtectedCategory.C2: "Vittima del terrorismo o della criminalità, o familiare",
    ProtectedCategory.C3: "Testimone di giustizia",
    ProtectedCategory.C4: "Giovane già fuori famiglia per decisione del giudice",
    ProtectedCategory.C5: "Orfano per crimini domestici",
    ProtectedCategory.C6: "Vittima di cedimento di infrastruttura stradale, o familiare",
}


class CoverageTitle(StrEnum):
    """Why a worker with a disability counts toward the quota; which law says so stands in the rules."""

    TARGETED_HIRE = "K1"
    DISABLED_BEFORE_HIRE = "K2"
    BECAME_UNABLE = "K3"
    WORK_INJURY = "K4"
    HOME_OR_TELEWORK = "K5"
    AGENCY_TWELVE_MONTHS = "K6"
    RECEIVING_BODY = "K7"
    FRAMEWORK_CONVENTION = "K7Q"
    SPECIAL_LIST = "K8"
    SPECIAL_LIST_THERAPIST = "K8T"


COVERAGE_TITLE_LABELS: dict[CoverageTitle, str] = {
    CoverageTitle.TARGETED_HIRE: "Avviamento o convenzione L. 68/99",
    CoverageTitle.DISABLED_BEFORE_HIRE: "Disabilità già presente all’assunzione (art. 4 c. 3-bis)",
    CoverageTitle.BECAME_UNABLE: "Inabilità sopravvenuta per malattia o infortunio (art. 4 c. 4)",
    CoverageTitle.WORK_INJURY: "Infortunio o malattia professionale in servizio (INAIL)",
    CoverageTitle.HOME_OR_TELEWORK: "Lavoro a domicilio o telelavoro con orario normale (art. 4 c. 3)",
    CoverageTitle.AGENCY_TWELVE_MONTHS: "Somministrazione di almeno 12 mesi",
    CoverageTitle.RECEIVING_BODY: "Presso l’ente che accoglie, con convenzione art. 12-bis",
    CoverageTitle.FRAMEWORK_CONVENTION: "Presso l’ente che accoglie, con convenzione quadro art. 14",
    CoverageTitle.SPECIAL_LIST: "Centralinista non vedente",
    CoverageTitle.SPECIAL_LIST_THERAPIST: "Massofisioterapista o terapista non vedente",
}

RECEIVING_BODY_TITLES = frozenset({CoverageTitle.RECEIVING_BODY, CoverageTitle.FRAMEWORK_CONVENTION})
SPECIAL_LIST_TITLES = frozenset({CoverageTitle.SPECIAL_LIST, CoverageTitle.SPECIAL_LIST_THERAPIST})


class Exclusion(StrEnum):
    """Reasons for leaving the base that no contract tells: L. 68/1999 art. 4 c. 1 and, by sector, art. 5 c. 2."""

    WORK_ABROAD = "work_abroad"
    SOCIALLY_USEFUL = "socially_useful"
    EMERGED = "emerged"
    CONTRACTOR_CHANGE = "contractor_change"
    SUBSTITUTE = "substitute"
    TRAVELLING = "travelling"
    ROAD_HAULAGE = "road_haulage"
    BUILDING_SITE = "building_site"
    ON_SITE_ASSEMBLY = "on_site_assembly"
    CABLEWAY = "cableway"
    UNDERGROUND = "underground"


EXCLUSION_LABELS: dict[Exclusion, str] = {
    Exclusion.WORK_ABROAD: "Assunto per attività da svolgere all’estero",
    Exclusion.SOCIALLY_USEFUL: "Ex lavoratore socialmente utile stabilizzato",
    Exclusion.EMERGED: "Emerso dal lavoro sommerso (L. 383/2001)",
    Exclusion.CONTRACTOR_CHANGE: "Preso in carico con un cambio di appalto",
    Exclusion.SUBSTITUTE: "Sostituisce una persona assente, già contata",
    Exclusion.TRAVELLING: "Personale viaggiante o navigante (trasporto aereo, marittimo, terrestre)",
    Exclusion.ROAD_HAULAGE: "Personale viaggiante dell’autotrasporto",
    Exclusion.BUILDING_SITE: "Personale di cantiere e addetti al trasporto nell’edilizia",
    Exclusion.ON_SITE_ASSEMBLY: "Montaggio o manutenzione di impianti in cantiere",
    Exclusion.CABLEWAY: "Addetti all’esercizio e alla regolarità degli impianti a fune",
    Exclusion.UNDERGROUND: "Personale di sottosuolo e addetti all’estrazione",
}

SECTOR_EXCLUSIONS = frozenset(
    {
        Exclusion.TRAVELLING,
        Exclusion.ROAD_HAULAGE,
        Exclusion.BUILDING_SITE,
        Exclusion.ON_SITE_ASSEMBLY,
        Exclusion.CABLEWAY,
        Exclusion.UNDERGROUND,
    }
)
"""Those of art. 5 c. 2, which a company may have to declare for one base only."""


class ExclusionScope(StrEnum):
    """Which base a worker left out by sector leaves; the prospetto writes E, D and C."""

    BOTH = "both"
    ART3 = "art3"
    ART18 = "art18"


EXCLUSION_SCOPE_LABELS: dict[ExclusionScope, str] = {
    ExclusionScope.BOTH: "Da entrambe le basi",
    ExclusionScope.ART3: "Solo dalla base dell’art. 3",
    ExclusionScope.ART18: "Solo dalla base dell’art. 18",
}


class Duties(StrEnum):
    """What the worker does, asked only of employers of art. 3 c. 3 and c. 4: their base counts some alone."""

    TECHNICAL_EXECUTIVE = "technical_executive"
    ADMINISTRATIVE = "administrative"
    OTHER = "other"


DUTIES_LABELS: dict[Duties, str] = {
    Duties.TECHNICAL_EXECUTIVE: "Personale tecnico-esecutivo",
    Duties.ADMINISTRATIVE: "Funzioni amministrative",
    Duties.OTHER: "Altre funzioni",
}


class EmployerKind(StrEnum):
    """The declarant of the prospetto, which writes A, B, C and D."""

    PRIVATE = "private"
    PUBLIC_ECONOMIC = "public_economic"
    PUBLIC = "public"
    PRIVATE_IN_GROUP = "private_in_group"


EMPLOYER_KIND_LABELS: dict[EmployerKind, str] = {
    EmployerKind.PRIVATE: "Datore di lavoro privato",
    EmployerKind.PUBLIC_ECONOMIC: "Ente pubblico economico",
    EmployerKind.PUBLIC: "Datore di lavoro pubblico",
    EmployerKind.PRIVATE_IN_GROUP: "Datore di lavoro privato in un gruppo",
}


class EmployerRegime(StrEnum):
    """Employers whose base counts only some duties: L. 68/1999 art. 3 c. 3 and c. 4."""

    ORDINARY = "ordinary"
    SOCIAL = "social"
    SECURITY = "security"


EMPLOYER_REGIME_LABELS: dict[EmployerRegime, str] = {
    EmployerRegime.ORDINARY: "Regola ordinaria",
    EmployerRegime.SOCIAL: "Partito, sindacato o ente senza scopo di lucro (art. 3 c. 3)",
    EmployerRegime.SECURITY: "Polizia o protezione civile (art. 3 c. 4)",
}


class HoursBasis(StrEnum):
    """Which hours weigh a part-time worker: those of the contract, or those worked (circ. ML 9/2004, 46/2001)."""

    CONTRACT = "contract"
    WORKED = "worked"


HOURS_BASIS_LABELS: dict[HoursBasis, str] = {
    HoursBasis.CONTRACT: "Ore del contratto",
    HoursBasis.WORKED: "Ore del contratto e ore in più lavorate",
}


class HireChannel(StrEnum):
    """How somebody of a reserved quota was sent or called: NO and NU of the prospetto (L. 68/1999 art. 7)."""

    NOMINATIVE = "nominative"
    NUMERIC = "numeric"


HIRE_CHANNEL_LABELS: dict[HireChannel, str] = {
    HireChannel.NOMINATIVE: "Richiesta nominativa",
    HireChannel.NUMERIC: "Richiesta numerica",
}


class Sex(StrEnum):
    """As the prospetto asks it."""

    MALE = "M"
    FEMALE = "F"


SEX_LABELS: dict[Sex, str] = {Sex.MALE: "Maschio", Sex.FEMALE: "Femmina"}


class HireProposalState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


HIRE_PROPOSAL_LABELS: dict[HireProposalState, str] = {
    HireProposalState.PROPOSED: "Da confermare",
    HireProposalState.CONFIRMED: "Confermata",
    HireProposalState.DECLINED: "Non avvenuta",
}


class ImportState(StrEnum):
    """A workforce file: read and checked, then loaded or thrown away."""

    RECEIVED = "received"
    MAPPING = "mapping"
    REFUSED = "refused"
    CHECKED = "checked"
    LOADING = "loading"
    APPLIED = "applied"
    DISCARDED = "discarded"


IMPORT_STATE_LABELS: dict[ImportState, str] = {
    ImportState.RECEIVED: "In lettura",
    ImportState.MAPPING: "Colonne da abbinare",
    ImportState.REFUSED: "Con errori, niente è stato salvato",
    ImportState.CHECKED: "Controllato, da caricare",
    ImportState.LOADING: "In caricamento",
    ImportState.APPLIED: "Caricato",
    ImportState.DISCARDED: "Annullato",
}
