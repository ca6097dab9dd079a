"""Signatures of company, service and person."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, post, see_other
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import signing


@post("/plans/{plan_id:uuid}/signatures/company", access=may(P.PLANS_SIGN_FOR_COMPANY))
async def company(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await signing.sign_for_company(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Firma registrata per l’azienda.")


@post("/plans/{plan_id:uuid}/signatures/service", access=may(P.PLANS_LEAD))
async def service(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await signing.sign_for_service(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Firma registrata per il servizio.")


@post("/plans/{plan_id:uuid}/signatures/person", access=may(P.PLANS_LEAD))
async def person(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await signing.record_person_signature(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Firma su carta registrata per la persona.")


ROUTES = [company, service, person]
