"""The ladder by examples: steps in their order, values that open and close, residuals, the guard."""

from random import Random
from uuid import UUID

import numpy as np
import pytest

from portal.candidates.profiles.blind_profile import PLACE, STEPS, Traits, build_cards
from portal.candidates.profiles.blind_profile.guard import Guard
from portal.candidates.profiles.blind_profile.ladder import partition
from portal.candidates.profiles.vocabulary import CardField
from tests.candidates.blind_profile.crowds import FAMILY_OF, K, crowd

Some = dict[str, str]


def _columns(people: list[Some]) -> list[list[str | None]]:
    return [[one.get(step.name) for one in people] for step in STEPS]


def _shown(people: list[Some], **how: object) -> list[Some]:
    """By person, what her class shows: the name of the field and its value."""
    found = partition(_columns(people), K, **({"epoch": True} | how))  # type: ignore[arg-type]
    return [{of.value: value for of, value in found.classes[int(at)].shown.items()} for at in found.class_of]


def _times(size: int, **values: str) -> list[Some]:
    return [dict(values) for _ in range(size)]


def test_the_steps_stand_in_the_order_of_the_specification() -> None:
    assert [step.name for step in STEPS] == [
        "region", "profession_macro", "province", "reserved_quota", "working_time", "profession_1", "education_3",
        "licence", "basin", "experience_2", "age_3", "profession_2", "education_4", "experience_4", "age_5",
    ]  # fmt: skip


@pytest.mark.parametrize(("size", "shows"), [(4, False), (5, True)])
def test_under_k_nothing_is_published(size: int, shows: bool) -> None:
    people = [Traits(UUID(int=n), (None,) * len(STEPS), (), ()) for n in range(1, size + 1)]
    assert bool(build_cards(people, K, family_of=FAMILY_OF, epoch=True).cards) is shows


@pytest.mark.parametrize(("size", "area"), [(9, None), (10, "03")])
def test_a_value_opens_for_2k_alike(size: int, area: str | None) -> None:
    assert _shown(_times(size, region="03"))[0].get("area") == area


def test_a_value_opens_beside_a_residual_of_k_that_shows_nothing() -> None:
    shown = _shown([*_times(10, licence="b"), *_times(5)])
    assert [one.get("licence") for one in shown] == ["b"] * 10 + [None] * 5


def test_a_residual_of_few_closes_the_value_that_would_tell_them_apart() -> None:
    shown = _shown([*_times(10, licence="b"), *_times(4)])
    assert {one.get("licence") for one in shown} == {None}


def test_of_several_the_smallest_is_closed_then_the_first_by_code() -> None:
    people = [*_times(12, working_time="full"), *_times(10, working_time="part"), *_times(3)]
    shown = _shown(people)
    assert [one.get("working_time") for one in shown] == ["full"] * 12 + [None] * 13
    alike = [*_times(10, working_time="full"), *_times(10, working_time="part"), *_times(3)]
    assert [one.get("working_time") for one in _shown(alike)] == [None] * 10 + ["part"] * 10 + [None] * 3


def test_what_opens_now_is_closed_before_what_was_open() -> None:
    people = [*_times(11, working_time="full"), *_times(12, working_time="part"), *_times(3)]
    shown = _shown(people, open_before={("", "working_time", "full")})
    assert [one.get("working_time") for one in shown] == ["full"] * 11 + [None] * 15


def test_a_finer_value_shows_only_where_the_coarser_one_does() -> None:
    people = [*_times(9, region="03", province="LC"), *_times(3, region="01")]
    assert all("area" not in one for one in _shown(people))
    ten = _times(10, region="03", province="LC", basin="LC:Merate")
    assert {one["area"] for one in _shown(ten)} == {"LC:Merate"}
    without = _times(10, region="03", basin="LC:Merate")
    assert {one["area"] for one in _shown(without)} == {"03"}


