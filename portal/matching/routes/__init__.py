"""Addresses of the proposal, a file for each side."""

from portal.matching.routes import company, consent, counsellor, ranked, shared

ROUTES = [*company.ROUTES, *consent.ROUTES, *counsellor.ROUTES, *ranked.ROUTES, *shared.ROUTES]
