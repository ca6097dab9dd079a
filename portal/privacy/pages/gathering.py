"""Fills the pages of a person's own area from what the slices say of her."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock
from portal.foundation.web.site import PersonSession
from portal.kernel.italian_days import day_it
from portal.matching import public as matching
from portal.privacy.pages.area import (
    CardsPage,
    ConsentsPage,
    DataPage,
    Home,
    ProjectPage,
    ProposalsPage,
    ReadersPage,
    RequestsPage,
    consent_lines,
    request_line,
    tabs,
)
from portal.privacy.queries.kept import kept_of, said
from portal.privacy.queries.own_data import OwnConsent, own_consents, own_file
from portal.privacy.queries.requests import requests_of, whole_copy_until
from portal.privacy.queries.seen import seen
from portal.tutoring import public as tutoring


async def home(person: PersonSession) -> Home:
    id = person.person_id
    file = await own_file(id)
    service = await accounts.organisation(file.service_id)
    holder = await candidates.holder_of(id)
    counsellor = await accounts.account(holder) if holder else None
    versions = await candidates.card_versions(id)
    found = await seen(id)
    return Home(
        tabs("/my-area"),
        person.first_name,
        service.name if service else "–",
        counsellor.name if counsellor else "–",
        next((one for one in versions if one.shown_until is None), None),
        await candidates.companies_that_saw(id),
        sum(one.in_force for one in await own_consents(id)),
        len(
            {(one.who, one.organisation) for one in found.identity}
            | {(one.who, one.organisation) for one in found.files}
        ),
        tuple(one for one in await requests_of(id) if one.is_open),
        await whole_copy_until(id, clock.today()),
    )


async def data_page(person_id: UUID) -> DataPage:
    return DataPage(
        tabs("/my-area/data"), await own_file(person_id), await whole_copy_until(person_id, clock.today())
    )


async def readers_page(person_id: UUID) -> ReadersPage:
    return ReadersPage(tabs("/my-area/readers"), await seen(person_id))


async def cards_page(person_id: UUID) -> CardsPage:
    versions = await candidates.card_versions(person_id)
    standing = any(
        one.kind is candidates.ConsentKind.PROFILE and one.in_force for one in await own_consents(person_id)
    )
    return CardsPage(
        tabs("/my-area/cards"),
        next((one for one in versions if one.shown_until is None), None),
        tuple(one for one in versions if one.shown_until is not None),
        await candidates.companies_that_saw(person_id),
        standing,
    )


async def consents_page(person_id: UUID) -> ConsentsPage:
    found = await own_consents(person_id)
    proposals = await matching.proposals_of_person(person_id)
    shared = await candidates.her_sharing(person_id)
    return ConsentsPage(
        tabs("/my-area/consents"),
        consent_lines(found),
        tuple(await candidates.sharing_waiting(person_id)),
        tuple(one for one in shared if one.in_force),
        tuple(one for one in proposals if one.groups),
        tuple(_past(one) for one in found)
        + tuple(_past_sharing(one) for one in shared)
        + tuple(_past_disclosure(one) for one in await matching.consents_of_person(person_id)),
    )


def _past(one: OwnConsent) -> tuple[str, str]:
    ended = one.row.revoked_on or one.row.replaced_on or one.row.expires_on
    return one.label, day_it(one.row.given_on, "Dal") + (f" {day_it(ended, 'al')}" if ended else "")


def _past_sharing(one: candidates.HerSharing) -> tuple[str, str]:
    ended = one.revoked_on or one.expires_on
    return f"{one.recipient}: {one.parts.lower()}", f"{day_it(one.given_on, 'Dal')} {day_it(ended, 'al')}"


async def project_page(person_id: UUID) -> ProjectPage:
    return ProjectPage(tabs("/my-area/project"), await candidates.her_project(person_id))


def _past_disclosure(one: matching.Consented) -> tuple[str, str]:
    ended = one.revoked_at or one.closed_at or one.expires_at
    return (
        f"{one.company_name}: {', '.join(one.groups).lower()}",
        f"{day_it(clock.in_rome(one.given_at).date(), 'Dal')} {day_it(clock.in_rome(ended).date(), 'al')}",
    )


async def proposals_page(person_id: UUID) -> ProposalsPage:
    return ProposalsPage(
        tabs("/my-area/proposals"),
        tuple(await matching.proposals_of_person(person_id)),
        tuple(await tutoring.plans_of_person(person_id)),
        tuple(await tutoring.months_to_confirm(person_id)),
    )


async def requests_page(person_id: UUID) -> RequestsPage:
    plans = await tutoring.plans_of_person(person_id)
    return RequestsPage(
        tabs("/my-area/requests"),
        tuple(request_line(one) for one in await requests_of(person_id)),
        tuple(said(kept_of([plan for plan in plans if plan.is_over]))),
        next((plan.code for plan in plans if not plan.is_over), None),
    )
