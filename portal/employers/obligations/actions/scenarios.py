"""Scenarios: changes a company thinks about, kept under a name."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import ScenarioRemoved, ScenarioSaved
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

MOST_SCENARIOS = 20


async def save_scenario(name: str, answers: Mapping[str, str], *, id: UUID, by: Viewer) -> UUID:
    """``answers`` as typed into the form, so that it can be tried again. Asked twice with one id, saved once."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM scenario WHERE id = $1 AND company = $2", id, company_id):
            return id
        if await db.fetchval(
            "SELECT true FROM scenario WHERE company = $1 AND lower(name) = lower($2)", company_id, name
        ):
            raise Refused(f"C’è già uno scenario «{name}»: scegli un altro nome.", field="name")
        if (
            await db.fetchval("SELECT count(*) FROM scenario WHERE company = $1", company_id)
            >= MOST_SCENARIOS
        ):
            raise Refused(
                f"Ci sono già {MOST_SCENARIOS} scenari: togline uno prima di salvarne un altro.", field="name"
            )
        await db.execute(
            "INSERT INTO scenario (id, company, name, change, saved_by, saved_at)"
            " VALUES ($1, $2, $3, $4::jsonb, $5, $6)",
            id,
            company_id,
            name,
            msgspec.json.encode(dict(answers)).decode(),
            by.account_id,
            clock.now(),
        )
        await facts.record(ScenarioSaved(scenario_id=id, company_id=company_id), by=by)
    return id


async def remove_scenario(scenario_id: UUID, *, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        gone = await db.fetchval(
            "DELETE FROM scenario WHERE id = $1 AND company = $2 RETURNING id", scenario_id, company_id
        )
        if gone is None:
            raise NotThere
        await facts.record(ScenarioRemoved(scenario_id=scenario_id, company_id=company_id), by=by)
