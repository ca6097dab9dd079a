"""Addresses of the plan, a file for each side."""

from portal.tutoring.routes import counsellor, shared, signatures, tutor

ROUTES = [*counsellor.ROUTES, *shared.ROUTES, *signatures.ROUTES, *tutor.ROUTES]
