"""Conventions as the company writes them down: asked for, signed, planned, fulfilled, ended."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import ConvenzioneRequested
from portal.employers.measures.actions.judging import agreement_judged, refuse
from portal.employers.measures.queries import conventions
from portal.employers.measures.rules.agreements import (
    Body,
    ConvenzioneDraft,
    Orders,
    agreement_facts,
    agreement_problems,
    covered_by_orders,
    plan_problems,
)
from portal.employers.measures.rules.drafts import Act, Period
from portal.employers.measures.rules.judged import Problem
from portal.employers.measures.rules.written import WrittenConvenzione
from portal.employers.measures.transitions import CONVENZIONE
from portal.employers.measures.vocabulary import ConvenzioneKind, ConvenzioneState
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


async def record_convenzione(draft: ConvenzioneDraft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is written once. Raises ManyRefused with everything the law does not let."""
    company_id = own_company(by)
    async with db.unit_of_work():
        against = await agreement_judged(company_id, draft.period.starts_on)
        if await db.fetchval("SELECT true FROM convenzione WHERE id = $1 AND company = $2", id, company_id):
            return id
        refuse(agreement_problems(draft, against))
        units: int | None = None
        if draft.kind is ConvenzioneKind.ART14:
            units = covered_by_orders(draft, agreement_facts(draft, against), against.parameters)
        values = row_of(id, company_id, draft, units)
        names = ", ".join(values)
        marks = ", ".join(f"${number}" for number in range(1, len(values) + 1))
        await db.execute(f"INSERT INTO convenzione ({names}) VALUES ({marks})", *values.values())
        await _write_plan(id, draft.planned)
        move = CONVENZIONE.named("sign").then if draft.act else ConvenzioneRequested
        await _said(move, id, company_id, by)
    return id


async def problems_of(draft: ConvenzioneDraft, *, by: Viewer) -> list[Problem]:
    """What the law does not let of a draft that is not written: its form lacks something else.

    Raises Refused where it cannot be judged.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        return agreement_problems(draft, await agreement_judged(company_id, draft.period.starts_on))


def row_of(id: UUID, company_id: UUID, draft: ConvenzioneDraft, units: int | None = None) -> dict[str, Any]:
    """Columns and values of a convention as it is first written."""
    body, orders = draft.body, draft.orders
    signed_on = draft.act.decided_on if draft.act else None
    return {
        "id": id,
        "company": company_id,
        "kind": draft.kind.value,
        "state": (ConvenzioneState.IN_FORCE if draft.act else ConvenzioneState.REQUESTED).value,
        "province": draft.province,
        "requested_on": draft.requested_on,
        "signed_on": signed_on,
        "granted_on": signed_on,
        "act_ref": draft.act.act_ref if draft.act else None,
        "starts_on": draft.period.starts_on,
        "ends_on": draft.ends_on,
        "body_kind": body.kind.value if body else None,
        "body_sealed": conventions.seal_body(body, id),
        "orders_value": orders.value if orders else None,
        "unit_value": orders.unit_value if orders else None,
        "units": units,
        "framework_cap": orders.framework_cap if orders else None,
        "terms_sealed": conventions.seal_terms(draft.terms, id),
        "version": 1,
    }


async def _write_plan(convenzione_id: UUID, planned: Collection[TimedHires]) -> None:
    await db.executemany(
        "INSERT INTO convenzione_commitment (id, convenzione, people, due_on) VALUES ($1, $2, $3, $4)",
        [(new_id(), convenzione_id, one.people, one.due_on) for one in planned],
    )


async def sign_convenzione(
    convenzione_id: UUID, *, act: Act, period: Period, version: int | None, by: Viewer
) -> None:
    """The office agreed: from then on it holds. Judged again on its days. Raises ManyRefused."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(convenzione_id, company_id, version)
        move = CONVENZIONE.move("sign", found.state, by.roles)
        draft = replace(_as_draft(found), act=act, period=period)
        refuse(
            agreement_problems(
                draft, await agreement_judged(company_id, period.starts_on, without=convenzione_id)
            )
        )
        await db.execute(
            "UPDATE convenzione SET state = $2, signed_on = $3, granted_on = $3, act_ref = $4, starts_on = $5,"
            " ends_on = $6, version = version + 1 WHERE id = $1",
            convenzione_id,
            move.lands(found.state).value,
            act.decided_on,
            act.act_ref,
            period.starts_on,
            period.ends_on,
        )
        await _said(move.then, convenzione_id, company_id, by)


def _as_draft(found: WrittenConvenzione, planned: tuple[TimedHires, ...] | None = None) -> ConvenzioneDraft:
    """What is written, with its own plan or another, to be judged again."""
    body = orders = act = None
    if found.body_name is not None and found.body_kind is not None:
        body = Body(found.body_name, found.body_kind, found.body_tax_code)
    if found.orders_value is not None and found.unit_value is not None:
        orders = Orders(found.orders_value, found.unit_value, found.framework_cap)
    if found.signed_on is not None and found.act_ref is not None:
        act = Act(found.signed_on, found.act_ref)
    if planned is None:
        planned = tuple(TimedHires(one.due_on, one.people) for one in found.commitments)
    period = Period(found.starts_on, found.ends_on)
    return ConvenzioneDraft(
        found.kind, found.province, found.requested_on, period, planned, body, orders, found.terms, act
    )


