"""What the templates of the person's file receive."""

from dataclasses import dataclass
from datetime import date

from portal.candidates.people.queries import AvailabilityRow, ConsentRow, ExperienceRow, PersonRow
from portal.candidates.people.reading import OpenFile
from portal.candidates.people.vocabulary import (
    COLLECTED_LABELS,
    CONSENT_LABELS,
    CONSENT_MEANINGS,
    CONTRACT_LABELS,
    PREFERRED_CONTACT_LABELS,
    QUOTA_LABELS,
    SLOTS,
    TRAVEL_LABELS,
    YEARS_LABELS,
    AcceptedContract,
    CollectedHow,
    ConsentKind,
    PreferredContact,
    QuotaEligibility,
    TravelMode,
    YearsBand,
)
from portal.foundation.web.italian import date_it
from portal.reference import accommodations, education, licences, municipalities, professions, skills

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Experience:
    id: str
    profession: str
    years: str


def experience(row: ExperienceRow) -> Experience:
    return Experience(
        str(row.id), professions.name(row.profession_code), YEARS_LABELS[YearsBand(row.years_band)]
    )


@dataclass(frozen=True, slots=True)
class DataPage:
    file: OpenFile
    contact: Rows
    experiences: tuple[Experience, ...]
    families: tuple[tuple[str, tuple[str, ...]], ...]
    available: Rows
    quota: tuple[str, ...]
    conditions: tuple[str, ...]


def contact_rows(person: PersonRow) -> Rows:
    preferred = person.preferred_contact
    return [
        ("Comune", municipalities.by_code(person.comune_code).label),
        ("Telefono", person.phone or "–"),
        ("E-mail", person.email or "–"),
        ("Preferisce", PREFERRED_CONTACT_LABELS[PreferredContact(preferred)] if preferred else "–"),
        ("Codice fiscale", person.tax_code or "–"),
        ("Data di nascita", date_it(person.birth)),
    ]


def available_rows(row: AvailabilityRow | None) -> Rows:
    if row is None:
        return []
    slots = dict(SLOTS)
    wished = [professions.name(code) for code in row.wished_professions]
    rows = [
        ("Ore alla settimana", f"da {row.hours_min} a {row.hours_max}"),
        ("Quando", ", ".join(slots[code].lower() for code in row.slots)),
        ("Viaggio", f"fino a {row.max_minutes} minuti"),
        ("Come si sposta", ", ".join(TRAVEL_LABELS[TravelMode(code)].lower() for code in row.travel_modes)),
        ("Contratti", ", ".join(CONTRACT_LABELS[AcceptedContract(code)].lower() for code in row.contracts)),
        ("Desidera lavorare come", ", ".join(wished)),
        ("Titolo di studio", education.name(row.education_code) if row.education_code else ""),
        ("Patenti e attestati", ", ".join(licences.name(code) for code in row.licences)),
        ("Libera dal", date_it(row.free_from) if row.free_from else ""),
    ]
    return [(label, words) for label, words in rows if words]


def skills_by_family(codes: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(skills.family_of(code).name.capitalize(), []).append(skills.name(code))
    return tuple((family, tuple(names)) for family, names in found.items())


def data_page(
    opened: OpenFile,
    person: PersonRow,
    rows: list[ExperienceRow],
    codes: tuple[str, ...],
    available: AvailabilityRow | None,
) -> DataPage:
    return DataPage(
        opened,
        contact_rows(person),
        tuple(experience(row) for row in rows),
        skills_by_family(codes),
        available_rows(available),
        tuple(QUOTA_LABELS[QuotaEligibility(code)] for code in person.quota),
        tuple(accommodations.name(code) for code in person.conditions),
    )


@dataclass(frozen=True, slots=True)
class ExperiencesPage:
    file: OpenFile
    experiences: tuple[Experience, ...]


@dataclass(frozen=True, slots=True)
class SkillsPage:
    file: OpenFile
    families: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    chosen: frozenset[str]


def skill_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    return tuple(
        (family.name.capitalize(), tuple((one.code, one.name) for one in skills.of_family(family.code)))
        for family in skills.families()
    )


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One kind: whether it stands, in words; the earlier ones below."""

    kind: str
    label: str
    meaning: str
    state: str
    tag: str
    in_force: bool
    history: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    file: OpenFile
    consents: tuple[ConsentView, ...]


def consents_page(opened: OpenFile, rows: list[ConsentRow], today: date) -> ConsentsPage:
    views = []
    for kind in ConsentKind:
        own = [row for row in rows if row.kind is kind]
        standing = next((row for row in own if row.in_force(today)), None)
        views.append(
            ConsentView(
                kind.value,
                CONSENT_LABELS[kind],
                CONSENT_MEANINGS[kind],
                _state(standing, own),
                "ok" if standing else "neutral",
                standing is not None,
                tuple(_line(row, today, how=opened.may_write) for row in own),
            )
        )
    return ConsentsPage(opened, tuple(views))


def _state(standing: ConsentRow | None, own: list[ConsentRow]) -> str:
    if standing is None:
        return "Mai dato" if not own else "Non in vigore"
    if standing.expires_on is not None:
        return f"In vigore fino al {date_it(standing.expires_on)}"
    return "In vigore"


def _line(row: ConsentRow, today: date, *, how: bool) -> tuple[str, str]:
    """The excerpt of a coordinator has kind and dates only."""
    given = f"Dato il {date_it(row.given_on)}"
    if how:
        given += f", {COLLECTED_LABELS[CollectedHow(row.how)].lower()}, informativa {row.notice_version}"
    if row.revoked_on is not None:
        return given, f"Ritirato il {date_it(row.revoked_on)}"
    if row.replaced_on is not None:
        return given, f"Sostituito il {date_it(row.replaced_on)}"
    if row.expires_on is not None and row.expires_on < today:
        return given, f"Scaduto il {date_it(row.expires_on)}"
    return given, "In vigore"
