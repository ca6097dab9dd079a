"""Addresses of the plan, a file for each side."""

from portal.tutoring.routes import (
    closing,
    contents,
    counsellor,
    messages,
    papers,
    retention,
    rule_packs,
    shared,
    training,
    tutor,
)

ROUTES = [
    *closing.ROUTES,
    *counsellor.ROUTES,
    *messages.ROUTES,
    *shared.ROUTES,
    *contents.ROUTES,
    *papers.ROUTES,
    *retention.ROUTES,
    *rule_packs.ROUTES,
    *training.ROUTES,
    *tutor.ROUTES,
]