async def plan_convenzione(
    convenzione_id: UUID, planned: tuple[TimedHires, ...], *, version: int | None, by: Viewer
) -> None:
    """Other dated commitments; those whose day has passed stay as they are once it is signed."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(convenzione_id, company_id, version)
        move = CONVENZIONE.move("plan", found.state, by.roles)
        refuse(plan_problems(found, planned, clock.today()))
        if sum(one.people for one in planned) > sum(one.people for one in found.commitments):
            draft = _as_draft(found, planned)
            against = await agreement_judged(company_id, found.starts_on, without=convenzione_id)
            refuse(agreement_problems(draft, against))
        before = {(one.due_on, one.people): one.id for one in found.commitments}
        after = {(one.due_on, one.people) for one in planned}
        gone = [id for key, id in before.items() if key not in after]
        await db.execute("DELETE FROM convenzione_notice WHERE commitment = ANY($1::uuid[])", gone)
        await db.execute("DELETE FROM convenzione_commitment WHERE id = ANY($1::uuid[])", gone)
        await _write_plan(
            convenzione_id, [TimedHires(day, people) for day, people in sorted(after - set(before))]
        )
        await _touch(convenzione_id)
        await _said(move.then, convenzione_id, company_id, by)


async def fulfil_with(
    convenzione_id: UUID, worker_ids: Collection[UUID], *, version: int | None, by: Viewer
) -> None:
    """Says which rows of the workforce fulfil it: exactly these. Refused for a row that may not."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(convenzione_id, company_id, version)
        move = CONVENZIONE.move("hires", found.state, by.roles)
        possible = {
            one.worker_id
            for one in await conventions.candidates(
                convenzione_id, company_id, found.starts_on, found.last_day
            )
        }
        wanted = set(worker_ids)
        if not wanted <= possible:
            raise Refused(
                "Una delle persone scelte non può contare per questa convenzione: ricarica la pagina e riprova.",
                field="workers",
            )
        if found.kind is ConvenzioneKind.ART12 and await conventions.in_another_art12(convenzione_id, wanted):
            raise Refused(
                "L’art. 12 non si può ripetere per la stessa persona: una di quelle scelte ha già avuto una"
                " convenzione di questo tipo.",
                field="workers",
            )
        there = {hire.worker_id for hire in found.hires}
        await db.execute(
            "DELETE FROM convenzione_hire WHERE convenzione = $1 AND worker = ANY($2::uuid[])",
            convenzione_id,
            list(there - wanted),
        )
        await db.executemany(
            "INSERT INTO convenzione_hire (id, convenzione, worker) VALUES ($1, $2, $3)",
            [(new_id(), convenzione_id, worker_id) for worker_id in sorted(wanted - there)],
        )
        await _touch(convenzione_id)
        await _said(move.then, convenzione_id, company_id, by)


async def refuse_convenzione(convenzione_id: UUID, *, by: Viewer) -> None:
    await _leave("refuse", convenzione_id, None, by)


async def withdraw_convenzione(convenzione_id: UUID, *, by: Viewer) -> None:
    await _leave("withdraw", convenzione_id, None, by)


async def conclude_convenzione(convenzione_id: UUID, *, ended_on: date, by: Viewer) -> None:
    """Its last day, kept or not; from the day after its places are due like any other."""
    await _leave("conclude", convenzione_id, ended_on, by)


async def revoke_convenzione(convenzione_id: UUID, *, ended_on: date, by: Viewer) -> None:
    """The office ended it, usually because it was not kept."""
    await _leave("revoke", convenzione_id, ended_on, by)


async def _leave(name: str, convenzione_id: UUID, ended_on: date | None, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(convenzione_id, company_id, None)
        move = CONVENZIONE.move(name, found.state, by.roles)
        if ended_on is not None and not found.starts_on <= ended_on <= clock.today():
            raise Refused(
                "Il giorno sta fra l’inizio della convenzione e oggi: scegline uno.", field="ended_on"
            )
        await db.execute(
            "UPDATE convenzione SET state = $2, ended_on = $3, version = version + 1 WHERE id = $1",
            convenzione_id,
            move.lands(found.state).value,
            ended_on,
        )
        await _said(move.then, convenzione_id, company_id, by)


async def _locked(convenzione_id: UUID, company_id: UUID, version: int | None) -> WrittenConvenzione:
    await editable_company(company_id)
    found = await conventions.locked(convenzione_id, company_id)
    same_version(found.version, version, "La convenzione")
    return found


async def _touch(convenzione_id: UUID) -> None:
    await db.execute("UPDATE convenzione SET version = version + 1 WHERE id = $1", convenzione_id)


async def _said(fact: type[Any] | None, convenzione_id: UUID, company_id: UUID, by: Viewer) -> None:
    if fact is not None:
        await facts.record(fact(convenzione_id=convenzione_id, company_id=company_id), by=by)
