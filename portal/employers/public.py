"""The door of the employers: companies, what they owe, what they offer. Other slices enter here only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.actions import hires as _hires
from portal.employers.companies.actions.hires import Hire
from portal.employers.companies.papers import EndingPaper, PaperKind
from portal.employers.companies.queries.hires import WaitingHire, waiting_hires
from portal.employers.companies.queries.seen import provinces_of as _provinces_of
from portal.employers.companies.queries.seen import seen_company as _seen_company
from portal.employers.companies.rules import ProtectionDetails
from portal.employers.companies.vocabulary import CompanyState, ProtectedCategory, Protection, WorkContract
from portal.employers.events import HireDeclined
from portal.employers.following.queries import caps as _caps
from portal.employers.following.queries import contacts as _contacts
from portal.employers.following.queries.contacts import Contact
from portal.employers.inclusion.queries import commitments as _commitments
from portal.employers.inclusion.queries.commitments import CommitmentRow
from portal.employers.keeping.actions import (
    forget_accommodations,
    forget_contacts,
    forget_loads,
    forget_occupancies,
    forget_papers,
    forget_references,
    forget_requests,
    forget_workforce,
    papers_over,
)
from portal.employers.measures.queries.host_record import HostRecord, host_record
from portal.employers.obligations.queries import counts as _counts
from portal.employers.obligations.queries.counts import Counted, ProvinceGap
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.queries.standing import standing as _standing
from portal.employers.obligations.rules.deadlines import Deadline
from portal.employers.obligations.rules.meter import MetBy, met_by
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.timeline import quarters
from portal.employers.service_requests import figures as _request_figures
from portal.employers.service_requests import queries as _requests
from portal.employers.service_requests.figures import KindFigures
from portal.employers.service_requests.queries import RequestRow
from portal.employers.service_requests.vocabulary import REQUEST_KIND_LABELS
from portal.employers.vacancies.actions.moving import fill_place, free_place, lock_vacancy
from portal.employers.vacancies.queries import detail as _detail
from portal.employers.vacancies.queries import lists as _lists
from portal.employers.vacancies.queries.detail import Demand, Language
from portal.employers.vacancies.queries.gap import gap_closed_by
from portal.employers.vacancies.queries.lists import VacancyRow
from portal.employers.vacancies.queries.matching import VacancyForMatching, for_matching
from portal.employers.vacancies.queries.unit import HostUnit, host_unit
from portal.employers.vacancies.rules import ClosedGap
from portal.employers.workstations.actions import loads as _loads
from portal.foundation import clock, db
from portal.kernel.direct_work import Period, Worked
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer
from portal.reference import provinces

__all__ = [
    "REQUEST_KIND_LABELS",
    "ClosedGap",
    "CommitmentRow",
    "CompanyCard",
    "Contact",
    "Counted",
    "Coverage",
    "CoverageOverview",
    "Deadline",
    "Demand",
    "EndingPaper",
    "HireDeclined",
    "HostRecord",
    "HostUnit",
    "KindFigures",
    "Language",
    "MetBy",
    "PaperKind",
    "ProvinceGap",
    "ProvincePosition",
    "Quarter",
    "Step",
    "VacancyForMatching",
    "VacancyRow",
    "WaitingHire",
    "all_open_vacancies",
    "commitments",
    "companies",
    "company",
    "counted",
    "coverage",
    "coverage_overview",
    "fill_place",
    "forget_accommodations",
    "forget_contacts",
    "forget_loads",
    "forget_occupancies",
    "forget_papers",
    "forget_references",
    "forget_requests",
    "forget_workforce",
    "free_place",
    "gap_closed_by",
    "gaps_by_province",
    "host_record",
    "host_unit",
    "lock_vacancy",
    "most_open_proposals",
    "most_open_proposals_of",
    "open_vacancies",
    "papers_over",
    "path_begins",
    "path_changes",
    "path_ends",
    "propose_hire",
    "require_verified",
    "seen_by",
    "site_provinces",
    "steps_waiting",
    "vacancies",
    "vacancy",
    "vacancy_rows",
    "waiting_hires",
]


# --- companies -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """``province`` and ``region_code`` (Istat) are those of the head office."""

    id: UUID
    name: str
    state: CompanyState
    province: str
    region_code: str
    sintetico: bool

    @property
    def verified(self) -> bool:
        return self.state is CompanyState.VERIFIED


async def companies(company_ids: Collection[UUID]) -> dict[UUID, CompanyCard]:
    """Several at once, by id; unknown ids are left out."""
    rows = await db.fetch(
        "SELECT c.id, o.name, c.state, s.province, o.sintetico FROM company c JOIN organisation o ON o.id = c.id"
        " JOIN company_site s ON s.company = c.id AND s.head_office WHERE c.id = ANY($1::uuid[])",
        list(company_ids),
    )
    return {
        row["id"]: CompanyCard(
            row["id"],
            row["name"],
            CompanyState(row["state"]),
            row["province"],
            provinces.by_code(row["province"]).region,
            row["sintetico"],
        )
        for row in rows
    }


async def company(company_id: UUID) -> CompanyCard | None:
    return (await companies([company_id])).get(company_id)


async def require_verified(company_id: UUID) -> None:
    """Raises NotThere for what is no company; Refused while it is not verified."""
    card = await company(company_id)
    if card is None:
        raise NotThere
    if card.state is CompanyState.REGISTERED:
        raise Refused(
            "La tua azienda è in attesa di verifica: potrai farlo appena un coordinatore l’avrà controllata."
        )
    if not card.verified:
        raise Refused("La tua azienda è sospesa: scrivi al servizio per sapere che cosa manca.")


async def propose_hire(
    *,
    company_id: UUID,
    plan_id: UUID,
    name: str,
    starts_on: date,
    weekly_hours: Decimal | int,
    full_time_hours: Decimal | int,
    by: By,
    protection: str | None = None,
    category: str | None = None,
    percentage: int | None = None,
    contract: WorkContract = WorkContract.PERMANENT,
) -> UUID:
    """A plan that ended with a hire proposes a row of the workforce; the company confirms it or says no.

    ``protection`` is «art3» or «art18», ``category`` and ``percentage`` what the paper says, when the person agreed to
    show them. One a plan: asked again it answers the same id.
    """
    quota = {None: Protection.NONE, "none": Protection.NONE, "art18": Protection.ART18}.get(
        protection, Protection.ART1
    )
    return await _hires.propose_hire(
        Hire(
            company_id,
            plan_id,
            name,
            starts_on,
            Decimal(weekly_hours),
            Decimal(full_time_hours),
            contract,
            quota,
            ProtectionDetails(ProtectedCategory(category), percentage)
            if category is not None and quota is not Protection.NONE
            else None,
        ),
        by=by,
    )


# --- duties ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """The position of a day. Every step names its article; provinces keep the sign of what is missing.

    ``places``: those of art. 3 by how they are met.
    """

    on: date
    dependants: int
    base: int
    base18: int
    quota3: int
    quota18: int
    covered3: int
    covered18: int
    gap3: int
    gap18: int
    provinces: tuple[ProvincePosition, ...]
    steps: tuple[Step, ...]
    places: MetBy


@dataclass(frozen=True, slots=True)
class Quarter:
    """The last day of a quarter, or today, with who was in force and the quota of art. 3."""

    day: date
    in_force: int
    quota: int


@dataclass(frozen=True, slots=True)
class CoverageOverview:
    coverage: Coverage
    deadlines: list[Deadline]
    quarters: list[Quarter]


def _coverage(now: Standing) -> Coverage:
    there = now.position
    return Coverage(
        there.on,
        there.dependants,
        there.base3,
        there.base18,
        there.art3.quota,
        there.art18.quota,
        there.art3.in_force,
        there.art18.in_force,
        there.art3.gap,
        there.art18.gap,
        there.provinces,
        there.steps,
        met_by(there.art3),
    )


async def coverage(company_id: UUID, on: date) -> Coverage:
    """Counted now from the workforce. Raises NotThere; Refused for a day before 2018."""
    return _coverage(await _standing(company_id, on))


async def coverage_overview(company_id: UUID, on: date, *, quarters_back: int = 8) -> CoverageOverview:
    """The same with deadlines and the last quarters, from one count."""
    now = await _standing(company_id, on)
    points = quarters(now.spans, on, quarters_back)
    return CoverageOverview(
        _coverage(now),
        now.deadlines,
        [Quarter(day, figures.in_force3, figures.quota3) for day, figures in points],
    )


async def counted(company_ids: Collection[UUID]) -> dict[UUID, Counted]:
    """Figures as last counted, for lists; companies never counted are left out."""
    return await _counts.counted(company_ids)


async def gaps_by_province(viewer: Viewer) -> list[ProvinceGap]:
    """Places due and missing in the provinces of the viewer's territory, the largest gap first."""
    return await _counts.gaps_by_province(await _provinces_of(viewer))


