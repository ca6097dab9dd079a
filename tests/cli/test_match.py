"""`match`: the model's own numbers from a JSON document; wrong documents told whole; the schema published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.cli.match_answer import answer, person_side, vacancy_side
from portal.cli.match_document import MatchDocument
from portal.employers.obligations.documents.answers import encode
from portal.employers.obligations.documents.problems import WrongDocument
from portal.employers.obligations.documents.reading import read
from portal.matching.suitability import PersonSide, VacancySide, judge
from portal.matching.suitability.weights import in_force
from tests.cli.test_obligation_commands import run
from tests.matching.suitability.pairs import pairs

DAY = date(2026, 11, 23)
RIGHT: dict[str, Any] = {
    "vacancy": {
        "contract": "fixed_term",
        "hours_min": 20,
        "hours_max": 24,
        "comune": "E507",
        "slots": ["mon-morning"],
        "profession": "4.1.1.2.0",
        "essential_skills": ["K001"],
        "demands": [{"dimension": "C1", "level": 3}, {"dimension": "F1", "level": 4}],
    },
    "people": [
        {
            "id": "prima",
            "hours_min": 15,
            "hours_max": 25,
            "comune": "E507",
            "travel_modes": ["car"],
            "max_minutes": 40,
            "contracts": ["fixed_term"],
            "slots": ["mon-morning"],
            "experiences": ["4.1.1.2.0"],
            "skills": ["K001"],
            "levels": [{"dimension": "C1", "k": 3}, {"dimension": "F1", "k": 1, "s": 2}],
        },
        {
            "id": "seconda",
            "hours_min": 15,
            "hours_max": 25,
            "comune": "H501",
            "travel_modes": ["car"],
            "max_minutes": 40,
            "contracts": ["tis"],
        },
    ],
}


def test_the_command_writes_score_codes_terms_and_explanation(tmp_path: Path) -> None:
    file = tmp_path / "pair.json"
    file.write_text(json.dumps(RIGHT))
    from_file, from_input = run("match", str(file)), run("match", given=json.dumps(RIGHT))
    assert (from_file.returncode, from_file.stderr) == (0, "")
    assert from_file.stdout == from_input.stdout
    first, second = json.loads(from_file.stdout)["people"]
    assert (first["id"], first["score"], first["eligible"]) == ("prima", 94.0, True)
    assert first["terms"]["dimensions"][1]["fit"] == "gap"
    assert first["explanation"][0].startswith("Adatto: ")
    assert first["to_propose"]["each"][0]["dimension"] == "F1"
    assert [one["code"] for one in second["codes"]] == ["X04", "X06", "X11"]
    assert second["codes"][0] == {
        "code": "X04",
        "negotiable": True,
        "words": "Non è disponibile in tutti gli orari richiesti",
    }


def test_lines_are_answered_line_by_line() -> None:
    done = run("match", given="\n".join([json.dumps(RIGHT)] * 2))
    assert [json.loads(line)["weights"] for line in done.stdout.splitlines()] == ["2026-11"] * 2


def test_everything_wrong_is_told_at_once_and_nothing_is_answered() -> None:
    wrong = {
        "vacancy": {**RIGHT["vacancy"], "contract": "x", "hours_max": 2, "offers": ["M1", "Z1"]},
        "people": [
            {
                **RIGHT["people"][0],
                "levels": [{"dimension": "C1", "k": 3, "s": 2}, {"dimension": "Q1"}, {"dimension": "Q1"}],
            }
        ],
    }
    done = run("match", given=json.dumps(wrong))
    assert (done.returncode, done.stdout) == (2, "")
    assert {one["path"] for one in json.loads(done.stderr)} == {
        "/vacancy/contract",
        "/vacancy/hours_max",
        "/vacancy/offers/1",
        "/people/0/levels/0/s",
        "/people/0/levels/1/dimension",
        "/people/0/levels/2/dimension",
    }


def test_the_schema_is_published() -> None:
    schema = json.loads(run("match", "--schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["$defs"]["MatchDocument"]["required"]) == {"vacancy", "people"}
    assert "max_minutes" in schema["$defs"]["PersonDocument"]["required"]
    assert schema["$defs"]["DemandRow"]["properties"]["level"]["maximum"] == 4


def vacancy_document(side: VacancySide) -> dict[str, Any]:
    """The same vacancy as somebody would write it."""
    return {
        "published": side.published,
        "reserved": side.reserved.value,
        "hours_min": side.hours_min,
        "hours_max": side.hours_max,
        "slots": sorted(side.slots),
        "starts_by": side.starts_by.isoformat() if side.starts_by else None,
        "comune": side.comune,
        "remote": side.remote,
        "public_transport": side.public_transport.value,
        "licences": sorted(side.licences),
        "certificates": sorted(side.certificates),
        "certificates_given": sorted(side.certificates_given),
        "education": side.education,
        "languages": [{"code": code, "level": level} for code, level in side.languages.items()],
        "contract": side.contract,
        "tags": sorted(side.tags),
        "axes": sorted(side.axes),
        "profession": side.profession,
        "experience_required": side.experience_required,
        "essential_skills": sorted(side.essential),
        "trainable_skills": sorted(side.trainable),
        "optional_skills": sorted(side.optional),
        "demands": [
            {"dimension": code, "level": one.level, "adjustable": one.adjustable}
            for code, one in side.demands.items()
        ],
        "offers": sorted(side.offers),
    }


def person_document(side: PersonSide) -> dict[str, Any]:
    return {
        "may_be_proposed": side.may_be_proposed,
        "art3": side.art3,
        "art18": side.art18,
        "hours_min": side.hours_min,
        "hours_max": side.hours_max,
        "slots": sorted(side.slots),
        "preferred_slots": sorted(side.preferred_slots),
        "free_from": side.free_from.isoformat() if side.free_from else None,
        "comune": side.comune,
        "travel_modes": sorted(side.modes),
        "max_minutes": side.max_minutes,
        "licences": sorted(side.licences),
        "education": side.education,
        "languages": [{"code": code, "level": level} for code, level in side.languages.items()],
        "contracts": sorted(side.contracts),
        "preferred_contracts": sorted(side.preferred_contracts),
        "experiences": list(side.experiences),
        "wished": list(side.wished),
        "skills": sorted(side.skills),
        "avoided_tags": sorted(side.avoided_tags),
        "axes": sorted(side.axes),
        "levels": [
            {"dimension": code, "k": one.k, "s": one.s, "limit": one.limit}
            for code, one in side.levels.items()
        ],
    }


def test_any_pair_written_down_is_the_same_pair() -> None:
    weights = in_force(DAY)
    for vacancy, person in pairs(100, seed=41):
        written = {"vacancy": vacancy_document(vacancy), "people": [person_document(person)]}
        document = read(json.dumps(written).encode(), MatchDocument)
        assert vacancy_side(document.vacancy) == vacancy
        assert person_side(document.people[0]) == person
        (told,) = answer(document, DAY).people
        terms = judge(vacancy, person, weights)
        assert told.terms == terms
        assert told.score == terms.score
        assert [one.code for one in told.codes] == [one.code for one in terms.failures]
        assert json.loads(encode(told))["score"] == float(terms.score)


def test_a_document_without_people_is_refused() -> None:
    with pytest.raises(WrongDocument):
        read(json.dumps({**RIGHT, "people": []}).encode(), MatchDocument)
