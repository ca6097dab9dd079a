"""Who saw what of a person: companies that read who she is, parties of her plans, staff that opened her file."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import audit, clock
from portal.matching import public as matching
from portal.tutoring import public as tutoring

PARTY_LABELS: dict[tutoring.PartyRole, str] = {
    tutoring.PartyRole.COMPANY: "Per l’azienda",
    tutoring.PartyRole.TUTOR: "Tutor aziendale",
    tutoring.PartyRole.COUNSELLOR: "Operatore",
}

MOST = 1000
"""Entries of the log that are looked at; older ones come with a request of access."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read who she is, for a proposal or a plan."""

    who: str
    organisation: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadingsOfDay:
    """What somebody read of one proposal or plan on a day; each reading by itself is in the export."""

    who: str
    organisation: str
    what: str
    on: date
    times: int


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody of a service opened her file on a day, so many pages."""

    who: str
    organisation: str
    on: date
    pages: int


@dataclass(frozen=True, slots=True)
class PlanReader:
    who: str
    role: str
    code: str
    company: str
    over: bool


@dataclass(frozen=True, slots=True)
class Seen:
    identity: tuple[Reading, ...]
    files: tuple[Opening, ...]
    parties: tuple[PlanReader, ...]

    @property
    def identity_by_day(self) -> list[ReadingsOfDay]:
        """The latest day first, as ``identity`` is."""
        days = Counter(
            (one.who, one.organisation, one.what, clock.in_rome(one.at).date()) for one in self.identity
        )
        return [ReadingsOfDay(*day, times) for day, times in days.items()]


async def seen(person_id: UUID) -> Seen:
    plans = await tutoring.plans_of_person(person_id)
    views = await matching.identity_views_of(person_id)
    read_in_plans = await audit.entries_about(*[plan.id for plan in plans], what=["IdentityRead"], limit=MOST)
    openings = await audit.entries_about(person_id, what=["file_read"], limit=MOST)
    everybody = {view.account_id for view in views}
    everybody |= {one.account_id for one in (*read_in_plans, *openings) if one.account_id}
    everybody |= {party.account_id for plan in plans for party in plan.parties}
    names = await accounts.names(everybody)
    offices = await accounts.organisations(
        {one.organisation_id for one in (*read_in_plans, *openings) if one.organisation_id}
    )

    def office(organisation_id: UUID | None) -> str:
        found = offices.get(organisation_id) if organisation_id else None
        return found.name if found else "–"

    identity = [
        Reading(names.get(view.account_id, "–"), view.company_name, f"Proposta {view.code}", view.at)
        for view in views
    ] + [
        Reading(
            names.get(one.account_id, "–") if one.account_id else "–",
            office(one.organisation_id),
            "Percorso",
            one.at,
        )
        for one in read_in_plans
    ]
    days: Counter[tuple[UUID | None, UUID | None, date]] = Counter(
        (one.account_id, one.organisation_id, clock.in_rome(one.at).date()) for one in openings
    )
    files = [
        Opening(names.get(account, "–") if account else "–", office(organisation), on, pages)
        for (account, organisation, on), pages in days.items()
    ]
    return Seen(
        tuple(sorted(identity, key=lambda one: one.at, reverse=True)),
        tuple(sorted(files, key=lambda one: (one.on, one.who), reverse=True)),
        tuple(
            PlanReader(
                names.get(party.account_id, "–"),
                PARTY_LABELS[party.role],
                plan.code,
                plan.company_name,
                plan.is_over,
            )
            for plan in plans
            for party in plan.parties
        ),
    )
