"""Help to keep a job one already has (services.md §9): a plan without vacancy, card or shortlist.

The company reads measures and hours, never the cause; only the people she names find the plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import accommodations
from portal.tutoring.actions.drafting import new_code
from portal.tutoring.actions.hanging import hang
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.actions.moving import add_step
from portal.tutoring.events import PlanContentsChanged, PlanDrafted
from portal.tutoring.packs.vocabulary import Category
from portal.tutoring.vocabulary import KINDS, Actor, MeasureState, PartyRole, PlanKind, PlanState

GROUPS = ("contacts", "accommodations")
"""What she may let the company read; hours stand in the plan, and nothing says why."""


@dataclass(frozen=True, slots=True)
class Employer:
    """A company of the portal with the people she names, or a name only. ``signs``: it knows and agrees."""

    company_id: UUID | None
    name: str | None
    people: Sequence[UUID] = ()
    signs: bool = True


async def draft_retention(
    person_id: UUID,
    *,
    id: UUID,
    employer: Employer,
    groups: Sequence[str],
    tasks: str,
    requested_in_writing_on: date | None,
    measures: Sequence[str] = (),
    by: Viewer,
) -> UUID:
    """Pressed twice it is drafted once. Raises NotThere for somebody the viewer does not follow."""
    if not await candidates.follows(person_id, by):
        raise NotThere
    await _check(employer, groups, requested_in_writing_on)
    async with db.unit_of_work():
        await db.lock(f"retention:{person_id}")
        if await db.fetchval("SELECT true FROM plan WHERE id = $1", id):
            return id
        other = await db.fetchval(
            "SELECT code FROM plan WHERE person = $1 AND kind = $2 AND state NOT IN ('ended', 'interrupted')",
            person_id,
            PlanKind.RETENTION.value,
        )
        if other is not None:
            raise Refused(f"C’è già un piano di mantenimento aperto: {other}.")
        code, when = await new_code(PlanKind.RETENTION), clock.now()
        service_id = await candidates.service_of(person_id)
        await db.execute(
            "INSERT INTO plan (id, code, kind, title, person, company, employer_name, service, counsellor, groups,"
            " state, state_since, created_at, version, sintetico, category_sealed, counts_for_host, meals)"
            " SELECT $1, $2, $3, $4, p.id, $5, $6, $7, $8, $9, $10, $11, $11, 1, p.sintetico, $12, false, false"
            " FROM person p WHERE p.id = $13",
            id,
            code,
            PlanKind.RETENTION.value,
            tasks[:80],
            employer.company_id,
            employer.name if employer.company_id is None else None,
            service_id,
            by.account_id,
            list(groups),
            PlanState.DRAFTED.value,
            when,
            crypto.seal(Category.GENERAL.value, table="plan", column="category_sealed", row=id),
            person_id,
        )
        await db.execute(
            "INSERT INTO retention_plan (id, plan, tasks, company_signs, requested_in_writing_on)"
            " VALUES ($1, $2, $3, $4, $5)",
            new_id(),
            id,
            tasks,
            employer.company_id is not None and employer.signs,
            requested_in_writing_on,
        )
        parties = [(new_id(), id, account, PartyRole.COMPANY.value) for account in employer.people]
        parties.append((new_id(), id, by.account_id, PartyRole.COUNSELLOR.value))
        await db.executemany(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)", parties
        )
        await db.executemany(
            "INSERT INTO plan_measure (id, plan, axis, code, state, asked_on) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (
                    new_id(),
                    id,
                    accommodations.by_code(measure).axis.value,
                    measure,
                    (MeasureState.ASKED if requested_in_writing_on else MeasureState.AGREED).value,
                    requested_in_writing_on,
                )
                for measure in measures
            ],
        )
        await add_step(id, "draft", PlanState.DRAFTED, Actor.COUNSELLOR, by=by)
        await candidates.commit(person_id, kind="plan", ref=id, code=code)
        await hang(
            id, person_id, kind=PlanKind.RETENTION, code=code, title=KINDS[PlanKind.RETENTION].label,
            owner_id=by.account_id,
        )  # fmt: skip
        await facts.record(
            PlanDrafted(plan_id=id, person_id=person_id, company_id=employer.company_id, proposal_id=None),
            by=by,
        )
    return id


async def _check(employer: Employer, groups: Sequence[str], requested_on: date | None) -> None:
    if (employer.company_id is None) == (not employer.name):
        raise Refused("Scegli l’azienda, oppure scrivi il nome del datore di lavoro.", field="company")
    if any(group not in GROUPS for group in groups):
        raise Refused("Scegli che cosa può leggere l’azienda.", field="groups")
    if employer.company_id is not None:
        members = {one.account_id for one in await accounts.members(employer.company_id)}
        if not set(employer.people) <= members:
            raise Refused("Scegli fra le persone dell’azienda.", field="people")
        if employer.signs and not employer.people:
            raise Refused("Scegli almeno una persona dell’azienda che conosce il piano.", field="people")
    if requested_on is not None and requested_on > clock.today():
        raise Refused("La data non può essere nel futuro.", field="requested_in_writing_on")


@dataclass(frozen=True, slots=True)
class Step:
    starts_on: date
    weekly_hours: int
    tasks: str | None
    remote: bool


async def write_steps(plan_id: UUID, steps: Sequence[Step], *, by: Viewer) -> None:
    """The phased return, in the order of its days. Raises Refused for one before the earlier one."""
    async with db.unit_of_work():
        row: Locked = await for_counsellor(plan_id, by)
        if row.kind is not PlanKind.RETENTION:
            raise NotThere
        if row.state is not PlanState.DRAFTED:
            raise Refused(
                f"Il percorso {row.code} non è più in preparazione: riapri la preparazione per cambiarlo."
            )
        for place in range(1, len(steps)):
            if steps[place].starts_on <= steps[place - 1].starts_on:
                raise Refused(
                    f"Il passo {day_it(steps[place].starts_on, 'del')} viene prima di quello precedente.",
                    field="steps",
                )
        await db.execute("DELETE FROM return_step WHERE plan = $1", row.id)
        await db.executemany(
            "INSERT INTO return_step (id, plan, starts_on, weekly_hours, tasks, remote)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (new_id(), row.id, step.starts_on, step.weekly_hours, step.tasks, step.remote)
                for step in steps
            ],
        )
        await facts.record(PlanContentsChanged(**row.about(), part="steps"), by=by)
