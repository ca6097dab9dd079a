"""One sign-in for each role of the story. The password is no secret; the second factor is each installation's own."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from portal.demo import names
from portal.demo.world import story_company, story_services
from portal.foundation import crypto
from portal.kernel.roles import ROLE_LABELS, SECOND_FACTOR_ROLES, Role

PASSWORD = "resegone-sul-lago"  # noqa: S105 - printed at start, for invented people only
_SECRET_BYTES = 20
"""160 bits, as authenticator apps expect (RFC 4226 §4)."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """``role`` is its label. ``needs_code``: after the password comes a code of the second factor."""

    role: str
    name: str
    email: str
    password: str
    needs_code: bool


def sign_ins() -> list[SignIn]:
    services, company = story_services, story_company
    host, sil = company.HOST, names.host(services.SERVICE)
    rows = (
        (Role.COMPANY_ADMINISTRATOR, company.ADMINISTRATOR, host),
        (Role.COMPANY_RECRUITER, company.RECRUITER, host),
        (Role.IN_COMPANY_TUTOR, company.TUTOR, host),
        (Role.JOB_COUNSELLOR, services.COUNSELLOR, sil),
        (Role.COORDINATOR, services.COORDINATOR, sil),
        (Role.PSYCHOLOGIST, services.PSYCHOLOGIST, sil),
        (Role.REFERRING_SOCIAL_WORKER, services.SOCIAL_WORKER, names.host(services.SOCIAL_SERVICE)),
        (
            Role.EMPLOYMENT_CENTRE_OPERATOR,
            services.EMPLOYMENT_CENTRE_OPERATOR,
            names.host(services.EMPLOYMENT_CENTRE),
        ),
        (Role.DATA_PROTECTION_OFFICER, services.DATA_PROTECTION_OFFICER, names.host(services.TERRITORY)),
        (Role.PLATFORM_ADMINISTRATOR, services.PLATFORM_ADMINISTRATOR, names.host(services.PLATFORM)),
    )
    return [
        SignIn(ROLE_LABELS[role], name, address(name, where), PASSWORD, role in SECOND_FACTOR_ROLES)
        for role, name, where in rows
    ]


def address(name: str, host: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{host}"


def secret_of(email: str) -> str:
    """The second factor's secret of a sample account: the same at every start, another in each installation."""
    return base64.b32encode(crypto.sign("sample data second factor", email)[:_SECRET_BYTES]).decode()
