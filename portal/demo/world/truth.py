"""What the model cannot see of the sample world: levels as they really are, motivation, employers, luck.

Source: the latent truth of the synthetic data. Only benchmarks read it: nothing of it reaches a row or a page.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp
from uuid import UUID

from portal.demo.chance import Chance
from portal.demo.world import people
from portal.matching.suitability.score import Factor, Terms, judge
from portal.matching.suitability.sides import Level, PersonSide, VacancySide
from portal.matching.suitability.weights import Weights

SEEN_RIGHT = 0.75
"""How often a level was rated as it is; else it is one more or one less."""
_NOISE = 0.35


def real_levels(seed: int, number: int, side: PersonSide) -> PersonSide:
    """The same person with her real levels; what nobody assessed is drawn as any level of hers would be."""
    chance = Chance.of(seed, "real levels", number)
    unseen = people.levels(chance)
    found = {}
    for code, level in side.levels.items():
        drawn = unseen[code].k
        k = level.k if level.k is not None else drawn if drawn is not None else 3
        if level.k is not None and not chance.happens(SEEN_RIGHT):
            k = min(4, max(0, k + (1 if chance.happens(0.5) else -1)))
        helped = (level.s or 0) - (level.k or 0)
        found[code] = Level(k, min(4, k + helped), level.limit)
    return replace(side, levels=found)


def motivation(seed: int, number: int) -> float:
    return Chance.of(seed, "motivation", number).gauss(0, 1)


def employer(seed: int, company: int) -> float:
    return Chance.of(seed, "employer", company).gauss(0, 1)


def luck(seed: int, vacancy_id: UUID, number: int) -> float:
    return Chance.of(seed, f"luck {vacancy_id}", number).gauss(0, _NOISE)


def _value(terms: Terms, factor: Factor) -> float:
    one = next(one for one in terms.contributions if one.factor is factor)
    return float(one.points) / one.most


def success(
    vacancy: VacancySide,
    real: PersonSide,
    weights: Weights,
    *,
    motivation: float,
    employer: float,
    luck: float,
) -> float:
    """Probability that the pair goes well, were it tried."""
    terms = judge(vacancy, real, weights)
    worst = max((one.penalty for one in terms.dimensions), default=0) / 100
    utility = (
        -2.2
        + 3.0 * _value(terms, Factor.CAPACITY)
        - 1.5 * max(0.0, worst - 0.3)
        + 1.6 * _value(terms, Factor.SKILL)
        + 1.1 * _value(terms, Factor.PREFERENCE)
        + 0.7 * _value(terms, Factor.TRAVEL)
        + 0.5 * _value(terms, Factor.SUPPORT)
        + 0.5 * motivation
        + 0.3 * employer
        + luck
    )
    return 1 / (1 + exp(-utility))
