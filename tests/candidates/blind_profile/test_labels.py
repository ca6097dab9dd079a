"""Labels of skills by examples: five at most, sets on k cards and three of the class, single skills where they hold."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.candidates.profiles.blind_profile import STEPS, BlindCard, Traits, build_cards
from tests.candidates.blind_profile import counting
from tests.candidates.blind_profile.crowds import FAMILY_OF, K, crowd

_CODES = sorted(FAMILY_OF)
_BY_FAMILY: dict[str, list[str]] = {}
for _code in _CODES:
    _BY_FAMILY.setdefault(FAMILY_OF[_code], []).append(_code)
_FAMILIES = sorted(_BY_FAMILY)


def _people(*skills: tuple[str, ...]) -> list[Traits]:
    return [
        Traits(UUID(int=at + 1), (None,) * len(STEPS), frozenset(FAMILY_OF[code] for code in some), some)
        for at, some in enumerate(skills)
    ]


def _cards(*skills: tuple[str, ...]) -> tuple[BlindCard, ...]:
    return build_cards(_people(*skills), K, family_of=FAMILY_OF, epoch=True).cards


@pytest.mark.parametrize(("alike", "shown"), [(4, ()), (5, (_CODES[0],))])
def test_a_skill_shows_for_k_of_the_scope(alike: int, shown: tuple[str, ...]) -> None:
    cards = _cards(*[(_CODES[0],)] * alike, *[()] * 6)
    assert cards[0].skills == shown


def test_skills_that_differ_show_as_their_common_family() -> None:
    one, two = _BY_FAMILY[_FAMILIES[0]][:2]
    cards = _cards(*[(one,)] * 3, *[(two,)] * 3)
    assert {(card.families, card.skills) for card in cards} == {((_FAMILIES[0],), ())}


def test_of_more_than_five_families_the_commonest_show() -> None:
    seven = tuple(_BY_FAMILY[family][0] for family in _FAMILIES[:7])
    cards = _cards(*[seven] * 6, *[seven[:5]] * 6)
    assert all(len(counting.carried(card) & set(_FAMILIES)) == 5 for card in cards)
    assert {card.families + card.skills for card in cards[:6]} == {
        card.families + card.skills for card in cards[6:]
    }


def test_a_card_shows_three_single_skills_at_most_the_commonest_first() -> None:
    five = tuple(_BY_FAMILY[family][0] for family in _FAMILIES[:5])
    (look,) = {(card.families, card.skills) for card in _cards(*[five] * 8)}
    assert (len(look[0]), len(look[1])) == (2, 3)
    common = five[4]
    cards = _cards(*[five] * 8, *[(common,)] * 8)
    assert common in cards[0].skills


def test_a_pair_that_few_have_loses_a_label() -> None:
    one, two = (_BY_FAMILY[family][0] for family in _FAMILIES[:2])
    cards = _cards(*[(one,)] * 8, *[(two,)] * 7, *[(one, two)] * 2)
    assert {tuple(sorted(counting.carried(card))) for card in cards[15:]} == {
        tuple(sorted((one, _FAMILIES[0])))
    }, "the rarer of the two went"


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(K, 120), variety=st.integers(1, 8))
def test_every_set_of_labels_is_on_k_cards_and_three_of_its_class(seed: int, size: int, variety: int) -> None:
    people = crowd(seed, size, variety=variety)
    cards = build_cards(people, K, family_of=FAMILY_OF, epoch=True).cards
    assert counting.label_faults(cards, K) == []
