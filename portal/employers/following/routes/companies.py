"""The companies of a territory, as the services see them: state, figures, open vacancies; never a worker."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.employers.companies.actions.company_accounts import HOLDER_ROLES
from portal.employers.companies.pages.company import decisions, head
from portal.employers.companies.pages.company_accounts import followers_card
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import company_accounts
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.companies.queries.seen import provinces_of, seen_company
from portal.employers.companies.vocabulary import COMPANY_STATE_LABELS, CompanyState
from portal.employers.following.pages import companies as pages
from portal.employers.following.queries import caps, gaps
from portal.employers.following.queries.followers import may_read
from portal.employers.obligations.queries import counts
from portal.employers.obligations.queries.counts import Asking, Filters
from portal.employers.vacancies.queries.detail import open_vacancies
from portal.employers.workstations.queries import paths
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get, page
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import ROLE_LABELS, Role
from portal.kernel.viewer import Viewer
from portal.reference import municipalities, provinces


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
    model = pages.CompaniesPage(
        [pages.line(row) for row in rows], shown, filters, totals.waiting, states, follows
    )
    return fragment(request, "employers/companies/list.html", model, block="risultati")


@get("/companies/{company_id:uuid}", access=may(P.COMPANIES_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], company_id: FromPath[UUID]
) -> Response[Any]:
    detail = await companies.company(await seen_company(company_id, viewer))
    counted = (await counts.counted([company_id])).get(company_id)
    reads = await may_read(company_id, viewer)
    members = await accounts.members_with((Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER), company_id)
    model = pages.CompanyPage(
        head(detail),
        decisions(detail, viewer),
        pages.figures(counted) if counted is not None else (),
        counted.counted_on if counted is not None else None,
        [
            pages.vacancy_line(row, allowed(viewer, P.MATCHING_USE))
            for row in await open_vacancies(company_id)
        ],
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
            may_read_contacts=reads,
        ),
        [
            (provinces.name(one.province), one.quota3, one.gap3)
            for one in await gaps.of_company(company_id)
            if one.gap3 > 0
        ],
        pages.hosted_facts(await paths.figures(company_id, clock.today())),
        f"/companies/{company_id}/answers",
        (
            await caps.most_open(company_id),
            f"/companies/{company_id}/proposal-cap" if reads else None,
        ),
    )
    return page(request, "employers/companies/show.html", model)


ROUTES = [index, show]
