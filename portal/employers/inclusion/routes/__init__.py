"""Addresses of commitments and accommodations."""

from portal.employers.inclusion.routes import accommodations, commitments, evidence

ROUTES = [*commitments.ROUTES, *evidence.ROUTES, *accommodations.ROUTES]
