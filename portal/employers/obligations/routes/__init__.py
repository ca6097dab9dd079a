"""Addresses of the duties and of the dated figures they are counted with."""

from portal.employers.obligations.routes import (
    api,
    deadlines,
    duties,
    how_we_calculate,
    incentive,
    parameters,
    what_if,
)

ROUTES = [
    *api.ROUTES,
    *how_we_calculate.ROUTES,
    *duties.ROUTES,
    *what_if.ROUTES,
    *incentive.ROUTES,
    *deadlines.ROUTES,
    *parameters.ROUTES,
]
