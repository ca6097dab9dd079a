"""Who may do what: one table of grants, and the guard that refuses a route nobody declared.

Source: the roles of the architecture (§5) and the table part × role of the services (§1). A grant opens
a door; what is behind it is narrowed by the queries, which look only among what the viewer may see.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


class Permission(StrEnum):
    # company
    COMPANY_READ = "company_read"
    COMPANY_EDIT = "company_edit"
    WORKFORCE_READ = "workforce_read"
    WORKFORCE_EDIT = "workforce_edit"
    OBLIGATIONS_READ = "obligations_read"
    SCENARIOS_EDIT = "scenarios_edit"
    MEASURES_EDIT = "measures_edit"
    PROSPETTO_INFORMATIVO_EDIT = "prospetto_informativo_edit"
    COMMITMENTS_READ = "commitments_read"
    COMMITMENTS_EDIT = "commitments_edit"
    ACCOMMODATIONS_KEEP = "accommodations_keep"
    VACANCY_READ = "vacancy_read"
    VACANCY_EDIT = "vacancy_edit"
    CARDS_SEARCH = "cards_search"
    # services
    COMPANIES_READ = "companies_read"
    COMPANIES_VERIFY = "companies_verify"
    PEOPLE_READ = "people_read"
    PEOPLE_EDIT = "people_edit"
    PEOPLE_IMPORT = "people_import"
    FILE_WRITE = "file_write"
    MANDATES = "mandates"
    PEOPLE_RATE = "people_rate"
    FAIRNESS_EDIT = "fairness_edit"
    PEOPLE_LIST = "people_list"
    ASSIGN = "assign"
    PROFILE_PUBLISH = "profile_publish"
    TEXTS_READ = "texts_read"
    MATCHING_USE = "matching_use"
    FAIRNESS_AUDIT = "fairness_audit"
    # both sides
    SERVICES_ASK = "services_ask"
    SERVICES_ANSWER = "services_answer"
    PROPOSALS_READ = "proposals_read"
    PROPOSALS_ANSWER = "proposals_answer"
    PROPOSALS_LEAD = "proposals_lead"
    CONTACT_REQUEST = "contact_request"
    PLANS_READ = "plans_read"
    PLANS_LEAD = "plans_lead"
    PLANS_SIGN_FOR_COMPANY = "plans_sign_for_company"
    PLANS_KEEP = "plans_keep"
    INDEMNITIES_READ = "indemnities_read"
    INDEMNITIES_RECORD = "indemnities_record"
    TUTOR_TRAINING = "tutor_training"
    # across
    USERS_MANAGE = "users_manage"
    TERRITORY_READ = "territory_read"
    PARAMETERS_EDIT = "parameters_edit"
    AUDIT_READ = "audit_read"
    THRESHOLDS_RAISE = "thresholds_raise"
    THRESHOLDS_LOWER = "thresholds_lower"
    OPERATIONS_READ = "operations_read"
    ORGANISATIONS_MANAGE = "organisations_manage"
    DATA_REQUESTS = "data_requests"
    CARDS_STOP = "cards_stop"


_ADMIN, _RECRUITER, _TUTOR = Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER, Role.IN_COMPANY_TUTOR
_COUNSELLOR, _COORDINATOR = Role.JOB_COUNSELLOR, Role.COORDINATOR
_P = Permission


def _roles(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_TEAM = _roles(
    _COUNSELLOR, Role.PSYCHOLOGIST, Role.HEALTH_OPERATOR, Role.DISTRICT_SOCIAL_WORKER, Role.EDUCATOR, Role.LAWYER,
    Role.INTERCULTURAL_MEDIATOR, Role.REFERRING_SOCIAL_WORKER, Role.EMPLOYMENT_CENTRE_OPERATOR, Role.COACH,
    Role.PEER_SUPPORTER,
)  # fmt: skip

GRANTS: dict[Permission, frozenset[Role]] = {
    _P.COMPANY_READ: _roles(_ADMIN, _RECRUITER),
    _P.COMPANY_EDIT: _roles(_ADMIN),
    _P.WORKFORCE_READ: _roles(_ADMIN),
    _P.WORKFORCE_EDIT: _roles(_ADMIN),
    # of a service: whoever follows the company (employers/companies/reading.py narrows it to those)
    _P.OBLIGATIONS_READ: _roles(_ADMIN, _RECRUITER, _COUNSELLOR, Role.ACCOUNT_HOLDER),
    _P.SCENARIOS_EDIT: _roles(_ADMIN, _RECRUITER),
    _P.MEASURES_EDIT: _roles(_ADMIN),
    # it holds tax codes and percentages: nobody else of the company, nobody of a service
    _P.PROSPETTO_INFORMATIVO_EDIT: _roles(_ADMIN),
    _P.COMMITMENTS_READ: _roles(_ADMIN, _RECRUITER),
    _P.COMMITMENTS_EDIT: _roles(_ADMIN),
    _P.ACCOMMODATIONS_KEEP: _roles(_ADMIN),
    _P.VACANCY_READ: _roles(_ADMIN, _RECRUITER),
    _P.VACANCY_EDIT: _roles(_ADMIN, _RECRUITER),
    _P.CARDS_SEARCH: _roles(_ADMIN, _RECRUITER),
    _P.COMPANIES_READ: _roles(_COUNSELLOR, _COORDINATOR, Role.ACCOUNT_HOLDER),
    _P.COMPANIES_VERIFY: _roles(_COORDINATOR),
    # whoever has a column of the table part × role; the ground on each file narrows it (candidates/people/grounds.py)
    _P.PEOPLE_LIST: _TEAM | {_COORDINATOR},
    _P.PEOPLE_READ: _TEAM | {_COORDINATOR},
    _P.FILE_WRITE: _TEAM,
    _P.MANDATES: _TEAM,
    # who may answer for a case: of full ones the counsellor, of light ones the referring service
    _P.PEOPLE_EDIT: _roles(_COUNSELLOR, Role.REFERRING_SOCIAL_WORKER),
    _P.PEOPLE_IMPORT: _roles(_COUNSELLOR),
    _P.FAIRNESS_EDIT: _roles(_COUNSELLOR),
    # whoever writes levels (services.md §1); the sheet that names the rater narrows it
    _P.PEOPLE_RATE: _roles(
        _COUNSELLOR, Role.PSYCHOLOGIST, Role.EDUCATOR, Role.DISTRICT_SOCIAL_WORKER, Role.HEALTH_OPERATOR
    ),
    _P.ASSIGN: _roles(_COORDINATOR),
    _P.PROFILE_PUBLISH: _roles(_COUNSELLOR),
    # the second reader of a text, who learns not whose it is
    _P.TEXTS_READ: _roles(_COUNSELLOR, _COORDINATOR),
    _P.MATCHING_USE: _roles(_COUNSELLOR),
    _P.FAIRNESS_AUDIT: _roles(_COORDINATOR),
    _P.SERVICES_ASK: _roles(_ADMIN, _RECRUITER),
    # who organises or answers requests of companies; the queries narrow it to those of each
    _P.SERVICES_ANSWER: _roles(
        _COUNSELLOR,
        _COORDINATOR,
        Role.ACCOUNT_HOLDER,
        Role.LAWYER,
        Role.PSYCHOLOGIST,
        Role.EDUCATOR,
        Role.INTERCULTURAL_MEDIATOR,
    ),
    _P.PROPOSALS_READ: _roles(_ADMIN, _RECRUITER, _COUNSELLOR, _COORDINATOR),
    _P.PROPOSALS_ANSWER: _roles(_ADMIN, _RECRUITER),
    _P.PROPOSALS_LEAD: _roles(_COUNSELLOR),
    _P.CONTACT_REQUEST: _roles(_ADMIN, _RECRUITER),
    _P.PLANS_READ: _roles(_ADMIN, _RECRUITER, _TUTOR, _COUNSELLOR, _COORDINATOR),
    _P.PLANS_LEAD: _roles(_COUNSELLOR),
    _P.PLANS_SIGN_FOR_COMPANY: _roles(_ADMIN, _RECRUITER),
    _P.PLANS_KEEP: _roles(_TUTOR),
    # the coordinator reads codes and amounts, no names; a tutor none of it
    _P.INDEMNITIES_READ: _roles(_ADMIN, _RECRUITER, _COUNSELLOR, _COORDINATOR),
    _P.INDEMNITIES_RECORD: _roles(_ADMIN, _RECRUITER, _COUNSELLOR),
    _P.TUTOR_TRAINING: _roles(_TUTOR),
    _P.USERS_MANAGE: _roles(_ADMIN, _COORDINATOR, Role.PLATFORM_ADMINISTRATOR),
    _P.TERRITORY_READ: _roles(_COORDINATOR),
    _P.PARAMETERS_EDIT: _roles(_COORDINATOR),
    _P.AUDIT_READ: _roles(_COORDINATOR, Role.DATA_PROTECTION_OFFICER),
    _P.THRESHOLDS_RAISE: _roles(_COORDINATOR),
    _P.THRESHOLDS_LOWER: _roles(Role.DATA_PROTECTION_OFFICER),
    _P.OPERATIONS_READ: _roles(Role.PLATFORM_ADMINISTRATOR),
    _P.ORGANISATIONS_MANAGE: _roles(Role.PLATFORM_ADMINISTRATOR),
    _P.DATA_REQUESTS: _roles(Role.DATA_PROTECTION_OFFICER),
    _P.CARDS_STOP: _roles(Role.DATA_PROTECTION_OFFICER),
}


def allowed(viewer: Viewer, *permissions: Permission) -> bool:
    """Whether any role the viewer acts in opens any of these doors."""
    return any(GRANTS[permission] & viewer.roles for permission in permissions)


@dataclass(frozen=True, slots=True)
class Access:
    """What a route asks of who calls it."""

    word: str
    permissions: frozenset[Permission] = frozenset()

    def lets_in(self, viewer: Viewer | None) -> bool:
        if self.word in ("public", "link"):
            return True
        if viewer is None or self.word == "area":
            return False
        return self.word == "signed_in" or allowed(viewer, *self.permissions)


PUBLIC = Access("public")
"""Anyone, signed in or not."""

LINK = Access("link")
"""Whoever holds the single-use link; the handler checks the token."""

AREA = Access("area")
"""The person in her own area, whose session is of her own kind: no account opens it (the guard looks for it)."""

SIGNED_IN = Access("signed_in")
"""Anyone signed in, whatever the role: the own account, sign-out."""


def may(*permissions: Permission) -> Access:
    return Access("roles", frozenset(permissions))
