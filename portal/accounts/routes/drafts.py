"""Where the browser keeps what is typed in a form that belongs to no file yet, and asks for it again."""

from typing import Any

import msgspec
from litestar.di import NamedDependency

from portal.accounts.actions import drafts
from portal.accounts.vocabulary import DraftForm
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, post, read_form
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

TYPES = may(P.PEOPLE_EDIT, P.ASSIGN)


def _form(name: str) -> DraftForm:
    try:
        return DraftForm(name)
    except ValueError:
        raise NotThere from None


def _answer(content: Any) -> Response[Any]:
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(content), media_type="application/json", headers=headers)


@get("/drafts/{name:str}", access=TYPES)
async def kept(viewer: NamedDependency[Viewer], name: FromPath[str]) -> Response[Any]:
    return _answer(await drafts.kept_draft(_form(name), by=viewer) or {})


@post("/drafts/{name:str}", access=TYPES)
async def keep(request: PortalRequest, viewer: NamedDependency[Viewer], name: FromPath[str]) -> Response[Any]:
    sent = await read_form(request)
    await drafts.keep_draft(_form(name), sent.texts, by=viewer)
    return _answer({})


ROUTES = [kept, keep]
