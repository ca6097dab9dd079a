"""Rows of vacancies, with tasks, demands, skills and what is offered."""

from __future__ import annotations

from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.loaded import work
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known, KnownVacancy
from portal.demo.world.models import Vacancy
from portal.demo.world.sides import vacancy_side
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.rules import NOTICE_BEFORE, UNPUBLISHED_AFTER
from portal.employers.vacancies.vocabulary import VacancyState
from portal.reference import professions

COLUMNS = {
    **work.OF_VACANCIES,
    "vacancy": "id company state state_since title profession_code profession_title site contract reserved places "
    "places_taken weekly_hours_min weekly_hours_max slots starts_from starts_by ends_on pay_min pay_max pay_period "
    "remote public_transport architectural_barriers night_shifts demands_answered experience_required licences "
    "certificates certificates_given education_code tags axes drafted_at drafted_by referent saved_at published_at "
    "confirmed_at warned_at version sintetico workstation public_since",
    "vacancy_task": "id vacancy position text",
    "vacancy_demand": "id vacancy dimension level adjustable",
    "vacancy_skill": "id vacancy skill_code kind",
    "vacancy_offer": "id vacancy accommodation_code",
    "vacancy_language": "id vacancy language_code level essential",
}


def add(batch: Batch, known: Known, number: int, vacancy: Vacancy) -> None:
    chance = Chance.of(known.world.seed, "loaded vacancy", number)
    outline = known.world.vacancy_outlines[number]
    company = known.companies[vacancy.company]
    place, tasks = vacancy.place, vacancy.tasks
    profession = professions.by_key(outline.profession_key)
    drafted_at, on = at(vacancy.drafted_on, 9.25), vacancy.drafted_on
    published_at = at(vacancy.published_on, 9.75) if vacancy.published_on else None
    confirmed_at = at(vacancy.confirmed_on[-1], 10.25) if vacancy.confirmed_on else published_at
    answered = vacancy.published_on is not None
    asked = vacancy.requirements if answered else Requirements()

    def codes(of: tuple[str, ...]) -> list[str] | None:
        return list(of) if answered else None

    batch.add(
        "vacancy", vacancy.id, company.id, vacancy.state.value, at(vacancy.state_on, 16.75), tasks.title,
        profession.code, profession.title, place.site_id, place.contract, tasks.reserved, place.places,
        outline.places_taken, tasks.weekly_hours_min, tasks.weekly_hours_max, list(tasks.slots), place.starts_from,
        place.starts_by, place.ends_on, place.pay_min, place.pay_max, place.pay_period, place.remote,
        place.public_transport, place.architectural_barriers, tasks.night_shifts, answered, asked.experience_required,
        codes(asked.licences), codes(asked.certificates), codes(asked.certificates_given), asked.education_code,
        codes(asked.tags), codes(asked.axes), drafted_at, company.readers[-1], company.readers[-1], drafted_at,
        published_at, confirmed_at, _warned_at(vacancy), 5 + len(vacancy.confirmed_on), True,
        *work.of_vacancy(batch, known, number, vacancy),
    )  # fmt: skip
    for one in asked.languages:
        batch.add("vacancy_language", chance.id(on), vacancy.id, one.code, one.level, one.essential)
    for position, text in enumerate(tasks.tasks, 1):
        batch.add("vacancy_task", chance.id(on), vacancy.id, position, text)
    for code in tasks.offers:
        batch.add("vacancy_offer", chance.id(on), vacancy.id, code)
    skills = vacancy.demands.skills
    if answered:
        for dimension, demand in vacancy.demands.demands.items():
            batch.add("vacancy_demand", chance.id(on), vacancy.id, dimension, demand.level, demand.adjustable)
        for code, need in skills.items():
            batch.add("vacancy_skill", chance.id(on), vacancy.id, code, need.value)
    side = vacancy_side(vacancy, company.comune_of(place.site_id))
    known.vacancies.append(
        KnownVacancy(
            vacancy.id, vacancy.company, tasks.title or "", place.contract or "", tuple(tasks.tasks),
            tuple(tasks.offers), company.comune_of(place.site_id) or company.comuni[0][1], side,
        )
    )  # fmt: skip


def _warned_at(vacancy: Vacancy) -> object:
    """A vacancy that time took out of sight had been announced a week before."""
    if vacancy.state is not VacancyState.UNPUBLISHED or vacancy.published_on is None:
        return None
    return at(vacancy.published_on + UNPUBLISHED_AFTER - NOTICE_BEFORE, 6.0)
