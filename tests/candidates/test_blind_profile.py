"""The blind profile: no filter finds one person, whatever the people are."""

from collections import Counter
from itertools import combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.candidates.profiles.blind_profile import BlindCard, HiddenWhy, Traits, build_cards

K = 5
GROUPS = ("office", "services", "manual")
FAMILIES = ("cucina", "magazzino", "pulizie", "trasporti", "ufficio", "vendita", "verde")


def profile(number: int, group: str | None = "manual", *families: str) -> Traits:
    return Traits(UUID(int=number), group, frozenset(families))


def several(count: int, group: str | None, *families: str, start: int = 1) -> list[Traits]:
    return [profile(number, group, *families) for number in range(start, start + count)]


traits = st.builds(
    lambda group, families: (group, frozenset(families)),
    st.sampled_from((*GROUPS, None)),
    st.sets(st.sampled_from(FAMILIES), max_size=7),
)
scopes = st.lists(traits, max_size=60).map(
    lambda rows: [
        Traits(UUID(int=number + 1), group, families) for number, (group, families) in enumerate(rows)
    ]
)
thresholds = st.integers(min_value=5, max_value=11)


def smallest_answer(cards: tuple[BlindCard, ...]) -> int:
    """Fewest cards that any joined filter on fields finds, among those that find any."""
    found: Counter[tuple[object, ...]] = Counter()
    for card in cards:
        for size in range(len(card.families) + 1):
            for chosen in combinations(card.families, size):
                found["any group", chosen] += 1
                found["group", card.group, chosen] += 1
    return min(found.values(), default=0)


@given(scopes, thresholds)
@settings(max_examples=400, deadline=None)
def test_any_filter_finds_nobody_or_at_least_k(scope: list[Traits], k: int) -> None:
    cards = build_cards(scope, k)
    assert not cards or smallest_answer(cards) >= k


@given(scopes, thresholds)
@settings(deadline=None)
def test_everybody_is_on_exactly_one_card_or_the_whole_scope_waits(scope: list[Traits], k: int) -> None:
    cards = build_cards(scope, k)
    expected = sorted(one.profile_id for one in scope) if len(scope) >= k else []
    assert [card.profile_id for card in cards] == expected


@given(scopes, thresholds)
@settings(deadline=None)
def test_labels_are_true(scope: list[Traits], k: int) -> None:
    by_id = {one.profile_id: one for one in scope}
    for card in build_cards(scope, k):
        one = by_id[card.profile_id]
        assert card.group in (one.group, None)
        assert set(card.families) <= one.families
        assert len(card.families) <= 5


@given(scopes, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_input_makes_no_difference(scope: list[Traits], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(scope)
    random.shuffle(shuffled)
    assert build_cards(scope, K) == build_cards(shuffled, K)


@given(scopes, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_ids_make_no_difference(scope: list[Traits], random) -> None:  # type: ignore[no-untyped-def]
    ids = [one.profile_id for one in scope]
    random.shuffle(ids)
    renamed = [Traits(new, one.group, one.families) for new, one in zip(ids, scope, strict=True)]
    shown = sorted((str(card.group), card.families) for card in build_cards(scope, K))
    assert shown == sorted((str(card.group), card.families) for card in build_cards(renamed, K))


@given(scopes, st.data())
@settings(deadline=None)
def test_after_a_withdrawal_the_others_show_the_same_or_less(
    scope: list[Traits], data: st.DataObject
) -> None:
    before = {card.profile_id: card for card in build_cards(scope, K)}
    if not before:
        return
    gone = data.draw(st.sets(st.sampled_from(sorted(before)), min_size=1))
    left = [
        Traits(card.profile_id, card.group, frozenset(card.families))
        for card in before.values()
        if card.profile_id not in gone
    ]
    after = build_cards(left, K)
    assert not after or smallest_answer(after) >= K
    for card in after:
        assert card.group in (before[card.profile_id].group, None)
        assert set(card.families) <= set(before[card.profile_id].families)


@given(scopes)
@settings(deadline=None)
def test_cards_computed_again_from_cards_are_the_same(scope: list[Traits]) -> None:
    cards = build_cards(scope, K)
    again = build_cards([Traits(card.profile_id, card.group, frozenset(card.families)) for card in cards], K)
    assert [(c.group, c.families) for c in again] == [(c.group, c.families) for c in cards]


@given(scopes)
@settings(deadline=None)
def test_every_trait_is_shown_or_has_a_reason(scope: list[Traits]) -> None:
    by_id = {one.profile_id: one for one in scope}
    for card in build_cards(scope, K):
        one = by_id[card.profile_id]
        hidden = {(reason.field, reason.value) for reason in card.hidden}
        wanted = {("families", family) for family in one.families - set(card.families)}
        if one.group is not None and card.group is None:
            wanted.add(("profession_group", one.group))
        assert hidden == wanted


def test_a_drained_class_closes() -> None:
    """From k members to k-1: the step at which a wrong bound shows."""
    scope = several(5, "manual", "pulizie") + several(6, "office", "ufficio", start=10)
    cards = build_cards(scope, K)
    assert {card.group for card in cards} == {"manual", "office"}
    drained = build_cards(scope[1:], K)
    assert {card.group for card in drained} == {None}
    assert {families for card in drained for families in card.families} == {"ufficio"}


def test_a_scope_under_k_publishes_nothing() -> None:
    assert build_cards(several(4, "manual", "pulizie"), K) == ()


def test_a_group_closes_to_protect_the_few_outside_it() -> None:
    cards = build_cards(several(6, "manual") + several(2, "office", start=10), K)
    assert {card.group for card in cards} == {None}
    reasons = {reason.value: reason.why for card in cards for reason in card.hidden}
    assert reasons == {"manual": HiddenWhy.PROTECTS_OTHERS, "office": HiddenWhy.TOO_FEW}


def test_a_pair_that_tells_apart_loses_its_rarer_family() -> None:
    scope = several(6, "manual", "pulizie") + several(5, "manual", "cucina", start=10)
    scope.append(profile(20, "manual", "pulizie", "cucina"))
    (mixed,) = [card for card in build_cards(scope, K) if card.profile_id == UUID(int=20)]
    assert mixed.families == ("pulizie",)
    assert [(one.value, one.why, one.sharing) for one in mixed.hidden] == [
        ("cucina", HiddenWhy.TELLS_APART, 6)
    ]


def test_a_card_holds_at_most_five_families() -> None:
    cards = build_cards(several(8, "manual", *FAMILIES), K)
    assert {len(card.families) for card in cards} == {5}
    assert {reason.why for card in cards for reason in card.hidden} == {HiddenWhy.OVER_LIMIT}
