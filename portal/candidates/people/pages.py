"""What the templates of the person's data and consents receive."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.candidates.people import queries, representatives
from portal.candidates.people.file_access import Cell, Part
from portal.candidates.people.queries import AvailabilityRow, ConsentRow, PersonRow
from portal.candidates.people.reading import OpenFile
from portal.candidates.people.representatives import RepresentativeRow
from portal.candidates.people.vocabulary import (
    AXIS_LABELS,
    COLLECTED_LABELS,
    CONSENT_LABELS,
    CONSENT_MEANINGS,
    CONTRACT_WISH_LABELS,
    DAYS,
    LANGUAGE_LEVELS,
    PARTS_OF_DAY,
    PREFERRED_CONTACT_LABELS,
    QUOTA_LABELS,
    REPRESENTATIVE_LABELS,
    TRAVEL_LABELS,
    YEARS_LABELS,
    CollectedHow,
    ConsentKind,
    ContractWish,
    PreferredContact,
    QuotaEligibility,
    TravelMode,
    YearsBand,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, join_it
from portal.kernel.refusals import NotThere
from portal.reference import (
    accommodations,
    education,
    languages,
    licences,
    municipalities,
    professions,
    skills,
)
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JOB_TAG_LABELS, JobTag

NONE_GIVEN = "–"

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ExperienceLine:
    id: UUID
    title: str
    years: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """Each part for who has its cell; ``writes`` names the parts this reader may change."""

    file: OpenFile
    writes: frozenset[str]
    sees_conditions: bool
    contact: list[Fact]
    representative: list[Fact]
    experiences: list[ExperienceLine]
    skills: list[tuple[str, list[str]]]
    availability: list[Fact]
    languages: list[Fact]
    quota: list[str]
    conditions: list[str]


async def the_person(file: OpenFile) -> PersonRow:
    found = await queries.person(file.person_id)
    if found is None:
        raise NotThere
    return found


async def data_page(file: OpenFile) -> DataPage:
    person = await the_person(file)
    available = await queries.availability(file.person_id)
    ground = file.ground
    sees_conditions = ground.cell(Part.DISABILITY_DOCUMENTS).reads_all
    return DataPage(
        file,
        frozenset(part.value for part in Part if ground.cell(part) is Cell.WRITE),
        sees_conditions,
        contact_facts(person) if ground.cell(Part.CONTACT).reads_all else [],
        representative_facts(await representatives.of_person(file.person_id))
        if ground.cell(Part.CONTACT).reads_all
        else [],
        [
            ExperienceLine(
                one.id, professions.name(one.profession_code), YEARS_LABELS[YearsBand(one.years_band)]
            )
            for one in await queries.experiences(file.person_id)
        ],
        _by_family(await queries.skill_codes(file.person_id)),
        availability_facts(available) if available else [],
        [
            (languages.name(code).capitalize(), LANGUAGE_LEVELS[level])
            for code, level in (await queries.languages(file.person_id)).items()
        ],
        [QUOTA_LABELS[QuotaEligibility(one)] for one in person.quota] if sees_conditions else [],
        [accommodations.name(code) for code in person.conditions]
        + [f"Da adattare: {AXIS_LABELS[Axis(one)].lower()}" for one in person.axes]
        if sees_conditions
        else [],
    )


def representative_facts(row: RepresentativeRow | None) -> list[Fact]:
    """Empty while she signs alone."""
    if row is None:
        return []
    return [
        (REPRESENTATIVE_LABELS[row.kind], row.name),
        ("Telefono", row.phone or NONE_GIVEN),
        ("Che cosa può firmare", row.powers),
        ("Atto", row.act),
        ("Dal", date_it(row.starts_on)),
    ]


def contact_facts(person: PersonRow) -> list[Fact]:
    preferred = person.preferred_contact
    return [
        ("Nome", person.name),
        ("Telefono", person.phone or NONE_GIVEN),
        ("E-mail", person.email or NONE_GIVEN),
        ("Preferisce", PREFERRED_CONTACT_LABELS[PreferredContact(preferred)] if preferred else NONE_GIVEN),
        ("Comune", municipalities.by_code(person.comune_code).label),
        ("Codice fiscale", person.tax_code or NONE_GIVEN),
        ("Data di nascita", date_it(person.birth)),
    ]


def _by_family(codes: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        found.setdefault(skills.family_of(code).name.capitalize(), []).append(skills.name(code))
    return sorted(found.items())


def week(slots: tuple[str, ...]) -> str:
    """«Lunedì mattina e pomeriggio; martedì mattina»."""
    rows = []
    for day, label in DAYS:
        parts = [words for part, words in PARTS_OF_DAY if f"{day}-{part}" in slots]
        if parts:
            rows.append(f"{label.lower()} {join_it(parts)}")
    return "; ".join(rows).capitalize()


def availability_facts(row: AvailabilityRow) -> list[Fact]:
    hours = (
        f"{row.hours_min} ore"
        if row.hours_min == row.hours_max
        else f"da {row.hours_min} a {row.hours_max} ore"
    )
    facts = [
        ("Orario a settimana", hours),
        ("Quando", week(row.slots)),
        ("Quando preferisce", week(row.preferred_slots)),
        ("Si sposta con", join_it(TRAVEL_LABELS[TravelMode(one)].lower() for one in row.travel_modes)),
        ("Viaggio al massimo", f"{row.max_minutes} minuti"),
        ("Contratti", join_it(CONTRACT_WISH_LABELS[ContractWish(one)].lower() for one in row.contracts)),
        (
            "Contratti che preferisce",
            join_it(CONTRACT_WISH_LABELS[ContractWish(one)].lower() for one in row.preferred_contracts),
        ),
        (
            "Preferisce evitare",
            join_it(JOB_TAG_LABELS[JobTag(one)].lower() for one in row.avoided_tags),
        ),
        ("Titolo di studio", education.name(row.education_code) if row.education_code else ""),
        ("Patenti e attestati", join_it(licences.name(code) for code in row.licences)),
        ("Lavori che desidera", join_it(professions.name(code) for code in row.wished_professions)),
        ("Libera dal", date_it(row.free_from)),
    ]
    return [(term, value or NONE_GIVEN) for term, value in facts]


def skill_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Names of the families, each with its skills by code and name, for the boxes of the form."""
    return [
        (family.name.capitalize(), [(one.code, one.name) for one in skills.of_family(family.code)])
        for family in skills.families()
    ]


