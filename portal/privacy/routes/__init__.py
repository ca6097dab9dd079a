"""Addresses of the rights of the person."""

from portal.privacy.routes import area, counsellor, officer, own_requests, register

ROUTES = [
    *area.ROUTES,
    *own_requests.ROUTES,
    *counsellor.ROUTES,
    *officer.ROUTES,
    *register.ROUTES,
]
