"""A scope over months, at random: added, edited, withdrawn, drained, released; after each step what must hold holds.

anonymisation.md §8: I1 (k by direct count), I2 (one card each, or none at all), I3 (labels true, order and ids
irrelevant), I4 (nothing opens between epochs). The steps are those of the portal: a run takes everybody in, a
withdrawal computes from what was admitted and may only coarsen.
"""

from collections import Counter
from collections.abc import Sequence
from random import Random
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from portal.candidates.profiles.blind_profile import BlindCard, Built, OpenKey, Traits, build_cards
from portal.candidates.profiles.recount import breach
from tests.candidates.blind_profile import counting
from tests.candidates.blind_profile.crowds import FAMILY_OF, K, as_shown, crowd, profile

Fields = tuple[tuple[object, str], ...]


class Scope(RuleBasedStateMachine):
    """``files``: as they are now; ``cards`` and ``admitted``: as the last run left them."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[UUID, Traits] = {}
        self.admitted: dict[UUID, Traits] = {}
        self.cards: dict[UUID, BlindCard] = {}
        self.open_keys: frozenset[OpenKey] = frozenset()
        self.opened_before: frozenset[OpenKey] = frozenset()
        self.seen: dict[UUID, list[Fields]] = {}
        self.number = 0
        self.variety = 8

    # ── what happens

    @initialize(seed=st.integers(0, 10_000), size=st.integers(0, 60), variety=st.integers(1, 8))
    def begin(self, seed: int, size: int, variety: int) -> None:
        self.variety = variety
        self.files = {one.profile_id: one for one in crowd(seed, size, variety=variety)}
        self.number = size

    @rule(seed=st.integers(0, 10_000), size=st.integers(1, 20))
    def add(self, seed: int, size: int) -> None:
        dice = Random(seed)
        for _ in range(size):
            self.number += 1
            one = profile(dice, self.number, variety=self.variety)
            self.files[one.profile_id] = one

    @precondition(lambda self: self.files)
    @rule(seed=st.integers(0, 10_000), share=st.floats(0.05, 0.5))
    def edit(self, seed: int, share: float) -> None:
        """The file changes; the card stays as it is until the next run."""
        dice = Random(seed)
        for id in sorted(self.files):
            if dice.random() < share:
                changed = profile(dice, 0, variety=self.variety)
                self.files[id] = changed._replace(profile_id=id)

    @precondition(lambda self: self.files)
    @rule(seed=st.integers(0, 10_000), size=st.integers(1, 12))
    def withdraw(self, seed: int, size: int) -> None:
        for id in Random(seed).sample(sorted(self.files), min(size, len(self.files))):
            self._take(id)

    @precondition(lambda self: self.cards)
    @rule(seed=st.integers(0, 10_000))
    def drain(self, seed: int) -> None:
        """A class to k-1, one after the other."""
        dice = Random(seed)
        looks = sorted({_fields(one) for one in self.cards.values()}, key=str)
        look = dice.choice(looks)
        members = [id for id, one in self.cards.items() if _fields(one) == look]
        for id in members[K - 1 :]:
            self._take(id)

    @rule(epoch=st.booleans())
    def run(self, epoch: bool) -> None:
        epoch = epoch or not self.open_keys
        self.opened_before = self.open_keys
        together = self._cohorts() if epoch and self.cards else None
        built = build_cards(
            list(self.files.values()),
            K,
            family_of=FAMILY_OF,
            open_before=self.open_keys,
            epoch=epoch,
            cohorts=together,
        )
        if not epoch:
            assert built.open_keys <= self.open_keys, "I4"
        self.admitted = dict(self.files) if built.cards else {}
        self._show(built)
        self._same_for_others(list(self.files.values()), built, epoch=epoch, together=together)
        if together is not None:
            self._nobody_more_is_told_apart(together)

    @precondition(lambda self: self.cards)
    @rule()
    def a_month_passes(self) -> None:
        """Older releases are forgotten: only what stands now counts."""
        self.seen = {id: [_fields(one)] for id, one in self.cards.items()}

    def _take(self, id: UUID) -> None:
        """One withdrawal: in its transaction the others are computed from what was admitted, and only coarsen."""
        self.files.pop(id)
        if id not in self.admitted:
            return
        self.admitted.pop(id)
        self.cards.pop(id)
        shown = [
            self.admitted[other]._replace(families=as_shown(card).carried, skills=card.skills)
            for other, card in self.cards.items()
        ]
        before = self.cards
        built = build_cards(shown, K, family_of=FAMILY_OF, open_before=self.open_keys, epoch=False)
        assert built.open_keys <= self.open_keys, "I4"
        self._show(built)
        for other, card in self.cards.items():
            old = before[other]
            assert set(as_shown(card).carried) <= set(as_shown(old).carried)
            assert set(card.skills) <= set(old.skills)
            assert set(card.labels) <= set(old.labels)
        if not built.cards:
            self.admitted = {}
        self._hold()

    def _show(self, built: Built) -> None:
        self.cards = {one.profile_id: one for one in built.cards}
        self.open_keys = built.open_keys
        for id in set(self.seen) - set(self.cards):
            del self.seen[id]
        for id, card in self.cards.items():
            self.seen.setdefault(id, []).append(_fields(card))

    def _cohorts(self) -> dict[UUID, int]:
        longest = max(map(len, self.seen.values()), default=0)
        ways: dict[tuple[Fields, ...], int] = {}
        return {
            id: ways.setdefault(tuple(way), len(ways)) for id, way in self.seen.items() if len(way) == longest
        }

    # ── what must hold

    @invariant()
    def _hold(self) -> None:
        cards = list(self.cards.values())
        assert {one.profile_id for one in cards} in (set(), set(self.admitted)), "I2"
        assert len(cards) == 0 or len(cards) >= K
        assert (counting.smallest_answer(cards) or K) >= K, "I1, G1"
        assert counting.label_faults(cards, K) == [], "I1, G2"
        assert breach([as_shown(one) for one in cards], K) is None, "the portal's own recount agrees"
        for one in cards:
            assert counting.untrue(one, self.admitted[one.profile_id]) == [], "I3"

    def _same_for_others(
        self, people: Sequence[Traits], built: Built, *, epoch: bool, together: dict[UUID, int] | None
    ) -> None:
        """I3: another order and other ids give the same cards."""
        mixed = list(people)
        Random(len(people)).shuffle(mixed)
        other = {one.profile_id: UUID(int=1_000_000 + at) for at, one in enumerate(mixed)}
        again = build_cards(
            [one._replace(profile_id=other[one.profile_id]) for one in mixed],
            K,
            family_of=FAMILY_OF,
            open_before=self.opened_before,
            epoch=epoch,
            cohorts=None
            if together is None
            else {other[id]: 99 - n for id, n in together.items() if id in other},
        )
        assert {other[one.profile_id]: one[1:] for one in built.cards} == {
            one.profile_id: one[1:] for one in again.cards
        }

    def _nobody_more_is_told_apart(self, together: dict[UUID, int]) -> None:
        """The guard: an epoch splits no crowd of k so that a part is under k, but by values that were open before."""
        sizes = Counter(number for id, number in together.items() if id in self.cards)
        closing = build_cards(
            list(self.files.values()), K, family_of=FAMILY_OF, open_before=self.opened_before, epoch=False
        )
        plain = {one.profile_id: _fields(one) for one in closing.cards}
        opened = {id: _fields(one) for id, one in self.cards.items()}
        whole = {number for number, size in sizes.items() if size >= K}
        assert _split(opened, together, whole) <= _split(plain, together, whole) or not whole


def _split(look_of: dict[UUID, Fields], together: dict[UUID, int], whole: set[int]) -> int:
    """How many crowds have a part under k."""
    parts = Counter((together[id], look) for id, look in look_of.items() if together.get(id) in whole)
    return len({number for (number, _), size in parts.items() if size < K})


def _fields(card: BlindCard) -> Fields:
    return tuple(sorted(card.labels.items()))


TestScope = Scope.TestCase
TestScope.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
