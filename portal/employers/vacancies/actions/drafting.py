"""A vacancy is written section by section; each save is whole."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.past import moment_of
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import VacancyDrafted
from portal.employers.vacancies.actions.locking import changed, editable
from portal.employers.vacancies.queries.detail import Demand, VacancyDetail
from portal.employers.vacancies.rules import missing, pay_problems, reserve_problem, term_problems
from portal.employers.vacancies.vocabulary import SkillNeed, VacancyState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import professions


@dataclass(frozen=True, slots=True)
class PlaceAnswers:
    """None is what was left for later; only a draft may leave anything."""

    site_id: UUID | None = None
    contract: str | None = None
    places: int | None = None
    starts_from: date | None = None
    starts_by: date | None = None
    ends_on: date | None = None
    pay_min: Decimal | None = None
    pay_max: Decimal | None = None
    pay_period: str | None = None
    public_transport: str | None = None
    architectural_barriers: bool | None = None
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class TaskAnswers:
    """``profession_key`` is the everyday title chosen, which stands for a CP2021 code."""

    title: str | None = None
    profession_key: str | None = None
    tasks: tuple[str, ...] = ()
    weekly_hours_min: int | None = None
    weekly_hours_max: int | None = None
    slots: tuple[str, ...] = ()
    night_shifts: bool | None = None
    reserved: str | None = None
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemandAnswers:
    """``answered``: every dimension has its answer."""

    demands: dict[str, Demand]
    skills: dict[str, SkillNeed]
    answered: bool = True


async def draft_vacancy(
    *, id: UUID, title: str, by: Viewer, sintetico: bool = False, on: date | None = None
) -> UUID:
    """Asked twice with one id, it is made once. A company not yet verified may prepare its vacancies."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM vacancy WHERE id = $1 AND company = $2", id, company_id):
            return id
        await db.execute(
            "INSERT INTO vacancy (id, company, state, state_since, title, places_taken, slots, demands_answered,"
            " drafted_at, drafted_by, referent, saved_at, version, sintetico)"
            " VALUES ($1, $2, $3, $4, $5, 0, '{}', false, $4, $6, $6, $4, 1, $7)",
            id,
            company_id,
            VacancyState.DRAFT.value,
            moment_of(on),
            title,
            by.account_id,
            sintetico,
        )
        await facts.record(VacancyDrafted(vacancy_id=id, company_id=company_id), by=by)
    return id


async def save_place(vacancy_id: UUID, answers: PlaceAnswers, *, version: int | None, by: Viewer) -> None:
    async with db.unit_of_work():
        found = await editable(vacancy_id, version, by)
        if answers.site_id is not None:
            await _own_site(answers.site_id, found.company_id)
        _reserve_agrees(answers.contract, found.reserved, "contract")
        stays_whole(
            found,
            site=answers.site_id,
            contract=answers.contract,
            places=answers.places,
            public_transport=answers.public_transport,
            architectural_barriers=answers.architectural_barriers,
            remote=answers.remote,
        )
        if answers.places is not None and answers.places < found.places_taken:
            raise Refused(
                f"{found.places_taken} posti sono già coperti: i posti non possono essere meno.",
                field="places",
            )
        if found.state is not VacancyState.DRAFT and answers.places == found.places_taken:
            raise Refused("Tutti i posti sarebbero coperti: chiudi l’annuncio, invece.", field="places")
        problems = term_problems(answers.contract, answers.starts_from, answers.starts_by, answers.ends_on)
        problems |= pay_problems(answers.pay_min, answers.pay_max, answers.pay_period)
        for field, sentence in problems.items():
            raise Refused(sentence, field=field)
        await db.execute(
            "UPDATE vacancy SET site = $2, contract = $3, places = $4, starts_from = $5, starts_by = $6, ends_on = $7,"
            " pay_min = $8, pay_max = $9, pay_period = $10, public_transport = $11, architectural_barriers = $12,"
            " remote = $13, saved_at = $14, version = version + 1 WHERE id = $1",
            vacancy_id,
            answers.site_id,
            answers.contract,
            answers.places,
            answers.starts_from,
            answers.starts_by,
            answers.ends_on,
            answers.pay_min,
            answers.pay_max,
            answers.pay_period,
            answers.public_transport,
            answers.architectural_barriers,
            answers.remote,
            clock.now(),
        )
        await changed(found, by)


