"""Addresses that look across slices."""

from portal.overview.routes import (
    answers,
    counts,
    deadlines,
    development,
    direct_work,
    home,
    notifications,
    operations,
    registers,
    site,
    timeline,
)

ROUTES = [
    *home.ROUTES,
    *notifications.ROUTES,
    *counts.ROUTES,
    *answers.ROUTES,
    *deadlines.ROUTES,
    *direct_work.ROUTES,
    *timeline.ROUTES,
    *site.ROUTES,
    *registers.ROUTES,
    *operations.ROUTES,
    *development.ROUTES,
]
