"""A company registers itself: the one public form of this slice."""

from typing import Any

from portal.accounts import public as accounts
from portal.employers.companies.actions.registration import register
from portal.employers.companies.forms.company import RegistrationForm
from portal.foundation.access import PUBLIC
from portal.foundation.web import PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.kernel.refusals import Refused

NEW = "employers/registration/new.html"


@get("/registration", access=PUBLIC)
async def new(request: PortalRequest) -> Response[Any]:
    return page(request, NEW, form=RegistrationForm.blank())


@post("/registration", access=PUBLIC)
async def create(request: PortalRequest) -> Response[Any]:
    form = RegistrationForm.bind(await read_form(request))
    if form.ok:
        try:
            await accounts.limit_registrations(request.client_address)
            await register(
                form.registration(), base_url=request.site.base_url, sintetico=request.site.sample_data
            )
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return see_other(request, "/registration/done")
    return invalid(request, NEW, None, form)


@get("/registration/done", access=PUBLIC)
async def done(request: PortalRequest) -> Response[Any]:
    return page(request, "employers/registration/done.html")


ROUTES = [new, create, done]