async def save_tasks(vacancy_id: UUID, answers: TaskAnswers, *, version: int | None, by: Viewer) -> None:
    async with db.unit_of_work():
        found = await editable(vacancy_id, version, by)
        _reserve_agrees(found.contract, answers.reserved, "reserved")
        stays_whole(
            found,
            title=answers.title,
            profession_code=answers.profession_key,
            tasks=answers.tasks,
            weekly_hours_min=answers.weekly_hours_min,
            night_shifts=answers.night_shifts,
            reserved=answers.reserved,
        )
        least, most = answers.weekly_hours_min, answers.weekly_hours_max
        chosen = professions.by_key(answers.profession_key) if answers.profession_key else None
        await db.execute(
            "UPDATE vacancy SET title = $2, profession_code = $3, profession_title = $4, weekly_hours_min = $5,"
            " weekly_hours_max = $6, slots = $7, night_shifts = $8, reserved = $9, saved_at = $10,"
            " version = version + 1 WHERE id = $1",
            vacancy_id,
            answers.title,
            chosen.code if chosen else None,
            chosen.title if chosen else None,
            least,
            most if most is not None else least,
            list(answers.slots),
            answers.night_shifts,
            answers.reserved,
            clock.now(),
        )
        await _replace_tasks(vacancy_id, answers.tasks)
        await _replace_offers(vacancy_id, answers.offers)
        await changed(found, by)


async def save_demands(vacancy_id: UUID, answers: DemandAnswers, *, version: int | None, by: Viewer) -> None:
    async with db.unit_of_work():
        found = await editable(vacancy_id, version, by)
        stays_whole(found, demands_answered=answers.answered)
        await db.execute("DELETE FROM vacancy_demand WHERE vacancy = $1", vacancy_id)
        await db.executemany(
            "INSERT INTO vacancy_demand (id, vacancy, dimension, level, adjustable) VALUES ($1, $2, $3, $4, $5)",
            [
                (new_id(), vacancy_id, code, demand.level, demand.adjustable)
                for code, demand in answers.demands.items()
            ],
        )
        await db.execute("DELETE FROM vacancy_skill WHERE vacancy = $1", vacancy_id)
        await db.executemany(
            "INSERT INTO vacancy_skill (id, vacancy, skill_code, kind) VALUES ($1, $2, $3, $4)",
            [(new_id(), vacancy_id, code, need.value) for code, need in answers.skills.items()],
        )
        await db.execute(
            "UPDATE vacancy SET demands_answered = $2, saved_at = $3, version = version + 1 WHERE id = $1",
            vacancy_id,
            answers.answered,
            clock.now(),
        )
        await changed(found, by)


async def _replace_tasks(vacancy_id: UUID, tasks: tuple[str, ...]) -> None:
    await db.execute("DELETE FROM vacancy_task WHERE vacancy = $1", vacancy_id)
    await db.executemany(
        "INSERT INTO vacancy_task (id, vacancy, position, text) VALUES ($1, $2, $3, $4)",
        [(new_id(), vacancy_id, position, text) for position, text in enumerate(tasks, 1)],
    )


async def _replace_offers(vacancy_id: UUID, offers: tuple[str, ...]) -> None:
    await db.execute("DELETE FROM vacancy_offer WHERE vacancy = $1", vacancy_id)
    await db.executemany(
        "INSERT INTO vacancy_offer (id, vacancy, accommodation_code) VALUES ($1, $2, $3)",
        [(new_id(), vacancy_id, code) for code in offers],
    )


def stays_whole(found: VacancyDetail, **answers: Any) -> None:
    """What others already read may change but not lose an answer. Raises Refused naming the first that is missing."""
    if found.state is VacancyState.DRAFT:
        return
    before = {sentence for sentences in missing(found.content).values() for sentence in sentences}
    for sentences in missing(replace(found.content, **answers)).values():
        for sentence in sentences:
            if sentence not in before:
                raise Refused(f"L’annuncio è già pubblicato e così non è completo. {sentence}")


def _reserve_agrees(contract: str | None, reserved: str | None, field: str) -> None:
    problem = reserve_problem(contract, reserved)
    if problem is not None:
        raise Refused(problem, field=field)


async def _own_site(site_id: UUID, company_id: UUID) -> None:
    if not await db.fetchval(
        "SELECT true FROM company_site WHERE id = $1 AND company = $2", site_id, company_id
    ):
        raise Refused("Scegli una sede della tua azienda.", field="site")
