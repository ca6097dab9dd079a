"""Addresses of the vacancies: the list, the sections, publication and what follows it, what anybody may read."""

from portal.employers.vacancies.routes.index import ROUTES as INDEX
from portal.employers.vacancies.routes.jobs import ROUTES as JOBS
from portal.employers.vacancies.routes.moves import ROUTES as MOVES
from portal.employers.vacancies.routes.sections import ROUTES as SECTIONS

ROUTES = [*INDEX, *SECTIONS, *MOVES, *JOBS]
