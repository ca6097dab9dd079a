"""Dates, hours, tutor and goals, until the plan may be signed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from math import ceil
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.events import PlanPrepared
from portal.tutoring.packs.gathering import (
    HOURS_RULE,
    REGION_RULE,
    counts_for_host,
    least_of,
    pack_of,
    rule_view,
)
from portal.tutoring.packs.vocabulary import NAMES, Category
from portal.tutoring.papers.actions import draw
from portal.tutoring.rules import check_period
from portal.tutoring.vocabulary import GOAL_SCALE, KINDS, Actor, PartyRole, PlanKind, PlanState


@dataclass(frozen=True, slots=True)
class GoalLine:
    text: str
    indicator: str
    target: int


@dataclass(frozen=True, slots=True)
class Followed:
    """Which rules the plan follows, for whom. ``kind``, ``region``, ``category`` None: as they stand.

    A tirocinio may turn out to be a TIS, or one of a convention (art. 11); a hire never does.
    """

    kind: PlanKind | None = None
    region: str | None = None
    region_told_on: date | None = None
    category: Category | None = None
    service_in_charge: str | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """``indemnity`` None: the least the rules ask. ``tutor_id`` None only where nobody keeps a register."""

    starts_on: date
    ends_on: date
    weekly_hours: int
    day_starts_at: time | None
    day_ends_at: time | None
    tutor_id: UUID | None
    goals: Sequence[GoalLine]
    weekdays: Sequence[int] = ()
    indemnity: int | None = None
    meals: bool = False
    followed: Followed = Followed()


async def prepare(plan_id: UUID, given: Preparation, *, by: Viewer, version: int | None = None) -> None:
    """``version`` is the one the page was drawn with. Raises Refused when somebody else has changed it since."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state is not PlanState.DRAFTED:
            raise Refused(
                f"Il percorso {row.code} non è più in preparazione: riapri la preparazione per cambiarlo."
            )
        if version is not None and version != row.version:
            raise Refused(
                f"Qualcuno ha cambiato il percorso {row.code} mentre lo scrivevi. Ricarica la pagina e controlla."
            )
        row = await _check(row, given)
        await db.execute(
            "UPDATE plan SET starts_on = $2, ends_on = $3, weekly_hours = $4, day_starts_at = $5, day_ends_at = $6,"
            " tutor = $7, weekdays = $8, rules_region = $9, region_told_on = $10, category_sealed = $11,"
            " counts_for_host = $12, indemnity = $13, meals = $14, service_in_charge = $15, kind = $16,"
            " version = version + 1"
            " WHERE id = $1",
            row.id,
            row.starts_on,
            row.ends_on,
            row.weekly_hours,
            row.day_starts_at,
            row.day_ends_at,
            row.tutor_id,
            [str(day) for day in row.weekdays] or None,
            row.rules_region,
            row.region_told_on,
            crypto.seal(row.category.value, table="plan", column="category_sealed", row=row.id),
            KINDS[row.kind].rules is not None and counts_for_host(await pack_of(row, given.starts_on)),
            row.indemnity,
            row.meals,
            row.service_in_charge,
            row.kind.value,
        )
        await name_tutor(row.id, given.tutor_id)
        await db.execute("DELETE FROM plan_goal WHERE plan = $1", row.id)
        await db.executemany(
            "INSERT INTO plan_goal (id, plan, position, text, indicator, target) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (new_id(), row.id, position, goal.text, goal.indicator, goal.target)
                for position, goal in enumerate(given.goals, start=1)
            ],
        )
        await facts.record(PlanPrepared(**row.about()), by=by)


async def name_tutor(plan_id: UUID, tutor_id: UUID | None) -> None:
    """The plan is found by its one tutor of the company."""
    await db.execute("DELETE FROM plan_party WHERE plan = $1 AND role = $2", plan_id, PartyRole.TUTOR.value)
    if tutor_id is not None:
        await db.execute(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)",
            new_id(),
            plan_id,
            tutor_id,
            PartyRole.TUTOR.value,
        )


