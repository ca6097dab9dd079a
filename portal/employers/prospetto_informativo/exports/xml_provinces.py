"""Quadro 2 as XML."""

from portal.employers.prospetto_informativo.exports.xml_tree import Tree, number, yes_no
from portal.employers.prospetto_informativo.rules.document import HoursRow, Person, Post, Province, Staff
from portal.employers.prospetto_informativo.rules.notes import note_of
from portal.employers.prospetto_informativo.rules.shapes import LONGEST_NAME
from portal.reference import provinces, unipi

_UNKNOWN_PLACE = "0000"


def province(tree: Tree, one: Province) -> None:
    _place(tree.block("datiprovinciali"), one)
    _staff(tree.block("personaledipendente"), one)
    others = tree.block("personalenondipendente")
    _hours(others.block("lavoratoridisabilisomministrati"), one.agency)
    _hours(others.block("lavoratoridisabiliconv12bis14"), one.receiving_body)
    for person in one.people:
        _person(tree.block("lavoratoricomputabili"), person)
    for post in one.posts:
        _post(tree.block("postilavoro"), post)
    _measures(tree, one)
    tree.maybe("note", note_of(one))


def _place(tree: Tree, one: Province) -> None:
    said = one.answers
    tree.put("provincia", provinces.by_code(one.province).istat)
    place = tree.block("sederiferimento")
    place.put("comune", said.comune_code)
    place.put("cap", said.cap)
    place.put("indirizzo", said.address)
    place.reached(said.phone, said.fax, said.email)
    contact = tree.block("referente")
    contact.put("cognome", said.contact_surname)
    contact.put("nome", said.contact_name)
    if said.switchboard_posts is not None:
        tree.put("nposticentralinisti", number(said.switchboard_posts))
    if said.therapist_posts is not None:
        tree.put("npostimassofisioterapisti", number(said.therapist_posts))


def _staff(tree: Tree, one: Province) -> None:
    tree.put("nlavoratori", number(one.workers))
    _hours(tree.block("disabili"), one.disabled)
    _hours(tree.block("centralinisti"), one.switchboard)
    _hours(tree.block("massofisioterapisti"), one.therapists)
    _hours(tree.block("telelavoro"), one.telework)
    for excluded in one.excluded:
        there = tree.block("categorieescluse")
        there.put("categoria", excluded.code)
        there.put("numero", number(excluded.heads))
    for row in one.part_time:
        _row(tree.block("dettaglioparttime"), "numero", row, "orariosettimanaleparttime")
    for row in one.intermittent:
        _row(tree.block("dettagliointermittenti"), "numero", row, "orariosettimanalesvolto")
    tree.put("categorieprotette", number(one.protected))
    if one.protected_since_2000:
        tree.put("dicuiinforzaal17012000", number(one.protected_since_2000))


def _hours(tree: Tree, staff: Staff) -> None:
    tree.put("nlavoratoritempopieno", number(staff.full_time))
    for row in staff.part_time:
        _row(tree.block("parttime"), "nlavoratoriparttime", row, "orariosettimanaleparttime")


def _row(tree: Tree, heads: str, row: HoursRow, own: str) -> None:
    tree.put(heads, number(row.heads))
    tree.put("orariosettimanalecontrattuale", row.full_time)
    tree.put(own, row.own)


def _person(tree: Tree, person: Person) -> None:
    who = tree.block("lavoratore")
    who.put("codicefiscale", person.tax_code)
    who.put("cognome", person.surname[:LONGEST_NAME])
    who.put("nome", person.name[:LONGEST_NAME])
    who.put("sesso", person.sex)
    who.put("datanascita", person.born_on)
    who.put("comunenascita", person.birthplace or _UNKNOWN_PLACE)
    if person.percentage is not None:
        who.put("percentualedisabilita", number(person.percentage))
    work = tree.block("rapportolavoro")
    work.put("datainizio", person.starts_on)
    work.maybe("tipologiacontr", person.contract_code)
    work.maybe("datafine", person.ends_on)
    work.put("qualifica", person.profession_code)
    work.put("tipoassunzione", person.hire_kind)
    work.put("orariosettimanale", person.full_time_hours)
    work.put("orariosettimanaleparttime", person.own_hours)
    work.put("categoriasogg", person.subject)
    work.put("categoriaass", person.channel)


def _post(tree: Tree, post: Post) -> None:
    tree.put("qualificaprof", post.profession_code)
    tree.put("mansione", post.task)
    tree.put("nposti", number(post.places))
    tree.put("categoriasogg", post.subject)
    tree.put("comuneass", post.comune_code)
    tree.put("capacitacontroindicazioni", post.capacities)
    tree.put("barrierearchitettoniche", yes_no(post.barriers))
    tree.put("turninotturni", yes_no(post.night_shifts))
    tree.put("mezzipubblici", yes_no(post.public_transport))
    tree.maybe("categoriaass", post.channel)


def _measures(tree: Tree, one: Province) -> None:
    """The module holds one of each a province: that which counts comes first, the others stand in the notes."""
    for moved in one.compensations:
        there = tree.block("compensazioni")
        there.put("provincia", provinces.by_code(moved.province).istat)
        there.put("categoriacomp", moved.kind)
        there.put("numero", number(moved.units))
        there.put("categoriasogg", moved.subject)
        there.maybe("codicefiscaleaziendagruppo", moved.group_tax_code)
    for stop in one.suspensions[:1]:
        there = tree.block("sospensioni")
        there.put("stato", _state(stop.granted))
        there.put("causale", stop.code)
        there.maybe("datafinesospensione", stop.ends_on)
        there.put("numerolavoratori", number(stop.workers))
    if one.hires_of_transformation is not None:
        tree.block("gradualita").put("nassunzioni", number(one.hires_of_transformation))
    for esonero in one.esoneri[:1]:
        there = tree.block("esoneri")
        there.put("stato", _state(esonero.granted))
        there.maybe("dataatto", esonero.decided_on)
        there.maybe("estremiatto", esonero.act_ref[:LONGEST_NAME])
        there.maybe("finoal", esonero.ends_on)
        if esonero.percentage is not None:
            there.put("percentuale", number(esonero.percentage))
        if esonero.units is not None:
            there.put("numerolavoratori", number(esonero.units))
    for declared in one.self_certified[:1]:
        there = tree.block("esoneri60permille")
        there.put("dataautocertificazione", declared.declared_on)
        there.put("numerolavoratori60permille", number(declared.workers))
        there.put("numerolavoratoriesonero", number(declared.units))
        if declared.percentage is not None:
            there.put("percentuale", number(declared.percentage))
    for agreement in one.agreements[:1]:
        there = tree.block("convenzione")
        there.put("stato", _state(agreement.granted))
        there.maybe("dataatto", agreement.act_on)
        there.maybe("estremiatto", agreement.act_ref[:LONGEST_NAME])
        there.put("tipoconvenzione", agreement.code)
        there.put("numLavoratoriPrevisti", f"{agreement.people:02d}")
        there.maybe("datastipula", agreement.signed_on)
        there.maybe("dataconcessione", agreement.granted_on)


def _state(granted: bool) -> str:
    return unipi.GRANTED if granted else unipi.ASKED
