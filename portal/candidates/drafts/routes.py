"""Where the browser keeps what is being typed, and asks for it again."""

from typing import Any
from uuid import UUID

import msgspec
from litestar.di import NamedDependency

from portal.candidates.drafts import actions
from portal.candidates.drafts.vocabulary import DraftForm
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, post, read_form
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

EDIT = may(P.PEOPLE_EDIT, P.PEOPLE_RATE)


def _form(name: str) -> DraftForm:
    try:
        return DraftForm(name)
    except ValueError:
        raise NotThere from None


def _answer(content: Any, status: int = 200) -> Response[Any]:
    headers = {"Cache-Control": "no-store"}
    return Response(
        msgspec.json.encode(content), media_type="application/json", status_code=status, headers=headers
    )


@get("/people/{person_id:uuid}/drafts/{name:str}", access=EDIT)
async def kept_draft(
    viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    return _answer(await actions.kept(person_id, _form(name), by=viewer) or {})


@post("/people/{person_id:uuid}/drafts/{name:str}", access=EDIT)
async def keep_draft(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    sent = await read_form(request)
    await actions.keep(person_id, _form(name), sent.texts, by=viewer)
    return _answer({})


ROUTES = [kept_draft, keep_draft]
