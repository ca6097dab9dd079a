"""Vacancies are drafted section by section, published, confirmed, suspended, closed. Time does the rest."""

from __future__ import annotations

from dataclasses import replace

from portal.demo.lived.past import Past
from portal.demo.world.models import Company, Vacancy
from portal.employers.vacancies.actions import drafting, moving, requirements
from portal.employers.vacancies.vocabulary import VacancyState


def tell(past: Past, vacancy: Vacancy) -> None:
    company = past.companies[vacancy.company]
    by = past.recruiter(company)
    past.plan(vacancy.drafted_on, 9.25, lambda: _draft(past, vacancy, company))
    if vacancy.published_on is not None:
        past.plan(vacancy.published_on, 9.75, lambda: moving.publish(vacancy.id, by=by))
    for day in vacancy.confirmed_on:
        past.plan(day, 10.25, lambda: moving.confirm(vacancy.id, by=by))
    if vacancy.state is VacancyState.SUSPENDED:
        past.plan(vacancy.state_on, 16.75, lambda: moving.suspend(vacancy.id, by=by))
    if vacancy.state is VacancyState.CLOSED:
        past.plan(vacancy.state_on, 16.75, lambda: moving.close(vacancy.id, by=by))


async def _draft(past: Past, vacancy: Vacancy, company: Company) -> None:
    by = past.recruiter(company)
    title = vacancy.tasks.title or ""
    await drafting.draft_vacancy(id=vacancy.id, title=title, by=by, sintetico=True)
    place = vacancy.place
    if place.site_id is not None:
        place = replace(place, site_id=past.site_ids.get(place.site_id, place.site_id))
    await drafting.save_place(vacancy.id, place, version=None, by=by)
    await drafting.save_tasks(vacancy.id, vacancy.tasks, version=None, by=by)
    if vacancy.published_on is not None:
        # a draft is still waiting for what the job demands
        await drafting.save_demands(vacancy.id, vacancy.demands, version=None, by=by)
        await requirements.save_requirements(vacancy.id, vacancy.requirements, version=None, by=by)
