"""The lists of plans."""

from dataclasses import dataclass
from uuid import UUID

from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages
from portal.tutoring.queries.lists import ListRow
from portal.tutoring.vocabulary import KINDS, STATE_LABELS, PlanKind, PlanState

TAGS: dict[PlanState, str] = {
    PlanState.DRAFTED: "neutral",
    PlanState.TO_SIGN: "warning",
    PlanState.READY: "info",
    PlanState.RUNNING: "ok",
    PlanState.SUSPENDED: "warning",
    PlanState.ENDED: "neutral",
    PlanState.INTERRUPTED: "error",
}


@dataclass(frozen=True, slots=True)
class Row:
    href: str | None
    title: str
    note: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlanList:
    heading: str
    lead: str
    empty: str
    rows: list[Row]
    pages: Pages
    unnamed: int
    leads: bool = False
    """The viewer may open a retention plan."""
    pays: bool = False
    """The viewer reads the register of the indemnities."""
    tutors: bool = False
    """The viewer may see who of the company is trained."""


def heading(kind: PlanKind, title: str) -> str:
    """«Tirocinio di inclusione: magazzino ricambi»"""
    inside = title[:1].lower() + title[1:] if title[1:2].islower() else title
    return f"{KINDS[kind].label}: {inside}"


def row(found: ListRow, names: dict[UUID, str], *, opens: bool = True) -> Row:
    parts = [found.code]
    if found.person_id in names:
        parts.append(names[found.person_id])
    parts.append(found.company_name)
    if found.starts_on and found.ends_on:
        parts.append(f"{date_it(found.starts_on, 'dal')} {date_it(found.ends_on, 'al')}")
    return Row(
        f"/plans/{found.id}" if opens else None,
        heading(found.kind, found.title),
        ", ".join(parts),
        STATE_LABELS[found.state],
        TAGS[found.state],
    )
