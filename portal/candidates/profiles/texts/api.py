"""The text over the API: for the service's own programs, signed in as the counsellor who follows the person."""

from typing import Any
from uuid import UUID

import msgspec
from litestar.di import NamedDependency

from portal.candidates.profiles.texts import actions, queries
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, post
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

MOST_BYTES = 20_000
_JSON = "application/json"


class TextDocument(msgspec.Struct, forbid_unknown_fields=True):
    text: str


class FindingAnswer(msgspec.Struct):
    """``rule`` is a code; ``words`` are those of the text that broke it."""

    rule: str
    words: list[str]
    sentence: str


class TextAnswer(msgspec.Struct):
    """``state`` of the text after the call; with status 422 nothing of it was kept."""

    state: str
    findings: list[FindingAnswer]


def _answer(status: int, content: Any) -> Response[bytes]:
    return Response(
        msgspec.json.encode(content),
        status_code=status,
        media_type=_JSON,
        headers={"Cache-Control": "no-store"},
    )


def _problem(status: int, sentence: str) -> Response[bytes]:
    return _answer(status, TextAnswer("", [FindingAnswer("request", [], sentence)]))


@post(
    "/api/v1/people/{person_id:uuid}/profile-text",
    access=may(P.PROFILE_PUBLISH),
    status_code=200,
    request_max_body_size=MOST_BYTES,
)
async def write(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[bytes]:
    """Writes the text as the page does: 200 kept, 422 refused with every finding, 404 for a stranger's person."""
    try:
        document = msgspec.json.decode(await request.body(), type=TextDocument)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _problem(400, "Il documento non si legge: serve un oggetto JSON con il campo «text».")
    try:
        verdict = await actions.write(person_id, document.text, by=viewer)
    except NotThere:
        return _problem(404, "Nessuna persona che segui ha questo identificativo.")
    except Refused as refusal:
        return _problem(422, refusal.sentence)
    findings = [FindingAnswer(one.rule.value, list(one.words), one.sentence) for one in verdict.findings]
    state = await queries.state_of(person_id)
    return _answer(422 if verdict.is_refused else 200, TextAnswer(state.value, findings))


ROUTES = [write]
