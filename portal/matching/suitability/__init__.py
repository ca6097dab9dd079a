"""Why this match: one rule-based model, the same number in both directions, every term published (matching.md).

Pure and scalar. The vectorised twin (portal/matching/columns) gives the same numbers for many at once.
"""

from portal.matching.suitability.constraints import Code, Failure
from portal.matching.suitability.fit import DimensionFit, Fit
from portal.matching.suitability.measures import Proposal, Proposals, proposals
from portal.matching.suitability.score import (
    BAND_LABELS,
    BAND_ORDER,
    FACTOR_LABELS,
    Band,
    Contribution,
    Factor,
    Terms,
    common_parts,
    judge,
)
from portal.matching.suitability.sides import (
    Demand,
    Level,
    Mode,
    PersonSide,
    Reserve,
    Transport,
    VacancySide,
)
from portal.matching.suitability.travel import Trip
from portal.matching.suitability.weights import Weights
from portal.matching.suitability.words import explain, job_side_reasons

__all__ = [
    "BAND_LABELS",
    "BAND_ORDER",
    "FACTOR_LABELS",
    "Band",
    "Code",
    "Contribution",
    "Demand",
    "DimensionFit",
    "Factor",
    "Failure",
    "Fit",
    "Level",
    "Mode",
    "PersonSide",
    "Proposal",
    "Proposals",
    "Reserve",
    "Terms",
    "Transport",
    "Trip",
    "VacancySide",
    "Weights",
    "common_parts",
    "explain",
    "job_side_reasons",
    "judge",
    "proposals",
]
