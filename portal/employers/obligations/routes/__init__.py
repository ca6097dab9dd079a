"""Addresses of the duties and of the dated figures they are counted with."""

from portal.employers.obligations.routes import api, deadlines, duties, parameters, what_if

ROUTES = [*api.ROUTES, *duties.ROUTES, *what_if.ROUTES, *deadlines.ROUTES, *parameters.ROUTES]
