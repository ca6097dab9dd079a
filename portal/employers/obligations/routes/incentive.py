"""The address of the INPS incentive for a hire; nothing is kept."""

from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.obligations.forms.incentive import IncentiveForm
from portal.employers.obligations.pages.incentive import (
    IncentivePage,
    incentive_found,
    rules_in_words,
    term_rows,
)
from portal.employers.obligations.pages.whose import company_asked, whose
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.routes.asking import asked
from portal.employers.obligations.rules.deadlines import incentive_deadlines
from portal.employers.obligations.rules.incentivi import incentive
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


@get("/obligations/incentive", access=may(P.OBLIGATIONS_READ))
async def hire_with_incentive(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    detail = await companies.company(await company_asked(request, viewer))
    parameters, today, sent = await in_force(), clock.today(), asked(request)
    choices = IncentiveForm.choices_on(parameters, today)
    found, terms = None, []
    if sent.get("group") is None:
        form = IncentiveForm.blank(choices=choices, hired_on=f"{today:%d/%m/%Y}", company=sent.get("company"))
    else:
        form = IncentiveForm.bind(sent, choices=choices)
        if form.ok:
            try:
                found = incentive_found(incentive(form.hire(detail.employer_kind, parameters), parameters))
            except Refused as refusal:
                form.fail(refusal.field, refusal.sentence)
            else:
                asked_on = form["asked_on"]
                terms = incentive_deadlines(asked_on, form["answered_on"], parameters) if asked_on else []
    about = whose(viewer, detail.id, detail.name)
    model = IncentivePage(about, found, term_rows(terms), rules_in_words(parameters, today))
    template = "employers/obligations/incentive.html"
    return page(request, template, model, form=form, status=200 if form.ok else 422)


ROUTES = [hire_with_incentive]
