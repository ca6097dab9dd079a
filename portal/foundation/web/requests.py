"""A request as handlers see it: who calls, whether htmx asks, what was typed."""

from typing import Any, cast

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.plugins.htmx import HTMXDetails

from portal.foundation.web.forms import FormInput, UploadedFile
from portal.foundation.web.site import PersonSession, SessionState, Site
from portal.kernel.viewer import Viewer

MAX_FIELDS = 2_000


class PortalRequest(Request[Any, Any, Any]):
    """``visitor`` is None on a public page asked by someone not signed in."""

    @property
    def site(self) -> Site:
        return cast(Site, self.app.state.site)

    @property
    def visitor(self) -> Viewer | None:
        return cast("Viewer | None", self.scope.get("visitor"))

    @property
    def session_state(self) -> SessionState | None:
        return cast("SessionState | None", self.scope.get("session_state"))

    @property
    def person_session(self) -> PersonSession | None:
        """The person, on the pages of her own area."""
        return cast("PersonSession | None", self.scope.get("person_session"))

    @property
    def htmx(self) -> HTMXDetails:
        return HTMXDetails(self)

    @property
    def is_fragment(self) -> bool:
        """htmx asks for a piece. Version 4 says «full» when it wants the whole page."""
        return self.headers.get("hx-request") == "true" and self.headers.get("hx-request-type") != "full"

    @property
    def client_address(self) -> str:
        return self.client.host if self.client else "-"


class BadForm(HTTPException):
    """What was sent is not a form."""

    status_code = 400


async def read_form(request: Request[Any, Any, Any]) -> FormInput:
    """All that was typed, as text, and the files. Raises BadForm for what no form of ours sends."""
    try:
        sent = await request.form()
    except (ValueError, UnicodeDecodeError) as problem:
        raise BadForm("form") from problem
    texts: dict[str, list[str]] = {}
    files: dict[str, UploadedFile] = {}
    if len(sent) > MAX_FIELDS:
        raise BadForm("form")
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            files[name] = UploadedFile(value.filename, await value.read(), value.content_type)
        elif isinstance(value, str):
            if "\x00" in value:
                raise BadForm("form")
            texts.setdefault(name, []).append(value)
        elif value is None:
            texts.setdefault(name, []).append("")
        else:
            texts.setdefault(name, []).append(str(value))
    return FormInput(texts, files)
