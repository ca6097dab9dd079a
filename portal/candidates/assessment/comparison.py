"""Sheets laid side by side: differences are shown and settled by the team, never averaged (services.md §5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.candidates.assessment.rules import Level, level_problem
from portal.candidates.assessment.vocabulary import TAKEN_FROM_AGREEMENT, TAKEN_FROM_ALL

REASON_FROM = 2
"""From this difference on, the settled value says why."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the synthesis holds of a dimension. ``taken_from``: all, agreed, or the id of a sheet."""

    level: Level
    taken_from: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest that raters gave, alone and with help. One rater: no width."""

    k_low: int
    k_high: int
    s_low: int
    s_high: int

    @property
    def difference(self) -> int:
        return max(self.k_high - self.k_low, self.s_high - self.s_low)

    def holds(self, level: Level) -> bool:
        return (
            level.k is not None
            and level.s is not None
            and self.k_low <= level.k <= self.k_high
            and self.s_low <= level.s <= self.s_high
        )


def range_of(levels: Iterable[Level]) -> Range | None:
    """None where nobody saw the dimension; who did not see it counts for nothing."""
    seen = [(one.k, one.s if one.s is not None else one.k) for one in levels if one.k is not None]
    if not seen:
        return None
    alone, helped = [k for k, _ in seen], [s for _, s in seen if s is not None]
    return Range(min(alone), max(alone), min(helped), max(helped))


def differing(sheets: Mapping[UUID, Mapping[str, Level]], codes: Iterable[str]) -> list[str]:
    """Dimensions on which raters differ by one level or more."""
    found = []
    for code in codes:
        spread = range_of(levels[code] for levels in sheets.values() if code in levels)
        if spread is not None and spread.difference >= 1:
            found.append(code)
    return found


def undisputed(sheets: Mapping[UUID, Mapping[str, Level]], codes: Iterable[str]) -> dict[str, Settled]:
    """Dimensions on which everybody who saw them gave the same."""
    found: dict[str, Settled] = {}
    for code in codes:
        given = [levels[code] for levels in sheets.values() if code in levels]
        spread = range_of(given)
        if spread is not None and spread.difference == 0:
            found[code] = Settled(Level(spread.k_low, spread.s_low), TAKEN_FROM_ALL)
    return found


def settling_problem(code: str, sheets: Mapping[UUID, Mapping[str, Level]], settled: Settled) -> str | None:
    """Why a difference is not settled by this, as a sentence."""
    problem = level_problem(code, settled.level.k, settled.level.s)
    if problem is not None:
        return problem
    if settled.level.k is None:
        return f"Scegli il livello concordato (dimensione {code})."
    given = {str(id): levels[code] for id, levels in sheets.items() if code in levels}
    if settled.taken_from != TAKEN_FROM_AGREEMENT and settled.taken_from not in given:
        return f"Scegli da quale scheda viene il livello (dimensione {code})."
    spread = range_of(given.values())
    if spread is None or settled.reason:
        return None
    if spread.difference >= REASON_FROM:
        return f"Le schede differiscono di {spread.difference} livelli: scrivi il motivo (dimensione {code})."
    if not spread.holds(settled.level):
        return (
            f"Il livello concordato sta fuori da quelli delle schede: scrivi il motivo (dimensione {code})."
        )
    return None
