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
}

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
    SPECIAL_LIST = "K8"


COVERAGE_TITLE_LABELS: dict[CoverageTitle, str] = {
    CoverageTitle.TARGETED_HIRE: "Avviamento o convenzione L. 68/99",
    CoverageTitle.DISABLED_BEFORE_HIRE: "Disabilità già presente all’assunzione (art. 4 c. 3-bis)",
    CoverageTitle.BECAME_UNABLE: "Inabilità sopravvenuta per malattia o infortunio (art. 4 c. 4)",
    CoverageTitle.WORK_INJURY: "Infortunio o malattia professionale in servizio (INAIL)",
    CoverageTitle.HOME_OR_TELEWORK: "Lavoro a domicilio o telelavoro con orario normale (art. 4 c. 3)",
    CoverageTitle.AGENCY_TWELVE_MONTHS: "Somministrazione di almeno 12 mesi",
    CoverageTitle.SPECIAL_LIST: "Centralinisti, massofisioterapisti e terapisti non vedenti",
}


class Exclusion(StrEnum):
    """Reasons for leaving the base that no contract tells."""

    WORK_ABROAD = "work_abroad"


EXCLUSION_LABELS: dict[Exclusion, str] = {
    Exclusion.WORK_ABROAD: "Assunto per attività da svolgere all’estero",
}


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

    CHECKED = "checked"
    APPLIED = "applied"
    DISCARDED = "discarded"


IMPORT_STATE_LABELS: dict[ImportState, str] = {
    ImportState.CHECKED: "Controllato, da caricare",
    ImportState.APPLIED: "Caricato",
    ImportState.DISCARDED: "Annullato",
}
