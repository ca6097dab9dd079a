"""Around every page: headers, forged and broken requests, errors and their code, files that never expire."""

import json
import re
from dataclasses import replace

import pytest

from portal.foundation.web import middleware
from portal.foundation.web.assets import Assets
from portal.foundation.web.errors import BROKEN_OFF
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.web import Browser, application, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)
    return viewer


@pytest.mark.parametrize("url", ["/", "/sign-in", "/how-we-calculate", "/nothing-here", "/healthz"])
async def test_nothing_inline_may_run_and_no_other_site_may_frame_a_page(url: str) -> None:
    async with browser() as user:
        headers = (await user.get(url)).response.headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"].count("charset") == 1


@pytest.mark.parametrize(("secure", "told"), [(True, "max-age=31536000; includeSubDomains"), (False, None)])
async def test_in_production_a_browser_is_told_to_come_back_by_https_alone(
    secure: bool, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = application().state
    monkeypatch.setattr(state, "site", replace(state.site, secure_cookies=secure))
    async with browser() as user:
        for url in ("/sign-in", "/nothing-here", Assets().url("portal.css")):
            assert (await user.get(url)).response.headers.get("strict-transport-security") == told, url


async def test_a_page_is_not_kept_and_a_hashed_file_is_kept_for_a_year() -> None:
    async with browser() as user:
        page = await user.get("/sign-in")
        style = (await user.get(Assets().url("portal.css"))).response
    assert "no-store" in page.response.headers["cache-control"]
    assert re.search(r"max-age=31536000\b", style.headers["cache-control"])
    assert "immutable" in style.headers["cache-control"]


async def test_a_form_without_its_token_is_refused_with_a_reason() -> None:
    async with browser() as user:
        await seated(user)
        response = await user.client.post("/obligations/scenarios", data={"name": "Prova"})
    assert response.status_code == 403
    assert "Non è stato salvato niente" in response.text


async def test_no_access_is_given_to_a_stranger_and_the_way_leads_back() -> None:
    async with browser() as user:
        page = await user.get("/obligations/history", follow=False)
    assert (page.status, page.location) == (303, "/sign-in?next=/obligations/history")


@pytest.mark.parametrize("url", ["/workforce?q=%00", "/workforce?q=a%00b", "/how-we-calculate?x=%00"])
async def test_a_zero_byte_in_an_address_is_refused_before_it_reaches_the_database(url: str) -> None:
    async with browser() as user:
        await seated(user)
        page = await user.get(url)
    assert page.status == 400
    assert "Vai alla pagina iniziale" in page


async def test_a_question_for_the_methods_of_a_page_is_refused_and_is_no_failure() -> None:
    async with browser() as visitor:
        answer = await visitor.client.options("/company/profile")
    assert answer.status_code == 405


async def test_a_zero_byte_in_a_form_is_refused() -> None:
    async with browser() as user:
        await seated(user)
        page = await user.post("/obligations/scenarios", {"name": "a\x00b"})
    assert page.status == 400


class Lines:
    """What would have been written to the log, at any level."""

    def __init__(self) -> None:
        self.written: list[dict[str, object]] = []

    def info(self, what: str, **values: object) -> None:
        self.written.append({"what": what, **values})


async def test_an_error_is_a_page_or_a_fragment_with_the_code_of_its_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = Lines()
    monkeypatch.setattr(middleware, "log", log)
    async with browser() as user:
        await seated(user)
        page = await user.get("/workforce/00000000-0000-7000-8000-000000000000?q=Mario+Rossi")
        fragment = await user.get("/workforce/00000000-0000-7000-8000-000000000000", fragment=True)
    assert page.status == fragment.status == 404
    assert "<html" in page.html
    assert "<html" not in fragment.html
    code = page.response.headers["x-request-id"]
    assert code in page
    (line,) = [one for one in log.written if one.get("request_id") == code]
    assert (line["route"], line["status"]) == ("/workforce/{worker_id}", 404)
    assert "Rossi" not in json.dumps(log.written)
    assert "00000000-0000-7000" not in json.dumps(log.written)


async def test_whoever_goes_away_before_the_answer_is_no_failure_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = Lines()
    monkeypatch.setattr(middleware, "log", log)

    async def gone() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        """Nobody is there."""

    async with browser() as user:
        await seated(user)
        cookies = "; ".join(f"{one.name}={one.value}" for one in user.client.cookies.jar)
        headers = [
            (b"host", b"localhost"),
            (b"cookie", cookies.encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", b"1000"),
        ]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
            "path": "/sign-in", "raw_path": b"/sign-in", "root_path": "", "query_string": b"", "headers": headers,
            "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
        }  # fmt: skip
        await application()(scope, gone, send)  # type: ignore[arg-type]
    (line,) = [one for one in log.written if one.get("route") == "/sign-in"]
    assert line["status"] == BROKEN_OFF
    assert [one["what"] for one in log.written] == ["request"]


async def test_alive_and_ready_are_said_to_anyone() -> None:
    async with browser() as user:
        for url in ("/healthz", "/readyz"):
            page = await user.get(url)
            assert (page.status, page.html) == (200, "ok")
