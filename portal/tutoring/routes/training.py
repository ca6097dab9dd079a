"""The tutors' training, module by module."""

from typing import Any

from litestar.di import NamedDependency

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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import training
from portal.tutoring.forms import ModuleForm
from portal.tutoring.modules import BY_KEY, MODULES, Module
from portal.tutoring.queries.training import completed

TRAIN = may(P.TUTOR_TRAINING)


@get("/tutor-training", access=TRAIN)
async def modules(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    done = await completed(viewer.account_id)
    rows = [(module, module.key in done) for module in MODULES]
    return page(request, "tutoring/training.html", {"rows": rows, "done": len(done), "total": len(MODULES)})


def _module(key: str) -> Module:
    found = BY_KEY.get(key)
    if found is None:
        raise NotThere
    return found


@get("/tutor-training/{key:str}", access=TRAIN)
async def module(request: PortalRequest, key: FromPath[str]) -> Response[Any]:
    found = _module(key)
    form = ModuleForm.blank(choices={"answer": list(found.answers)})
    return page(request, "tutoring/module.html", found, form=form)


@post("/tutor-training/{key:str}", access=TRAIN)
async def complete(
    request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]
) -> Response[Any]:
    found = _module(key)
    form = ModuleForm.bind(await read_form(request), choices={"answer": list(found.answers)})
    if form.ok:
        try:
            await training.complete(key, answer=form["answer"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/tutor-training", flash=f"Modulo concluso: {found.title}.")
    return invalid(request, "tutoring/module.html", found, form)


ROUTES = [modules, module, complete]
