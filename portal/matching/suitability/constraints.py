"""Hard constraints X01–X12 (matching.md §3): all are evaluated, each failure a code. Capability never excludes."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from portal.matching.suitability.fit import best_measure
from portal.matching.suitability.sides import PersonSide, Reserve, VacancySide
from portal.matching.suitability.travel import MINUTE, Trip
from portal.reference import education


class Code(StrEnum):
    X01 = "X01"
    X02 = "X02"
    X03 = "X03"
    X04 = "X04"
    X05 = "X05"
    X06 = "X06"
    X07 = "X07"
    X08 = "X08"
    X09 = "X09"
    X10 = "X10"
    X11 = "X11"
    X12 = "X12"


LABELS: dict[Code, str] = {
    Code.X01: "L’annuncio non è aperto, o la persona ora non può essere proposta",
    Code.X02: "Il posto è riservato a un’altra quota",
    Code.X03: "Le ore non coincidono",
    Code.X04: "Non è disponibile in tutti gli orari richiesti",
    Code.X05: "È libera dopo l’ultima data di inizio",
    Code.X06: "Il tragitto è troppo lungo o non ha un mezzo per arrivare",
    Code.X07: "Manca una patente o un’abilitazione",
    Code.X08: "Manca un attestato richiesto dalla legge",
    Code.X09: "Manca il titolo di studio richiesto dalla legge",
    Code.X10: "Il lavoro supera un limite medico",
    Code.X11: "Non accetta questo tipo di contratto",
    Code.X12: "Una lingua essenziale è sotto il livello",
}

TITLES: dict[Code, str] = {
    Code.X01: "Annuncio aperto e persona che può essere proposta",
    Code.X02: "Posto riservato",
    Code.X03: "Ore alla settimana",
    Code.X04: "Orari obbligati",
    Code.X05: "Data di inizio",
    Code.X06: "Tragitto",
    Code.X07: "Patenti e abilitazioni",
    Code.X08: "Attestati di legge",
    Code.X09: "Titolo di studio di legge",
    Code.X10: "Limiti medici",
    Code.X11: "Tipo di contratto",
    Code.X12: "Lingue essenziali",
}

HOURS_SHARE = 5
"""A gap of hours within a fifth of the person's nearest limit can be talked about."""
START_DAYS = timedelta(days=30)
TRAVEL_NUMERATOR, TRAVEL_DENOMINATOR = 5, 4
"""Up to a quarter over her minutes can be talked about."""


@dataclass(frozen=True, slots=True)
class Failure:
    """``negotiable``: near enough that counsellor, person and company may talk about it."""

    code: Code
    negotiable: bool


@cache
def education_rank(code: str | None) -> int:
    """Titles from the lowest up, 0 for none told; the two qualifications stand side by side. Raises UnknownCode."""
    if code is None:
        return 0
    order = [title.code for title in education.entries()]
    education.by_code(code)
    return 1 + order.index("USV" if code == "IFP" else code)


def failures(vacancy: VacancySide, person: PersonSide, way: Trip | None) -> tuple[Failure, ...]:
    """In the order of their codes; empty when the pair may be ranked."""
    found: list[Failure] = []

    def fail(code: Code, negotiable: bool = False) -> None:
        found.append(Failure(code, negotiable))

    if not (vacancy.published and person.may_be_proposed):
        fail(Code.X01)
    if not _eligible(vacancy.reserved, person):
        fail(Code.X02)
    hours, nearest = _hours_gap(vacancy, person)
    if hours > 0:
        fail(Code.X03, HOURS_SHARE * hours <= nearest)
    missing_slots = len(vacancy.slots - person.slots)
    if missing_slots:
        fail(Code.X04, missing_slots == 1)
    if (
        vacancy.starts_by is not None
        and person.free_from is not None
        and person.free_from > vacancy.starts_by
    ):
        fail(Code.X05, person.free_from - vacancy.starts_by <= START_DAYS)
    if way is None:
        fail(Code.X06)
    elif way.thousandths > person.max_minutes * MINUTE:
        within = way.thousandths * TRAVEL_DENOMINATOR <= person.max_minutes * MINUTE * TRAVEL_NUMERATOR
        fail(Code.X06, within)
    if vacancy.licences - person.held:
        fail(Code.X07, True)
    if vacancy.certificates - vacancy.certificates_given - person.held:
        fail(Code.X08)
    if education_rank(vacancy.education) > education_rank(person.education):
        fail(Code.X09)
    if _over_a_limit(vacancy, person):
        fail(Code.X10)
    if vacancy.contract not in person.contracts:
        fail(Code.X11)
    below = sum(max(0, level - person.languages.get(code, 0)) for code, level in vacancy.languages.items())
    if below:
        fail(Code.X12, below == 1)
    return tuple(found)


def nearly(found: tuple[Failure, ...]) -> bool:
    """Exactly one constraint fails, and it can be talked about: «quasi compatibile»."""
    return len(found) == 1 and found[0].negotiable


def _eligible(reserved: Reserve, person: PersonSide) -> bool:
    if reserved is Reserve.ART3:
        return person.art3
    return person.art18 if reserved is Reserve.ART18 else True


def _hours_gap(vacancy: VacancySide, person: PersonSide) -> tuple[int, int]:
    """Hours between the two ranges, 0 when they meet, and the person's limit that is nearer."""
    if vacancy.hours_min > person.hours_max:
        return vacancy.hours_min - person.hours_max, person.hours_max
    if person.hours_min > vacancy.hours_max:
        return person.hours_min - vacancy.hours_max, person.hours_min
    return 0, 0


def _over_a_limit(vacancy: VacancySide, person: PersonSide) -> bool:
    for dimension, level in person.levels.items():
        demand = vacancy.demands.get(dimension)
        if level.limit is None or demand is None:
            continue
        uplift, _ = best_measure(dimension, vacancy.offers)
        if demand.level - uplift - demand.adjustable > level.limit:
            return True
    return False
