"""What the addresses of measures and conventions share."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.measures.actions.judging import ManyRefused
from portal.employers.measures.queries.written import written
from portal.employers.measures.rules.situations import situation_on
from portal.employers.obligations.pages.whose import Whose, company_asked, whose
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries.standing import employer_of, workers_of
from portal.employers.obligations.rules.position import Position, position
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest
from portal.foundation.web.forms import Form
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import provinces

READ, EDIT = may(P.OBLIGATIONS_READ), may(P.MEASURES_EDIT)


async def read_for(request: PortalRequest, viewer: Viewer) -> tuple[CompanyDetail, Whose]:
    """The company the page is about, when the viewer may read it. Raises NotThere."""
    detail = await companies.company(await company_asked(request, viewer))
    return detail, whose(viewer, detail.id, detail.name)


async def province_choices(company_id: UUID) -> list[tuple[str, str]]:
    """Provinces where the company has a site, by name."""
    codes = {site.province for site in await companies.sites(company_id)}
    return sorted(((code, provinces.name(code)) for code in codes), key=lambda one: one[1])


async def position_today(detail: CompanyDetail, today: date) -> tuple[Position, Parameters] | None:
    """With everything in force; None while the workforce cannot be counted."""
    parameters = await in_force()
    situation = situation_on(employer_of(detail), await written(detail.id), today)
    try:
        return position(await workers_of(detail.id), situation, parameters, today), parameters
    except Refused:
        return None


def in_order(form: Form, names: Sequence[str]) -> None:
    """Errors as the fields stand on the page; those of no field come first."""
    places = {name: place for place, name in enumerate(names)}
    form.errors.sort(key=lambda one: places.get(one.field or "", -1))


def say(form: Form, refusal: Refused) -> None:
    """Everything that was refused, on its field."""
    if isinstance(refusal, ManyRefused):
        for field, sentence in refusal.problems:
            form.fail(field, sentence)
    else:
        form.fail(refusal.field, refusal.sentence)
