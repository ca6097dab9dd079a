"""The prospetto in Italian words, for those who read it: the same rows for PDF, XLSX and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.employers.companies.vocabulary import (
    EMPLOYER_KIND_LABELS,
    EXCLUSION_SCOPE_LABELS,
    ExclusionScope,
)
from portal.employers.measures.vocabulary import CONVENZIONE_LABELS
from portal.employers.obligations.rules.sospensione import EFFECTS, SuspensionCause
from portal.employers.obligations.rules.treatments import BY_GROUP
from portal.employers.obligations.vocabulary import COMPANY_CLASS_LABELS
from portal.employers.prospetto_informativo.rules.document import (
    Document,
    ExcludedRow,
    Person,
    Post,
    Province,
    Staff,
)
from portal.employers.prospetto_informativo.rules.people import FULL_TIME
from portal.foundation.web.italian import date_it, date_short
from portal.kernel.italian_counts import count_it
from portal.reference import municipalities, provinces, unipi
from portal.reference.register import UnknownCode

Row = tuple[str, str]
EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    """Columns that hold figures, from zero."""


@dataclass(frozen=True, slots=True)
class ProvinceWords:
    name: str
    place: tuple[Row, ...]
    staff: tuple[Row, ...]
    tables: tuple[Table, ...]
    note: str


def comune(code: str) -> str:
    if not code:
        return EMPTY
    try:
        return municipalities.by_code(code).label
    except UnknownCode:
        return code


def yes_no(value: bool | None) -> str:
    return EMPTY if value is None else "Sì" if value else "No"


def day(value: date | None) -> str:
    return date_short(value) if value else EMPTY


def company(document: Document) -> tuple[Row, ...]:
    said = document.answers
    return (
        ("Denominazione", document.name),
        ("Codice fiscale", document.tax_code),
        ("Dichiarante", EMPLOYER_KIND_LABELS[document.employer]),
        ("Settore (ATECO)", said.ateco or EMPTY),
        ("CCNL", said.ccnl or EMPTY),
        ("Sede legale", _place(said.address, said.cap, document.head_office_comune)),
        ("PEC", said.pec or EMPTY),
        ("Recapiti", _joined(said.phone, said.email)),
        ("Capogruppo", _group(document)),
        ("Fotografia al", date_it(document.reference_on)),
        ("Lavoratori in tutta Italia", str(document.workers)),
        ("Fascia", COMPANY_CLASS_LABELS[document.company_class]),
        *_transformation(document),
    )


def contact(document: Document) -> tuple[Row, ...]:
    said = document.answers.contact
    return (
        ("Referente", _joined(said.surname, said.name, by=" ")),
        ("Codice fiscale", said.tax_code or EMPTY),
        ("Indirizzo", _place(said.address, said.cap, said.comune_code)),
        ("Recapiti", _joined(said.phone, said.email)),
        ("Invia il prospetto", _joined(document.answers.sender_email, document.answers.delegate)),
    )


def _group(document: Document) -> str:
    said = document.answers
    if said.group_head:
        return "L’azienda è capogruppo"
    if not said.group_head_tax_code:
        return "Nessun gruppo"
    return f"{said.group_head_tax_code}{' (estera)' if said.group_head_foreign else ''}"


def _transformation(document: Document) -> Iterable[Row]:
    said = document.transformation
    if said is not None:
        yield (
            "Gradualità",
            f"{said.act_ref} del {day(said.decided_on)}, trasformata il {day(said.transformed_on)}",
        )
    if document.collective_dismissal:
        yield ("Sospensione per mobilità", f"In corso, fino al {day(document.collective_dismissal_ends_on)}")
    for balance in document.answers.public_balances:
        yield (
            f"Saldo concorsi, regione {balance.region}",
            f"art. 3: {balance.disabled:+d}; art. 18: {balance.protected:+d}",
        )


def _place(address: str, cap: str, comune_code: str) -> str:
    return _joined(address, f"{cap} {comune(comune_code)}".strip(" –"))


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part) or EMPTY


def totals(document: Document) -> Table:
    there = document.totals
    rows = (
        ("Base di computo", there.base3, there.base18),
        ("Quota di riserva", there.quota3, there.quota18),
        ("In forza", there.in_force3, there.in_force18),
        ("Esoneri", there.exempted, None),
        ("Riduzione per eccedenza art. 18", there.transitional, None),
        ("Posti scoperti", there.gap3, there.gap18),
    )
    return Table(
        "Riepilogo nazionale",
        ("Voce", "Art. 3", "Art. 18"),
        tuple((label, _number(left), _number(right)) for label, left, right in rows),
        (1, 2),
    )


def province_totals(document: Document) -> Table:
    return Table(
        "Riepilogo per provincia",
        ("Provincia", "Base art. 3", "Quota", "In forza", "Esonerati", "Comp.", "Scoperti", "Quota art. 18",
         "In forza art. 18", "Scoperti art. 18", "Sospesa"),
        tuple(
            (
                provinces.name(one.province), str(one.base3), str(one.quota3), str(one.in_force3),
                str(one.exempted), _signed(one.compensated3), str(one.gap3), str(one.quota18),
                str(one.in_force18), str(one.gap18), yes_no(one.suspended),
            )
            for one in document.province_totals
        ),
        tuple(range(1, 10)),
    )  # fmt: skip


def _number(value: int | None) -> str:
    return EMPTY if value is None else str(value)


def _signed(value: int) -> str:
    if not value:
        return "0"
    return f"{abs(value)} {unipi.REDUCTION if value > 0 else unipi.SURPLUS}"


def province(one: Province) -> ProvinceWords:
    said = one.answers
    tables = [
        _excluded(one.excluded),
        _hours("Part-time", one, "part_time", "Ore part-time"),
        _hours("Intermittenti", one, "intermittent", "Ore svolte"),
        people_table(one.people),
        posts_table(one.posts),
        _measures(one),
    ]
    return ProvinceWords(
        provinces.name(one.province),
        (
            ("Sede di riferimento", _place(said.address, said.cap, said.comune_code)),
            ("Referente", _joined(said.contact_surname, said.contact_name, by=" ")),
            ("Recapiti", _joined(said.phone, said.email)),
        ),
        (
            ("Lavoratori dipendenti", str(one.workers)),
            ("Persone con disabilità", _staff(one.disabled)),
            ("Centralinisti non vedenti", _staff(one.switchboard)),
            ("Massofisioterapisti e terapisti non vedenti", _staff(one.therapists)),
            ("Telelavoro", _staff(one.telework)),
            ("Altre categorie protette", str(one.protected)),
            ("di cui in forza al 17 gennaio 2000", str(one.protected_since_2000)),
            ("Persone con disabilità in somministrazione", _staff(one.agency)),
            ("Persone con disabilità in convenzione art. 12-bis o 14", _staff(one.receiving_body)),
        ),
        tuple(table for table in tables if table.rows),
        said.note,
    )


def _staff(staff: Staff) -> str:
    if not staff.part_time:
        return str(staff.full_time)
    hours = "; ".join(f"{row.heads} a {row.own} su {row.full_time}" for row in staff.part_time)
    return f"{staff.heads} ({staff.full_time} a tempo pieno; {hours})"


def excluded_label(row: ExcludedRow) -> str:
    label = BY_GROUP[row.group].label
    return (
        label
        if row.scope is ExclusionScope.BOTH
        else f"{label} ({EXCLUSION_SCOPE_LABELS[row.scope].lower()})"
    )


def _excluded(rows: Iterable[ExcludedRow]) -> Table:
    return Table(
        "Categorie escluse",
        ("Categoria", "Codice", "Persone"),
        tuple((excluded_label(row), row.code or EMPTY, str(row.heads)) for row in rows),
        (2,),
    )


def _hours(title: str, one: Province, name: str, own: str) -> Table:
    return Table(
        title,
        ("Persone", "Ore del contratto", own),
        tuple((str(row.heads), row.full_time, row.own) for row in getattr(one, name)),
        (0, 1, 2),
    )


def people_table(people: Iterable[Person]) -> Table:
    return Table(
        "Lavoratori computabili",
        ("Cognome e nome", "Codice fiscale", "Nascita", "Perc.", "Rapporto", "Qualifica", "Ore", "Cat.", "Ass."),
        tuple(
            (
                _joined(one.surname, one.name, by=" "),
                one.tax_code or EMPTY,
                _joined(day(one.born_on), comune(one.birthplace)),
                EMPTY if one.percentage is None else f"{one.percentage}%",
                _joined(day(one.starts_on), day(one.ends_on) if one.ends_on else "", by=" – "),
                one.profession_code or EMPTY,
                one.full_time_hours if one.own_hours == FULL_TIME else f"{one.own_hours} su {one.full_time_hours}",
                one.subject,
                one.channel,
            )
            for one in people
        ),
        (3,),
    )  # fmt: skip


def posts_table(posts: Iterable[Post]) -> Table:
    return Table(
        "Posti di lavoro disponibili",
        ("Qualifica", "Mansione", "Posti", "Cat.", "Comune", "Capacità e controindicazioni", "Barriere", "Notte",
         "Mezzi"),
        tuple(
            (
                one.profession_code or EMPTY, one.task or EMPTY, str(one.places), one.subject, comune(one.comune_code),
                one.capacities or EMPTY, yes_no(one.barriers), yes_no(one.night_shifts), yes_no(one.public_transport),
            )
            for one in posts
        ),
        (2,),
    )  # fmt: skip


def _measures(one: Province) -> Table:
    rows: list[tuple[str, str, str]] = []
    for moved in one.compensations:
        other = provinces.name(moved.province) if moved.province else EMPTY
        what = "eccedenza" if moved.kind == unipi.SURPLUS else "riduzione"
        rows.append(
            (
                "Compensazione",
                f"{moved.units} in {what} ({moved.subject}), {other}",
                moved.group_tax_code or EMPTY,
            )
        )
    for stop in one.suspensions:
        cause = EFFECTS[SuspensionCause(stop.cause)].label if stop.cause else "Sospensione"
        rows.append(
            (
                f"Sospensione {_state(stop.granted)}",
                f"{cause}: {count_it(stop.workers, 'lavoratore', 'lavoratori')}",
                f"fino al {day(stop.ends_on)}",
            )
        )
    for esonero in one.esoneri:
        percentage = EMPTY if esonero.percentage is None else f"{esonero.percentage}%"
        rows.append(
            (
                f"Esonero parziale {_state(esonero.granted)}",
                f"{percentage}, {_number(esonero.units)} unità, fino al {day(esonero.ends_on)}",
                _joined(
                    esonero.act_ref, f"del {day(esonero.decided_on)}" if esonero.decided_on else "", by=" "
                ),
            )
        )
    for declared in one.self_certified:
        rows.append(
            (
                "Esonero autocertificato 60 per mille",
                f"{count_it(declared.workers, 'lavoratore', 'lavoratori')}, {declared.units} unità",
                f"dichiarato il {day(declared.declared_on)}",
            )
        )
    for agreement in one.agreements:
        rows.append(
            (
                f"{CONVENZIONE_LABELS[agreement.kind]} {_state(agreement.granted)}",
                count_it(agreement.people, "lavoratore previsto", "lavoratori previsti"),
                _joined(
                    agreement.act_ref, f"firmata il {day(agreement.signed_on)}" if agreement.signed_on else ""
                ),
            )
        )
    if one.hires_of_transformation is not None:
        rows.append(("Gradualità", count_it(one.hires_of_transformation, "assunzione", "assunzioni"), EMPTY))
    return Table("Misure e convenzioni", ("Misura", "Contenuto", "Atto"), tuple(rows))


def _state(granted: bool) -> str:
    return "(concessa)" if granted else "(richiesta)"
