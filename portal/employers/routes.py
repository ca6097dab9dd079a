"""Addresses of the employers."""

from portal.employers.companies.routes import ROUTES as COMPANIES
from portal.employers.following.routes import ROUTES as FOLLOWED
from portal.employers.inclusion.routes import ROUTES as INCLUSION
from portal.employers.measures.routes import ROUTES as MEASURES
from portal.employers.obligations.routes import ROUTES as OBLIGATIONS
from portal.employers.prospetto_informativo.routes import ROUTES as PROSPETTO_INFORMATIVO
from portal.employers.service_requests.routes import ROUTES as SERVICE_REQUESTS
from portal.employers.vacancies.routes import ROUTES as VACANCIES
from portal.employers.workstations.routes import ROUTES as WORKSTATIONS

ROUTES = [
    *COMPANIES,
    *FOLLOWED,
    *MEASURES,
    *OBLIGATIONS,
    *INCLUSION,
    *PROSPETTO_INFORMATIVO,
    *SERVICE_REQUESTS,
    *VACANCIES,
    *WORKSTATIONS,
]
