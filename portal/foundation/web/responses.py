"""Answers: a page, a fragment of it, the form again, another address, a file."""

from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from jinja2_fragments import render_block
from litestar import Response
from litestar.datastructures import Cookie

from portal.foundation.web.cookies import FLASH, Flash, pack
from portal.foundation.web.forms import Form
from portal.foundation.web.requests import PortalRequest
from portal.foundation.web.templating import base_context

HTML = "text/html"
PAGE_HEADERS = {"Cache-Control": "no-store", "Vary": "HX-Request"}


def _environment(request: PortalRequest) -> Environment:
    engine = request.app.template_engine
    env = getattr(engine, "engine", None)
    if not isinstance(env, Environment):
        raise RuntimeError("the application has no template engine")
    return env


def _html(request: PortalRequest, content: str, status: int) -> Response[Any]:
    response: Response[Any] = Response(
        content, media_type=HTML, status_code=status, headers=dict(PAGE_HEADERS)
    )
    if request.cookies.get(FLASH):
        # Shown once.
        response.delete_cookie(FLASH)
    return response


def render(request: PortalRequest, template: str, **values: Any) -> str:
    return _environment(request).get_template(template).render({**base_context(request), **values})


def page(
    request: PortalRequest, template: str, model: Any = None, *, form: Form | None = None, status: int = 200
) -> Response[Any]:
    """The whole page. The template sees ``page`` (the model) and ``form``."""
    return _html(request, render(request, template, page=model, form=form), status)


def fragment(
    request: PortalRequest,
    template: str,
    model: Any = None,
    *,
    block: str,
    form: Form | None = None,
    status: int = 200,
) -> Response[Any]:
    """One block of the page when htmx asks for a piece, else the whole page."""
    if not request.is_fragment:
        return page(request, template, model, form=form, status=status)
    values = {**base_context(request), "page": model, "form": form}
    return _html(request, render_block(_environment(request), template, block, values), status)


def invalid(request: PortalRequest, template: str, model: Any, form: Form) -> Response[Any]:
    """422 and the form again, with everything that was typed and every error."""
    return page(request, template, model, form=form, status=422)


def see_other(
    request: PortalRequest, url: str, *, flash: str | None = None, kind: str = "ok"
) -> Response[Any]:
    """303 to ``url``, with a confirmation that the next page shows and focuses."""
    response: Response[Any] = Response(
        b"",
        status_code=303,
        media_type="text/plain",
        headers={"Location": quote(url, safe="/:?&=#%+,;@!$'()*~"), "Cache-Control": "no-store"},
    )
    if flash is not None:
        response.set_cookie(flash_cookie(request, flash, kind))
    return response


def flash_cookie(request: PortalRequest, text: str, kind: str = "ok") -> Cookie:
    return Cookie(
        key=FLASH,
        value=pack(Flash(kind, text), request.site.secret),
        max_age=120,
        httponly=True,
        samesite="lax",
        secure=request.site.secure_cookies,
    )


def download(content: bytes, *, name: str, media_type: str) -> Response[Any]:
    """A file to keep; the name may hold accents (RFC 6266). Nothing is made at an address: 200 also after a form."""
    return Response(
        content,
        status_code=200,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
