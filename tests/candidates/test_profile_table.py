"""The profile: every state × move × actor, what publishing needs, when a region is due, what counts say."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.candidates.cases.vocabulary import CaseState, Track, Weight
from portal.candidates.profiles.rules import (
    ProfileFacts,
    Queue,
    count_for_companies,
    epoch,
    next_release,
    opens_nodes,
    release_is_due,
)
from portal.candidates.profiles.transitions import COLLEAGUE, HOLDER, OVER, PERSON, PROFILE, SYSTEM
from portal.candidates.profiles.vocabulary import ProfileState
from portal.kernel.refusals import Refused

TODAY = date(2026, 11, 23)
P = ProfileState

READY = ProfileFacts(
    today=TODAY,
    case_state=CaseState.DEVELOPMENT,
    admitted_on=TODAY - timedelta(days=60),
    due_on=TODAY,
    profile_consent=True,
    region_known=True,
)

SPOKEN: dict[str, tuple[set[ProfileState], ProfileState, set[str]]] = {
    "submit": ({P.DRAFT}, P.WAITING, {HOLDER}),
    "ask_reader": ({P.DRAFT}, P.SECOND_READER, {HOLDER}),
    "approve": ({P.SECOND_READER}, P.WAITING, {COLLEAGUE}),
    "send_back": ({P.SECOND_READER}, P.DRAFT, {COLLEAGUE}),
    "rewrite": ({P.SECOND_READER}, P.DRAFT, {HOLDER}),
    "publish": ({P.WAITING}, P.PUBLISHED, {SYSTEM}),
    "hold": ({P.PUBLISHED}, P.WAITING, {SYSTEM}),
    "withdraw": ({P.DRAFT, P.SECOND_READER, P.WAITING, P.PUBLISHED}, P.WITHDRAWN, {HOLDER, PERSON, SYSTEM}),
    "expire": ({P.WAITING, P.PUBLISHED}, P.EXPIRED, {SYSTEM}),
}


def test_the_table_holds_every_move_and_no_other() -> None:
    assert {row.name for row in PROFILE} == set(SPOKEN)
    assert {P.WITHDRAWN, P.EXPIRED} == OVER


@pytest.mark.parametrize("move", sorted(SPOKEN))
@pytest.mark.parametrize("state", list(ProfileState))
@pytest.mark.parametrize("actor", [HOLDER, COLLEAGUE, PERSON, SYSTEM, "company"])
def test_a_move_is_made_from_its_states_by_its_actors_only(
    move: str, state: ProfileState, actor: str
) -> None:
    sources, target, who = SPOKEN[move]
    facts = replace(READY, text_rule_fired=move == "ask_reader")
    if state in sources and actor in who:
        assert PROFILE.move(move, state, [actor], facts).lands(state) is target
    else:
        with pytest.raises(Refused):
            PROFILE.move(move, state, [actor], facts)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"case_state": None}, "non ha un caso aperto"),
        ({"case_state": CaseState.ACCEPTANCE}, "Il caso è in «Accettazione»"),
        ({"case_state": CaseState.SUSPENDED}, "Il caso è in «Sospeso»"),
        ({"admitted_on": None}, "ammesso"),
        ({"track": Track.SOCIO_OCCUPATIONAL}, "inserimento lavorativo"),
        ({"weight": Weight.LIGHT}, "presa in carico"),
        ({"due_on": TODAY - timedelta(days=1)}, "Il caso è scaduto il 22 novembre 2026"),
        ({"profile_consent": False}, "Manca il consenso"),
        ({"region_known": False}, "Manca il comune"),
        ({"text_rule_fired": True}, "secondo operatore"),
    ],
)
def test_publishing_without_its_ground_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused) as refusal:
        PROFILE.move("submit", P.DRAFT, [HOLDER], replace(READY, **changed))  # type: ignore[arg-type]
    assert words in refusal.value.sentence


def test_the_second_reader_is_never_the_author() -> None:
    with pytest.raises(Refused, match="collega"):
        PROFILE.move("approve", P.SECOND_READER, [COLLEAGUE], replace(READY, reader_is_author=True))


def test_a_region_is_due_when_five_wait_or_one_has_waited_seven_days() -> None:
    assert not release_is_due(Queue(), TODAY)
    assert not release_is_due(Queue(4, TODAY - timedelta(days=6)), TODAY)
    assert release_is_due(Queue(5, TODAY), TODAY)
    assert release_is_due(Queue(1, TODAY - timedelta(days=7)), TODAY)


def test_a_region_with_cards_is_due_when_its_epoch_is_over() -> None:
    assert not release_is_due(Queue(epoch_on=TODAY - timedelta(days=27), has_cards=True), TODAY)
    assert release_is_due(Queue(epoch_on=TODAY - timedelta(days=28), has_cards=True), TODAY)
    assert not release_is_due(Queue(epoch_on=TODAY - timedelta(days=28)), TODAY)


def test_nodes_open_in_the_first_run_and_every_twenty_eight_days() -> None:
    assert opens_nodes(None, TODAY)
    assert not opens_nodes(TODAY - timedelta(days=27), TODAY)
    assert opens_nodes(TODAY - timedelta(days=28), TODAY)


def test_the_page_tells_the_night_of_the_next_run() -> None:
    assert next_release(Queue(1, TODAY), TODAY) == TODAY + timedelta(days=7)
    assert next_release(Queue(5, TODAY), TODAY) == TODAY + timedelta(days=1)
    epoch_on = TODAY - timedelta(days=25)
    assert next_release(Queue(1, TODAY, epoch_on, has_cards=True), TODAY) == TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (0, "nessun profilo"),
        (1, "meno di 5 profili"),
        (4, "meno di 5 profili"),
        (5, "5 profili"),
        (24, "24 profili"),
    ],
)
def test_a_company_reads_exact_counts_from_k_on_only(found: int, words: str) -> None:
    assert count_for_companies(found, 5).words == words


def test_epochs_last_twenty_eight_days() -> None:
    first = date(2026, 1, 5)
    assert epoch(first) == 0
    assert epoch(first + timedelta(days=27)) == 0
    assert epoch(first + timedelta(days=28)) == 1
