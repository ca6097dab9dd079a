"""Pure decisions about a vacancy: what is still missing, how fresh it is, which gap it would close."""

from dataclasses import dataclass
from datetime import date, timedelta
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
    return found


def reserve_problem(contract: str | None, reserved: str | None) -> str | None:
    """A reserved place is filled by a hire; a tirocinio is not one (l'assunzione è quella dell'art. 7)."""
    if contract is None or reserved in (None, Reserved.NONE):
        return None
    if VacancyContract(contract) not in HIRES:
        return "Un tirocinio non copre la quota: scegli «Aperto a tutti», oppure un contratto di assunzione."
    return None


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
