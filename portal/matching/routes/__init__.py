"""Addresses of the proposal and of the ranking, a file for each side."""

from portal.matching.routes import (
    company,
    consent,
    counsellor,
    fairness,
    interviews,
    pairs,
    ranked,
    several,
    shared,
)

ROUTES = [
    *company.ROUTES,
    *consent.ROUTES,
    *counsellor.ROUTES,
    *fairness.ROUTES,
    *interviews.ROUTES,
    *pairs.ROUTES,
    *ranked.ROUTES,
    *several.ROUTES,
    *shared.ROUTES,
]
