"""Addresses of the company: registration, profile and sites, workforce, decisions of coordinators."""

from portal.employers.companies.routes import (
    company_accounts,
    decisions,
    figures,
    files,
    hires,
    profile,
    registration,
    workforce,
    workforce_year,
)

ROUTES = [
    *registration.ROUTES,
    *profile.ROUTES,
    *workforce.ROUTES,
    *files.ROUTES,
    *hires.ROUTES,
    *decisions.ROUTES,
    *company_accounts.ROUTES,
    *figures.ROUTES,
    *workforce_year.ROUTES,
]
