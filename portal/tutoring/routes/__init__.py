"""Addresses of the plan, a file for each side."""

from portal.tutoring.indemnities.routes import ROUTES as INDEMNITIES
from portal.tutoring.judgements.routes import ROUTES as JUDGEMENTS
from portal.tutoring.routes import (
    amending,
    closing,
    contents,
    counsellor,
    messages,
    months,
    papers,
    retention,
    rule_packs,
    shared,
    training,
    tutor,
)
from portal.tutoring.signals.routes import ROUTES as SIGNALS

ROUTES = [
    *amending.ROUTES,
    *closing.ROUTES,
    *counsellor.ROUTES,
    *messages.ROUTES,
    *months.ROUTES,
    *shared.ROUTES,
    *contents.ROUTES,
    *papers.ROUTES,
    *retention.ROUTES,
    *rule_packs.ROUTES,
    *training.ROUTES,
    *tutor.ROUTES,
    *INDEMNITIES,
    *JUDGEMENTS,
    *SIGNALS,
]
