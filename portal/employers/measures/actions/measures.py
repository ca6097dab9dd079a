"""Measures as the company writes them down: asked for or declared, decided, closed, cancelled."""

from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import MeasureRecorded
from portal.employers.measures.actions.judging import judged, refuse
from portal.employers.measures.queries import measures
from portal.employers.measures.rules.drafts import (
    CompensationDraft,
    EsoneroParzialeDraft,
    GradualDraft,
    Grant,
    MeasureDraft,
    RequestDraft,
    SelfCertificationDraft,
    SuspensionDraft,
)
from portal.employers.measures.rules.judged import Problem
from portal.employers.measures.rules.limits import measure_problems
from portal.employers.measures.rules.regranted import regranted
from portal.employers.measures.rules.written import WrittenMeasure
from portal.employers.measures.transitions import MEASURE
from portal.employers.measures.vocabulary import ON_REQUEST, MeasureKind, MeasureState, RequestOutcome
from portal.foundation import clock, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


async def record_measure(draft: MeasureDraft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is written once. Raises ManyRefused with everything the law does not let."""
    company_id = own_company(by)
    async with db.unit_of_work():
        against = await judged(company_id, draft.period.starts_on)
        if await db.fetchval("SELECT true FROM measure WHERE id = $1 AND company = $2", id, company_id):
            return id
        refuse(measure_problems(draft, against))
        await _insert(id, company_id, draft)
        await facts.record(MeasureRecorded(measure_id=id, company_id=company_id), by=by)
    return id


async def problems_of(draft: MeasureDraft, *, by: Viewer) -> list[Problem]:
    """What the law does not let of a draft that is not written: its form lacks something else.

    Raises Refused where it cannot be judged.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        return measure_problems(draft, await judged(company_id, draft.period.starts_on))


async def _insert(id: UUID, company_id: UUID, draft: MeasureDraft) -> None:
    values = row_of(id, company_id, draft)
    names = ", ".join(values)
    marks = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await db.execute(f"INSERT INTO measure ({names}) VALUES ({marks})", *values.values())


def row_of(id: UUID, company_id: UUID, draft: MeasureDraft) -> dict[str, Any]:
    """Columns and values of a measure as it is first written."""
    asked = draft.kind in ON_REQUEST and draft.act is None
    return {
        "id": id,
        "company": company_id,
        "kind": draft.kind.value,
        "state": (MeasureState.REQUESTED if asked else MeasureState.IN_FORCE).value,
        "starts_on": draft.period.starts_on,
        "ends_on": draft.period.ends_on,
        "decided_on": draft.act.decided_on if draft.act else None,
        "act_ref": draft.act.act_ref if draft.act else None,
        "version": 1,
        **_columns(draft),
    }


def _columns(draft: MeasureDraft) -> dict[str, Any]:
    match draft:
        case RequestDraft():
            return {
                "subject": draft.subject.value, "province": draft.province, "cause": draft.way.value,
                "units": draft.units, "requested_on": draft.period.starts_on, "act_ref": draft.reference,
            }  # fmt: skip
        case EsoneroParzialeDraft():
            return {
                "province": draft.province, "cause": draft.sector.value, "percentage": draft.percentage,
                "grounds": [one.value for one in draft.grounds], "units": draft.units,
                "requested_on": draft.requested_on,
            }  # fmt: skip
        case SelfCertificationDraft():
            return {
                "province": draft.province, "premium_permille": draft.premium_permille,
                "workers": draft.workers, "units": draft.units,
            }  # fmt: skip
        case SuspensionDraft():
            return {
                "province": draft.province, "cause": draft.cause.value, "workers": draft.suspended,
                "of_workers": draft.out_of, "requested_on": draft.requested_on,
            }  # fmt: skip
        case CompensationDraft():
            return {
                "province": draft.surplus, "other_province": draft.reduced, "units": draft.units,
                "subject": draft.subject.value, "group_tax_code": draft.group_tax_code,
            }  # fmt: skip
        case GradualDraft():
            return {
                "province": draft.province, "percentage": draft.percentage, "workers": draft.hired_before,
                "units": draft.units,
            }  # fmt: skip


async def grant_measure(measure_id: UUID, grant: Grant, *, version: int | None, by: Viewer) -> None:
    """What the office gave, judged as if it were asked for now. Raises ManyRefused."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(measure_id, company_id, version)
        move = MEASURE.move("grant", found.state, by.roles)
        draft = regranted(found, grant)
        refuse(measure_problems(draft, await judged(company_id, draft.period.starts_on, without=measure_id)))
        await db.execute(
            "UPDATE measure SET state = $2, percentage = coalesce($3, percentage), units = coalesce($4, units),"
            " starts_on = $5, ends_on = $6, decided_on = $7, act_ref = $8, version = version + 1 WHERE id = $1",
            measure_id,
            move.lands(found.state).value,
            grant.percentage,
            grant.units,
            grant.period.starts_on,
            grant.period.ends_on,
            grant.act.decided_on,
            grant.act.act_ref,
        )
        await _said(move.then, measure_id, company_id, by)


async def refuse_measure(
    measure_id: UUID, *, decided_on: date, act_ref: str, version: int | None, by: Viewer
) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(measure_id, company_id, version)
        move = MEASURE.move("refuse", found.state, by.roles)
        if decided_on > clock.today():
            raise Refused("L’atto porta una data futura: registralo quando c’è.", field="decided_on")
        if found.requested_on is not None and decided_on < found.requested_on:
            raise Refused("L’atto viene prima della richiesta: controlla le due date.", field="decided_on")
        await db.execute(
            "UPDATE measure SET state = $2, decided_on = $3, act_ref = $4, version = version + 1 WHERE id = $1",
            measure_id,
            move.lands(found.state).value,
            decided_on,
            act_ref,
        )
        await _said(move.then, measure_id, company_id, by)


async def withdraw_measure(measure_id: UUID, *, by: Viewer) -> None:
    await _leave("withdraw", measure_id, by)


async def cancel_measure(measure_id: UUID, *, by: Viewer) -> None:
    """It was written by mistake: it stays in the list and counts on no day, past days included."""
    await _leave("cancel", measure_id, by)


async def _leave(name: str, measure_id: UUID, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(measure_id, company_id, None)
        move = MEASURE.move(name, found.state, by.roles)
        await db.execute(
            "UPDATE measure SET state = $2, version = version + 1 WHERE id = $1",
            measure_id,
            move.lands(found.state).value,
        )
        await _said(move.then, measure_id, company_id, by)


async def close_measure(
    measure_id: UUID,
    *,
    ends_on: date,
    version: int | None,
    by: Viewer,
    outcome: RequestOutcome | None = None,
) -> None:
    """Sets the last day earlier than it was, or one where there was none. ``outcome``: of a request of avviamento."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(measure_id, company_id, version)
        move = MEASURE.move("close", found.state, by.roles)
        if ends_on < found.starts_on:
            raise Refused("L’ultimo giorno viene prima del primo: scegli un giorno dopo.", field="ends_on")
        if found.ends_on is not None and ends_on > found.ends_on:
            raise Refused(
                "Qui puoi solo anticipare la fine: per più giorni registra una nuova misura.", field="ends_on"
            )
        if found.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO and ends_on > clock.today():
            raise Refused("La richiesta corre ancora: chiudila nel giorno in cui finisce.", field="ends_on")
        await db.execute(
            "UPDATE measure SET ends_on = $2, grounds = coalesce($3, grounds), version = version + 1 WHERE id = $1",
            measure_id,
            ends_on,
            None if outcome is None else [outcome.value],
        )
        await _said(move.then, measure_id, company_id, by)


async def _locked(measure_id: UUID, company_id: UUID, version: int | None) -> WrittenMeasure:
    await editable_company(company_id)
    found = await measures.locked(measure_id, company_id)
    same_version(found.version, version, "La misura")
    return found


async def _said(fact: type[Any] | None, measure_id: UUID, company_id: UUID, by: Viewer) -> None:
    if fact is not None:
        await facts.record(fact(measure_id=measure_id, company_id=company_id), by=by)
