"""Addresses of the plan, a file for each side."""

from portal.tutoring.routes import closing, counsellor, messages, shared, signatures, training, tutor

ROUTES = [
    *closing.ROUTES,
    *counsellor.ROUTES,
    *messages.ROUTES,
    *shared.ROUTES,
    *signatures.ROUTES,
    *training.ROUTES,
    *tutor.ROUTES,
]
