"""What the templates of the caseload and of the assignments receive."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases import queries
from portal.candidates.cases.queries import CaseloadRow, HolderLoad
from portal.candidates.cases.team.queries import TeamPerson
from portal.candidates.cases.vocabulary import (
    CASE_STATE_LABELS,
    SUBSTITUTION_REASON_LABELS,
    CaseState,
    SubstitutionReason,
)
from portal.candidates.people.file_access import COLUMN_OF_ROLE
from portal.foundation.web.italian import date_it, join_it, plural
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import ROLE_LABELS, Role
from portal.kernel.viewer import Viewer
from portal.reference import municipalities

STATE_TAGS: dict[CaseState, str] = {
    CaseState.DEVELOPMENT: "ok",
    CaseState.DISMISSED: "neutral",
    CaseState.NOT_ADMITTED: "neutral",
    CaseState.SUSPENDED: "warning",
    CaseState.HANDED_OVER: "neutral",
    CaseState.WITHDRAWN: "neutral",
}
"""How a state is tinted; phases that are not here are «info»."""


def state_tag(state: CaseState) -> tuple[str, str]:
    return STATE_TAGS.get(state, "info"), CASE_STATE_LABELS[state]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """``last_contact`` and ``holder``: one or the other, as the viewer's column asks."""

    href: str
    name: str
    comune: str
    state: str
    kind: str
    since: date
    due_on: date | None
    last_contact: date | None
    holder: str
    assign_href: str | None


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    lines: list[PersonLine]
    pages: Pages
    words: str
    closed: bool
    excerpt: bool
    may_open: bool
    is_fragment: bool
    team: list["TeamLine"]
    may_import: bool
    team_only: bool = False

    @property
    def count_words(self) -> str:
        return plural(self.pages.total, "persona", "persone")

    @property
    def empty(self) -> str:
        if self.words:
            return "Nessuna persona con questo nome."
        return "Nessun caso chiuso negli ultimi 12 mesi." if self.closed else "Nessuna persona assegnata."


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A person in whose team the viewer works; ``note``: in which role, until when."""

    href: str
    name: str
    note: str
    state: str
    kind: str


def team_line(row: TeamPerson) -> TeamLine:
    kind, label = state_tag(CaseState(row.state))
    until = f" Incarico fino {date_it(row.until, 'al')}." if row.until else ""
    note = f"{ROLE_LABELS[row.role]}. Segue il caso {row.holder}.{until}"
    return TeamLine(f"/people/{row.person_id}", row.name, note, label, kind)


def person_line(row: CaseloadRow, *, assigns: bool = False) -> PersonLine:
    kind, label = state_tag(row.state)
    return PersonLine(
        f"/people/{row.person_id}",
        row.name,
        municipalities.name(row.comune_code),
        label,
        kind,
        row.state_since,
        row.due_on,
        row.last_contact,
        row.holder_name,
        f"/assignments/{row.person_id}" if assigns else None,
    )


@dataclass(frozen=True, slots=True)
class HolderLine:
    """``gone``: no longer a counsellor of the service, so the cases are to be given to others."""

    name: str
    cases: int
    href: str
    gone: bool


@dataclass(frozen=True, slots=True)
class SubstitutionLine:
    words: str
    starts_on: date
    ends_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    lines: list[PersonLine]
    pages: Pages
    holders: list[HolderLine]
    chosen: HolderLine | None
    substitutions: list[SubstitutionLine]


async def counsellors(viewer: Viewer) -> list[tuple[str, str]]:
    """Choices of the service's counsellors; namesakes are told apart by their address."""
    if viewer.organisation_id is None:
        return []
    members = await accounts.members(viewer.organisation_id, role=Role.JOB_COUNSELLOR)
    # a referring service leads its light cases itself
    members = members or await accounts.members(viewer.organisation_id, role=Role.REFERRING_SOCIAL_WORKER)
    shared = Counter(one.name for one in members)
    return [
        (str(one.account_id), f"{one.name} ({one.email})" if shared[one.name] > 1 else one.name)
        for one in members
    ]


async def standing_in(viewer: Viewer) -> list[tuple[str, str]]:
    """Everybody of the service with a role of a team, who may be absent or stand in."""
    if viewer.organisation_id is None:
        return []
    roles: dict[tuple[UUID, str], list[str]] = {}
    for one in await accounts.members_with(list(COLUMN_OF_ROLE), viewer.organisation_id):
        roles.setdefault((one.account_id, one.name), []).append(ROLE_LABELS[one.role].lower())
    return [(str(id), f"{name}, {join_it(held)}") for (id, name), held in roles.items()]


def _holder_lines(loads: Sequence[HolderLoad], in_service: list[tuple[str, str]]) -> list[HolderLine]:
    cases = {str(one.holder_id): one for one in loads}
    lines = [
        HolderLine(
            name, cases[value].cases if value in cases else 0, f"/assignments?holder={value}", gone=False
        )
        for value, name in in_service
    ]
    known = {value for value, _ in in_service}
    gone = [
        HolderLine(one.name, one.cases, f"/assignments?holder={value}", gone=True)
        for value, one in cases.items()
        if value not in known
    ]
    return gone + lines


async def assignments(viewer: Viewer, rows: Sequence[CaseloadRow], pages: Pages) -> AssignmentsPage:
    loads = await queries.holder_loads(viewer)
    holders = _holder_lines(loads, await counsellors(viewer))
    asked = dict(pages.query).get("holder")
    return AssignmentsPage(
        [person_line(row, assigns=True) for row in rows],
        pages,
        holders,
        next((one for one in holders if one.href == f"/assignments?holder={asked}"), None),
        [
            SubstitutionLine(
                f"{one.substitute} al posto di {one.holder}",
                one.starts_on,
                one.ends_on,
                SUBSTITUTION_REASON_LABELS[SubstitutionReason(one.reason)],
            )
            for one in await queries.substitutions(viewer)
        ],
    )


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    person_id: UUID
    name: str
    holder: str
    state: str

    @property
    def url(self) -> str:
        return f"/assignments/{self.person_id}"
