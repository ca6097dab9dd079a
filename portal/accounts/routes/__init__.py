"""Addresses of accounts: coming in, links, the own account, users, the platform's office."""

from portal.accounts.routes import (
    account,
    device,
    drafts,
    entering,
    links,
    notices,
    platform,
    territories,
    users,
)

ROUTES = [
    *entering.ROUTES,
    *links.ROUTES,
    *account.ROUTES,
    *notices.ROUTES,
    *device.ROUTES,
    *drafts.ROUTES,
    *users.ROUTES,
    *platform.ROUTES,
    *territories.ROUTES,
]
