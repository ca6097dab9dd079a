"""Addresses of the companies as the services follow them."""

from portal.employers.following.routes.companies import ROUTES as COMPANIES
from portal.employers.following.routes.contacts import ROUTES as CONTACTS
from portal.employers.following.routes.letters import ROUTES as LETTERS

ROUTES = [*COMPANIES, *CONTACTS, *LETTERS]
