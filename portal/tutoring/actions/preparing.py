"""From an accepted proposal to a plan that may be signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching import public as matching
from portal.tutoring.actions.locking import for_counsellor, gather, move
from portal.tutoring.events import PlanDrafted
from portal.tutoring.rules import check_period
from portal.tutoring.vocabulary import KINDS, Actor, PartyRole, PlanKind, PlanState

_KIND_OF_CONTRACT: dict[str, PlanKind] = {"tis": PlanKind.TIS, "tirocinio": PlanKind.TIROCINIO}


async def draft_from(proposal_id: UUID) -> UUID | None:
    """Exactly one plan for an accepted proposal, however often this runs; None when there is one already."""
    async with db.unit_of_work():
        proposal = await matching.proposal(proposal_id)
        if proposal is None:
            raise LookupError("an accepted proposal is gone")
        vacancy = await employers.vacancy(proposal.vacancy_id)
        kind = _KIND_OF_CONTRACT.get(vacancy.contract if vacancy else "", PlanKind.HIRE_WITH_TUTORING)
        number = await db.fetchval("SELECT nextval('plan_code')")
        plan_id = await db.fetchval(
            "INSERT INTO plan (id, code, kind, title, proposal, person, company, service, counsellor, vacancy, groups,"
            " state, state_since, created_at, version, sintetico)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, 1, $14)"
            " ON CONFLICT (proposal) DO NOTHING RETURNING id",
            new_id(),
            f"{KINDS[kind].prefix}-{number:03d}",
            kind.value,
            vacancy.title if vacancy else KINDS[kind].label,
            proposal.id,
            proposal.person_id,
            proposal.company_id,
            proposal.service_id,
            proposal.counsellor_id,
            proposal.vacancy_id,
            [group.value for group in proposal.groups],
            PlanState.DRAFTED.value,
            clock.now(),
            proposal.sintetico,
        )
        if plan_id is None:
            return None
        parties = [(new_id(), plan_id, reader, PartyRole.COMPANY.value) for reader in proposal.reader_ids]
        parties.append((new_id(), plan_id, proposal.counsellor_id, PartyRole.COUNSELLOR.value))
        await db.executemany("INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)", parties)
        await candidates.release_commitment(proposal.id)
        await candidates.commit(proposal.person_id, kind="plan", ref=plan_id)
        await facts.record(
            PlanDrafted(
                plan_id=plan_id,
                person_id=proposal.person_id,
                company_id=proposal.company_id,
                proposal_id=proposal.id,
            ),
            by=SYSTEM,
        )
        return UUID(str(plan_id))


@dataclass(frozen=True, slots=True)
class GoalLine:
    text: str
    indicator: str
    target: int


@dataclass(frozen=True, slots=True)
class Preparation:
    starts_on: date
    ends_on: date
    weekly_hours: int
    day_starts_at: time | None
    day_ends_at: time | None
    tutor_id: UUID
    goals: Sequence[GoalLine]


async def prepare(plan_id: UUID, given: Preparation, *, by: Viewer) -> None:
    """Dates, hours, tutor and goals of a plan in preparation."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state is not PlanState.DRAFTED:
            raise Refused(f"Il percorso {row.code} non è più in preparazione: riapri la preparazione per cambiarlo.")
        check_period(row.kind, given.starts_on, given.ends_on)
        if not 1 <= given.weekly_hours <= 40:
            raise Refused("Le ore settimanali vanno da 1 a 40.", field="weekly_hours")
        tutors = await accounts.members(row.company_id, role=Role.IN_COMPANY_TUTOR)
        if given.tutor_id not in {one.account_id for one in tutors}:
            raise Refused("Scegli un tutor fra quelli dell’azienda.", field="tutor")
        await db.execute(
            "UPDATE plan SET starts_on = $2, ends_on = $3, weekly_hours = $4, day_starts_at = $5, day_ends_at = $6,"
            " tutor = $7 WHERE id = $1",
            row.id,
            given.starts_on,
            given.ends_on,
            given.weekly_hours,
            given.day_starts_at,
            given.day_ends_at,
            given.tutor_id,
        )
        await db.execute("DELETE FROM plan_party WHERE plan = $1 AND role = 'tutor'", row.id)
        await db.execute(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, 'tutor')",
            new_id(),
            row.id,
            given.tutor_id,
        )
        await db.execute("DELETE FROM plan_goal WHERE plan = $1", row.id)
        await db.executemany(
            "INSERT INTO plan_goal (id, plan, position, text, indicator, target) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (new_id(), row.id, position, goal.text, goal.indicator, goal.target)
                for position, goal in enumerate(given.goals, start=1)
            ],
        )


async def complete(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "complete", Actor.COUNSELLOR, await gather(row), by=by)


async def redraft(plan_id: UUID, *, by: Viewer) -> None:
    """Back to preparation; the parties sign the new version."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "redraft", Actor.COUNSELLOR, await gather(row), by=by)
