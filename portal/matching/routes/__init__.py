"""Addresses of the proposal and of the ranking, a file for each side."""

from portal.matching.routes import company, consent, counsellor, fairness, pairs, ranked, shared

ROUTES = [
    *company.ROUTES,
    *consent.ROUTES,
    *counsellor.ROUTES,
    *fairness.ROUTES,
    *pairs.ROUTES,
    *ranked.ROUTES,
    *shared.ROUTES,
]
