"""The plan: every state × move × actor, and every need by itself."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from portal.tutoring.packs.rules import Finding
from portal.tutoring.transitions import TRANSITIONS, Facts, blocks
from portal.tutoring.vocabulary import (
    KEPT,
    NOT_STARTED,
    OPEN,
    Actor,
    DocumentKind,
    PlanState,
    Signer,
)

S = PlanState
COUNSELLOR, SYSTEM = Actor.COUNSELLOR, Actor.SYSTEM
TODAY = date(2026, 11, 23)


def finding(problem: str) -> Finding:
    return Finding(problem, "una regola", "Atto", Evidence.UNVERIFIED, "Fai altro.")


EVERYTHING = Facts(
    today=TODAY,
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=180),
    weekly_hours=20,
    goals=3,
    has_tutor=True,
    tutor_trained=True,
    reason="Un motivo.",
)

# What the architecture (§4) says, written again by hand: move -> (from, to, who).
SPOKEN: dict[str, tuple[set[PlanState], PlanState, set[Actor]]] = {
    "complete": ({S.DRAFTED}, S.TO_SIGN, {COUNSELLOR}),
    "redraft": ({S.TO_SIGN, S.READY}, S.DRAFTED, {COUNSELLOR}),
    "make_ready": ({S.TO_SIGN}, S.READY, {COUNSELLOR, SYSTEM}),
    "start": ({S.READY}, S.RUNNING, {COUNSELLOR}),
    "suspend": ({S.RUNNING}, S.SUSPENDED, {COUNSELLOR}),
    "resume": ({S.SUSPENDED}, S.RUNNING, {COUNSELLOR}),
    "end": ({S.RUNNING, S.SUSPENDED}, S.ENDED, {COUNSELLOR}),
    "interrupt": (
        {S.DRAFTED, S.TO_SIGN, S.READY, S.RUNNING, S.SUSPENDED},
        S.INTERRUPTED,
        {COUNSELLOR},
    ),
}


def test_no_move_is_missing_and_none_is_too_many() -> None:
    assert {row.name for row in TRANSITIONS} == set(SPOKEN)


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("name", SPOKEN)
def test_a_move_is_made_from_its_states_by_its_actors_alone(
    name: str, state: PlanState, actor: Actor
) -> None:
    sources, target, who = SPOKEN[name]
    if state in sources and actor in who:
        made = TRANSITIONS.move(name, state, [actor], EVERYTHING)
        assert made.lands(state) is target
        assert made.then is not None
        return
    with pytest.raises(Refused) as refused:
        TRANSITIONS.move(name, state, [actor], EVERYTHING)
    if state not in sources:
        assert f"«{TRANSITIONS.label(state)}»" in refused.value.sentence
    else:
        assert "Non spetta a te" in refused.value.sentence


NEEDS: dict[str, tuple[Facts, set[str], str]] = {
    "start date": (replace(EVERYTHING, starts_on=None), {"complete", "start"}, "inizio"),
    "end date": (replace(EVERYTHING, ends_on=None), {"complete"}, "fine"),
    "hours": (replace(EVERYTHING, weekly_hours=None), {"complete"}, "ore"),
    "goals": (replace(EVERYTHING, goals=0), {"complete"}, "obiettivo"),
    "tutor": (replace(EVERYTHING, has_tutor=False), {"complete"}, "tutor"),
    "signatures": (
        replace(EVERYTHING, missing_signatures=(Signer.PERSON,)),
        {"make_ready", "start"},
        "la persona",
    ),
    "documents": (
        replace(EVERYTHING, missing_documents=(DocumentKind.INSURANCE,)),
        {"make_ready", "start"},
        "assicurazione INAIL",
    ),
    "training": (replace(EVERYTHING, tutor_trained=False), {"make_ready", "start"}, "cinque moduli"),
    "tutor's time": (
        replace(EVERYTHING, tutor_full=finding("il massimo è 3")),
        {"make_ready", "start"},
        "massimo è 3",
    ),
    "duration": (
        replace(EVERYTHING, written_against=(finding("Dura più di 12 mesi."),)),
        {"complete", "make_ready", "start"},
        "Regola: una regola (Atto, da verificare). Fai altro.",
    ),
    "host": (
        replace(EVERYTHING, barred_by=(finding("La sede ospita già due tirocini."),)),
        {"make_ready", "start"},
        "Atto, da verificare",
    ),
    "declaration": (replace(EVERYTHING, undeclared=True), {"make_ready", "start"}, "dichiarato"),
    "first day": (replace(EVERYTHING, starts_on=TODAY + timedelta(days=1)), {"start"}, "24 novembre 2026"),
    "last day": (
        replace(EVERYTHING, starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=1)),
        {"start"},
        "22 novembre 2026",
    ),
    "reason": (replace(EVERYTHING, reason=None), {"suspend", "interrupt"}, "motivo"),
}


@pytest.mark.parametrize("need", NEEDS)
def test_what_is_missing_stops_the_moves_that_need_it_and_is_named(need: str) -> None:
    facts, stopped, word = NEEDS[need]
    sentences = {
        name: TRANSITIONS.refusal(name, next(iter(sources)), [COUNSELLOR], facts)
        for name, (sources, _, _) in SPOKEN.items()
    }
    refused = {name: sentence for name, sentence in sentences.items() if sentence is not None}
    assert set(refused) == stopped
    assert all(word in sentence for sentence in refused.values()), refused


def test_every_block_is_listed_with_its_rule_and_the_way_out() -> None:
    facts = replace(
        EVERYTHING,
        missing_documents=(DocumentKind.INSURANCE,),
        tutor_full=finding("Il tutor è pieno."),
        written_against=(finding("Dura troppo."),),
        barred_by=(finding("La sede è piena."), finding("La comunicazione è tardi.")),
        undeclared=True,
    )
    found = blocks(facts)
    assert len(found) == 6
    ruled = [sentence for sentence in found if "Regola: una regola" in sentence]
    assert len(ruled) == 4
    assert all("Fai altro." in sentence for sentence in ruled)
    assert blocks(EVERYTHING) == []


@pytest.mark.parametrize("governed", [True, False])
def test_every_block_names_a_rule_where_it_comes_from_and_what_to_do(governed: bool) -> None:
    facts = replace(
        EVERYTHING,
        governed=governed,
        missing_signatures=(Signer.PERSON,),
        missing_documents=(DocumentKind.INSURANCE,),
        tutor_trained=False,
        tutor_full=finding("Il tutor è pieno."),
        written_against=(finding("Dura troppo."),),
        barred_by=(finding("La sede è piena."),),
        undeclared=True,
    )
    found = blocks(facts)
    assert len(found) == 7
    for sentence in found:
        assert re.search(r"\((Atto|Linee guida|regola del portale)", sentence), sentence
        assert re.search(r"Fai altro|«Documenti»|nel suo menu|sul percorso", sentence), sentence


def test_a_plan_without_a_register_asks_for_no_tutor() -> None:
    facts = replace(EVERYTHING, needs_tutor=False, has_tutor=False, tutor_trained=False)
    for name in ("complete", "make_ready", "start"):
        assert TRANSITIONS.refusal(name, next(iter(SPOKEN[name][0])), [COUNSELLOR], facts) is None


def test_nothing_leaves_what_is_ended_or_interrupted() -> None:
    assert TRANSITIONS.closed == {S.ENDED, S.INTERRUPTED}
    assert TRANSITIONS.closed == set(PlanState) - OPEN


def test_a_plan_is_not_started_kept_or_closed() -> None:
    assert NOT_STARTED | KEPT == OPEN
    assert not NOT_STARTED & KEPT
