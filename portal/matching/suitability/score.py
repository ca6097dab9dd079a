"""The score of a pair and every term of it (matching.md §5). Whole numbers and fractions throughout: the same input
gives the same bytes, in both directions.

    score = 100*(.45 capacity + .25 skill + .15 preference + .10 travel + .05 support), one decimal, half up
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from portal.matching.suitability.constraints import Failure, failures, nearly
from portal.matching.suitability.fit import DimensionFit, Fit, fits
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.suitability.travel import MINUTE, Trip, trip
from portal.matching.suitability.weights import HUNDREDTHS, Weights

PARTS = 5
"""Of a CP2021 code."""
SCALE = 1000
"""Tenths of a point in a whole score."""


class Band(StrEnum):
    HIGH = "high"
    GOOD = "good"
    TO_WEIGH = "to_weigh"


BAND_LABELS = {Band.HIGH: "Alta", Band.GOOD: "Buona", Band.TO_WEIGH: "Da valutare"}
BAND_ORDER = {Band.HIGH: 0, Band.GOOD: 1, Band.TO_WEIGH: 2}


class Factor(StrEnum):
    CAPACITY = "capacity"
    SKILL = "skill"
    PREFERENCE = "preference"
    TRAVEL = "travel"
    SUPPORT = "support"


FACTOR_LABELS = {
    Factor.CAPACITY: "Richieste del lavoro",
    Factor.SKILL: "Professione e competenze",
    Factor.PREFERENCE: "Preferenze",
    Factor.TRAVEL: "Tragitto",
    Factor.SUPPORT: "Sostegno offerto",
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """``points`` of the ``most`` this factor can give; the points of all five sum to the score."""

    factor: Factor
    points: Decimal
    most: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Every term of the score; the explanation is written from these alone.

    ``common_parts``: None when the vacancy names no profession; ``wish_parts``: None when she has no wish.
    """

    weights: str
    score: Decimal
    band: Band
    contributions: tuple[Contribution, ...]
    dimensions: tuple[DimensionFit, ...]
    common_parts: int | None
    experience_counts: bool
    """She has to have done it already: otherwise the occupation counts at least as the weights say."""
    met: tuple[str, ...]
    missing_essential: tuple[str, ...]
    missing_trainable: tuple[str, ...]
    missing_optional: tuple[str, ...]
    wish_parts: int | None
    avoided: tuple[str, ...]
    slots_preferred: bool
    contract_preferred: bool
    trip: Trip | None
    axes_missing: tuple[str, ...]
    failures: tuple[Failure, ...]

    @property
    def eligible(self) -> bool:
        return not self.failures

    @property
    def nearly_eligible(self) -> bool:
        return nearly(self.failures)

    @property
    def assessed_share(self) -> Fraction:
        """Of the dimensions asked, how many were assessed; 1 when nothing is asked."""
        asked = [one for one in self.dimensions if one.demand]
        return Fraction(sum(one.k is not None for one in asked), len(asked)) if asked else Fraction(1)

    @property
    def worst_gap(self) -> int:
        return max((one.gap for one in self.dimensions), default=0)

    def of(self, *kinds: Fit) -> tuple[DimensionFit, ...]:
        return tuple(one for one in self.dimensions if one.fit in kinds)


def common_parts(one: str, other: str) -> int:
    """How many leading parts two CP2021 codes («4.1.1.2.0») share, 0–5."""
    count = 0
    for a, b in zip(one.split("."), other.split("."), strict=False):
        if a != b:
            break
        count += 1
    return min(count, PARTS)


def closest(code: str, others: Iterable[str]) -> int:
    return max((common_parts(code, other) for other in others), default=0)


