"""What else the law says of one measure, with the figures of its days; which compensations would stand."""

from collections.abc import Callable

from portal.employers.measures.pages.shared import province_name
from portal.employers.measures.rules.written import WrittenMeasure
from portal.employers.measures.vocabulary import MeasureKind
from portal.employers.obligations.rules.compensazione import CompensationKind, proposed
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.sospensione import SuspensionCause, dismissal_until
from portal.employers.obligations.vocabulary import SUBJECT_LABELS, Subject
from portal.foundation.web.italian import date_it, number_it, plural
from portal.kernel.parameters import Parameters

Fact = tuple[str, object, str | None]


def law_facts(one: WrittenMeasure, parameters: Parameters) -> list[Fact]:
    rows: list[Fact] = []
    if one.cause == SuspensionCause.COLLECTIVE_DISMISSAL and one.ends_on is not None:
        most = int(parameters.value("suspension.precedence_dismissals", one.ends_on))
        until = date_it(dismissal_until(one.ends_on, most, parameters), "al")
        rows.append((f"Con almeno {most} licenziamenti", f"Continua fino {until}", "durata da verificare"))
    if one.kind is MeasureKind.ESONERO_PARZIALE:
        low, high = (
            number_it(parameters.value(f"esonero.surcharge_{end}_pct", one.starts_on) * 100)
            for end in ("min", "max")
        )
        rows.append(("Se paghi tardi", f"Dal {low} al {high} % l’anno in più", "art. 5 c. 5, da verificare"))
    return rows


def compensations_in_words(there: Position, region_of: Callable[[str], str]) -> list[str]:
    """The largest surplus to the largest gap; within one region for public employers (art. 5 c. 8)."""
    found = []
    for subject in Subject:
        real = {one.province: _real(one, subject) for one in there.provinces}
        exempted = frozenset(
            one.province
            for one in there.provinces
            if subject is Subject.ART3 and (one.exempted or one.exemption_asked)
        )
        for row in proposed(real, subject, there.situation.employer, region_of, exempted):
            if row.kind is CompensationKind.EXCESS:
                where = f"da {province_name(row.province)} a {province_name(row.other_province)}"
                found.append(f"{plural(row.places, 'posto', 'posti')} {where}. {SUBJECT_LABELS[subject]}.")
    return found


def _real(one: ProvincePosition, subject: Subject) -> int:
    """What is missing there, the compensations in force taken in; below zero a surplus."""
    return one.real3 - one.compensated3 if subject is Subject.ART3 else one.real18 - one.compensated18
