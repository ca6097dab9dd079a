"""Services keep up with the companies they follow; companies keep their workstations."""

from __future__ import annotations

from functools import partial

from portal.demo.lived.past import Past
from portal.demo.world import work
from portal.demo.world.models import Company, Vacancy
from portal.demo.world.work import Contact, Letter, Workstation
from portal.employers.following.actions import adherence, capping, keeping
from portal.employers.following.actions.adherence import Signature
from portal.employers.vacancies.actions import showing
from portal.employers.workstations.actions import loads, making
from portal.employers.workstations.actions import vacancies as with_vacancies


def tell(past: Past) -> None:
    world = past.world
    for number, company in enumerate(past.companies):
        _follow(past, company, work.of_company(world.seed, world.company_outlines[number], world.day))
    kept = work.workstations(world.seed, world.vacancy_outlines, world.company_outlines, world.day)
    for number, vacancy in enumerate(world.vacancies()):
        if vacancy.published_on is None:
            continue
        by = past.recruiter(past.companies[vacancy.company])
        if number in kept:
            _keep(past, vacancy, kept[number])
        if work.is_shown(world.seed, number):
            past.plan(vacancy.published_on, 9.9, partial(showing.show_to_all, vacancy.id, by=by))


def _follow(past: Past, company: Company, done: work.Work) -> None:
    for one in done.contacts:
        past.plan(one.draft.held_on, 15.6, partial(_write, past, company, one))
        if one.done_on is not None:
            past.plan(
                one.done_on,
                15.7,
                partial(keeping.take_step, one.id, company.id, by=past.follower_of(company)),
            )
    if done.letter is not None:
        _adhere(past, company, done.letter)
    if done.cap is not None:
        past.plan(
            done.cap.set_on,
            15.5,
            partial(capping.set_cap, company.id, most=done.cap.most, by=past.follower_of(company)),
        )


async def _write(past: Past, company: Company, one: Contact) -> None:
    await keeping.write_contact(company.id, one.draft, id=one.id, by=past.follower_of(company))


def _adhere(past: Past, company: Company, letter: Letter) -> None:
    by = past.follower_of(company)
    past.plan(
        letter.drafted_on,
        15.8,
        partial(adherence.draft_letter, company.id, letter.commitments, id=letter.id, by=by),
    )
    if letter.sent_on is not None:
        past.plan(letter.sent_on, 15.9, partial(adherence.send, letter.id, by=by))
    if letter.signed_on is not None:
        said = Signature(
            company.registration.administrator_name, work.OFFICE, letter.signed_on, work.LETTER_NAME, work.LETTER,
            letter.valid_until,
        )  # fmt: skip
        past.plan(
            letter.signed_on, 16.1, partial(adherence.sign, letter.id, said, by=past.administrator(company))
        )


def _keep(past: Past, vacancy: Vacancy, kept: Workstation) -> None:
    company = past.companies[vacancy.company]
    by = past.recruiter(company)
    past.plan(kept.kept_on, 9.85, partial(with_vacancies.keep_as_workstation, vacancy.id, id=kept.id, by=by))
    if kept.checked_on is not None:
        past.plan(kept.checked_on, 10.4, partial(making.move, kept.id, "check", by=by))
    site = next(one for one in company.sites if one.id == vacancy.place.site_id)
    if kept.noted_on is not None and work.near(site.comune_code, company.sites[0].comune_code):
        past.plan(
            kept.noted_on,
            15.4,
            partial(
                loads.note_load,
                kept.id,
                climate=kept.climate,
                words=kept.load_note,
                by=past.follower_of(company),
            ),
        )
