"""Addresses of the duties and of the dated figures they are counted with."""

from portal.employers.obligations.routes import duties, parameters

ROUTES = [*duties.ROUTES, *parameters.ROUTES]
