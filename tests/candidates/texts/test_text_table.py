"""The text: every state × move × actor, and what the rules say of it."""

import pytest

from portal.candidates.profiles.texts import rules
from portal.candidates.profiles.texts.rules import TextFacts
from portal.candidates.profiles.texts.transitions import HOLDER, READER, TEXT
from portal.candidates.profiles.texts.vocabulary import MAY_SHOW, NEEDS_READER, TextState
from portal.kernel.refusals import Refused

S = TextState
EVERY = set(TextState)

SPOKEN: dict[str, tuple[set[TextState], TextState, str]] = {
    "write": (EVERY, S.CLEAR, HOLDER),
    "write_marked": (EVERY, S.TO_SEND, HOLDER),
    "ask": ({S.TO_SEND}, S.TO_READ, HOLDER),
    "approve": ({S.TO_READ}, S.APPROVED, READER),
    "send_back": ({S.TO_READ}, S.SENT_BACK, READER),
    "remove": (EVERY - {S.REMOVED}, S.REMOVED, HOLDER),
}


def test_the_table_holds_every_move_and_no_other() -> None:
    assert {row.name for row in TEXT} == set(SPOKEN)


@pytest.mark.parametrize("move", sorted(SPOKEN))
@pytest.mark.parametrize("state", list(TextState))
@pytest.mark.parametrize("actor", [HOLDER, READER, "person", "company"])
def test_a_move_is_made_from_its_states_by_its_actor_only(move: str, state: TextState, actor: str) -> None:
    sources, target, who = SPOKEN[move]
    facts = TextFacts(needs_reader=move == "write_marked")
    if state in sources and actor == who:
        assert TEXT.move(move, state, [actor], facts).lands(state) is target
    else:
        with pytest.raises(Refused):
            TEXT.move(move, state, [actor], facts)


@pytest.mark.parametrize("move", ["approve", "send_back"])
def test_nobody_reads_what_she_wrote(move: str) -> None:
    with pytest.raises(Refused, match="Hai scritto tu questo testo"):
        TEXT.move(move, S.TO_READ, [READER], TextFacts(reader_wrote_it=True))


def test_no_text_shows_that_still_needs_a_reader() -> None:
    assert not MAY_SHOW & NEEDS_READER
    assert {S.REMOVED} | MAY_SHOW | NEEDS_READER == EVERY


@pytest.mark.parametrize("state", list(TextState))
def test_a_card_says_only_what_may_show(state: TextState) -> None:
    said = rules.shown("Lavora con cura.", state, people=500, least=200)
    assert (said is not None) == (state in MAY_SHOW)
    assert rules.shown(None, state, people=500, least=200) is None


@pytest.mark.parametrize(
    ("text", "is_clean", "fired_before", "expected"),
    [
        ("Lavora con cura.", True, False, False),
        ("Lavora con cura.", True, True, True),
        ("Lavora con zanzottera.", False, False, True),
        ("Lavora con cura e precisione.", True, True, False),
    ],
)
def test_a_reader_is_needed_once_a_rule_fired_save_for_ready_phrases(
    text: str, is_clean: bool, fired_before: bool, expected: bool
) -> None:
    assert rules.needs_reader(text, is_clean=is_clean, fired_before=fired_before) is expected


@pytest.mark.parametrize(("people", "expected"), [(0, True), (199, True), (200, False), (5000, False)])
def test_under_two_hundred_people_only_phrases(people: int, expected: bool) -> None:
    assert rules.only_phrases(people, 200) is expected
