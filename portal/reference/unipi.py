"""The prospetto informativo as it travels (UNIPI): its namespace, its codes, the schema that checks it.

Element names stand in data/unipi.xsd and nowhere else are they listed: ``tag`` puts them in the namespace. Lists
whose codes nobody published beside their meaning are asked of the company («da verificare»), never guessed here.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xmlschema import XMLSchema

NAMESPACE = "http://servizi.lavoro.gov.it/UNIPI"
VERSION = "PIDISABILI001600"
ROOT = "prospetto"
SCHEMA_FILE = Path(__file__).parent / "data" / "unipi.xsd"

PROSPETTO, CORRECTION, ANNULMENT = "01", "02", "03"
COMMUNICATIONS = {PROSPETTO: "Prospetto", CORRECTION: "Rettifica", ANNULMENT: "Annullamento"}

YES, NO = "S", "N"
DISABLED, PROTECTED = "D", "C"
"""Whom a worker, a post or a compensation is about: L. 68/1999 art. 1, art. 18."""

NUMERICAL, NOMINATIVE = "NU", "NO"
HIRE_CHANNELS = {NOMINATIVE: "Nominativa", NUMERICAL: "Numerica"}

GRANTED, ASKED = "E", "F"
SURPLUS, REDUCTION = "E", "R"

DECLARANTS = {
    "A": "Datore di lavoro privato",
    "B": "Ente pubblico economico",
    "C": "Datore di lavoro pubblico",
    "D": "Datore di lavoro privato in un gruppo",
}

HIRE_KINDS = {
    "A": "Assunzione ordinaria",
    "D": "Centralinista non vedente",
    "E": "Terapista della riabilitazione non vedente",
    "O": "Massofisioterapista",
    "H": "In convenzione (codice H)",
    "I": "In convenzione (codice I)",
    "M": "In somministrazione (codice M)",
    "N": "In somministrazione (codice N)",
}
"""``tipoassunzione``: codes seen in use; what each means exactly is still to be verified."""

PLACEHOLDER_CODE, PLACEHOLDER_PROTOCOL = "0" * 16, "0" * 8
"""Until the service that receives the prospetto gives its own."""


def tag(name: str) -> str:
    """The element in the namespace, as parsers and writers of XML call it."""
    return f"{{{NAMESPACE}}}{name}"


@cache
def schema() -> "XMLSchema":
    """The schema, read once. It refers to nothing outside its file."""
    # half a second to import: paid by the first export, not by every start
    from xmlschema import XMLSchema

    return XMLSchema(str(SCHEMA_FILE), allow="local")


def problems(document: Any) -> list[tuple[str, str]]:
    """Path and reason of everything the schema refuses in a parsed document; empty when it is valid."""
    return [(error.path or "/", error.reason or "") for error in schema().iter_errors(document)]