# --- vacancies -------------------------------------------------------------------------------------------------


async def vacancy(vacancy_id: UUID) -> VacancyForMatching | None:
    """Whatever its state; ``is_open`` says whether profiles may be proposed for it."""
    found = await _detail.vacancy(vacancy_id)
    return None if found is None else for_matching(found)


async def vacancies(vacancy_ids: Collection[UUID]) -> dict[UUID, VacancyForMatching]:
    """Several at once, by id; unknown ids are left out."""
    return {id: for_matching(found) for id, found in (await _detail.several(vacancy_ids)).items()}


async def open_vacancies(company_id: UUID) -> list[VacancyForMatching]:
    """Those of a verified company that still have a place, by title."""
    return [for_matching(found) for found in await _detail.open_vacancies(company_id)]


async def all_open_vacancies() -> list[VacancyForMatching]:
    return [for_matching(found) for found in await _detail.open_vacancies()]


async def vacancy_rows(company_id: UUID, limit: int) -> list[VacancyRow]:
    """The company's live vacancies and drafts, as its own list orders them."""
    return await _lists.page(company_id, live_only=True, limit=limit, offset=0)


async def site_provinces(company_id: UUID) -> dict[str, str]:
    """By id of the site, its province."""
    rows = await db.fetch("SELECT id, province FROM company_site WHERE company = $1", company_id)
    return {str(row["id"]): row["province"] for row in rows}


