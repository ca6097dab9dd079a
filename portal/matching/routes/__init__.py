"""Addresses of the proposal, a file for each side."""

from portal.matching.routes import company, consent, counsellor, shared

ROUTES = [*company.ROUTES, *consent.ROUTES, *counsellor.ROUTES, *shared.ROUTES]
