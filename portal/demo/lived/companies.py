"""Companies register, are verified, load their workforce and keep it, make commitments; some are suspended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from portal.demo.days import following
from portal.demo.lived import prospetti
from portal.demo.lived.offices import create_accounts
from portal.demo.lived.past import Past
from portal.demo.world.measures import Agreement, Measure
from portal.demo.world.models import Accommodation, Account, Commitment, Company, Scenario
from portal.employers.companies.actions import (
    company_accounts,
    profile,
    registration,
    verification,
    workforce,
)
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.inclusion.actions import accommodations, commitments
from portal.employers.inclusion.vocabulary import Hearing
from portal.employers.measures.actions import conventions, measures
from portal.employers.obligations.actions import scenarios
from portal.foundation import db
from portal.kernel.roles import Role
from portal.kernel.viewer import VISITOR
from portal.reference import municipalities
from portal.tutoring.actions import training
from portal.tutoring.modules import MODULES

BETWEEN_UPDATES = timedelta(days=400)
RENEWED_AFTER = timedelta(days=690)
"""So long after it a tutor's training is done again."""


def tell(past: Past, company: Company, password_hash: str) -> None:
    since = company.registered_on
    past.plan(since, 9.0, lambda: _register(past, company, password_hash))
    past.plan(since, 9.5, lambda: _present(past, company))
    for tutor in company.having(Role.IN_COMPANY_TUTOR):
        for on in trained_on(since, past.world.day):
            past.plan(on, 10.0, lambda tutor=tutor: _train(past, company, tutor))  # type: ignore[misc]
    for on, rows in _updates(company, past.world.day):
        past.plan(on, 11.0, lambda rows=rows: _load(past, company, rows))  # type: ignore[misc]
    if company.verified_on is not None:
        past.plan(company.verified_on, 15.0, lambda: _verify(past, company))
    if company.state in (CompanyState.SUSPENDED, CompanyState.ARCHIVED):
        past.plan(company.state_on, 15.5, lambda: _leave(past, company))
    for commitment in company.commitments:
        past.plan(commitment.draft.starts_on, 16.0, lambda one=commitment: _commit(past, company, one))  # type: ignore[misc]
        if commitment.done_on is not None:
            past.plan(commitment.done_on, 16.5, lambda one=commitment: _fulfil(past, company, one))  # type: ignore[misc]
    for measure in company.measures:
        past.plan(measure.written_on, 17.2, lambda one=measure: _take(past, company, one))  # type: ignore[misc]
    for agreement in company.agreements:
        past.plan(agreement.written_on, 17.4, lambda one=agreement: _agree(past, company, one))  # type: ignore[misc]
    for scenario in company.scenarios:
        past.plan(scenario.saved_on, 17.0, lambda one=scenario: _think(past, company, one))  # type: ignore[misc]
    if company.prospetti is not None:
        prospetti.tell(past, company, company.prospetti)
    for one in company.accommodations:
        _accommodate(past, company, one)


async def _register(past: Past, company: Company, password_hash: str) -> None:
    await registration.create_company(company.registration, by=VISITOR, sintetico=True)
    head = await db.fetchval("SELECT id FROM company_site WHERE company = $1 AND head_office", company.id)
    past.site_ids[company.sites[0].id] = head
    await create_accounts(company.staff, company.id, password_hash)


async def _present(past: Past, company: Company) -> None:
    by = past.administrator(company)
    await profile.save_profile(company.profile, version=None, by=by)
    for site in company.sites[1:]:
        place = municipalities.by_code(site.comune_code)
        await profile.add_site(id=site.id, name=place.name, comune_code=place.code, by=by)


def trained_on(since: date, day: date) -> list[date]:
    """The day after registration, and again a little before two years have passed."""
    found = [since + timedelta(days=1)]
    while found[-1] + RENEWED_AFTER < day:
        found.append(following(found[-1] + RENEWED_AFTER))
    return found


async def _train(past: Past, company: Company, tutor: Account) -> None:
    for module in MODULES[: tutor.modules]:
        await training.answer(module.key, module.best, by=past.in_company(company, tutor))