# --- hosted paths and workstations ------------------------------------------------------------------------------


async def path_begins(
    *,
    plan_id: UUID,
    company_id: UUID,
    service_id: UUID,
    vacancy_id: UUID | None,
    tutor_id: UUID | None,
    starts_on: date,
    expected_end: date,
) -> None:
    """A path takes a seat of its vacancy's workstation, if it has one; asked again, its days are corrected."""
    await _loads.occupy(
        plan_id=plan_id,
        company_id=company_id,
        service_id=service_id,
        vacancy_id=vacancy_id,
        tutor_id=tutor_id,
        starts_on=starts_on,
        expected_end=expected_end,
    )


async def path_changes(plan_id: UUID, *, tutor_id: UUID | None, expected_end: date) -> None:
    """Another tutor, another end. Harmless for a path that has not begun or is over."""
    await _loads.correct(plan_id, tutor_id=tutor_id, expected_end=expected_end)


async def path_ends(plan_id: UUID, *, ended_on: date, outcome: str) -> None:
    """The seat is free from the next day. Harmless for a path that never began."""
    await _loads.vacate(plan_id, ended_on=ended_on, outcome=outcome)


# --- the work of services with a company ------------------------------------------------------------------------


async def most_open_proposals(company_id: UUID) -> int:
    """How many proposals may be open at the company at one time."""
    return await _caps.most_open(company_id)


async def most_open_proposals_of(company_ids: Collection[UUID]) -> dict[UUID, int]:
    """The same of several companies."""
    return await _caps.most_open_of(company_ids)


async def seen_by(company_id: UUID, viewer: Viewer) -> CompanyCard:
    """A company of the territory of somebody of a service. Raises NotThere."""
    card = await company(await _seen_company(company_id, viewer))
    if card is None:
        raise NotThere
    return card


async def steps_waiting(viewer: Viewer, limit: int) -> list[Contact]:
    """Contacts whose next step waits, of the companies the viewer follows today, the earliest first."""
    if viewer.organisation_id is None:
        return []
    return await _contacts.waiting(viewer.organisation_id, viewer.account_id, clock.today(), limit=limit)


# --- services to companies ------------------------------------------------------------------------------------


async def requests_waiting(viewer: Viewer, limit: int) -> list[RequestRow]:
    """Requests of companies that wait for the viewer: to assign, or given to her and not answered."""
    return await _requests.waiting_for(viewer, limit=limit)


async def request_figures(service_ids: Collection[UUID], first: date, last: date) -> list[KindFigures]:
    return await _request_figures.by_kind(service_ids, first, last)


async def direct_work(periods: Sequence[Period]) -> list[Worked]:
    """Minutes of the work with companies."""
    return await _request_figures.direct_work(periods)


# --- commitments ----------------------------------------------------------------------------------------------


async def commitments(company_id: UUID, limit: int) -> list[CommitmentRow]:
    return await _commitments.page(company_id, limit=limit, offset=0)
