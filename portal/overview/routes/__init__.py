"""Addresses that look across slices."""

from portal.overview.routes import development, home, operations, registers, site

ROUTES = [*home.ROUTES, *site.ROUTES, *registers.ROUTES, *operations.ROUTES, *development.ROUTES]
