"""Chromium of the machine, the portal behind a real socket, and what is looked at on every page."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Response,
    async_playwright,
    expect,
)

from portal import app
from portal.foundation import clock, process
from portal.foundation.settings import load
from tests import environment
from tests.journeys.dom import Element, read
from tests.journeys.faults_of_a_page import faults
from tests.journeys.hands import Act, File, Typed, acts, button_of, form_on

AXE = Path(__file__).parents[2] / "static" / "built" / "test" / "axe.min.js"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")

_LOOK = """
async () => {
  const page = document.documentElement;
  const found = await axe.run(document, {resultTypes: ["violations"], elementRef: false});
  return {
    sideways: page.scrollWidth - page.clientWidth,
    nodes: document.querySelectorAll("*").length,
    violations: found.violations.map(v => `${v.id} (${v.impact}): ${v.help}: ` +
      v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")),
  };
}
"""
_WITHOUT_AXE = (
    "() => ({sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth, "
    "nodes: document.querySelectorAll('*').length, violations: []})"
)

MOST_NODES = 900
HEAVIEST_PAGE, HEAVIEST_PIECE = 12_000, 6_000
"""Bytes on the wire, compressed, headers included (the guide, §9)."""


def path_of(url: str) -> str:
    """The path of an address, ids left out, so that one fault is told once."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "…", urlsplit(url).path)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Skips the test, and says why, where no browser can be had."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no browser on this machine (looked for {', '.join(_NAMES)})")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        except Error as problem:
            pytest.skip(f"{program} does not start: {problem.message.splitlines()[0]}")
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def served(data_dir: Path, moment: Callable[[], datetime | None] = lambda: None) -> AsyncIterator[str]:
    """The portal on a free port of this machine, on the pool of the test; answers its address.

    ``moment`` is what time it is for those who ask it.
    """
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    address = f"http://localhost:{listener.getsockname()[1]}"
    settings = load(environment.ENVIRONMENT | {"PORTAL_BASE_URL": address, "PORTAL_DATA_DIR": str(data_dir)})
    portal = app.build(settings)

    async def at_that_time(scope: Any, receive: Any, send: Any) -> None:
        when = moment()
        if when is None:
            await portal(scope, receive, send)
            return
        with clock.as_of(when):
            await portal(scope, receive, send)

    server = uvicorn.Server(
        uvicorn.Config(
            at_that_time, log_config=None, lifespan="on", server_header=False, timeout_graceful_shutdown=2
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            if serving.done():
                serving.result()
            await asyncio.sleep(0.01)
        yield address
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await serving
        process.configure(environment.settings())


_CHANGING = re.compile(r'value="[\w.~%-]{32,}"|[0-9a-f]{8}-[0-9a-f-]{27}|data-ends="[^"]*"')
"""Tokens, ids and ends of sessions: a page that differs in them alone is the same page."""


class Looked:
    """What was seen wrong over a whole story; a page that did not change is not examined twice."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.pages = 0
        self._known: set[bytes] = set()

    def is_new(self, where: str, html: str) -> bool:
        mark = sha256((where + _CHANGING.sub("", html)).encode()).digest()
        if mark in self._known:
            return False
        self._known.add(mark)
        self.pages += 1
        return True

    def add(self, where: str, problem: str) -> None:
        line = f"{where}: {problem}"
        if line not in self.problems:
            self.problems.append(line)


class BrowserHands:
    """One person's window: cookies of her own. Every page she sees is looked at."""

    def __init__(
        self, context: BrowserContext, page: Page, address: str, looked: Looked, *, script: bool
    ) -> None:
        self.context, self.page, self.address, self.looked, self.script = (
            context,
            page,
            address,
            looked,
            script,
        )
        self.status, self.html, self.path = 0, "", "/"
        page.on("console", self._console)
        page.on("pageerror", lambda problem: looked.add(self.path, f"script failed: {problem}"))

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports every 4xx answer as an error of its own; which answers may be so the story says.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.looked.add(path_of(self.page.url), f"console: {message.text[:300]}")

    async def open(self, path: str) -> None:
        # an address that differs in its fragment only is no visit for a browser
        response = await self.page.goto(self.address + path.partition("#")[0])
        await self._saw(response)

    async def send(
        self, action: str, typed: Mapping[str, Typed] | None = None, *, button: str | None = None
    ) -> None:
        root = read(self.html).root
        form = form_on(root, action, self.path)
        for act in acts(form, root, typed or {}):
            await self._do(act, form)
        pressed = button_of(form, button)
        locator = self._in(form).locator("button, input[type=submit]")
        index = [
            one
            for one in form.all("button", "input")
            if one.tag == "button" or one.at.get("type") == "submit"
        ]
        at = next(number for number, one in enumerate(index) if one is pressed)
        await self._open_details(form)
        button = locator.nth(at)
        if self.script and any(name.startswith("hx-") for name in (*pressed.at, *form.at)):
            await self._press_for_a_piece(button)
            return
        if self.script and "data-keep" in form.at:
            await self._press_what_is_kept(button)
            return
        async with self.page.expect_navigation() as going:
            await button.click()
        await self._saw(await going.value)

    async def _press_what_is_kept(self, button: Locator) -> None:
        """The tutor's script sends the form, so that it may keep it, and shows the page that answers."""
        await self.page.evaluate("document.querySelector('main').dataset.left = '1'")
        async with self.page.expect_response(lambda answer: answer.request.method == "POST") as answering:
            await button.click()
        answer = await answering.value
        await expect(self.page.locator("main[data-left]")).to_have_count(0, timeout=15_000)
        self.status = 200 if answer.status == 303 else answer.status
        await self.read_again()
        await self.look(self.html)

    async def _press_for_a_piece(self, button: Locator) -> None:
        """htmx asks for a piece of the page and puts it in."""
        async with self.page.expect_response(
            lambda answer: answer.request.headers.get("hx-request") == "true"
        ) as answering:
            await button.click()
        answer = await answering.value
        await answer.finished()
        await expect(self.page.locator(".htmx-request")).to_have_count(0)
        self.status = answer.status
        sizes = await answer.request.sizes()
        weight = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        if weight > HEAVIEST_PIECE:
            self.looked.add(path_of(answer.url), f"its piece weighs {weight} bytes on the wire")
        await self.read_again()
        await self.look(self.html)

    def _in(self, form: Element) -> Any:
        forms = [id(one) for one in form_root(form).all("form")]
        return self.page.locator("form").nth(forms.index(id(form)))

    async def _open_details(self, inside: Element) -> None:
        """What is folded away is unfolded first, as a person would."""
        for above in inside.ancestors():
            if above.tag == "details" and "open" not in above.at:
                number = [id(one) for one in form_root(inside).all("details")].index(id(above))
                details = self.page.locator("details").nth(number)
                if await details.get_attribute("open") is None:
                    await details.locator("summary").first.click()

    async def _do(self, act: Act, form: Element) -> None:
        await self._open_details(act.control)
        name = act.control.at["name"]
        same = [one for one in form.all("input", "select", "textarea") if one.at.get("name") == name]
        number = [id(one) for one in same].index(id(act.control))
        control = self._in(form).locator(f'[name="{name}"]').nth(number)
        if act.do == "type":
            await control.fill(act.what)
        elif act.do == "select":
            await control.select_option(act.what)
        elif act.do == "check":
            await control.check()
        elif act.do == "uncheck":
            await control.uncheck()
        else:
            file: File = act.what
            await control.set_input_files({"name": file.name, "mimeType": file.type, "buffer": file.content})

    async def _saw(self, response: Response | None) -> None:
        assert response is not None, f"nothing answered on {self.page.url}"
        self.status = response.status
        await self.read_again()
        sizes = await response.request.sizes()
        weight = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        if weight > HEAVIEST_PAGE:
            self.looked.add(path_of(self.page.url), f"weighs {weight} bytes on the wire")
        await self.look(await response.text())

    async def read_again(self) -> None:
        self.html = await self.page.content()
        parts = urlsplit(self.page.url)
        self.path = parts.path + (f"?{parts.query}" if parts.query else "")

    async def look(self, source: str) -> None:
        path = path_of(self.page.url)
        if not self.looked.is_new(f"{self.page.viewport_size}", self.html):
            return
        for fault in faults(source):
            self.looked.add(path, fault)
        seen = await self.page.evaluate(_LOOK if self.script else _WITHOUT_AXE)
        if seen["sideways"] > 0:
            self.looked.add(path, f"scrolls {seen['sideways']} px sideways")
        if seen["nodes"] > MOST_NODES:
            self.looked.add(path, f"has {seen['nodes']} nodes, more than {MOST_NODES}")
        for violation in seen["violations"]:
            self.looked.add(path, violation)


def form_root(element: Element) -> Element:
    return list(element.ancestors())[-1]


_TELL_VIOLATIONS = (
    "document.addEventListener('securitypolicyviolation', e => "
    "console.error('content security policy: ' + e.violatedDirective + ' ' + e.blockedURI));"
)


async def window(
    browser: Browser, address: str, looked: Looked, *, width: int, script: bool = True
) -> BrowserHands:
    """A window of this width for one person."""
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        locale="it-IT",
        timezone_id="Europe/Rome",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    if script:
        await context.add_init_script(_TELL_VIOLATIONS)
        # by the browser's own door, not by the page's: no exception to the page's policy is needed
        await context.add_init_script(path=AXE)
    return BrowserHands(context, await context.new_page(), address, looked, script=script)
