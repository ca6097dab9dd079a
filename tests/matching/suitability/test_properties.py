"""Properties of matching.md §11 on thousands of random pairs."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import pytest

from portal.matching.suitability import (
    BAND_ORDER,
    Demand,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Terms,
    VacancySide,
    judge,
)
from portal.matching.suitability.sides import CONTRACTS, SLOTS, Transport
from portal.matching.suitability.weights import versions
from portal.reference import accommodations
from tests.matching.suitability.pairs import COMUNI, MEASURES, SKILLS, TAGS, pairs

WEIGHTS = versions()[0]
PAIRS = 2000
Change = Callable[[random.Random, VacancySide, PersonSide], tuple[VacancySide, PersonSide]]


def _any(dice: random.Random, pool: frozenset[str]) -> frozenset[str]:
    return frozenset({dice.choice(sorted(pool))}) if pool else frozenset()


def lower_a_demand(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    asked = [code for code, one in vacancy.demands.items() if one.level]
    if not asked:
        return vacancy, person
    code = dice.choice(sorted(asked))
    one = vacancy.demands[code]
    lower = {**vacancy.demands, code: Demand(one.level - 1, one.adjustable)}
    return replace(vacancy, demands=lower), person


def drop_a_demand(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    gone = dice.choice(sorted(vacancy.demands)) if vacancy.demands else ""
    return replace(vacancy, demands={k: v for k, v in vacancy.demands.items() if k != gone}), person


def make_a_demand_adjustable(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    code = dice.choice(sorted(vacancy.demands)) if vacancy.demands else None
    if code is None:
        return vacancy, person
    adjustable = {**vacancy.demands, code: Demand(vacancy.demands[code].level, True)}
    return replace(vacancy, demands=adjustable), person


def offer_a_measure(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    code = dice.choice(MEASURES)
    axis = accommodations.by_code(code).axis.value
    return replace(vacancy, offers=vacancy.offers | {code}, axes=vacancy.axes | {axis}), person


def ask_one_skill_less(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    kind = dice.choice(("essential", "trainable", "optional"))
    asked = getattr(vacancy, kind)
    return replace(vacancy, **{kind: asked - _any(dice, asked)}), person


def ask_no_profession(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, profession=None), person


def ask_no_experience(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, experience_required=False), person


def widen_the_hours(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, hours_min=max(1, vacancy.hours_min - 3), hours_max=vacancy.hours_max + 3), person


def ask_one_slot_less(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, slots=vacancy.slots - _any(dice, vacancy.slots)), person


def start_later(_: random.Random, vacancy: VacancySide, person: PersonSide) -> tuple[VacancySide, PersonSide]:
    if vacancy.starts_by is None:
        return vacancy, person
    return replace(vacancy, starts_by=vacancy.starts_by + timedelta(days=10)), person


def open_to_everybody(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, reserved=Reserve.NONE), person


def work_from_home(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, remote=True), person


def ask_no_papers(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    nothing: frozenset[str] = frozenset()
    return replace(vacancy, licences=nothing, certificates=nothing, education=None), person


def give_the_certificates(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, certificates_given=vacancy.certificates), person


def ask_less_of_a_language(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(
        vacancy, languages={code: max(1, one - 1) for code, one in vacancy.languages.items()}
    ), person


def lose_a_trait(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, tags=vacancy.tags - _any(dice, vacancy.tags)), person


def find_a_bus(_: random.Random, vacancy: VacancySide, person: PersonSide) -> tuple[VacancySide, PersonSide]:
    return replace(vacancy, public_transport=Transport.YES), person


def raise_k(dice: random.Random, vacancy: VacancySide, person: PersonSide) -> tuple[VacancySide, PersonSide]:
    code = dice.choice(sorted(person.levels)) if person.levels else None
    one = person.levels[code] if code else Level()
    if code is None or one.k is None or one.k == 4:
        return vacancy, person
    more = Level(one.k + 1, max(one.k + 1, one.s or 0), one.limit)
    return vacancy, replace(person, levels={**person.levels, code: more})


def raise_s(dice: random.Random, vacancy: VacancySide, person: PersonSide) -> tuple[VacancySide, PersonSide]:
    code = dice.choice(sorted(person.levels)) if person.levels else None
    one = person.levels[code] if code else Level()
    if code is None or one.k is None or one.s == 4:
        return vacancy, person
    more = Level(one.k, (one.s or one.k) + 1, one.limit)
    return vacancy, replace(person, levels={**person.levels, code: more})


def lift_a_limit(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(
        person, levels={code: Level(one.k, one.s, None) for code, one in person.levels.items()}
    )


def travel_longer(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, max_minutes=person.max_minutes + 15)


def travel_in_one_more_way(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, modes=person.modes | {dice.choice(tuple(Mode))})


def need_one_axis_less(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, axes=person.axes - _any(dice, person.axes))


def avoid_one_trait_less(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, avoided_tags=person.avoided_tags - _any(dice, person.avoided_tags))


def have_no_preferences(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    nothing: frozenset[str] = frozenset()
    return vacancy, replace(person, preferred_slots=nothing, preferred_contracts=nothing, wished=())


def learn_a_skill(
    dice: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, skills=person.skills | {dice.choice(SKILLS)})


def be_free_always(
    _: random.Random, vacancy: VacancySide, person: PersonSide
) -> tuple[VacancySide, PersonSide]:
    return vacancy, replace(person, slots=frozenset(SLOTS), contracts=frozenset(CONTRACTS), free_from=None)


@cache
def judged() -> tuple[tuple[VacancySide, PersonSide, Terms], ...]:
    return tuple(
        (vacancy, person, judge(vacancy, person, WEIGHTS)) for vacancy, person in pairs(PAIRS, seed=11)
    )


CHANGES: tuple[Change, ...] = (
    lower_a_demand, drop_a_demand, make_a_demand_adjustable, offer_a_measure, ask_one_skill_less, ask_no_profession,
    ask_no_experience, widen_the_hours, ask_one_slot_less, start_later, open_to_everybody, work_from_home,
    ask_no_papers, give_the_certificates, ask_less_of_a_language, lose_a_trait, find_a_bus, raise_k, raise_s,
    lift_a_limit, travel_longer, travel_in_one_more_way, need_one_axis_less, avoid_one_trait_less,
    have_no_preferences, learn_a_skill, be_free_always,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_helps_never_lowers_score_or_band_nor_excludes(change: Change) -> None:
    dice = random.Random(change.__name__)
    really = 0
    for vacancy, person, before in judged():
        after = judge(*change(dice, vacancy, person), WEIGHTS)
        really += after != before
        assert after.score >= before.score
        assert BAND_ORDER[after.band] <= BAND_ORDER[before.band]
        assert {one.code for one in after.failures} <= {one.code for one in before.failures}
    assert really > PAIRS // 100


def test_the_points_of_the_factors_sum_to_the_score() -> None:
    for vacancy, person in pairs(PAIRS, seed=12):
        terms = judge(vacancy, person, WEIGHTS)
        assert sum((one.points for one in terms.contributions), Decimal(0)) == terms.score
        assert all(0 <= one.points <= one.most for one in terms.contributions)
        assert 0 <= terms.score <= 100
        assert terms.score.as_tuple().exponent == -1


def test_capability_alone_never_excludes() -> None:
    nothing = {code: Level(0, 0) for code in ("A1", "A2", "C1", "F1")}
    for vacancy, person in pairs(PAIRS, seed=13):
        weak = replace(person, levels={code: Level(0, 0) for code in (*person.levels, *nothing)})
        without_limits = replace(
            person, levels={code: Level(one.k, one.s) for code, one in person.levels.items()}
        )
        assert judge(vacancy, weak, WEIGHTS).failures == judge(vacancy, without_limits, WEIGHTS).failures


def test_who_is_not_assessed_loses_at_most_three_tenths_of_a_weight() -> None:
    for vacancy, person in pairs(PAIRS, seed=14):
        unseen = replace(person, levels={})
        for one in judge(vacancy, unseen, WEIGHTS).dimensions:
            assert one.penalty <= 30
            assert one.gap == 0


def test_the_same_pair_gives_the_same_bytes_whatever_the_order_of_its_lists() -> None:
    for vacancy, person in pairs(PAIRS, seed=15):
        turned = replace(
            person,
            experiences=tuple(reversed(person.experiences)),
            wished=tuple(reversed(person.wished)),
            levels=dict(reversed(list(person.levels.items()))),
        )
        back = replace(vacancy, demands=dict(reversed(list(vacancy.demands.items()))))
        assert judge(back, turned, WEIGHTS) == judge(vacancy, person, WEIGHTS)


def test_the_random_pairs_know_every_comune_and_trait() -> None:
    seen = {vacancy.comune for vacancy, _ in pairs(300, seed=18)}
    tags = {tag for vacancy, _ in pairs(300, seed=18) for tag in vacancy.tags}
    assert seen == set(COMUNI)
    assert tags == set(TAGS)
