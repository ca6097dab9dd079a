"""The proposal: every state × move × actor, and every need by itself."""

from dataclasses import replace

import pytest

from portal.kernel.refusals import Refused
from portal.matching.transitions import TRANSITIONS, Facts, company_label, company_step
from portal.matching.vocabulary import OPEN, WAITING, WITH_COMPANY, Actor, ProposalState

S = ProposalState
COMPANY, COUNSELLOR, PERSON, SYSTEM = Actor.COMPANY, Actor.COUNSELLOR, Actor.PERSON, Actor.SYSTEM

EVERYTHING = Facts(
    vacancy_open=True, places_left=1, consent_in_force=True, readers=1, reason="tasks", dates_proposed=True,
    interview_over=True,
)  # fmt: skip

# What the architecture (§4) says, written again by hand: move -> (from, to, who).
SPOKEN: dict[str, tuple[set[ProposalState], ProposalState | None, set[Actor]]] = {
    "put_to_person": ({S.REQUESTED, S.DRAFTED}, S.PUT_TO_PERSON, {COUNSELLOR}),
    "agree": ({S.PUT_TO_PERSON}, S.AGREED, {PERSON}),
    "decline": ({S.PUT_TO_PERSON}, S.DECLINED, {PERSON}),
    "send": ({S.AGREED}, S.SENT, {COUNSELLOR}),
    "open": ({S.SENT}, S.OPENED, {COMPANY}),
    "interview": ({S.SENT, S.OPENED, S.INTERVIEW}, S.INTERVIEW, {COMPANY}),
    "choose_date": ({S.INTERVIEW}, None, {COUNSELLOR}),
    "turn_dates_down": ({S.INTERVIEW}, None, {COUNSELLOR}),
    "record_interview": ({S.INTERVIEW}, None, {COMPANY, COUNSELLOR}),
    "accept": ({S.SENT, S.OPENED, S.INTERVIEW}, S.ACCEPTED, {COMPANY}),
    "refuse": ({S.SENT, S.OPENED, S.INTERVIEW}, S.REFUSED, {COMPANY}),
    "withdraw": (
        {S.REQUESTED, S.DRAFTED, S.PUT_TO_PERSON, S.AGREED, S.SENT, S.OPENED, S.INTERVIEW},
        S.WITHDRAWN,
        {COUNSELLOR, PERSON, SYSTEM},
    ),
    "expire": ({S.REQUESTED, S.PUT_TO_PERSON, S.AGREED, S.SENT, S.OPENED, S.INTERVIEW}, S.EXPIRED, {SYSTEM}),
    "reopen": ({S.REFUSED, S.EXPIRED}, S.DRAFTED, {COUNSELLOR}),
    "transfer": (
        {S.REQUESTED, S.DRAFTED, S.AGREED, S.SENT, S.OPENED, S.INTERVIEW, S.REFUSED, S.EXPIRED},
        S.DRAFTED,
        {COUNSELLOR},
    ),
    "ask_renewal": ({S.AGREED, S.SENT, S.OPENED, S.INTERVIEW}, None, {COUNSELLOR}),
    "renew": ({S.AGREED, S.SENT, S.OPENED, S.INTERVIEW}, None, {PERSON}),
    "ask_to_talk": ({S.PUT_TO_PERSON, S.AGREED, S.SENT, S.OPENED, S.INTERVIEW}, None, {PERSON}),
    "ask_new_link": ({S.PUT_TO_PERSON, S.AGREED, S.SENT, S.OPENED, S.INTERVIEW}, None, {PERSON}),
    "take_back": ({S.AGREED, S.SENT, S.OPENED, S.INTERVIEW, S.ACCEPTED}, None, {PERSON}),
}


def test_no_move_is_missing_and_none_is_too_many() -> None:
    assert {row.name for row in TRANSITIONS} == set(SPOKEN)


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("name", SPOKEN)
def test_a_move_is_made_from_its_states_by_its_actors_alone(
    name: str, state: ProposalState, actor: Actor
) -> None:
    sources, target, who = SPOKEN[name]
    if state in sources and actor in who:
        made = TRANSITIONS.move(name, state, [actor], EVERYTHING)
        assert made.lands(state) is (target or state)
        assert made.then is not None
        return
    with pytest.raises(Refused) as refused:
        TRANSITIONS.move(name, state, [actor], EVERYTHING)
    if state not in sources:
        assert f"«{TRANSITIONS.label(state)}»" in refused.value.sentence
    else:
        assert "Non spetta a te" in refused.value.sentence


NEEDS = {
    "person_refusal": (
        replace(EVERYTHING, person_refusal="Il caso è sospeso."),
        {"put_to_person", "send", "accept", "reopen", "transfer", "ask_renewal"},
    ),
    "vacancy": (
        replace(EVERYTHING, vacancy_open=False),
        {"put_to_person", "send", "accept", "reopen", "transfer"},
    ),
    "places": (replace(EVERYTHING, places_left=0), {"accept"}),
    "consent": (replace(EVERYTHING, consent_in_force=False), {"send", "interview", "choose_date", "accept"}),
    "dates": (replace(EVERYTHING, dates_proposed=False), {"choose_date", "turn_dates_down"}),
    "interview": (replace(EVERYTHING, interview_over=False), {"record_interview"}),
    "readers": (replace(EVERYTHING, readers=0), {"put_to_person", "send"}),
    "reason": (replace(EVERYTHING, reason=None), {"refuse"}),
}


@pytest.mark.parametrize("need", NEEDS)
def test_what_is_missing_stops_the_moves_that_need_it_and_no_other(need: str) -> None:
    facts, stopped = NEEDS[need]
    refused = {
        name
        for name, (sources, _, who) in SPOKEN.items()
        if TRANSITIONS.refusal(name, next(iter(sources)), [next(iter(who))], facts) is not None
    }
    assert refused == stopped


def test_a_company_is_not_told_why_the_person_cannot_be_hired() -> None:
    facts = replace(EVERYTHING, person_refusal="Il consenso alle proposte è stato ritirato.")
    sentence = TRANSITIONS.refusal("accept", S.OPENED, [COMPANY], facts)
    assert sentence is not None
    assert "ritirato" not in sentence


def test_nothing_leaves_what_is_accepted_declined_or_withdrawn() -> None:
    assert TRANSITIONS.closed == {S.ACCEPTED, S.DECLINED, S.WITHDRAWN}


def test_whoever_waits_is_open_and_whoever_is_open_is_preparing_or_waiting() -> None:
    assert OPEN - {S.DRAFTED} == WAITING


@pytest.mark.parametrize("state", [S.DECLINED, S.WITHDRAWN, S.EXPIRED])
def test_of_a_contact_that_never_reached_it_a_company_reads_the_same_whatever_happened(
    state: ProposalState,
) -> None:
    assert company_label(state, was_sent=False) == "Non disponibile"


@pytest.mark.parametrize("state", [S.REQUESTED, S.DRAFTED, S.PUT_TO_PERSON, S.AGREED])
def test_before_it_is_sent_a_company_cannot_tell_where_a_request_stands(state: ProposalState) -> None:
    assert company_label(state, was_sent=False) == "In attesa del servizio"
    assert company_step(state) == 0


def test_each_state_with_the_company_has_words_of_its_own() -> None:
    assert len({company_label(state, was_sent=True) for state in WITH_COMPANY}) == len(WITH_COMPANY)
