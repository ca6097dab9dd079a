"""`esonero`, `sanction`, `incentive`, `working-days`: documents in, answers out, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

ESONERO = {
    "from": "2026-03-01",
    "to": "2026-03-31",
    "situations": [{"quota": 9, "in_force": 5, "percentage": 60}],
}
SANCTION = {"kind": "uncovered_places", "places": 2, "working_days": 30, "on": "2026-03-02"}
INCENTIVE = {"hired_on": "2026-03-02", "contract": "permanent", "percentage": 80, "yearly_pay": 26000}
WORKING_DAYS = {"from": "2026-03-01", "to": "2026-03-31"}

CASES = [
    ("esonero", ESONERO, "amount", "3450.48"),
    ("sanction", SANCTION, "amount", "11763.00"),
    ("incentive", INCENTIVE, "amount", "54600.00"),
    ("working-days", WORKING_DAYS, "working_days", 22),
]
COMMANDS = [command for command, *_ in CASES]


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return subprocess.run(
        [sys.executable, "-m", "portal", *arguments],
        cwd=REPOSITORY,
        env=others,
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("command", "document", "field", "value"), CASES)
def test_a_document_is_answered_with_its_input_and_its_lines(
    command: str, document: dict[str, object], field: str, value: object
) -> None:
    done = run(command, given=json.dumps(document))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert (answer[field], answer["input"]) == (value, document)
    assert all(step["rule"] and step["article"] for step in answer["steps"])


@pytest.mark.parametrize(("command", "document", "field", "value"), CASES)
def test_lines_and_arrays_come_back_as_they_came(
    tmp_path: Path, command: str, document: dict[str, object], field: str, value: object
) -> None:
    lines = tmp_path / "documents.jsonl"
    lines.write_text(json.dumps(document) + "\n" + json.dumps(document) + "\n")
    done = run(command, str(lines))
    assert [json.loads(line)[field] for line in done.stdout.splitlines()] == [value, value]
    array = run(command, given=json.dumps([document]))
    assert [one[field] for one in json.loads(array.stdout)] == [value]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_document_tells_everything_on_standard_error_only(command: str) -> None:
    done = run(command, given='[{"week": 9, "nothing": 1}, 7]')
    assert (done.returncode, done.stdout) == (2, "")
    problems = json.loads(done.stderr)
    assert all(set(one) == {"path", "value", "reason"} for one in problems)
    assert {"/0/nothing", "/1"} <= {one["path"] for one in problems}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_not_json_is_refused(command: str) -> None:
    for given in ("", "{", "ciao"):
        done = run(command, given=given)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(json.loads(done.stderr)) == 1


@pytest.mark.parametrize(("command", "document", "_field", "_value"), CASES)
def test_the_schema_names_every_field_of_the_document(
    command: str, document: dict[str, object], _field: str, _value: object
) -> None:
    done = run(command, "--schema")
    assert done.returncode == 0
    schema = json.loads(done.stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    [kind] = [one for one in schema["$defs"].values() if set(document) <= set(one.get("properties", ()))]
    assert kind["additionalProperties"] is False


def test_the_schema_takes_exact_decimals_as_numbers_or_as_texts() -> None:
    schema = json.loads(run("incentive", "--schema").stdout)
    pay = schema["$defs"]["IncentiveDocument"]["properties"]["yearly_pay"]
    assert {"number", "string"} <= set(pay["anyOf"][0]["type"])
