"""Where the browser keeps what is being typed, and asks for it again."""

import re
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

TYPES = may(P.FILE_WRITE)
"""Whoever writes anything of a file; the ground on it is asked for each draft."""
_PLACE = re.compile(r"[a-z0-9_]{0,40}")


def _form(name: str) -> tuple[DraftForm, str]:
    """The form, and which of several alike."""
    form, _, place = name.partition("-")
    if not _PLACE.fullmatch(place):
        raise NotThere
    try:
        return DraftForm(form), place
    except ValueError:
        raise NotThere from None


def _answer(content: Any, status: int = 200) -> Response[Any]:
    headers = {"Cache-Control": "no-store"}
    return Response(
        msgspec.json.encode(content), media_type="application/json", status_code=status, headers=headers
    )


@get("/people/{person_id:uuid}/drafts/{name:str}", access=TYPES)
async def kept_draft(
    viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    form, place = _form(name)
    return _answer(await actions.kept(person_id, form, place=place, by=viewer) or {})


@post("/people/{person_id:uuid}/drafts/{name:str}", access=TYPES)
async def keep_draft(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    sent = await read_form(request)
    form, place = _form(name)
    await actions.keep(person_id, form, sent.texts, place=place, by=viewer)
    return _answer({})


ROUTES = [kept_draft, keep_draft]
