"""What could be proposed to the company for each gap, and the score the pair would then have (matching.md §6)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from portal.matching.suitability.fit import DimensionFit, Fit
from portal.matching.suitability.score import Band, Terms, judge
from portal.matching.suitability.sides import Demand, PersonSide, VacancySide
from portal.matching.suitability.weights import Weights
from portal.reference import accommodations


@dataclass(frozen=True, slots=True)
class Proposal:
    """For the gap on one dimension: the cheapest measure not offered that narrows it, and a lower demand if it is
    still open. ``closes``: nothing is missing then. ``score`` and ``band`` are those the pair would have."""

    dimension: str
    measure: str | None
    lower_demand: bool
    closes: bool
    score: Decimal
    band: Band


@dataclass(frozen=True, slots=True)
class Proposals:
    """``score`` and ``band`` with all of them together."""

    each: tuple[Proposal, ...]
    score: Decimal
    band: Band


def proposals(vacancy: VacancySide, person: PersonSide, weights: Weights) -> Proposals:
    """Empty where there is no gap, or nothing that narrows it."""
    now = judge(vacancy, person, weights)
    found = []
    everything = vacancy
    for one in now.of(Fit.GAP):
        measure, lower = _for(one, vacancy.offers)
        if measure is None and not lower:
            continue
        changed = _with(vacancy, one.dimension, measure, lower)
        then = judge(changed, person, weights)
        found.append(
            Proposal(one.dimension, measure, lower, _gap(then, one.dimension) == 0, then.score, then.band)
        )
        everything = _with(everything, one.dimension, measure, lower)
    total = judge(everything, person, weights) if found else now
    return Proposals(tuple(found), total.score, total.band)


def _for(one: DimensionFit, offers: Iterable[str]) -> tuple[str | None, bool]:
    offered = set(offers)
    measure = next(
        (
            each
            for each in accommodations.for_dimension(one.dimension)
            if each.code not in offered and each.levels > one.uplift
        ),
        None,
    )
    gained = measure.levels - one.uplift if measure else 0
    return measure.code if measure else None, one.gap > gained and not one.adjustable


def _with(vacancy: VacancySide, dimension: str, measure: str | None, lower: bool) -> VacancySide:
    demands = dict(vacancy.demands)
    if lower:
        demands[dimension] = Demand(demands[dimension].level, True)
    offers, axes = vacancy.offers, vacancy.axes
    if measure is not None:
        offers = offers | {measure}
        axes = axes | {accommodations.by_code(measure).axis.value}
    return replace(vacancy, demands=demands, offers=offers, axes=axes)


def _gap(terms: Terms, dimension: str) -> int:
    return next(one.gap for one in terms.dimensions if one.dimension == dimension)