def profession_titles() -> list[str]:
    """What the browser offers while one types an occupation: one title a code."""
    codes = dict.fromkeys(one.code for one in professions.entries())
    return sorted(professions.name(code) for code in codes)


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Around the form of the availability."""

    file: OpenFile
    days: tuple[tuple[str, str], ...] = DAYS
    parts: tuple[tuple[str, str], ...] = PARTS_OF_DAY
    titles: list[str] = field(default_factory=profession_titles)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    title: str
    note: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One kind, as it stands today."""

    kind: ConsentKind
    label: str
    meaning: str
    in_force: bool
    words: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    file: OpenFile
    lines: list[ConsentLine]
    history: list[HistoryLine]


def _standing(rows: list[ConsentRow], kind: ConsentKind) -> ConsentLine:
    today = clock.today()
    latest = next((row for row in rows if row.kind is kind), None)
    valid = latest is not None and latest.in_force(today)
    if latest is None:
        words = "Mai dato."
    elif valid:
        until = f" fino {date_it(latest.expires_on, 'al')}" if latest.expires_on else " finché non lo ritira"
        words = f"Dato {date_it(latest.given_on, 'il')}, vale{until}."
    elif latest.revoked_on:
        words = f"Ritirato {date_it(latest.revoked_on, 'il')}."
    else:
        words = f"Scaduto {date_it(latest.expires_on, 'il')}."
    return ConsentLine(
        kind,
        CONSENT_LABELS[kind],
        CONSENT_MEANINGS[kind],
        valid,
        words,
        latest.expires_on if latest and valid else None,
    )


def _told(row: ConsentRow) -> HistoryLine:
    """A consent of the past and the present, with all its days."""
    words = [f"{COLLECTED_LABELS[CollectedHow(row.how)].lower()}, informativa {row.notice_version}"]
    if row.expires_on:
        words.append(f"fino {date_it(row.expires_on, 'al')}")
    if row.revoked_on:
        words.append(f"ritirato {date_it(row.revoked_on, 'il')}")
    elif row.replaced_on:
        words.append(f"rinnovato {date_it(row.replaced_on, 'il')}")
    return HistoryLine(f"{CONSENT_LABELS[row.kind]}: dato {date_it(row.given_on, 'il')}", ", ".join(words))


async def consents_page(file: OpenFile) -> ConsentsPage:
    rows = await queries.consents(file.person_id)
    return ConsentsPage(file, [_standing(rows, kind) for kind in ConsentKind], [_told(row) for row in rows])


@dataclass(frozen=True, slots=True)
class ConsentPage:
    file: OpenFile
    consent: ConsentLine

    @property
    def url(self) -> str:
        return f"{self.file.url}/consents/{self.consent.kind.value}"


async def consent_page(file: OpenFile, kind: ConsentKind) -> ConsentPage:
    return ConsentPage(file, _standing(await queries.consents(file.person_id), kind))
