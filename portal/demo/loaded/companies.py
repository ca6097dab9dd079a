"""Rows of companies: the body, sites, people, workforce, inclusion, and their figures as counted today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.companies import trained_on
from portal.demo.loaded import inclusion, measures, offices, prospetti, work
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known, KnownCompany
from portal.demo.world.models import Company
from portal.employers.companies.actions.workforce import INSERTED, row_values
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.measures.rules.situations import next_change as next_change_of
from portal.employers.measures.rules.situations import situation_on, situations
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.actions.recount import signed
from portal.employers.obligations.parameters import changes_after, in_law
from portal.employers.obligations.queries.standing import facts_of
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.timeline import next_change, open_places, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.roles import OrganisationKind, Role
from portal.reference import municipalities
from portal.tutoring.modules import MODULES

COLUMNS = {
    **{
        table: offices.COLUMNS[table]
        for table in ("organisation", "organisation_kind", "account", "membership")
    },
    "organisation": f"{offices.COLUMNS['organisation']} verified_on verified_by",
    "company": "id state state_since state_words legal_form ateco_section ccnl full_time_hours working_week "
    "employer_kind regime hours_basis registered_at version",
    "company_site": "id company name comune_code province head_office",
    "company_account": "id company service holder starts_on assigned_by assigned_at",
    "tutor_module": "id account module read_on completed_on tries tried_on score",
    "worker": " ".join(INSERTED),
    **measures.COLUMNS,
    **prospetti.COLUMNS,
    **inclusion.COLUMNS,
    **work.OF_COMPANIES,
    "scenario": "id company name change saved_by saved_at",
    "coverage_count": "company counted_on dependants base3 base18 quota3 quota18 in_force3 in_force18 gap3 gap18 "
    "gap3_since next_change_on",
    "coverage_province": "id company province quota3 real3 quota18 real18",
}


def add(batch: Batch, known: Known, number: int, company: Company) -> None:
    chance = Chance.of(known.world.seed, "loaded company", number)
    asked, since = company.registration, company.registered_on
    moment = at(since, 9.0)
    province = municipalities.by_code(company.sites[0].comune_code).province
    verified_by = known.coordinator_of(province) if company.verified_on else None
    batch.add(
        "organisation", company.id, asked.name, asked.tax_code, asked.pec, moment, True, company.verified_on,
        verified_by,
    )  # fmt: skip
    batch.add("organisation_kind", chance.id(since), company.id, OrganisationKind.COMPANY.value, since)
    offices.accounts(batch, chance, company.staff, company.id, moment, known.password_hash)
    profile = company.profile
    batch.add(
        "company", company.id, company.state.value, at(company.state_on, 15.0), company.reason, profile.legal_form,
        profile.ateco_section, profile.ccnl, profile.full_time_hours, profile.working_week,
        profile.employer_kind.value, profile.regime.value, profile.hours_basis.value,
        moment, 2 if company.state is CompanyState.REGISTERED else 3,
    )  # fmt: skip
    for place, site in enumerate(company.sites):
        comune = municipalities.by_code(site.comune_code)
        batch.add("company_site", site.id, company.id, comune.name, comune.code, comune.province, place == 0)
    if company.verified_on is not None:
        service_id, holder_id = known.follower_of(company.id, province)
        batch.add(
            "company_account", chance.id(company.verified_on), company.id, service_id, holder_id, company.verified_on,
            verified_by, at(company.verified_on, 15.0),
        )  # fmt: skip
    trained = trained_on(since, known.world.day)
    for tutor in company.having(Role.IN_COMPANY_TUTOR):
        for module in MODULES[: tutor.modules]:
            first, *_, last = (*trained, trained[-1])
            batch.add(
                "tutor_module",
                chance.id(since),
                tutor.id,
                module.key,
                first,
                last,
                0,
                last,
                len(module.questions),
            )
    batch.extend("worker", (row_values(id, company.id, draft) for id, draft in company.workers))
    inclusion.add(batch, chance, company)
    if company.verified_on is not None:
        work.of_company(batch, known, number, company, province)
    for thought in company.scenarios:
        batch.add(
            "scenario", thought.id, company.id, thought.name, msgspec.json.encode(thought.answers).decode(),
            company.having(Role.COMPANY_ADMINISTRATOR)[0].id, at(thought.saved_on, 17.0),
        )  # fmt: skip
    written = measures.written_by(company)
    measures.add(batch, chance, company, written, known.world.day)
    if company.prospetti is not None:
        prospetti.add(batch, chance, company, written, company.prospetti, known.world.day)
    _count(batch, chance, company, province, written, known.world.day)
    known.companies.append(
        KnownCompany(
            company.id, company.sites[0].id, municipalities.name(company.sites[0].comune_code),
            company.registration.name,
            tuple(one.id for one in company.readers),
            tuple(one.id for one in company.having(Role.IN_COMPANY_TUTOR)),
            tuple(one.name for one in company.having(Role.IN_COMPANY_TUTOR)),
            tuple((one.id, one.comune_code) for one in company.sites),
        )
    )  # fmt: skip


def _count(batch: Batch, chance: Chance, company: Company, home: str, written: Written, day: date) -> None:
    """What the portal's own count would say today, by the same rules."""
    province_of = {site.id: municipalities.by_code(site.comune_code).province for site in company.sites}
    workers = [facts_of(draft, province_of[draft.site_id]) for _, draft in company.workers]
    profile = company.profile
    employer = Situation(home, profile.employer_kind, profile.regime, profile.hours_basis)
    there = position(workers, situation_on(employer, written, day), in_law(), day)
    spans = timeline(workers, in_law(), day, situations(employer, written, day))
    since = [place.since for place in open_places(spans, day) if place.subject is Subject.ART3]
    batch.add(
        "coverage_count", company.id, day, there.dependants, there.base3, there.base18, there.art3.quota,
        there.art18.quota, there.art3.in_force, there.art18.in_force, there.art3.gap, there.art18.gap,
        min(since, default=None), _next_change(workers, written, day),
    )  # fmt: skip
    for one in there.provinces:
        left3, left18 = signed(one)
        batch.add(
            "coverage_province",
            chance.id(day),
            company.id,
            one.province,
            one.quota3,
            left3,
            one.quota18,
            left18,
        )


def _next_change(workers: Sequence[WorkerFacts], written: Written, day: date) -> date | None:
    days = (next_change(workers, day), next_change_of(written, day), changes_after(in_law(), day))
    return min((one for one in days if one is not None), default=None)
