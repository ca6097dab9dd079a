"""Commitments on diversity and inclusion: recorded, changed, kept, and back again when they come back."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import CommitmentFulfilled, CommitmentRecorded
from portal.employers.inclusion.actions import kpis
from portal.employers.inclusion.actions.kpis import KpiDraft
from portal.employers.inclusion.actions.locking import Locked, locked
from portal.employers.inclusion.rules.commitments import done_problem, next_time, period_problem
from portal.employers.inclusion.vocabulary import CommitmentKind, Every
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import By, Viewer


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """``owner`` is who takes care of it in the company; ``owner_account`` the user who is reminded, if any.

    ``item`` is the template it comes from, ``document`` what will show that it was kept.
    """

    title: str
    kind: CommitmentKind
    owner: str
    starts_on: date
    due_on: date
    legal_ref: str | None = None
    owner_account: UUID | None = None
    every: Every = Every.ONCE
    item: str | None = None
    trigger: str | None = None
    document: str | None = None
    kpis: tuple[KpiDraft, ...] = field(default=())


_VALUES = "item, title, kind, legal_ref, trigger, document, owner, owner_account, starts_on, due_on, every"


def _values(draft: CommitmentDraft) -> tuple[object, ...]:
    return (
        draft.item,
        draft.title,
        draft.kind.value,
        draft.legal_ref,
        draft.trigger,
        draft.document,
        draft.owner,
        draft.owner_account,
        draft.starts_on,
        draft.due_on,
        None if draft.every is Every.ONCE else draft.every.value,
    )


async def record_commitment(draft: CommitmentDraft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is made once."""
    company_id = own_company(by)
    await _check(draft, company_id)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM commitment WHERE id = $1 AND company = $2", id, company_id):
            return id
        await db.execute(
            f"INSERT INTO commitment (id, company, version, {_VALUES})"
            " VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            company_id,
            *_values(draft),
        )
        await kpis.write(id, draft.kpis)
        await facts.record(CommitmentRecorded(commitment_id=id, company_id=company_id), by=by)
    return id


async def change_commitment(
    commitment_id: UUID, draft: CommitmentDraft, *, version: int | None, by: Viewer
) -> None:
    """Its indicators stay: they have a page of their own."""
    company_id = own_company(by)
    await _check(draft, company_id)
    async with db.unit_of_work():
        found = await locked(commitment_id, company_id)
        same_version(found.version, version, "La scheda dell’impegno")
        if found.done_on is not None and (draft.starts_on, draft.due_on) != (found.starts_on, found.due_on):
            raise Refused("L’impegno è concluso: le sue date non si cambiano più.", field="due_on")
        await db.execute(
            f"UPDATE commitment SET ({_VALUES}) = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12),"
            " version = version + 1 WHERE id = $1",
            commitment_id,
            *_values(draft),
        )
        await facts.record(CommitmentRecorded(commitment_id=commitment_id, company_id=company_id), by=by)


async def fulfil_commitment(commitment_id: UUID, *, done_on: date, by: Viewer) -> UUID | None:
    """Said twice, the first day stays. Of one that comes back the next time is made; answers its id."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await locked(commitment_id, company_id)
        if found.done_on is not None:
            return None
        problem = done_problem(found.starts_on, done_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="done_on")
        await db.execute(
            "UPDATE commitment SET done_on = $2, version = version + 1 WHERE id = $1", commitment_id, done_on
        )
        await facts.record(CommitmentFulfilled(commitment_id=commitment_id, company_id=company_id), by=by)
        return await _next(commitment_id, company_id, found, by)


_FOLLOW = """
INSERT INTO commitment (id, company, item, title, kind, legal_ref, trigger, document, owner, owner_account,
    starts_on, due_on, every, follows, version)
SELECT $2, company, item, title, kind, legal_ref, trigger, document, owner, owner_account, $3, $4, every, id, 1
FROM commitment WHERE id = $1 ON CONFLICT (follows) DO NOTHING RETURNING id
"""


async def _next(commitment_id: UUID, company_id: UUID, found: Locked, by: By) -> UUID | None:
    when = next_time(found.due_on, found.every)
    if when is None:
        return None
    made: UUID | None = await db.fetchval(_FOLLOW, commitment_id, new_id(), *when)
    if made is not None:
        await kpis.carry_over(commitment_id, made)
        await facts.record(CommitmentRecorded(commitment_id=made, company_id=company_id), by=by)
    return made


async def _check(draft: CommitmentDraft, company_id: UUID) -> None:
    problem = period_problem(draft.starts_on, draft.due_on)
    if problem is not None:
        raise Refused(problem, field="due_on")
    if draft.owner_account is not None:
        members = await accounts.members(company_id)
        if draft.owner_account not in {one.account_id for one in members}:
            raise Refused(
                "Scegli chi riceve i promemoria fra gli utenti dell’azienda.", field="owner_account"
            )
