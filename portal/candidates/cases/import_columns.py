"""Columns of the file of people beyond her contact data: what was done, known, wished, when and how far.

Each is optional. A cell with several values divides them with «|»; values are words of the forms, or codes of the
registers. What is wrong is said by the same rules as on the pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from portal.candidates.people.actions import Available
from portal.candidates.people.forms import MOST_LANGUAGES, AvailabilityForm
from portal.candidates.people.typed import profession_code
from portal.candidates.people.vocabulary import (
    CONTRACT_WISH_LABELS,
    DAYS,
    LANGUAGE_LEVELS,
    PARTS_OF_DAY,
    PREFERRED_CONTACT_LABELS,
    TRAVEL_LABELS,
    YEARS_LABELS,
    YearsBand,
)
from portal.foundation.web.forms import FormInput
from portal.reference import education, languages, licences, skills
from portal.reference.text import words

DIVIDER = "|"
_OF_AVAILABILITY: dict[str, str] = {
    # heading: field of the form
    "Ore da": "hours_min",
    "Ore fino a": "hours_max",
    "Minuti di viaggio": "max_minutes",
    "Quando": "slots",
    "Come si sposta": "travel_modes",
    "Contratti": "contracts",
    "Titolo di studio": "education_code",
    "Patenti": "licences",
    "Lavori desiderati": "wished_1",
    "Libera dal": "free_from",
}
EXPERIENCES, SKILLS, LANGUAGES, PREFERS = "Lavori fatti", "Competenze", "Lingue", "Preferisce"
OPTIONAL: tuple[str, ...] = (PREFERS, EXPERIENCES, SKILLS, LANGUAGES, *_OF_AVAILABILITY)
_HEADING = {name: heading for heading, name in _OF_AVAILABILITY.items()} | {
    "wished_2": "Lavori desiderati",
    "wished_3": "Lavori desiderati",
}
_MOST_WISHED = 3

EXAMPLES: dict[str, str] = {
    EXPERIENCES: "magazziniere: da 2 a 4 anni | commessa: meno di 2 anni",
    SKILLS: "i nomi dell’elenco, oppure i codici come K017",
    LANGUAGES: "inglese B1 | francese A2",
    "Quando": "lunedì mattina | martedì pomeriggio",
}
"""How a cell with several values is written, for the page."""


@dataclass(slots=True)
class Told:
    """What a row tells beyond contact data; ``problems`` by heading."""

    experiences: dict[str, YearsBand] = field(default_factory=dict)
    skills: list[str] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    available: Available | None = None
    preferred_contact: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)


def told(cells: Mapping[str, str]) -> Told:
    """Cells by heading; those that the file does not have are empty."""
    found = Told()
    _experiences(cells.get(EXPERIENCES, ""), found)
    found.skills = _codes(SKILLS, cells.get(SKILLS, ""), _skills(), found)
    _languages(cells.get(LANGUAGES, ""), found)
    preferred = _codes(PREFERS, cells.get(PREFERS, ""), _named(PREFERRED_CONTACT_LABELS.items()), found)
    found.preferred_contact = preferred[0] if preferred else ""
    _availability({heading: cells.get(heading, "") for heading in _OF_AVAILABILITY}, found)
    return found


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(DIVIDER) if part.strip()]


def _key(typed: str) -> str:
    return " ".join(words(typed))


def _named(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By what may be typed for it, the code: its label, or the code itself."""
    known = [(str(code), label) for code, label in rows]
    return {_key(label): code for code, label in known} | {code.casefold(): code for code, _ in known}


@cache
def _skills() -> dict[str, str]:
    return _named((one.code, one.name) for one in skills.entries())


@cache
def _slots() -> dict[str, str]:
    return {
        _key(f"{day_label} {part_label}"): f"{day}-{part}"
        for day, day_label in DAYS
        for part, part_label in PARTS_OF_DAY
    }


@cache
def _answers() -> dict[str, dict[str, str]]:
    """Of the choices of the availability, by heading."""
    return {
        "Quando": _slots(),
        "Come si sposta": _named(TRAVEL_LABELS.items()),
        "Contratti": _named(CONTRACT_WISH_LABELS.items()),
        "Titolo di studio": _named((one.code, one.name) for one in education.entries()),
        "Patenti": _named((one.code, one.name) for one in licences.entries()),
    }


def _codes(heading: str, cell: str, known: Mapping[str, str], found: Told) -> list[str]:
    codes = []
    for part in _parts(cell):
        code = known.get(part.casefold()) or known.get(_key(part))
        if code is None:
            found.problems.append(
                (heading, f"«{part[:60]}» non è fra le risposte possibili. Usa quelle del portale.")
            )
        else:
            codes.append(code)
    return list(dict.fromkeys(codes))


def _experiences(cell: str, found: Told) -> None:
    years = _named(YEARS_LABELS.items())
    for part in _parts(cell):
        typed, divided, band = part.rpartition(":")
        code = years.get(band.strip().casefold()) or years.get(_key(band))
        if not divided or code is None:
            answers = ", ".join(label.lower() for label in YEARS_LABELS.values())
            found.problems.append(
                (EXPERIENCES, f"«{part[:60]}»: scrivi lavoro, due punti e quanto tempo ({answers}).")
            )
            continue
        try:
            found.experiences[profession_code(typed.strip())] = YearsBand(code)
        except ValueError as problem:
            found.problems.append((EXPERIENCES, str(problem)))


def _languages(cell: str, found: Told) -> None:
    known = _named((one.code, one.name) for one in languages.entries())
    levels = {name.casefold(): level for level, name in LANGUAGE_LEVELS.items()}
    for part in _parts(cell):
        name, _, level = part.rpartition(" ")
        code = known.get(name.strip().casefold()) or known.get(_key(name))
        if code is None or level.casefold() not in levels:
            found.problems.append(
                (LANGUAGES, f"«{part[:60]}»: scrivi la lingua e il livello, per esempio inglese B1.")
            )
        elif code in found.languages:
            found.problems.append((LANGUAGES, "Questa lingua c’è già. Toglila o scegline un’altra."))
        else:
            found.languages[code] = levels[level.casefold()]
    if len(found.languages) > MOST_LANGUAGES:
        found.problems.append((LANGUAGES, f"Si indicano al massimo {MOST_LANGUAGES} lingue."))


def _availability(cells: Mapping[str, str], found: Told) -> None:
    """The form of the page reads them, once any of them is filled."""
    if not any(cell.strip() for cell in cells.values()):
        return
    typed: dict[str, str | list[str]] = {}
    known, before = _answers(), len(found.problems)
    for heading, name in _OF_AVAILABILITY.items():
        if heading not in known:
            typed[name] = cells[heading]
            continue
        codes = _codes(heading, cells[heading], known[heading], found)
        if name == "education_code":
            typed[name] = codes[0] if codes else ""
        else:
            typed[name] = codes
    wished = _parts(cells["Lavori desiderati"])
    if len(wished) > _MOST_WISHED:
        found.problems.append(("Lavori desiderati", f"Si indicano al massimo {_MOST_WISHED} lavori."))
    for place, one in enumerate(wished[:_MOST_WISHED], start=1):
        typed[f"wished_{place}"] = one
    if not wished:
        typed["wished_1"] = ""
    form = AvailabilityForm.bind(FormInput.of(**typed))
    unread = {heading for heading, _ in found.problems[before:]}
    found.problems += [
        (heading, error.message)
        for error in form.errors
        if (heading := _HEADING.get(error.field or "", "Ore da")) not in unread
    ]
    if form.ok:
        found.available = form.available()
