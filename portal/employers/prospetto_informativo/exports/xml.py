"""The prospetto as XML: written in the order of the module, checked against its schema before it leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree

from portal.employers.prospetto_informativo.exports.xml_provinces import province
from portal.employers.prospetto_informativo.exports.xml_tree import Tree, number, yes_no
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet
from portal.employers.prospetto_informativo.rules.document import Document, Transformation
from portal.employers.prospetto_informativo.vocabulary import DECLARANTS
from portal.foundation.clock import ROME, in_rome
from portal.reference import provinces, unipi

MEDIA_TYPE = "application/xml"


@dataclass(frozen=True, slots=True)
class Sending:
    """Head of the communication. Without codes (nothing sent yet) the file holds the placeholders of the module."""

    at: datetime
    code: str = unipi.PLACEHOLDER_CODE
    protocol: str = unipi.PLACEHOLDER_PROTOCOL
    previous_code: str | None = None


class NotValid(Exception):
    """The file does not fit the schema: a fault of ours or an answer nobody checked. Holds paths, no values."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


def render(document: Document, sending: Sending) -> bytes:
    """Raises NotValid rather than giving a file that the service would refuse."""
    root = _tree(document, sending)
    wrong = unipi.problems(root)
    if wrong:
        raise NotValid(sorted({path for path, _ in wrong}))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def _tree(document: Document, sending: Sending) -> Any:
    said = document.answers
    head = {
        "codicecomunicazione": sending.code,
        "dataInvio": in_rome(sending.at).replace(tzinfo=None, microsecond=0).isoformat(),
        "e-mailDelegato": said.sender_email,
        "protocollo": sending.protocol,
        "versione": unipi.VERSION,
    }
    if sending.previous_code:
        head["codicecomunicazioneprecedente"] = sending.previous_code
    if said.delegate:
        head |= {"delegato": said.delegate, "tipoDelegato": said.delegate_kind}
    tree = Tree.root(unipi.ROOT, head)
    _quadro_1(tree.block("quadro1"), document)
    for one in document.provinces:
        province(tree.block("quadro2"), one)
    _quadro_3(tree.block("quadro3"), document)
    tree.put("tipocomunicazione", document.kind)
    return tree.element


def _quadro_1(tree: Tree, document: Document) -> None:
    said = document.answers
    facts = tree.block("datiprospetto")
    facts.put("datariferimento", document.reference_on)
    facts.put("capogruppo", yes_no(said.group_head))
    facts.maybe("cfcapogruppo", said.group_head_tax_code)
    if said.group_head_tax_code:
        facts.put("capogruppoestera", yes_no(said.group_head_foreign))
    facts.put("nlavoratorinazionali", number(document.workers))
    if document.obliged:
        facts.put("categoriaazienda", str(document.company_class))
    _company(tree.block("datiaziendali"), document, said)
    if document.transformation is not None:
        _transformation(tree.block("gradualita"), document.transformation)
    if document.collective_dismissal:
        stop = tree.block("sospensionemobilita")
        stop.put("sospensionepermobilita", unipi.YES)
        stop.maybe("datafinesospensione", document.collective_dismissal_ends_on)
    for balance in said.public_balances:
        there = tree.block("assunzionipubblicaselezione")
        there.put("regione", balance.region)
        there.put("saldodisabili", str(balance.disabled))
        there.put("saldoexart18", str(balance.protected))
        there.maybe("note", balance.note)


def _company(tree: Tree, document: Document, said: EmployerSheet) -> None:
    who = tree.block("dichiarante")
    who.put("tipologiadichiarante", DECLARANTS[document.employer])
    who.put("codicefiscale", document.tax_code)
    who.put("denominazione", document.name)
    who.put("settore", said.ateco)
    who.put("ccnl", said.ccnl)
    seat = tree.block("sedelegale")
    seat.put("comunesedelegale", document.head_office_comune)
    seat.put("capsedelegale", said.cap)
    seat.put("indirizzosedelegale", said.address)
    seat.reached(said.phone, said.fax, said.email)
    seat.put("PECemail", said.pec)
    contact = tree.block("referente")
    contact.put("codicefiscale", said.contact.tax_code)
    contact.put("cognome", said.contact.surname)
    contact.put("nome", said.contact.name)
    contact.put("indirizzo", said.contact.address)
    contact.put("comune", said.contact.comune_code)
    contact.put("cap", said.contact.cap)
    contact.reached(said.contact.phone, said.contact.fax, said.contact.email)


def _transformation(tree: Tree, said: Transformation) -> None:
    tree.put("dataatto", said.decided_on)
    tree.put("estremiatto", said.act_ref[:50])
    tree.put("assunzioninondisabiliprimaditrasformazione", number(said.hires_before or 0))
    tree.put("datatrasformazione", said.transformed_on)
    tree.put("percentuale", number(said.percentage or 0))


def _quadro_3(tree: Tree, document: Document) -> None:
    there = document.totals
    nation = tree.block("riepilogonazionale")
    for name, value in (
        ("numLavBaseComputoArt3", there.base3),
        ("numLavBaseComputoArt18", there.base18),
        ("quotariservadisabili", there.quota3),
        ("quotariservacatprotette", there.quota18),
        ("esoneri", there.exempted),
        ("disabili", there.in_force3),
        ("catprotette", there.in_force18),
        ("quotaesuberiArt18", there.transitional),
        ("scoperturedisabili", there.gap3),
        ("scoperturecatprotette", there.gap18),
    ):
        nation.put(name, number(value))
    nation.put("sospensioniincorso", yes_no(there.suspended))
    for one in document.province_totals:
        local = tree.block("elencoriepilogativoprovinciale")
        local.put("provincia", provinces.by_code(one.province).istat)
        local.put("numLavBaseComputoArt3", number(one.base3))
        local.put("numLavBaseComputoArt18", number(one.base18))
        for name, signed in (("disabili", one.compensated3), ("catprotette", one.compensated18)):
            if signed:
                local.put(f"categoriacomp{name}", unipi.REDUCTION if signed > 0 else unipi.SURPLUS)
                local.put(f"numerocomp{name}", number(abs(signed)))
        for name, value in (
            ("disabili", one.in_force3),
            ("catprotette", one.in_force18),
            ("quotariservadisabili", one.quota3),
            ("quotariservacatprotette", one.quota18),
            ("esonerati", one.exempted),
            ("scoperturedisabili", one.gap3),
            ("scoperturecatprotette", one.gap18),
        ):
            local.put(name, number(value))
        local.put("sospensioniincorso", yes_no(one.suspended))


def sent_at(day: date) -> datetime:
    """Noon of the day of the sending: the receipt has no hour that counts."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=ROME)
