"""Pure decisions about a vacancy: what is still missing, how fresh it is, which gap it would close."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from portal.employers.vacancies.vocabulary import (
    DAYS,
    HIRES,
    PARTS_OF_DAY,
    Reserved,
    Section,
    VacancyContract,
)
from portal.kernel.numbers import round_half_down
from portal.reference import accommodations
from portal.reference.job_tags import JobTag

STALE_AFTER = timedelta(days=60)
UNPUBLISHED_AFTER = timedelta(days=90)
"""Days since publication or the last confirmation (architecture §4)."""
NOTICE_BEFORE = timedelta(days=7)
"""How long before it stops being visible the company is told once more."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a vacancy says so far; None is what nobody answered yet."""

    title: str | None = None
    profession_code: str | None = None
    tasks: tuple[str, ...] = ()
    weekly_hours_min: int | None = None
    weekly_hours_max: int | None = None
    site: object | None = None
    contract: str | None = None
    reserved: str | None = None
    places: int | None = None
    public_transport: str | None = None
    architectural_barriers: bool | None = None
    night_shifts: bool | None = None
    remote: bool | None = None
    demands_answered: bool = False
    experience_required: bool | None = None


def missing(content: Content) -> dict[Section, list[str]]:
    """Sentences of what is still to be answered, by section; empty when the vacancy can be published."""
    found: dict[Section, list[str]] = {}

    def need(section: Section, there: bool, sentence: str) -> None:
        if not there:
            found.setdefault(section, []).append(sentence)

    place, tasks = Section.PLACE, Section.TASKS
    need(place, content.site is not None, "Scegli la sede di lavoro.")
    need(place, content.contract is not None, "Scegli il tipo di contratto.")
    need(place, content.places is not None, "Scrivi quanti sono i posti.")
    need(place, content.public_transport is not None, "Indica se la sede si raggiunge con i mezzi pubblici.")
    need(
        place,
        content.architectural_barriers is not None,
        "Indica se in sede ci sono barriere architettoniche.",
    )
    need(place, content.remote is not None, "Indica se si può lavorare da remoto.")
    need(tasks, bool(content.title), "Scrivi il titolo dell’annuncio.")
    need(tasks, content.profession_code is not None, "Scegli la professione.")
    need(tasks, bool(content.tasks), "Descrivi almeno una mansione.")
    need(tasks, content.weekly_hours_min is not None, "Scrivi le ore settimanali.")
    need(tasks, content.night_shifts is not None, "Indica se ci sono turni di notte.")
    need(tasks, content.reserved is not None, "Scegli a chi si rivolge l’annuncio.")
    need(Section.DEMANDS, content.demands_answered, "Rispondi alle domande su quello che il lavoro richiede.")
    need(
        Section.CONDITIONS,
        content.experience_required is not None,
        "Indica se serve avere già fatto questo lavoro.",
    )
    return found


def reserve_problem(contract: str | None, reserved: str | None) -> str | None:
    """A reserved place is filled by a hire; a tirocinio is not one (l'assunzione è quella dell'art. 7)."""
    if contract is None or reserved in (None, Reserved.NONE):
        return None
    if VacancyContract(contract) not in HIRES:
        return "Un tirocinio non copre la quota: scegli «Aperto a tutti», oppure un contratto di assunzione."
    return None


def term_problems(
    contract: str | None, starts_from: date | None, starts_by: date | None, ends_on: date | None
) -> dict[str, str]:
    """By field, what is wrong with the days of the contract. A contract without a term has no last day."""
    found: dict[str, str] = {}
    if starts_from is not None and starts_by is not None and starts_by < starts_from:
        found["starts_by"] = "L’inizio al più tardi viene prima del primo giorno utile."
    if ends_on is not None and contract == VacancyContract.PERMANENT:
        found["ends_on"] = "Un contratto a tempo indeterminato non ha un ultimo giorno: lascialo vuoto."
    elif ends_on is not None and any(day is not None and ends_on <= day for day in (starts_from, starts_by)):
        found["ends_on"] = "L’ultimo giorno viene dopo l’inizio."
    return found


