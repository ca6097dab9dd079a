"""What a person may tick for one company, group by group (anonymisation.md §7).

The caller holds the consent and passes the groups she ticked; nothing of a group that is not asked for is read
into the answer.
"""

from collections.abc import Sequence
from uuid import UUID

from portal.candidates.people import queries
from portal.candidates.people.vocabulary import (
    PREFERRED_CONTACT_LABELS,
    QUOTA_LABELS,
    YEARS_LABELS,
    PreferredContact,
    QuotaEligibility,
    YearsBand,
)
from portal.foundation import db
from portal.reference import accommodations, education, licences, professions, skills

CONTACTS, CV, QUOTA, ACCOMMODATIONS = "contacts", "cv", "quota_category", "accommodations"

Facts = list[tuple[str, str]]


async def contact_groups(person_id: UUID, ticked: Sequence[str]) -> dict[str, Facts]:
    """The ticked groups as (label, value) rows; a group with nothing to say has an empty list."""
    person = await queries.person(person_id)
    if person is None:
        return {group: [] for group in ticked}
    found: dict[str, Facts] = {}
    for group in ticked:
        if group == CONTACTS:
            found[group] = _contacts(person)
        elif group == CV:
            found[group] = await _cv(person_id)
        elif group == QUOTA:
            found[group] = [("Idoneità", QUOTA_LABELS[QuotaEligibility(code)]) for code in person.quota]
        elif group == ACCOMMODATIONS:
            found[group] = [_measure(code) for code in person.conditions]
        else:
            raise ValueError(f"no group {group!r} to disclose")
    return found


def _contacts(person: queries.PersonRow) -> Facts:
    rows = [("Nome", person.name)]
    if person.phone:
        rows.append(("Telefono", person.phone))
    if person.email:
        rows.append(("E-mail", person.email))
    if person.preferred_contact:
        rows.append(("Preferisce", PREFERRED_CONTACT_LABELS[PreferredContact(person.preferred_contact)]))
    return rows


async def _cv(person_id: UUID) -> Facts:
    rows = [
        (professions.name(one.profession_code), YEARS_LABELS[YearsBand(one.years_band)])
        for one in await queries.experiences(person_id)
    ]
    codes = await queries.skill_codes(person_id)
    if codes:
        rows.append(("Competenze", ", ".join(skills.name(code) for code in codes)))
    available = await queries.availability(person_id)
    if available is not None:
        if available.education_code:
            rows.append(("Titolo di studio", education.name(available.education_code)))
        if available.licences:
            rows.append(
                ("Patenti e attestati", ", ".join(licences.name(code) for code in available.licences))
            )
        rows.append(("Ore alla settimana", f"da {available.hours_min} a {available.hours_max}"))
    return rows


async def condition_codes(person_id: UUID) -> tuple[str, ...]:
    """Accommodations that help, as codes; for a plan of hers, when she ticked the group."""
    person = await queries.person(person_id)
    return () if person is None else tuple(person.conditions)


def _measure(code: str) -> tuple[str, str]:
    measure = accommodations.by_code(code)
    return measure.name, f"{measure.who.value}, {measure.cost.label}"


async def first_name(person_id: UUID) -> str:
    """For the pages and messages the person herself reads."""
    found = await db.fetchval("SELECT first_name FROM person WHERE id = $1 AND erased_at IS NULL", person_id)
    return str(found or "")


async def mail_address(person_id: UUID) -> str | None:
    """Where the person gets her own links; None when she gave no address."""
    found = await db.fetchval("SELECT email FROM person WHERE id = $1 AND erased_at IS NULL", person_id)
    return None if found is None else str(found)


async def quota_protection(person_id: UUID) -> str | None:
    """For a worker's row after a hire, when she ticked the group: «art1», «art18», or None."""
    person = await queries.person(person_id)
    if person is None:
        return None
    if QuotaEligibility.ART3.value in person.quota:
        return "art1"
    return "art18" if QuotaEligibility.ART18.value in person.quota else None
