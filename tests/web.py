"""A browser without JavaScript, in-process: cookies, forms with their hidden fields, redirects as one chooses.

The application runs on the test's own loop, so it sees the rows of the test's open transaction.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import httpx
from litestar import Litestar

from portal import app
from portal.foundation.web import sessions
from tests.environment import BASE, settings

COOKIE_DOMAIN = "localhost.local"
"""How Python's cookie jar calls a host without a dot (RFC 2965); under «localhost» a cookie is never sent."""


@cache
def application() -> Litestar:
    """One per process: building it costs more than most tests."""
    return app.build(settings())


class _Inputs(HTMLParser):
    """What a browser would send of each form on the page if nobody touched it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if tag == "form":
            self.forms.append(
                {"action": at.get("action") or "", "method": (at.get("method") or "get"), "fields": []}
            )
        if not self.forms:
            return
        fields = self.forms[-1]["fields"]
        name = at.get("name")
        if tag == "input" and name:
            kind = at.get("type") or "text"
            if kind in ("checkbox", "radio") and "checked" not in at:
                return
            if kind in ("submit", "button", "file"):
                return
            fields.append((name, at.get("value") or ("on" if kind in ("checkbox", "radio") else "")))
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and "selected" in at:
            fields.append((self._select, at.get("value") or ""))
        elif tag == "textarea" and name:
            self._area = name
            fields.append((name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            fields = self.forms[-1]["fields"]
            name, before = fields[-1]
            fields[-1] = (name, before + data)


class Page:
    """An answer, read as a person reads it."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.text
        self.location = response.headers.get("location", "")

    @property
    def text(self) -> str:
        """Words of the page, tags and doubled spaces gone."""
        plain = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", self.html, flags=re.S)
        plain = re.sub(r"<[^>]+>", " ", plain)
        for entity, char in (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"), ("&#34;", '"')):
            plain = plain.replace(entity, char)
        return " ".join(plain.split())

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.html, re.S)
        return found.group(1).strip() if found else ""

    def form(self, action: str) -> list[tuple[str, str]]:
        """Hidden and pre-filled fields of the first form whose action ends so."""
        reader = _Inputs()
        reader.feed(self.html)
        for form in reader.forms:
            if form["action"].split("?")[0].endswith(action):
                return list(form["fields"])
        raise AssertionError(
            f"no form to {action!r} on {self.title!r}: {[f['action'] for f in reader.forms]}"
        )

    def __contains__(self, words: str) -> bool:
        return words in self.text


class Browser:
    """Keeps cookies; ``press`` sends a form as it stands on the last page, with what one typed."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.page: Page | None = None

    async def get(self, url: str, *, fragment: bool = False, follow: bool = True) -> Page:
        headers = {"HX-Request": "true"} if fragment else {}
        response = await self.client.get(url, headers=headers, follow_redirects=follow)
        page = Page(response)
        if not fragment:
            self.page = page
        return page

    async def press(
        self,
        action: str,
        typed: Mapping[str, str | Sequence[str]] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        follow: bool = True,
        url: str | None = None,
    ) -> Page:
        """Submit the form of the page in view whose action ends with ``action`` (to ``url`` when it differs)."""
        assert self.page is not None, "no page in view"
        typed = typed or {}
        fields = [(name, value) for name, value in self.page.form(action) if name not in typed]
        for name, value in typed.items():
            fields += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
        return await self.post(url or self._target(action), fields, files=files, follow=follow)

    def _target(self, action: str) -> str:
        assert self.page is not None
        reader = _Inputs()
        reader.feed(self.page.html)
        for form in reader.forms:
            if form["action"].split("?")[0].endswith(action):
                return form["action"] or str(self.page.response.url)
        raise AssertionError(action)

    async def post(
        self,
        url: str,
        fields: Mapping[str, str] | Sequence[tuple[str, str]] = (),
        *,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        follow: bool = True,
    ) -> Page:
        """POST as a form of ours would, CSRF token included."""
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        token = self.client.cookies.get("csrf")
        if token is None:
            await self.client.get("/healthz")
            token = self.client.cookies.get("csrf") or ""
        if not any(name == "_csrf_token" for name, _ in pairs):
            pairs.append(("_csrf_token", token))
        data: dict[str, Any] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        response = await self.client.post(url, data=data, files=files, follow_redirects=follow)
        self.page = Page(response)
        return self.page

    async def sign_in_as(self, account_id: UUID, organisation_id: UUID | None) -> None:
        """A session as signing in leaves it (the sign-in itself has its own tests)."""
        token = await sessions.open_session(account_id, organisation_id, {"second_factor": "done"})
        self.hold_session(token)

    def hold_session(self, token: str) -> None:
        """Plants a session cookie where the portal's own would lie, so that a later one takes its place."""
        self.client.cookies.set("session", token, domain=COOKIE_DOMAIN)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    transport = httpx.ASGITransport(app=application(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE, timeout=30) as client:
        yield Browser(client)