def _updates(company: Company, day: date) -> list[tuple[date, list[tuple[UUID, WorkerDraft]]]]:
    """The workforce at registration, then those who came since: every few months, and before a prospetto is sent."""
    last = company.state_on if company.state is CompanyState.ARCHIVED else day
    ends = [company.registered_on]
    while ends[-1] + BETWEEN_UPDATES < last - timedelta(days=10):
        ends.append(following(ends[-1] + BETWEEN_UPDATES))
    ends.append(max(ends[-1], following(last - timedelta(days=5))))
    if company.prospetti is not None:
        ends = sorted({*ends, *(one.sent_on for one in company.prospetti.filed)})
    left = sorted(company.workers, key=lambda row: row[1].starts_on)
    found = []
    for on in ends:
        new = [row for row in left if row[1].starts_on <= on]
        left = left[len(new) :]
        if new:
            found.append((on, new))
    return found


async def _load(past: Past, company: Company, rows: list[tuple[UUID, WorkerDraft]]) -> None:
    placed = [
        (id, replace(draft, site_id=past.site_ids.get(draft.site_id, draft.site_id))) for id, draft in rows
    ]
    for _, draft in placed:
        workforce.check(draft)
    await workforce.load_workers(company.id, placed, by=past.administrator(company))


async def _verify(past: Past, company: Company) -> None:
    by = past.coordinator(municipalities.by_code(company.sites[0].comune_code).province)
    await verification.verify(company.id, vat_checked=True, pec_checked=True, by=by)
    holder = past.follower(company)
    await company_accounts.assign(company.id, holder_id=holder.id, by=by)


async def _leave(past: Past, company: Company) -> None:
    by = past.coordinator(municipalities.by_code(company.sites[0].comune_code).province)
    leave = verification.suspend if company.state is CompanyState.SUSPENDED else verification.archive
    await leave(company.id, reason=company.reason, by=by)


async def _commit(past: Past, company: Company, one: Commitment) -> None:
    await commitments.record_commitment(one.draft, id=one.id, by=past.administrator(company))


async def _fulfil(past: Past, company: Company, one: Commitment) -> None:
    if one.done_on is not None:
        await commitments.fulfil_commitment(one.id, done_on=one.done_on, by=past.administrator(company))


async def _take(past: Past, company: Company, one: Measure) -> None:
    await measures.record_measure(one.draft, id=one.id, by=past.administrator(company))


async def _agree(past: Past, company: Company, one: Agreement) -> None:
    by = past.administrator(company)
    await conventions.record_convenzione(one.draft, id=one.id, by=by)
    if one.hired:
        await conventions.fulfil_with(one.id, one.hired, version=None, by=by)


async def _think(past: Past, company: Company, one: Scenario) -> None:
    await scenarios.save_scenario(one.name, one.answers, id=one.id, by=past.administrator(company))


def _accommodate(past: Past, company: Company, one: Accommodation) -> None:
    """Its steps, each on its own day."""

    async def ask() -> None:
        await accommodations.record_request(one.request, id=one.id, by=past.administrator(company))

    async def hear() -> None:
        assert one.heard_on is not None
        by = past.administrator(company)
        await accommodations.record_hearing(
            one.id, heard_on=one.heard_on, hearing=Hearing.WITH_SOMEBODY, by=by
        )

    async def answer() -> None:
        assert one.reply is not None
        await accommodations.record_answer(one.id, one.reply, by=past.administrator(company))

    async def put_in_place() -> None:
        assert one.in_place_on is not None
        by = past.administrator(company)
        await accommodations.record_in_place(
            one.id, in_place_on=one.in_place_on, review_on=one.review_on, by=by
        )

    past.plan(one.request.requested_on, 10.0, ask)
    if one.heard_on is not None:
        past.plan(one.heard_on, 11.0, hear)
    if one.reply is not None:
        past.plan(one.reply.answered_on, 12.0, answer)
    if one.in_place_on is not None:
        past.plan(one.in_place_on, 13.0, put_in_place)
