"""Who acts: a person, for an organisation, in roles. Every action takes one as ``by``."""

from dataclasses import dataclass, field
from uuid import UUID

from portal.kernel.roles import COMPANY_ROLES, OrganisationKind, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    account_id: UUID
    name: str
    organisation_id: UUID | None
    organisation_name: str
    kinds: frozenset[OrganisationKind]
    roles: frozenset[Role]
    organisations_count: int = 1
    impersonator_id: UUID | None = None

    def is_any(self, *roles: Role) -> bool:
        return bool(self.roles & frozenset(roles))

    @property
    def for_company(self) -> bool:
        return bool(self.roles & COMPANY_ROLES)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts without a seat: a job, a command of the operator's, or the person through her link."""

    word: str
    account_id: UUID | None = None
    organisation_id: UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)


SYSTEM = Actor("system")
OPERATOR_COMMAND = Actor("operator_command")
PERSON = Actor("person")
VISITOR = Actor("visitor")

By = Viewer | Actor
"""Who did it, for the audit row."""
