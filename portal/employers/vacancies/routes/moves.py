"""A vacancy is published, confirmed, paused, taken out of sight, handed over, closed and opened again."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies import pages
from portal.employers.vacancies.actions import moving, showing
from portal.employers.vacancies.forms import HandOverForm
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.queries.gap import gap_closed
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.VACANCY_EDIT)
TRANSFER = "employers/vacancies/transfer.html"


@get("/vacancies/{vacancy_id:uuid}/review", access=EDIT)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    model = pages.vacancy_page(found, viewer, await gap_closed(found))
    return page(request, "employers/vacancies/review.html", model)


@post("/vacancies/{vacancy_id:uuid}/publication", access=EDIT)
async def publish(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.publish(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio pubblicato.")


@post("/vacancies/{vacancy_id:uuid}/confirmation", access=EDIT)
async def confirm(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.confirm(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio confermato per altri 60 giorni.")


@post("/vacancies/{vacancy_id:uuid}/withdrawal", access=EDIT)
async def unpublish(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.unpublish(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="L’annuncio non è più visibile.")


@post("/vacancies/{vacancy_id:uuid}/suspension", access=EDIT)
async def suspend(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.suspend(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio sospeso.")


@get("/vacancies/{vacancy_id:uuid}/closing", access=EDIT)
async def closing(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return page(request, "employers/vacancies/closing.html", pages.closing_page(found, viewer))


@post("/vacancies/{vacancy_id:uuid}/closing", access=EDIT)
async def close(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.close(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio chiuso.")


@post("/vacancies/{vacancy_id:uuid}/reopening", access=EDIT)
async def reopen(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.reopen(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio riaperto.")


@post("/vacancies/{vacancy_id:uuid}/showing", access=EDIT)
async def show_to_all(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await showing.show_to_all(vacancy_id, by=viewer)
    return see_other(
        request, f"/vacancies/{vacancy_id}", flash="Ora chiunque può leggere l’annuncio sul web."
    )


@post("/vacancies/{vacancy_id:uuid}/hiding", access=EDIT)
async def hide_again(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await showing.hide_again(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="L’annuncio non è più sul web.")


async def _hand_over_choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    members = await showing.receivers(own_company(viewer))
    return {"receiver": [(str(one.account_id), one.name) for one in members]}


@get("/vacancies/{vacancy_id:uuid}/transfer", access=EDIT)
async def handing_over(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    form = HandOverForm.blank(choices=await _hand_over_choices(viewer))
    return page(request, TRANSFER, pages.transfer_page(found, viewer), form=form)


@post("/vacancies/{vacancy_id:uuid}/transfer", access=EDIT)
async def hand_over(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    form = HandOverForm.bind(await read_form(request), choices=await _hand_over_choices(viewer))
    if form.ok:
        try:
            await showing.hand_over(vacancy_id, receiver_id=UUID(form["receiver"]), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio trasferito.")
    return invalid(request, TRANSFER, pages.transfer_page(found, viewer), form)


ROUTES = [
    review,
    publish,
    confirm,
    unpublish,
    suspend,
    closing,
    close,
    reopen,
    show_to_all,
    hide_again,
    handing_over,
    hand_over,
]
