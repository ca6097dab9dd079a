"""The companies of a territory, as the services see them: state, figures, open vacancies; never a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.employers.companies.actions.company_accounts import HOLDER_ROLES
from portal.employers.companies.pages.company import STATE_TAGS, CompanyHead, decisions, head
from portal.employers.companies.pages.company_accounts import FollowersCard, followers_card
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import company_accounts
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.companies.queries.seen import provinces_of, seen_company
from portal.employers.companies.vocabulary import COMPANY_STATE_LABELS, CompanyState
from portal.employers.obligations.queries import counts
from portal.employers.obligations.queries.counts import Asking, Counted, Filters, Listed
from portal.employers.vacancies.queries.detail import VacancyDetail, open_vacancies
from portal.employers.vacancies.rules import hours_words
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get, page
from portal.foundation.web.italian import date_it, number_it
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import ROLE_LABELS, Role
from portal.kernel.viewer import Viewer
from portal.reference import municipalities, provinces

Fact = tuple[str, object, str | None]


@dataclass(frozen=True, slots=True)
class CompanyLine:
    id: UUID
    name: str
    note: str
    state: str
    tag: str
    dependants: str
    quota: str
    gap: str
    open_vacancies: int
    follower: str


@dataclass(frozen=True, slots=True)
class CompaniesPage:
    rows: Sequence[CompanyLine]
    pages: Pages
    filters: Filters
    waiting: int
    states: Sequence[tuple[str, str]]
    may_follow: bool

    @property
    def filtered(self) -> int:
        given = self.filters
        return sum((bool(given.words), bool(given.state), given.uncovered_only, given.followed_only))


@dataclass(frozen=True, slots=True)
class VacancyLine:
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    company: CompanyHead
    decisions: Sequence[tuple[str, str]]
    figures: Sequence[Fact]
    counted_on: date | None
    vacancies: Sequence[VacancyLine]
    sites: Sequence[Fact]
    people: Sequence[tuple[str, str]]
    followers: FollowersCard


def _line(row: Listed) -> CompanyLine:
    since = f", scoperti {date_it(row.gap_since, 'dal')}" if row.gap_since else ""
    return CompanyLine(
        row.id,
        row.name,
        f"{provinces.name(row.province)}{since}",
        COMPANY_STATE_LABELS[row.state],
        STATE_TAGS[row.state],
        number_it(row.dependants),
        number_it(row.quota),
        number_it(row.gap),
        row.open_vacancies,
        row.follower or "–",
    )


def _figures(found: Counted) -> list[Fact]:
    return [
        ("Base di computo", number_it(found.base3), f"su {number_it(found.dependants)} dipendenti"),
        ("Art. 3", f"{found.in_force3} su {found.quota3}", _missing(found.gap3, found.gap3_since)),
        ("Art. 18", f"{found.in_force18} su {found.quota18}", _missing(found.gap18, None)),
    ]


def _missing(gap: int, since: date | None) -> str:
    if not gap:
        return "nessun posto scoperto"
    words = "1 posto scoperto" if gap == 1 else f"{gap} posti scoperti"
    return f"{words} {date_it(since, 'dal')}" if since else words


def _vacancy(row: VacancyDetail, may_match: bool) -> VacancyLine:
    hours = hours_words(row.weekly_hours_min, row.weekly_hours_max)
    free = "1 posto libero" if row.places_left == 1 else f"{row.places_left} posti liberi"
    href = f"/matching/vacancies/{row.id}" if may_match else None
    return VacancyLine(row.title or "", f"{row.site_name}, {hours}, {free}", href)


def _filters(request: PortalRequest) -> Filters:
    query = request.query_params
    state = query.get("state", "")
    return Filters(
        str(query.get("q", "")).strip()[:100],
        state if state in set(CompanyState) else "",
        query.get("uncovered") == "1",
        query.get("followed") == "1",
    )


@get("/companies", access=may(P.COMPANIES_READ))
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    filters = _filters(request)
    asking = Asking(own_service(viewer), viewer.account_id, clock.today(), await provinces_of(viewer))
    totals = await counts.totals(asking, filters)
    shown = Pages.of(request, totals.found)
    rows = await counts.listed(asking, filters, limit=shown.limit, offset=shown.offset)
    states = [(state.value, label) for state, label in COMPANY_STATE_LABELS.items()]
    follows = viewer.is_any(*HOLDER_ROLES)
    model = CompaniesPage([_line(row) for row in rows], shown, filters, totals.waiting, states, follows)
    return fragment(request, "employers/companies/list.html", model, block="risultati")


@get("/companies/{company_id:uuid}", access=may(P.COMPANIES_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    detail = await companies.company(await seen_company(company_id, viewer))
    counted = (await counts.counted([company_id])).get(company_id)
    members = await accounts.members_with((Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER), company_id)
    model = CompanyPage(
        head(detail),
        decisions(detail, viewer),
        _figures(counted) if counted is not None else (),
        counted.counted_on if counted is not None else None,
        [_vacancy(row, allowed(viewer, P.MATCHING_USE)) for row in await open_vacancies(company_id)],
        [
            (
                site.name,
                municipalities.by_code(site.comune_code).label,
                "sede legale" if site.head_office else None,
            )
            for site in await companies.sites(company_id)
        ],
        [(member.name, f"{ROLE_LABELS[member.role]}, {member.email}") for member in members],
        followers_card(
            company_id,
            await company_accounts.of_company(company_id, viewer.organisation_id),
            viewer,
            clock.today(),
        ),
    )
    return page(request, "employers/companies/show.html", model)


ROUTES = [index, show]
