"""`quota`: the same numbers as the rules, the API and the page; wrong documents told whole; many at once."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.quota import companies
from portal.employers.obligations.actions.parameters import NewFigure, enter
from portal.employers.obligations.documents.answers import encode
from portal.employers.obligations.documents.example import EXAMPLE
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_answer import answer
from portal.employers.obligations.documents.reading import read
from portal.employers.obligations.parameters import in_law
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.cli.test_obligation_commands import REPOSITORY, run
from tests.environment import ENVIRONMENT
from tests.web import browser

RIGHT = msgspec.json.encode(EXAMPLE).decode()


def by_the_rules(document: dict[str, Any]) -> Any:
    return json.loads(encode(answer(read(json.dumps(document).encode(), QuotaDocument), in_law())))


def test_a_company_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "company.json"
    file.write_text(RIGHT)
    from_file, from_input = run("quota", str(file)), run("quota", given=RIGHT)
    assert (from_file.returncode, from_file.stderr) == (0, "")
    assert from_file.stdout == from_input.stdout
    told = json.loads(from_file.stdout)
    assert told == by_the_rules(json.loads(RIGHT))
    assert told["input"] == json.loads(RIGHT)
    for step in told["steps"]:
        assert step["rule"]
        assert step["article"]
        assert set(step) == {"rule", "label", "article", "operands", "result", "evidence"}


def test_arrays_and_lines_are_answered_in_their_own_form() -> None:
    documents = list(companies(3))
    array = run("quota", given=json.dumps(documents))
    lines = run("quota", given="\n".join(map(json.dumps, documents)))
    expected = [by_the_rules(one) for one in documents]
    assert json.loads(array.stdout) == expected
    assert [json.loads(line) for line in lines.stdout.splitlines()] == expected


def test_a_wrong_document_is_told_whole_and_nothing_is_answered() -> None:
    wrong = {"on": "2017-01-01", "head_office": "XX", "workers": [{"province": "MI"}], "provinces": []}
    done = run("quota", given=json.dumps([json.loads(RIGHT), wrong]))
    assert (done.returncode, done.stdout) == (2, "")
    problems = json.loads(done.stderr)
    assert [one["path"] for one in problems] == [
        "/1/on",
        "/1/head_office",
        "/1/provinces",
        "/1/workers/0/starts_on",
        "/1/workers",
    ]
    assert all(set(one) == {"path", "value", "reason"} for one in problems)


@pytest.mark.parametrize("given", ["", "{", '{"on": 2020', "[1, 2", "\\", "null"])
def test_what_is_no_document_is_refused(given: str) -> None:
    done = run("quota", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(done.stderr)[0]["path"] == ""


def test_a_base_below_zero_names_its_document() -> None:
    province = {
        "province": "MI",
        "dependants": 100,
        "art18": 1,
        "excluded": [{"group": "executive", "people": 100}],
    }
    below = {"on": "2025-12-31", "head_office": "MI", "provinces": [province]}
    done = run("quota", given=f"{RIGHT}\n{json.dumps(below)}\n{RIGHT}")
    assert (done.returncode, done.stdout) == (2, "")
    (problem,) = json.loads(done.stderr)
    assert problem["path"] == "/1"
    assert "negativa" in problem["reason"]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_many_are_answered_on_every_processor_in_their_order(form: str) -> None:
    documents = [one | {"reference": str(index)} for index, one in enumerate(companies(1203))]
    given = "\n".join(map(json.dumps, documents)) if form == "lines" else json.dumps(documents)
    done = run("quota", given=given)
    assert (done.returncode, done.stderr) == (0, "")
    told = (
        [json.loads(line) for line in done.stdout.splitlines()]
        if form == "lines"
        else json.loads(done.stdout)
    )
    assert [one["input"]["reference"] for one in told] == [str(index) for index in range(1203)]
    assert told[7] == by_the_rules(documents[7])
    assert told[-1] == by_the_rules(documents[-1])


@pytest.mark.parametrize("form", ["lines", "array"])
def test_among_many_every_wrong_one_is_told_by_its_place(form: str) -> None:
    documents: list[dict[str, Any]] = list(companies(1200))
    documents[3] = documents[3] | {"on": "ieri"}
    documents[1100] = documents[1100] | {"head_office": "ZZ"}
    given = "\n".join(map(json.dumps, documents)) if form == "lines" else json.dumps(documents)
    done = run("quota", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert [one["path"] for one in json.loads(done.stderr)] == ["/3/on", "/1100/head_office"]


def test_the_schema_is_printed_and_names_every_field() -> None:
    done = run("quota", "--schema")
    schema = json.loads(done.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["anyOf"][0] == {"$ref": "#/$defs/QuotaDocument"}
    assert set(schema["$defs"]["QuotaDocument"]["properties"]) == set(QuotaDocument.__struct_fields__)
    for definition in schema["$defs"].values():
        for field, described in definition.get("properties", {}).items():
            words = [
                described.get("description"),
                *(one.get("description") for one in described.get("anyOf", ())),
            ]
            assert any(words), field


def test_no_database_is_asked_and_no_server_started(tmp_path: Path) -> None:
    file = tmp_path / "company.json"
    file.write_text(RIGHT)
    script = (
        "import sys\n"
        "from portal.cli import main\n"
        f"main(['quota', {str(file)!r}], standalone_mode=False)\n"
        "from portal.foundation import db\n"
        "print([name for name in ('litestar', 'uvicorn', 'redis') if name in sys.modules], db.ENGINE.pool, "
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["art3"]["quota"] == 10
    assert done.stderr.strip() == "[] None"


@pytest.mark.usefixtures("db_rollback")
async def test_command_api_page_and_rules_give_the_same_numbers() -> None:
    documents = [one for one in companies(40) if len(one["provinces"]) == 1][:4]
    by_command = json.loads(run("quota", given=json.dumps(documents)).stdout)
    async with browser() as visitor:
        by_api = (await visitor.client.post("/api/v1/quota", json=documents)).json()
        by_page = [await _on_the_page(visitor, one) for one in documents]
    assert by_command == by_api == [by_the_rules(one) for one in documents]
    assert by_page == [
        [
            [one[subject][figure] for subject in ("art3", "art18")]
            for figure in ("base", "quota", "in_force", "scopertura")
        ]
        for one in by_command
    ]


async def _on_the_page(visitor: Any, document: dict[str, Any]) -> list[list[int]]:
    from portal.employers.obligations.forms.simulator import filled
    from tests.employers.documents.test_simulator import SIMULATOR, numbers

    form = filled(read(json.dumps(document).encode(), QuotaDocument))
    typed = {name: value for name, value in form.raw.items() if value}
    page = await visitor.post(SIMULATOR, {**typed, "provinces": str(form.provinces), "rows": str(form.rows)})
    return [[int(figure.replace(".", "")) for figure in row[1:]] for row in numbers(page)]


async def test_with_the_figures_entered_it_counts_as_the_api_does(
    fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    """A coordinator wrote that the first class begins at 12: twelve people owe one place."""
    twelve = {"on": "2026-11-23", "head_office": "LC", "provinces": [{"province": "LC", "dependants": 12}]}
    coordinator = await Cast().owner(Role.COORDINATOR)
    figure = NewFigure(
        "quota.art3.class_c_from", Fraction(12), date(2026, 11, 1), None, "prova", Evidence.UNVERIFIED
    )
    await enter(figure, id=new_id(), by=coordinator)
    file = tmp_path / "company.json"
    file.write_text(json.dumps(twelve))
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    address = {"PORTAL_DATABASE_URL": fresh_database, "PORTAL_REDIS_URL": redis_url}

    def told_with(*flags: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "portal", "quota", str(file), *flags],
            cwd=REPOSITORY,
            env=others | ENVIRONMENT | address,
            capture_output=True,
            timeout=120,
            check=True,
        )
        return json.loads(done.stdout)

    plain, entered = await asyncio.to_thread(told_with), await asyncio.to_thread(told_with, "--entered")
    assert plain["art3"]["quota"] == 0
    assert entered["art3"]["quota"] == 1
    async with browser() as visitor:
        told = await visitor.client.post("/api/v1/quota", json=twelve)
    assert told.json() == entered
