"""Sweeps of the ladders: what is due is found by SQL, so that after days of standstill nothing is forgotten."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.queries.company_accounts import followers_now
from portal.employers.inclusion.queries.accommodations import code_of
from portal.employers.inclusion.rules.accommodations import ANSWER_RUNGS, REVIEW_RUNGS
from portal.employers.inclusion.rules.commitments import RUNGS
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.rules.answered import unanswered
from portal.employers.obligations.rules.deadlines import due_on_of, request_due_on
from portal.employers.obligations.vocabulary import Subject
from portal.employers.reminders import queries, rules
from portal.employers.reminders.queries import Uncovered
from portal.employers.reminders.rules import Due
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import KINDS, Kind
from portal.kernel.ladders import Ladder, reached
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role

BATCH = 500
FIRST = UUID(int=0)


def _due(rungs: Ladder, due_on: date, today: date) -> Due | None:
    rung = reached(rungs, due_on, today)
    return None if rung is None else Due(due_on, rung)


def _ahead(rungs: Ladder) -> timedelta:
    """How long before its term a thing is first remembered."""
    return timedelta(days=-rungs[0].days)


async def remind_prospetto_informativo() -> int:
    """31 January: companies with a duty that have not sent theirs."""
    today = clock.today()
    year, due_on = rules.prospetto_informativo_of(today)
    due = _due(rules.PROSPETTO, due_on, today)
    told, last = 0, FIRST
    while due is not None and (found := await queries.without_prospetto_informativo(year, last, BATCH)):
        last = list(found)[-1]
        step = due.step(str(year))
        for company_id in await _untold(Kind.PROSPETTO_DUE, dict.fromkeys(found, step)):
            words = mail.compose(
                "reminder_prospetto.txt", due_on=due_on, past=due.is_past, public=found[company_id]
            )
            told += await _tell_company(Kind.PROSPETTO_DUE, company_id, due, step, words, "/prospetti")
    return told


async def remind_requests() -> int:
    """Sixty days from the day a place became uncovered (art. 9 c. 1); nothing of places already asked for."""
    today, parameters = clock.today(), await in_force()
    told, last = 0, FIRST
    while rows := await queries.uncovered(today, last, BATCH):
        last = rows[-1].company_id
        found = {}
        for known in rows:
            waits = (
                await _still_to_ask(known, today, parameters)
                if known.unsure
                else _as_counted(known, parameters)
            )
            if waits is None:
                continue
            row, due_on = waits
            due = _due(rules.REQUEST, due_on, today)
            if due is not None:
                found[row.company_id] = (row, due)
        steps = {id: due.step(row.since.isoformat()) for id, (row, due) in found.items()}
        for company_id in await _untold(Kind.REQUEST_DUE, steps):
            row, due = found[company_id]
            words = mail.compose(
                "reminder_request.txt",
                since=row.since,
                due_on=due.due_on,
                places=row.places,
                past=due.is_past,
                public=row.public,
            )
            told += await _tell_company(
                Kind.REQUEST_DUE, company_id, due, steps[company_id], words, "/obligations/deadlines"
            )
    return told


def _as_counted(row: Uncovered, parameters: Parameters) -> tuple[Uncovered, date]:
    return row, request_due_on(row.since, parameters)


async def _still_to_ask(row: Uncovered, today: date, parameters: Parameters) -> tuple[Uncovered, date] | None:
    """What is left to ask for, and by when; None when nothing is."""
    try:
        now = await standing(row.company_id, today, parameters)
    except Refused:
        # the workforce makes no sense for the moment: the last count holds
        return _as_counted(row, parameters)
    waiting = [place for place in unanswered(now.places) if place.subject is Subject.ART3]
    if not waiting:
        return None
    left = replace(row, since=min(place.since for place in waiting), places=len(waiting))
    return left, min(due_on_of(place, parameters) for place in waiting)


async def remind_commitments() -> int:
    """Who takes care of a commitment; without such a user, and once it is late, the administrators."""
    today = clock.today()
    told, last = 0, FIRST
    while rows := await queries.open_commitments(today + _ahead(RUNGS), last, BATCH):
        last = rows[-1].id
        found = {row.id: (row, due) for row in rows if (due := _due(RUNGS, row.due_on, today)) is not None}
        steps = {id: due.step(due.due_on.isoformat()) for id, (_, due) in found.items()}
        for id in await _untold(Kind.COMMITMENT_DUE, steps):
            row, due = found[id]
            members = await accounts.members(row.company_id)
            owner = {one.account_id for one in members if one.account_id == row.owner_account}
            chiefs = {one.account_id for one in members if one.role is Role.COMPANY_ADMINISTRATOR}
            async with db.unit_of_work():
                told += await notifications.notify(
                    Kind.COMMITMENT_DUE,
                    account_ids=owner | chiefs if due.is_past or not owner else owner,
                    organisation_id=row.company_id,
                    object_id=id,
                    step=steps[id],
                    words=mail.compose(
                        "reminder_commitment.txt", item=row.item, due_on=row.due_on, past=due.is_past
                    ),
                    href=f"/commitments/{id}",
                )
    return told


async def remind_accommodations() -> int:
    """A request waits for its answer, a measure for a look: to who keeps the register, by its code alone."""
    today = clock.today()
    told, last = 0, FIRST
    until = today + max(_ahead(ANSWER_RUNGS), _ahead(REVIEW_RUNGS))
    while rows := await queries.waiting_accommodations(until, last, BATCH):
        last = rows[-1].id
        found = {}
        for row in rows:
            due = _due(ANSWER_RUNGS if row.what == "answer" else REVIEW_RUNGS, row.due_on, today)
            if due is not None:
                found[row.id] = (row, due)
        steps = {id: due.step(f"{row.what}:{row.due_on}") for id, (row, due) in found.items()}
        for id in await _untold(Kind.ACCOMMODATION_DUE, steps):
            row, due = found[id]
            async with db.unit_of_work():
                told += await accounts.tell_members(
                    Kind.ACCOMMODATION_DUE,
                    row.company_id,
                    object_id=id,
                    step=steps[id],
                    words=mail.compose(
                        "reminder_accommodation.txt",
                        code=code_of(row.number),
                        what=row.what,
                        due_on=row.due_on,
                        past=due.is_past,
                    ),
                    href=f"/accommodations/{id}",
                )
    return told


async def _untold(kind: Kind, steps: dict[UUID, str]) -> Collection[UUID]:
    """Those of which the step was told to nobody yet."""
    done = await notifications.told(kind, steps)
    return [id for id in steps if id not in done]


_COMPANY = frozenset({Role.COMPANY_ADMINISTRATOR})


async def _tell_company(kind: Kind, company_id: UUID, due: Due, step: str, words: str, href: str) -> int:
    """The company's people; near the term also who follows it for a service, with the company's name."""
    async with db.unit_of_work():
        told = await accounts.tell_members(
            kind,
            company_id,
            object_id=company_id,
            step=step,
            words=words,
            href=href,
            roles=KINDS[kind].roles & _COMPANY,
        )
        if due.rung.days < rules.FOLLOWERS_FROM:
            return told
        company = await accounts.organisation(company_id)
        for one in await followers_now(company_id, clock.today()):
            told += await notifications.notify(
                kind,
                account_ids=[one.holder_id],
                organisation_id=one.service_id,
                object_id=company_id,
                step=step,
                words=f"{company.name if company else 'Azienda'}. {words}",
                href=f"{href}?company={company_id}",
            )
        return told
