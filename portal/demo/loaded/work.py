"""Rows of the work with companies, and of the workstations they keep."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known
from portal.demo.world import companies, work
from portal.demo.world.models import Company, Plan, Vacancy
from portal.demo.world.work import Letter
from portal.employers.following.rules import LETTER_NOTICE
from portal.employers.following.vocabulary import LETTER_TEXT_VERSION, LetterState
from portal.employers.workstations.vocabulary import WorkstationState
from portal.reference import professions
from portal.tutoring.vocabulary import PlanState

OF_COMPANIES = {
    "company_contact": "id company service held_on kind met summary minutes next_step next_on no_step_reason "
    "step_done_on late_told_at written_by written_at",
    "letter_of_adherence": "id company service text_version commitments state state_since drafted_by drafted_at "
    "sent_at signatory_name signatory_office signed_on file_key file_name valid_until warned_at version",
    "proposal_cap": "id company most set_by set_at",
}
OF_VACANCIES = {
    "workstation": "id company site name profession_code profession_title weekly_hours_min weekly_hours_max slots "
    "offers axes seats climate load_note load_noted_on load_noted_by checked_on state state_since made_at made_by "
    "version sintetico",
    "workstation_task": "id workstation position text",
    "workstation_demand": "id workstation dimension level adjustable",
}
OF_PLANS = {
    "workstation_occupancy": "id company workstation plan_id service tutor starts_on expected_end ended_on outcome"
}
_STARTED = (PlanState.RUNNING, PlanState.SUSPENDED, PlanState.ENDED, PlanState.INTERRUPTED)


def of_company(batch: Batch, known: Known, number: int, company: Company, province: str) -> None:
    world = known.world
    done = work.of_company(world.seed, world.company_outlines[number], world.day)
    chance = Chance.of(world.seed, "loaded work", number)
    service_id, holder_id = known.follower_of(company.id, province)
    for one in done.contacts:
        said = one.draft
        late = said.next_on is not None and one.done_on is None and said.next_on < world.day
        batch.add(
            "company_contact", one.id, company.id, service_id, said.held_on, said.kind.value, said.met, said.summary,
            said.minutes, said.next_step, said.next_on, said.no_step_reason, one.done_on,
            at(world.day, 0.1) if late else None, holder_id, at(said.held_on, 15.6),
        )  # fmt: skip
    if done.letter is not None:
        _letter(batch, known, company, done.letter, service_id, holder_id)
    if done.cap is not None:
        on = done.cap.set_on
        batch.add("proposal_cap", chance.id(on), company.id, done.cap.most, holder_id, at(on, 15.5))


def _letter(
    batch: Batch, known: Known, company: Company, one: Letter, service_id: UUID, holder_id: UUID
) -> None:
    day, signed = known.world.day, one.signed_on is not None
    state, since = LetterState.DRAFT, at(one.drafted_on, 15.8)
    if one.sent_on is not None:
        state, since = LetterState.SENT, at(one.sent_on, 15.9)
    if one.signed_on is not None:
        state, since = LetterState.SIGNED, at(one.signed_on, 16.1)
    if one.valid_until is not None and one.valid_until < day:
        state, since = LetterState.EXPIRED, at(one.valid_until + timedelta(days=1), 0.1)
    warned = one.valid_until is not None and one.valid_until <= day + LETTER_NOTICE
    batch.add(
        "letter_of_adherence", one.id, company.id, service_id, LETTER_TEXT_VERSION,
        [word.value for word in one.commitments], state.value, since, holder_id, at(one.drafted_on, 15.8),
        at(one.sent_on, 15.9) if one.sent_on else None, company.registration.administrator_name if signed else None,
        work.OFFICE if signed else None, one.signed_on, known.letter_key if signed else None,
        work.LETTER_NAME if signed else None, one.valid_until, at(day, 0.1) if warned else None, 3,
    )  # fmt: skip


def of_vacancy(batch: Batch, known: Known, number: int, vacancy: Vacancy) -> tuple[UUID | None, object]:
    """The workstation kept from it, and since when anybody may read it."""
    world = known.world
    kept = known.workstations.get(number)
    if kept is not None:
        _workstation(batch, known, number, vacancy)
    shown = vacancy.published_on is not None and work.is_shown(world.seed, number)
    return (
        kept.id if kept is not None else None,
        at(vacancy.published_on, 9.9) if shown and vacancy.published_on is not None else None,
    )


def _workstation(batch: Batch, known: Known, number: int, vacancy: Vacancy) -> None:
    kept, company = known.workstations[number], known.companies[vacancy.company]
    chance = Chance.of(known.world.seed, "loaded workstation", number)
    tasks, place = vacancy.tasks, vacancy.place
    profession = professions.by_key(known.world.vacancy_outlines[number].profession_key)
    noted_on = _noted_on(known, vacancy, kept.noted_on)
    holder = (
        known.follower_of(company.id, known.world.company_outlines[vacancy.company].province)[1]
        if noted_on
        else None
    )
    made_at, on = at(kept.kept_on, 9.85), kept.kept_on
    batch.add(
        "workstation", kept.id, company.id, place.site_id, tasks.title, profession.code, profession.title,
        tasks.weekly_hours_min, tasks.weekly_hours_max, list(tasks.slots), sorted(tasks.offers),
        list(vacancy.requirements.axes), place.places, kept.climate if noted_on else None,
        kept.load_note if noted_on else None, noted_on, holder, kept.checked_on or on,
        WorkstationState.ACTIVE.value, made_at, made_at, company.readers[-1], 2 if kept.checked_on else 1, True,
    )  # fmt: skip
    for position, text in enumerate(tasks.tasks, 1):
        batch.add("workstation_task", chance.id(on), kept.id, position, text)
    for dimension, demand in vacancy.demands.demands.items():
        batch.add("workstation_demand", chance.id(on), kept.id, dimension, demand.level, demand.adjustable)


def _noted_on(known: Known, vacancy: Vacancy, on: date | None) -> date | None:
    """Never of a place that whoever follows the company does not see."""
    world = known.world
    told = world.story.companies.get(vacancy.company)
    sites = told.sites if told else companies.sites(world.seed, world.company_outlines[vacancy.company])
    there = next(one.comune_code for one in sites if one.id == vacancy.place.site_id)
    return on if on is not None and work.near(there, sites[0].comune_code) else None


def of_plan(
    batch: Batch, known: Known, plan: Plan, *, id: UUID, row_id: UUID, company_id: UUID, service_id: UUID,
    tutor_id: UUID, vacancy: int,
) -> None:  # fmt: skip
    """The seat that a path takes from its first day."""
    if plan.state not in _STARTED:
        return
    kept = known.workstations.get(vacancy)
    over = plan.state in (PlanState.ENDED, PlanState.INTERRUPTED)
    outcome = plan.outcome.value if plan.outcome is not None else "interrupted"
    batch.add(
        "workstation_occupancy", row_id, company_id, kept.id if kept is not None else None, id, service_id, tutor_id,
        plan.starts_on, plan.ends_on, plan.ended_on if over else None, outcome if over else None,
    )  # fmt: skip
