"""Words of the prospetto informativo."""

from enum import StrEnum

from portal.employers.companies.vocabulary import EmployerKind
from portal.reference import unipi


class CommunicationKind(StrEnum):
    """``tipocomunicazione``: a correction or an annulment names the communication before it."""

    PROSPETTO = unipi.PROSPETTO
    CORRECTION = unipi.CORRECTION
    ANNULMENT = unipi.ANNULMENT


COMMUNICATION_LABELS: dict[CommunicationKind, str] = {
    CommunicationKind.PROSPETTO: "Prospetto",
    CommunicationKind.CORRECTION: "Rettifica",
    CommunicationKind.ANNULMENT: "Annullamento",
}


class ProspettoInformativoState(StrEnum):
    """A draft is counted again at every look; what was filed never changes."""

    DRAFT = "draft"
    FILED = "filed"


STATE_LABELS: dict[ProspettoInformativoState, str] = {
    ProspettoInformativoState.DRAFT: "Da completare",
    ProspettoInformativoState.FILED: "Inviato",
}


class Section(StrEnum):
    """The parts of the task list; every problem belongs to one."""

    EMPLOYER = "employer"
    PROVINCES = "provinces"
    CODES = "codes"
    WORKFORCE = "workforce"
    PROTECTED = "protected"
    POSTS = "posts"
    MEASURES = "measures"


SECTION_LABELS: dict[Section, str] = {
    Section.EMPLOYER: "Dati dell’azienda e referente",
    Section.PROVINCES: "Sedi di riferimento per provincia",
    Section.CODES: "Codici del modulo",
    Section.WORKFORCE: "Organico al 31 dicembre",
    Section.PROTECTED: "Lavoratori computabili",
    Section.POSTS: "Posti di lavoro disponibili",
    Section.MEASURES: "Esoneri, sospensioni, compensazioni e convenzioni",
}


class Gravity(StrEnum):
    """An error keeps the prospetto from being exported as XML and filed; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


class CodeList(StrEnum):
    """Codes of the module asked of the company: no source says what each one means, or only the company knows.

    ``GROUP_PROVINCE`` is the province of another company of the group, by its tax code.
    """

    EXCLUDED = "excluded"
    SUSPENSION = "suspension"
    CONVENTION = "convention"
    GROUP_PROVINCE = "group_province"


CODE_SHAPES: dict[CodeList, tuple[str, str]] = {
    CodeList.EXCLUDED: (r"[0-9]{4}", "quattro cifre"),
    CodeList.SUSPENSION: (r"[0-9A-Z]", "una lettera o una cifra"),
    CodeList.CONVENTION: (r"[0-9A-Z]", "una lettera o una cifra"),
    CodeList.GROUP_PROVINCE: (r"[A-Z]{2}", "le due lettere della targa"),
}

CODE_LIST_LABELS: dict[CodeList, str] = {
    CodeList.EXCLUDED: "Categorie escluse",
    CodeList.SUSPENSION: "Cause di sospensione",
    CodeList.CONVENTION: "Tipi di convenzione",
    CodeList.GROUP_PROVINCE: "Province delle altre aziende del gruppo",
}

DECLARANTS: dict[EmployerKind, str] = {
    EmployerKind.PRIVATE: "A",
    EmployerKind.PUBLIC_ECONOMIC: "B",
    EmployerKind.PUBLIC: "C",
    EmployerKind.PRIVATE_IN_GROUP: "D",
}
