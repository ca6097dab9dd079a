"""Addresses of commitments and accommodations."""

from portal.employers.inclusion.routes import commitments

ROUTES = [*commitments.ROUTES]
