"""Addresses of the duties and of the register of commitments."""

from portal.employers.obligations.routes import commitments, duties

ROUTES = [*duties.ROUTES, *commitments.ROUTES]