def pay_problems(least: Decimal | None, most: Decimal | None, period: str | None) -> dict[str, str]:
    """By field, what is missing or wrong in the pay."""
    found: dict[str, str] = {}
    if least is None and (most is not None or period is not None):
        found["pay_min"] = "Scrivi da quanto parte la paga, oppure lascia vuoti tutti e tre i campi."
    if least is not None and period is None:
        found["pay_period"] = "Scegli se la paga è l’ora, al mese o l’anno."
    if least is not None and most is not None and most < least:
        found["pay_max"] = "La paga più alta non può essere meno di quella più bassa."
    return found


def requirement_problems(
    certificates: Collection[str], given: Collection[str], languages: Sequence[str]
) -> dict[str, str]:
    """By field, what disagrees among the requirements."""
    found: dict[str, str] = {}
    if not set(given) <= set(certificates):
        found["certificates_given"] = "Puoi fornire solo gli attestati che l’annuncio richiede."
    if len(set(languages)) < len(languages):
        found["languages"] = "Hai indicato due volte la stessa lingua."
    return found


@dataclass(frozen=True, slots=True)
class Freshness:
    """``stale_on`` and ``unpublished_on`` are the days on which the vacancy changes by itself."""

    stale_on: date
    unpublished_on: date


def freshness(confirmed_on: date) -> Freshness:
    return Freshness(confirmed_on + STALE_AFTER, confirmed_on + UNPUBLISHED_AFTER)


@dataclass(frozen=True, slots=True)
class ClosedGap:
    """How far the places still free would close the gap of their quota."""

    gap: int
    closes: int

    @property
    def left(self) -> int:
        return self.gap - self.closes


def closed_gap(
    reserved: str | None,
    gap3: int,
    gap18: int,
    places_left: int,
    weekly_hours: int | None,
    full_time_hours: Fraction,
    whole_above: Fraction,
) -> ClosedGap | None:
    """None when the vacancy is open to everybody.

    Over ``whole_above`` of full time each person is worth one, else the fraction; the sum is rounded once
    (DPR 333/2000). Art. 18 counts by heads.
    """
    if reserved == Reserved.ART3:
        share = Fraction(weekly_hours) / full_time_hours if weekly_hours is not None else Fraction(1)
        each = Fraction(1) if share > whole_above else share
        return ClosedGap(gap3, min(gap3, round_half_down(each * places_left)))
    if reserved == Reserved.ART18:
        return ClosedGap(gap18, min(gap18, places_left))
    return None


def axes_of(axes: Iterable[str], offers: Iterable[str]) -> tuple[str, ...]:
    """Axes of support on offer: those named, and those of the accommodations offered, in the reference's order."""
    offered = {*axes, *(accommodations.by_code(code).axis.value for code in offers)}
    return tuple(axis.value for axis in accommodations.Axis if axis.value in offered)


def tags_of(tags: Iterable[str], night_shifts: bool | None) -> tuple[str, ...]:
    """Traits of the job; night shifts are one of them wherever they were said."""
    said = {*tags, JobTag.NIGHT.value} if night_shifts else set(tags)
    return tuple(tag.value for tag in JobTag if tag.value in said)


def hours_words(least: int | None, most: int | None) -> str:
    """«20–24 ore», «25 ore»"""
    if least is None:
        return "ore da definire"
    return f"{least} ore" if most is None or most == least else f"{least}–{most} ore"


def slots_words(slots: tuple[str, ...] | list[str]) -> str:
    """«Lunedì mattina, martedì mattina»; whole weeks of one part in short: «mattina, da lunedì a venerdì»."""
    if not slots:
        return "Orario flessibile"
    weekdays = [day for day, _ in DAYS[:5]]
    left, parts = list(slots), []
    for part, word in PARTS_OF_DAY:
        week = [f"{day}-{part}" for day in weekdays]
        if all(slot in left for slot in week):
            parts.append(f"{word}, da lunedì a venerdì")
            left = [slot for slot in left if slot not in week]
    names, words = dict(DAYS), dict(PARTS_OF_DAY)
    for slot in left:
        day, _, part = slot.partition("-")
        parts.append(f"{names[day].lower()} {words[part]}")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
