"""Words of the duties."""

from enum import StrEnum

from portal.employers.companies.vocabulary import HOURS_BASIS_LABELS as HOURS_BASIS_LABELS
from portal.employers.companies.vocabulary import HoursBasis as HoursBasis


class Subject(StrEnum):
    """Whom a reserved quota is for; each has its base, its quota and its gap."""

    ART3 = "art3"
    ART18 = "art18"


SUBJECT_LABELS: dict[Subject, str] = {
    Subject.ART3: "Persone con disabilità (art. 3)",
    Subject.ART18: "Altre categorie protette (art. 18)",
}


class CompanyClass(StrEnum):
    """L. 68/1999 art. 3 c. 1, by the base of art. 3."""

    NONE = "none"
    C = "C"
    B = "B"
    A = "A"


COMPANY_CLASS_LABELS: dict[CompanyClass, str] = {
    CompanyClass.NONE: "Nessun obbligo",
    CompanyClass.C: "Da 15 a 35 dipendenti",
    CompanyClass.B: "Da 36 a 50 dipendenti",
    CompanyClass.A: "Oltre 50 dipendenti",
}


class Group(StrEnum):
    """Where a worker falls when a base is counted; the first that fits, in the order of the treatments."""

    AGENCY = "agency"
    RECEIVING_BODY = "receiving_body"
    NOT_SUBORDINATE = "not_subordinate"
    DISABLED_COUNTED = "disabled_counted"
    EXECUTIVE = "executive"
    APPRENTICE = "apprentice"
    SHORT_FIXED_TERM = "short_fixed_term"
    SHORT_SEASONAL = "short_seasonal"
    SHORT_SEASONAL_AGRICULTURAL = "short_seasonal_agricultural"
    HOME_WORKER = "home_worker"
    COOPERATIVE_MEMBER = "cooperative_member"
    INSERTION = "insertion"
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
    OTHER_DUTIES = "other_duties"
    TELEWORK = "telework"
    ART18 = "art18"
    INTERMITTENT = "intermittent"
    PART_TIME = "part_time"
    COUNTED = "counted"
