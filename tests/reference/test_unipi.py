"""The schema of the prospetto informativo: written from the description of the format, field by field."""

from typing import Any

import pytest
from lxml import etree

from portal.reference import unipi

HEAD = {
    "codicecomunicazione": unipi.PLACEHOLDER_CODE,
    "dataInvio": "2026-01-20T09:00:00",
    "e-mailDelegato": "ufficio@example.org",
    "protocollo": unipi.PLACEHOLDER_PROTOCOL,
    "versione": unipi.VERSION,
}
COMPANY: dict[str, Any] = {
    "datiprospetto": {"datariferimento": "2025-12-31", "capogruppo": "N", "nlavoratorinazionali": "60"},
    "datiaziendali": {
        "dichiarante": {
            "tipologiadichiarante": "A",
            "codicefiscale": "01234567890",
            "denominazione": "Officine di prova",
            "settore": "25.62.00",
            "ccnl": "C01",
        },
        "sedelegale": {
            "comunesedelegale": "F205",
            "capsedelegale": "20121",
            "indirizzosedelegale": "Via Roma 1",
            "PECemail": "officine@pec.example.org",
        },
        "referente": {
            "codicefiscale": "RSSMRA80A01F205X",
            "cognome": "Rossi",
            "nome": "Maria",
            "indirizzo": "Via Roma 1",
            "comune": "F205",
            "cap": "20121",
        },
    },
}


def _fill(parent: Any, content: dict[str, Any]) -> None:
    for name, value in content.items():
        child = etree.SubElement(parent, unipi.tag(name))
        if isinstance(value, dict):
            _fill(child, value)
        else:
            child.text = value


def _document(company: dict[str, Any], kind: str = "01", **head: str) -> Any:
    root = etree.Element(unipi.tag(unipi.ROOT), {**HEAD, **head})
    _fill(etree.SubElement(root, unipi.tag("quadro1")), company)
    etree.SubElement(root, unipi.tag("tipocomunicazione")).text = kind
    return root


def _with(block: str, field: str, value: str | None) -> dict[str, Any]:
    company = {
        **COMPANY,
        "datiprospetto": dict(COMPANY["datiprospetto"]),
        "datiaziendali": {name: dict(fields) for name, fields in COMPANY["datiaziendali"].items()},
    }
    there = company["datiprospetto"] if block == "datiprospetto" else company["datiaziendali"][block]
    if value is None:
        del there[field]
    else:
        there[field] = value
    return company


def test_a_complete_quadro_1_is_valid() -> None:
    assert unipi.problems(_document(COMPANY)) == []


@pytest.mark.parametrize(
    ("block", "field"),
    [
        ("datiprospetto", "datariferimento"),
        ("datiprospetto", "capogruppo"),
        ("datiprospetto", "nlavoratorinazionali"),
        ("dichiarante", "tipologiadichiarante"),
        ("dichiarante", "settore"),
        ("dichiarante", "ccnl"),
        ("sedelegale", "PECemail"),
        ("referente", "codicefiscale"),
    ],
)
def test_what_the_format_asks_for_may_not_be_missing(block: str, field: str) -> None:
    assert unipi.problems(_document(_with(block, field, None)))


@pytest.mark.parametrize(
    ("block", "field", "value"),
    [
        ("datiprospetto", "nlavoratorinazionali", "1234567"),
        ("datiprospetto", "nlavoratorinazionali", "-1"),
        ("datiprospetto", "capogruppo", "si"),
        ("dichiarante", "tipologiadichiarante", "E"),
        ("dichiarante", "settore", "25.62"),
        ("dichiarante", "settore", "C"),
        ("dichiarante", "ccnl", "ABCD"),
        ("dichiarante", "codicefiscale", "0123456789"),
        ("dichiarante", "denominazione", "x" * 101),
        ("sedelegale", "comunesedelegale", "Milano"),
        ("sedelegale", "capsedelegale", "2012"),
        ("sedelegale", "PECemail", "nessuna"),
        ("referente", "codicefiscale", "RSSMRA80A01F205"),
        ("referente", "cognome", ""),
    ],
)
def test_a_value_outside_its_type_is_refused(block: str, field: str, value: str) -> None:
    found = unipi.problems(_document(_with(block, field, value)))
    assert len(found) == 1
    assert field in found[0][0]


@pytest.mark.parametrize(
    ("block", "field", "value"),
    [("sedelegale", "comunesedelegale", "0000"), ("dichiarante", "ccnl", "AB")],
)
def test_values_at_the_edge_of_their_type_pass(block: str, field: str, value: str) -> None:
    assert unipi.problems(_document(_with(block, field, value))) == []


@pytest.mark.parametrize("kind", ["04", "1", ""])
def test_there_are_three_kinds_of_communication(kind: str) -> None:
    assert unipi.problems(_document(COMPANY, kind))


def test_a_correction_may_name_the_communication_before() -> None:
    assert unipi.problems(_document(COMPANY, "02", codicecomunicazioneprecedente="1234567890ABCDEF")) == []
    assert unipi.problems(_document(COMPANY, "02", codicecomunicazioneprecedente="123"))


def test_another_edition_of_the_format_is_refused() -> None:
    assert unipi.problems(_document(COMPANY, versione="PIDISABILI001500"))