def judge(vacancy: VacancySide, person: PersonSide, weights: Weights) -> Terms:
    """Pure: the same whatever else is in the portal, whichever side asks."""
    shown = fits(vacancy.demands.items(), dict(person.levels), vacancy.offers, weights)
    way = trip(vacancy, person)
    parts = None if vacancy.profession is None else closest(vacancy.profession, person.experiences)
    wish = (
        closest(vacancy.profession, person.wished)
        if vacancy.profession is not None and person.wished
        else None
    )
    avoided = vacancy.tags & person.avoided_tags
    slots_preferred = not person.preferred_slots or vacancy.slots <= person.preferred_slots
    contract_preferred = not person.preferred_contracts or vacancy.contract in person.preferred_contracts
    missing = tuple(
        tuple(sorted(asked - person.skills))
        for asked in (vacancy.essential, vacancy.trainable, vacancy.optional)
    )
    axes_missing = person.axes - vacancy.axes
    values = {
        Factor.CAPACITY: _capacity(shown, weights),
        Factor.SKILL: _skill(parts, missing, weights, experience_counts=vacancy.experience_required),
        Factor.PREFERENCE: _preference(wish, bool(avoided), slots_preferred, contract_preferred, weights),
        Factor.TRAVEL: _travel(way, person.max_minutes, weights),
        Factor.SUPPORT: max(
            Fraction(0), 1 - Fraction(weights["support_axis"] * len(axes_missing), HUNDREDTHS)
        ),
    }
    tenths, contributions = _contributions(values, weights)
    score = Decimal(tenths).scaleb(-1)
    return Terms(
        weights=weights.version,
        score=score,
        band=_band(score, bool(avoided), max((one.gap for one in shown), default=0), weights),
        contributions=contributions,
        dimensions=shown,
        common_parts=parts,
        experience_counts=vacancy.experience_required,
        met=tuple(sorted((vacancy.essential | vacancy.trainable | vacancy.optional) & person.skills)),
        missing_essential=missing[0],
        missing_trainable=missing[1],
        missing_optional=missing[2],
        wish_parts=wish,
        avoided=tuple(sorted(avoided)),
        slots_preferred=slots_preferred,
        contract_preferred=contract_preferred,
        trip=way,
        axes_missing=tuple(sorted(axes_missing)),
        failures=failures(vacancy, person, way),
    )


def _capacity(shown: tuple[DimensionFit, ...], weights: Weights) -> Fraction:
    """Tenths of a weight times hundredths of a penalty; a fixed divisor, never an average over what is asked."""
    lost = sum(weights.dimensions[one.dimension] * one.penalty for one in shown)
    return max(Fraction(0), 1 - Fraction(lost, SCALE * weights["capacity_divisor"]))


def _skill(
    parts: int | None, missing: tuple[tuple[str, ...], ...], weights: Weights, *, experience_counts: bool
) -> Fraction:
    occupation = HUNDREDTHS if parts is None else weights.similarity[parts]
    if not experience_counts:
        occupation = max(occupation, weights["without_experience"])
    lost = sum(
        weights[key] * len(codes)
        for key, codes in zip(
            ("missing_essential", "missing_trainable", "missing_optional"), missing, strict=True
        )
    )
    return Fraction(occupation + max(0, HUNDREDTHS - lost), 2 * HUNDREDTHS)


def _preference(wish: int | None, avoided: bool, slots: bool, contract: bool, weights: Weights) -> Fraction:
    """The mean of four, in halves."""
    near = HUNDREDTHS if wish is None else weights.similarity[wish]
    wished = 2 if near >= weights["wish_near"] else 1 if near >= weights["wish_far"] else 0
    return Fraction(wished + (0 if avoided else 2) + (2 if slots else 1) + (2 if contract else 1), 8)


def _travel(way: Trip | None, most: int, weights: Weights) -> Fraction:
    if way is None:
        return Fraction(0)
    near = weights["travel_near"]
    if way.thousandths <= near * MINUTE:
        return Fraction(1)
    if way.thousandths > most * MINUTE:
        return Fraction(0)
    fall = Fraction(weights["travel_fall"], HUNDREDTHS)
    return 1 - fall * Fraction(way.thousandths - near * MINUTE, (most - near) * MINUTE)


_SHARES = {
    Factor.CAPACITY: "share_capacity",
    Factor.SKILL: "share_skill",
    Factor.PREFERENCE: "share_preference",
    Factor.TRAVEL: "share_travel",
    Factor.SUPPORT: "share_support",
}


def _contributions(values: dict[Factor, Fraction], weights: Weights) -> tuple[int, tuple[Contribution, ...]]:
    """Score in tenths, half up; what is left over goes to the largest remainders, so that the points sum to it."""
    exact = {factor: 10 * weights[_SHARES[factor]] * value for factor, value in values.items()}
    whole = sum(exact.values(), Fraction(0)) + Fraction(1, 2)
    tenths = whole.numerator // whole.denominator
    points = {factor: value.numerator // value.denominator for factor, value in exact.items()}
    left = tenths - sum(points.values())
    by_remainder = sorted(
        Factor, key=lambda factor: (points[factor] - exact[factor], list(Factor).index(factor))
    )
    for factor in by_remainder[:left]:
        points[factor] += 1
    return tenths, tuple(
        Contribution(factor, Decimal(points[factor]).scaleb(-1), weights[_SHARES[factor]])
        for factor in Factor
    )


def _band(score: Decimal, avoided: bool, worst_gap: int, weights: Weights) -> Band:
    if avoided:
        return Band.TO_WEIGH
    if score >= weights["band_high"] and worst_gap == 0:
        return Band.HIGH
    return Band.GOOD if score >= weights["band_good"] and worst_gap <= 1 else Band.TO_WEIGH
