"""The work with companies: contacts, letters of adherence, caps; workstations that stay when a vacancy is over [D]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.demo.chance import Chance
from portal.demo.days import working
from portal.demo.world import companies, vacancies
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.following.actions.keeping import ContactDraft
from portal.employers.following.vocabulary import Commitment, ContactKind
from portal.employers.workstations.vocabulary import CHECK_DAYS
from portal.reference import municipalities, provinces

STORY = 0
"""The company that the story tells of has some of everything."""
LETTER = b"%PDF-1.4\n% lettera di adesione di esempio\n%%EOF\n"
LETTER_NAME, OFFICE = "lettera-firmata.pdf", "Titolare"
_KINDS = {ContactKind.VISIT: 40.0, ContactKind.CALL: 35.0, ContactKind.MAIL: 15.0, ContactKind.EVENT: 10.0}
_SUMMARIES = (
    "Visto il reparto: due mansioni si possono separare dal resto.",
    "L’azienda chiede come funziona un percorso con tutor.",
    "Parlato delle postazioni e degli orari possibili.",
    "La responsabile vuole coinvolgere i capi reparto.",
    "Restano da chiarire i turni del magazzino.",
)
_STEPS = (
    "Mandare la lettera di adesione",
    "Tornare a vedere la postazione",
    "Richiamare la responsabile del personale",
    "Proporre un incontro con i capi reparto",
)
_REASONS = ("L’azienda richiamerà quando apre un posto.", "Per ora non ci sono mansioni adatte da separare.")
_NOTES = (
    "Il gruppo regge un’altra persona.",
    "Meglio una persona alla volta.",
    "Tutor disponibile solo al mattino.",
)


@dataclass(frozen=True, slots=True)
class Contact:
    id: UUID
    draft: ContactDraft
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Letter:
    """Days that are None were not reached."""

    id: UUID
    commitments: tuple[Commitment, ...]
    drafted_on: date
    sent_on: date | None
    signed_on: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Cap:
    set_on: date
    most: int


@dataclass(frozen=True, slots=True)
class Work:
    contacts: tuple[Contact, ...] = ()
    letter: Letter | None = None
    cap: Cap | None = None


def of_company(seed: int, outline: companies.Outline, day: date) -> Work:
    """Only of a company that is verified and stayed so."""
    since = outline.verified_on
    if since is None or outline.state is not CompanyState.VERIFIED or (day - since).days < 40:
        return Work()
    chance = Chance.of(seed, "work", outline.number)
    story = outline.number == STORY
    contacts = tuple(_contacts(chance, since, day)) if story or chance.happens(0.6) else ()
    letter = _letter(chance, since, day) if story or chance.happens(0.35) else None
    cap = Cap(working(since + timedelta(days=30)), chance.choice((12, 15)))
    return Work(contacts, letter, cap if story or chance.happens(0.12) else None)


def _contacts(chance: Chance, since: date, day: date) -> list[Contact]:
    first = max(since + timedelta(days=7), day - timedelta(days=300))
    found = []
    for held_on in sorted(
        {working(chance.day(first, day - timedelta(days=3))) for _ in range(chance.randint(1, 4))}
    ):
        if held_on <= since:
            continue
        leads_on = chance.happens(0.8)
        next_on = held_on + chance.days(7, 30) if leads_on else None
        draft = ContactDraft(
            held_on, chance.pick(_KINDS), chance.choice(_SUMMARIES), chance.choice((15, 30, 45, 90)),
            "Responsabile del personale", chance.choice(_STEPS) if leads_on else None, next_on,
            None if leads_on else chance.choice(_REASONS),
        )  # fmt: skip
        done = next_on is not None and next_on < day and chance.happens(0.75)
        found.append(Contact(chance.id(held_on), draft, next_on if done else None))
    lately = working(day - chance.days(2, 12))
    if lately > since:
        step = ContactDraft(
            lately, ContactKind.CALL, chance.choice(_SUMMARIES), 15, "Responsabile del personale",
            chance.choice(_STEPS), lately + chance.days(6, 25),
        )  # fmt: skip
        found.append(Contact(chance.id(lately), step, None))
    return found


def _letter(chance: Chance, since: date, day: date) -> Letter:
    first = max(since + timedelta(days=10), day - timedelta(days=500))
    drafted_on = working(chance.day(first, day - timedelta(days=5)))
    sent_on = drafted_on + timedelta(days=1) if chance.happens(0.9) else None
    signed_on = None
    if sent_on is not None and chance.happens(0.85):
        signed_on = min(sent_on + chance.days(2, 20), day - timedelta(days=1))
    until = signed_on + timedelta(days=730) if signed_on is not None and chance.happens(0.5) else None
    return Letter(
        chance.id(drafted_on), chance.some(tuple(Commitment), 2, 4), drafted_on, sent_on, signed_on, until
    )


@dataclass(frozen=True, slots=True)
class Workstation:
    """Kept from the vacancy on the day it was published. ``noted_on``: when the service wrote how it finds it."""

    id: UUID
    kept_on: date
    checked_on: date | None
    noted_on: date | None
    climate: int
    load_note: str


def workstations(
    seed: int, openings: Sequence[vacancies.Outline], employing: Sequence[companies.Outline], day: date
) -> dict[int, Workstation]:
    """By number of the vacancy it is kept from: the first published of its profession in its company, at times."""
    found: dict[int, Workstation] = {}
    seen: set[tuple[int, str]] = set()
    published = [one for one in openings if one.published_on is not None]
    for one in sorted(published, key=lambda one: (one.published_on, one.number)):
        on, key = one.published_on, (one.company, one.profession_key)
        chance = Chance.of(seed, "workstation", one.number)
        if on is None or key in seen or not (one.company == STORY or chance.happens(0.4)):
            continue
        seen.add(key)
        checked = (day - on).days > CHECK_DAYS and chance.happens(0.6)
        noted_on = working(on + chance.days(4, 40))
        known = on < noted_on < day and employing[one.company].state is CompanyState.VERIFIED
        found[one.number] = Workstation(
            chance.id(on),
            on,
            working(day - chance.days(5, 100)) if checked else None,
            noted_on if known and chance.happens(0.5) else None,
            chance.choice((2, 2, 3, 1)),
            chance.choice(_NOTES),
        )
    return found


def is_shown(seed: int, number: int) -> bool:
    """Whether anybody may read that vacancy."""
    return Chance.of(seed, "shown", number).happens(0.3)


def near(comune_code: str, home_code: str) -> bool:
    """Whether who follows the company sees that place: it is in the region of the head office."""
    province, home = (municipalities.by_code(code).province for code in (comune_code, home_code))
    return provinces.by_code(province).region == provinces.by_code(home).region
