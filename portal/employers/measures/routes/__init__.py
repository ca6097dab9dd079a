"""Addresses of measures and conventions."""

from portal.employers.measures.routes.conventions import ROUTES as CONVENTIONS
from portal.employers.measures.routes.measures import ROUTES as MEASURES
from portal.employers.measures.routes.planning import ROUTES as PLANNING

ROUTES = [*MEASURES, *CONVENTIONS, *PLANNING]
