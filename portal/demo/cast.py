"""One sign-in for each role of the story. The password is no secret; the second factor is each installation's own."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from portal.demo import story_names as story
from portal.demo.hosts import host
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
    company, sil = story.COMPANY_HOST, host(story.SERVICE)
    rows = (
        (Role.COMPANY_ADMINISTRATOR, story.ADMINISTRATOR, company),
        (Role.COMPANY_RECRUITER, story.RECRUITER, company),
        (Role.IN_COMPANY_TUTOR, story.TUTOR, company),
        (Role.JOB_COUNSELLOR, story.COUNSELLOR, sil),
        (Role.COORDINATOR, story.COORDINATOR, sil),
        (Role.PSYCHOLOGIST, story.PSYCHOLOGIST, sil),
        (Role.LAWYER, story.LAWYER, sil),
        (Role.REFERRING_SOCIAL_WORKER, story.SOCIAL_WORKER, host(story.SOCIAL_SERVICE)),
        (
            Role.EMPLOYMENT_CENTRE_OPERATOR,
            story.EMPLOYMENT_CENTRE_OPERATOR,
            host(story.EMPLOYMENT_CENTRE),
        ),
        (Role.COACH, story.COACH, host(story.PROVIDER)),
        (Role.DATA_PROTECTION_OFFICER, story.DATA_PROTECTION_OFFICER, host(story.TERRITORY)),
        (Role.PLATFORM_ADMINISTRATOR, story.PLATFORM_ADMINISTRATOR, host(story.PLATFORM)),
    )
    return [
        SignIn(ROLE_LABELS[role], name, address(name, where), PASSWORD, role in SECOND_FACTOR_ROLES)
        for role, name, where in rows
    ]


def address(name: str, host: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{host}"


def secret_of(email: str) -> str:
    """The second factor's secret of a sample account: the same at every start, another in each installation."""
    from portal.foundation import crypto

    return base64.b32encode(crypto.sign("sample data second factor", email)[:_SECRET_BYTES]).decode()