def test_between_epochs_values_stay_open_from_k_and_none_opens() -> None:
    people = _times(8, licence="b") + _times(8, licence="no")
    assert {one.get("licence") for one in _shown(people, epoch=False)} == {None}
    kept = {("", "licence", "b")}
    shown = _shown(people, epoch=False, open_before=kept)
    assert [one.get("licence") for one in shown] == ["b"] * 8 + [None] * 8
    fewer = _times(4, licence="b") + _times(8, licence="no")
    assert {one.get("licence") for one in _shown(fewer, epoch=False, open_before=kept)} == {None}


def test_under_2k_a_node_is_a_class_whatever_was_open() -> None:
    people = _times(9, licence="b")
    assert {one.get("licence") for one in _shown(people, open_before={("", "licence", "b")})} == {None}


def test_an_open_value_belongs_to_its_path() -> None:
    people = [*_times(10, region="03", licence="b"), *_times(10, region="01", licence="b")]
    found = partition(_columns(people), K, epoch=True)
    assert {key for key in found.open_keys if key[1] == "licence"} == {
        ("/region=03", "licence", "b"), ("/region=01", "licence", "b"),
    }  # fmt: skip
    only = partition(
        _columns(people), K, epoch=False, open_before={("", "region", "03"), ("/region=01", "licence", "b")}
    )
    assert only.open_keys == {("", "region", "03")}


def test_the_guard_refuses_a_value_that_splits_who_was_together() -> None:
    people = _times(10, licence="b") + _times(10, licence="no")
    crowd_of_six = np.array([0] * 3 + [-1] * 7 + [0] * 3 + [-1] * 7)
    assert {one.get("licence") for one in _shown(people, cohorts=crowd_of_six)} == {None}
    whole = np.array([0] * 6 + [-1] * 14)
    assert {one.get("licence") for one in _shown(people, cohorts=whole)} == {"b", "no"}
    nobody = np.array([0] * 2 + [-1] * 8 + [0] * 2 + [-1] * 8)
    assert {one.get("licence") for one in _shown(people, cohorts=nobody)} == {"b", "no"}, "four are no cohort"


def test_a_guard_without_cohorts_refuses_nothing() -> None:
    people = _times(10, licence="b") + _times(10, licence="no")
    assert Guard(K, None)._cohort is None
    assert {one.get("licence") for one in _shown(people, cohorts=None)} == {"b", "no"}


def test_neither_order_nor_ids_change_what_is_shown() -> None:
    people = crowd(68, 140, variety=4)
    built = build_cards(people, K, family_of=FAMILY_OF, epoch=True)
    mixed = list(people)
    Random(1).shuffle(mixed)
    renamed = [one._replace(profile_id=UUID(int=10_000 + at)) for at, one in enumerate(mixed)]
    again = build_cards(renamed, K, family_of=FAMILY_OF, epoch=True)
    number = {one.profile_id: mixed[at].profile_id for at, one in enumerate(renamed)}
    assert {card.profile_id: card[1:] for card in built.cards} == {
        number[card.profile_id]: card[1:] for card in again.cards
    }
    assert built.open_keys == again.open_keys


def test_fitness_for_the_reserved_quota_is_held_back_where_it_would_be_known() -> None:
    def people(eligible: int, other: int) -> list[Traits]:
        answers = ["eligible"] * eligible + ["other"] * other
        rows = []
        for at, answer in enumerate(answers):
            values: list[str | None] = [None] * len(STEPS)
            values[PLACE["reserved_quota"]] = answer
            rows.append(Traits(UUID(int=at + 1), tuple(values), (), ()))
        return rows

    open_ = build_cards(people(12, 12), K, family_of=FAMILY_OF, epoch=True)
    assert not open_.quota_held_back
    assert {card.labels.get(CardField.RESERVED_QUOTA) for card in open_.cards} == {"eligible", "other"}
    known = build_cards(people(300, 12), K, family_of=FAMILY_OF, epoch=True)
    assert known.quota_held_back
    assert {card.labels.get(CardField.RESERVED_QUOTA) for card in known.cards} == {None}