async def _check(row: Locked, given: Preparation) -> Locked:
    """The plan as it would be. Raises Refused at the first rule that it would not keep."""
    check_period(given.starts_on, given.ends_on)
    if not 1 <= given.weekly_hours <= 40:
        raise Refused("Le ore settimanali vanno da 1 a 40.", field="weekly_hours")
    if given.day_starts_at and given.day_ends_at and given.day_ends_at <= given.day_starts_at:
        raise Refused("L’uscita prevista viene dopo l’entrata: controlla gli orari.", field="day_ends_at")
    lowest, highest = GOAL_SCALE
    if not given.goals or any(not lowest <= goal.target <= highest for goal in given.goals):
        raise Refused("Scrivi almeno un obiettivo, con un traguardo da 1 a 5.", field="goal_1")
    await check_tutor(row, given.tutor_id)
    followed = given.followed
    kind = followed.kind or row.kind
    if kind is not row.kind and (KINDS[kind].rules is None or KINDS[row.kind].rules is None):
        raise Refused(f"{KINDS[row.kind].label}: il tipo non si cambia.", field="kind")
    would = replace(
        row,
        kind=kind,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        weekly_hours=given.weekly_hours,
        day_starts_at=given.day_starts_at,
        day_ends_at=given.day_ends_at,
        tutor_id=given.tutor_id,
        weekdays=tuple(given.weekdays),
        rules_region=followed.region or row.rules_region,
        region_told_on=followed.region_told_on,
        category=followed.category or row.category,
        indemnity=given.indemnity,
        meals=given.meals,
        service_in_charge=followed.service_in_charge,
    )
    return await by_the_rules(would)


async def by_the_rules(would: Locked) -> Locked:
    """With the least indemnity where none was agreed. Raises Refused for the first rule it would not keep."""
    if KINDS[would.kind].rules is None or would.starts_on is None:
        return would
    if would.indemnity is None:
        unit = (
            await employers.host_unit(would.company_id, would.vacancy_id, clock.today())
            if would.company_id
            else None
        )
        least = least_of(would, await pack_of(would, would.starts_on), unit)
        would = replace(would, indemnity=ceil(least.amount) if least else 0)
    ruled = await rule_view(would)
    if ruled.written_against:
        first = ruled.written_against[0]
        raise Refused(first.sentence, field=_FIELDS.get(first.rule))
    return would


_FIELDS = {
    NAMES["duration.max_months"].label.lower(): "ends_on",
    NAMES["duration.min_months"].label.lower(): "ends_on",
    NAMES["duration.min_days"].label.lower(): "ends_on",
    NAMES["indemnity.minimum"].label.lower(): "indemnity",
    NAMES["indemnity.minimum_with_meals"].label.lower(): "indemnity",
    NAMES["indemnity.minimum_short_day"].label.lower(): "indemnity",
    NAMES["indemnity.minimum_public_host"].label.lower(): "indemnity",
    NAMES["indemnity.meals_beyond_hours"].label.lower(): "meals",
    HOURS_RULE: "weekly_hours",
    REGION_RULE: "region",
}
"""The field of the form that each rule speaks of."""


async def check_tutor(row: Locked, tutor_id: UUID | None) -> None:
    if tutor_id is None:
        if KINDS[row.kind].keeps_register:
            raise Refused("Scegli un tutor fra quelli dell’azienda.", field="tutor")
        return
    tutors = await accounts.members(row.company_id, role=Role.IN_COMPANY_TUTOR) if row.company_id else []
    if tutor_id not in {one.account_id for one in tutors}:
        raise Refused("Scegli un tutor fra quelli dell’azienda.", field="tutor")


async def complete(plan_id: UUID, *, by: Viewer) -> None:
    """What is to be signed is whole: its documents are drawn, and the parties may sign.

    Who signed an earlier version that said the same to her need not sign again.
    """
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "complete", Actor.COUNSELLOR, await gather(row), by=by)
        await draw(row, by=by)


async def redraft(plan_id: UUID, *, by: Viewer) -> None:
    """Back to preparation; the parties whom the changes concern sign the new version."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "redraft", Actor.COUNSELLOR, await gather(row), by=by)
