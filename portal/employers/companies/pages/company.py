"""The company's own pages, and those of whoever decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.queries.company import CompanyDetail, SiteRow
from portal.employers.companies.transitions import COMPANY
from portal.employers.companies.vocabulary import COMPANY_STATE_LABELS, CompanyState
from portal.foundation.clock import in_rome
from portal.kernel.viewer import Viewer
from portal.reference import municipalities

STATE_TAGS: dict[CompanyState, str] = {
    CompanyState.REGISTERED: "warning",
    CompanyState.VERIFIED: "ok",
    CompanyState.SUSPENDED: "error",
    CompanyState.ARCHIVED: "neutral",
}


@dataclass(frozen=True, slots=True)
class SiteLine:
    id: UUID
    name: str
    place: str
    head_office: bool
    workers: int


def site_line(row: SiteRow) -> SiteLine:
    return SiteLine(
        row.id, row.name, municipalities.by_code(row.comune_code).label, row.head_office, row.workers
    )


@dataclass(frozen=True, slots=True)
class CompanyHead:
    """What stands at the top of every page about a company."""

    id: UUID
    name: str
    tax_code: str
    pec: str
    place: str
    state: str
    tag: str
    since: date
    words: str | None
    waiting: bool


def head(detail: CompanyDetail) -> CompanyHead:
    return CompanyHead(
        detail.id,
        detail.name,
        detail.tax_code,
        detail.pec or "–",
        municipalities.by_code(detail.comune_code).label,
        COMPANY_STATE_LABELS[detail.state],
        STATE_TAGS[detail.state],
        in_rome(detail.state_since).date(),
        detail.state_words,
        detail.state is CompanyState.REGISTERED,
    )


@dataclass(frozen=True, slots=True)
class ProfilePage:
    company: CompanyHead
    may_edit: bool
    followers: Sequence[tuple[str, str]]
    """Who of the services follows the company: name, and for which service since when."""


@dataclass(frozen=True, slots=True)
class SitesPage:
    company: CompanyHead
    sites: Sequence[SiteLine]


@dataclass(frozen=True, slots=True)
class SitePage:
    """``id`` is None for a new one."""

    id: UUID | None
    title: str
    action: str
    removable: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision about a company, with what it means."""

    company: CompanyHead
    title: str
    lead: str
    action: str
    button: str
    kind: str


def decisions(detail: CompanyDetail, viewer: Viewer) -> list[tuple[str, str]]:
    """Labels and addresses of what the viewer may decide now."""
    paths = {
        "verify": "verification",
        "readmit": "verification",
        "suspend": "suspension",
        "archive": "archive",
    }
    return [
        (row.label, f"/companies/{detail.id}/{paths[row.name]}")
        for row in COMPANY.available(detail.state, viewer.roles)
    ]
