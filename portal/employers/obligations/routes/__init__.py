"""Addresses of the duties."""

from portal.employers.obligations.routes import duties

ROUTES = [*duties.ROUTES]
