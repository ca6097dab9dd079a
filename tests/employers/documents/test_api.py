"""POST /api/v1/quota: open, within a limit, answering like the command and keeping nothing."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from structlog.testing import CapturingLogger

from portal.employers.obligations.documents.example import EXAMPLE
from portal.employers.obligations.documents.quota_answer import answer
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.routes import api
from portal.foundation import clock, db
from portal.foundation.web import errors, middleware
from tests.web import browser

RIGHT = msgspec.json.encode(EXAMPLE)


async def send(content: bytes) -> Any:
    async with browser() as visitor:
        return await visitor.client.post("/api/v1/quota", content=content)


@pytest.mark.usefixtures("db_rollback")
async def test_anyone_may_ask_without_a_session_or_a_token() -> None:
    response = await send(RIGHT)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.headers["cache-control"] == "no-store"
    told = response.json()
    assert (told["art3"]["base"], told["art3"]["quota"], told["art3"]["in_force"]) == (141, 10, 9)
    assert told["input"] == json.loads(RIGHT)
    assert len(told["steps"]) == len(answer(EXAMPLE, in_law()).steps)


@pytest.mark.usefixtures("db_rollback")
async def test_an_array_is_answered_by_an_array_and_lines_by_lines() -> None:
    array = await send(b"[" + RIGHT + b"," + RIGHT + b"]")
    assert [one["art3"]["quota"] for one in array.json()] == [10, 10]
    lines = await send(RIGHT + b"\n" + RIGHT + b"\n")
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line)["art3"]["quota"] for line in lines.text.splitlines()] == [10, 10]
    assert (await send(b"[]")).json() == []


@pytest.mark.usefixtures("db_rollback")
async def test_a_wrong_document_is_answered_with_every_problem() -> None:
    response = await send(b'[{"on":"2017-12-31","head_office":"ZZ"},' + RIGHT + b"]")
    assert response.status_code == 400
    assert [problem["path"] for problem in response.json()] == ["/0/on", "/0/head_office", "/0"]
    assert set(response.json()[0]) == {"path", "value", "reason"}


@pytest.mark.usefixtures("db_rollback")
async def test_too_large_a_document_is_refused_in_italian() -> None:
    response = await send(b" " * (api.MOST_BYTES + 1))
    assert response.status_code == 413
    assert response.json()[0]["reason"] == "Il documento supera 1 MB: invialo in più parti."


@pytest.mark.usefixtures("db_rollback")
async def test_too_many_requests_are_refused_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_REQUESTS", 2)
    async with browser() as visitor:
        answers = [await visitor.client.post("/api/v1/quota", content=RIGHT) for _ in range(3)]
        assert [one.status_code for one in answers] == [200, 200, 429]
        assert (
            answers[2]
            .json()[0]["reason"]
            .startswith("Hai fatto troppe richieste in poco tempo: riprova fra ")
        )
        assert 1 <= int(answers[2].headers["retry-after"]) <= 60
        with clock.as_of(clock.now() + timedelta(minutes=1, seconds=1)):
            assert (await visitor.client.post("/api/v1/quota", content=RIGHT)).status_code == 200


async def _rows() -> dict[str, int]:
    """How many rows each table holds."""
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    return {row["relname"]: await db.fetchval(f'SELECT count(*) FROM "{row["relname"]}"') for row in tables}


@pytest.mark.usefixtures("db_rollback")
async def test_nothing_of_what_is_sent_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    written = CapturingLogger()
    monkeypatch.setattr(middleware, "log", written)
    monkeypatch.setattr(errors, "log", written)
    marked = RIGHT[:-1] + b',"reference":"ACME-7731"}'
    before = await _rows()
    response = await send(marked)
    wrong = await send(marked[:-1])
    after = await _rows()
    assert (response.status_code, wrong.status_code) == (200, 400)
    assert response.json()["input"]["reference"] == "ACME-7731"
    changed = {name for name, count in after.items() if count != before[name]}
    assert changed <= {"rate_limit"}, "only how often an address asked, and not which address"
    assert [call.kwargs["route"] for call in written.calls] == ["/api/v1/quota", "/api/v1/quota"]
    assert "ACME-7731" not in repr(written.calls)


async def test_the_openapi_document_describes_the_api_and_nothing_else() -> None:
    async with browser() as visitor:
        response = await visitor.client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    assert "script-src 'self'" in response.headers["content-security-policy"]
    document = response.json()
    assert list(document["paths"]) == ["/api/v1/quota"]
    operation = document["paths"]["/api/v1/quota"]["post"]
    assert set(operation["responses"]) == {"200", "400", "413", "429"}
    schemas = document["components"]["schemas"]
    assert {"QuotaDocument", "QuotaAnswer", "Problem", "WorkerRow", "ProvinceFigures"} <= set(schemas)
    named = set(_references(document))
    assert named <= {f"#/components/schemas/{name}" for name in schemas}
    assert "#/components/schemas/QuotaDocument" in named


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        here = [part["$ref"]] if "$ref" in part else []
        return here + [one for value in part.values() for one in _references(value)]
    return [one for value in part for one in _references(value)] if isinstance(part, list) else []
