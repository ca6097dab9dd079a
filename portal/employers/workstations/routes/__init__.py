"""Addresses of the workstations: the company's own, and the services' search."""

from portal.employers.workstations.routes.own import ROUTES as OWN
from portal.employers.workstations.routes.search import ROUTES as SEARCH

ROUTES = [*OWN, *SEARCH]
