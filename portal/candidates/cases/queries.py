"""Reads of cases: the caseload, the service's assignments, and what keeps a case open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState, CommitmentKind
from portal.candidates.people.grounds import HOLDS
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference.text import fold


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    person_id: UUID
    name: str
    comune_code: str
    state: CaseState
    state_since: date
    due_on: date | None
    holder_id: UUID
    holder_name: str
    last_contact: date | None
    profile_state: str | None


@dataclass(frozen=True, slots=True)
class Caseload:
    rows: list[CaseloadRow]
    total: int


_CASELOAD = f"""
SELECT p.id, p.first_name || ' ' || p.last_name AS name, p.comune_code, c.state, c.state_since, c.due_on,
    c.holder, a.name AS holder_name, count(*) OVER () AS total,
    (SELECT max(i.held_on) FROM interview i WHERE i."case" = c.id AND i.state = 'closed') AS last_contact,
    (SELECT r.state FROM profile r WHERE r.person = p.id AND r.ended_on IS NULL) AS profile_state
FROM case_ c JOIN person p ON p.id = c.person JOIN account a ON a.id = c.holder
WHERE c.lead_service = $1 AND p.erased_at IS NULL
    AND ($2::boolean OR {HOLDS.format(account="$3", today="$4::date")})
    AND CASE WHEN $5::boolean THEN c.closed_on > $4::date - interval '12 months' ELSE c.closed_on IS NULL END
    AND ($6::text = '' OR p.sort_name LIKE $6 || '%' OR p.sort_name LIKE '% ' || $6 || '%')
    AND ($9::uuid IS NULL OR c.holder = $9)
ORDER BY p.sort_name, p.id
LIMIT $7 OFFSET $8
"""


def pattern(typed: str) -> str:
    """What was typed as the beginning of a name, its wildcards taken literally."""
    folded = fold(" ".join(typed.split()))
    return folded.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def caseload(
    viewer: Viewer,
    *,
    words: str = "",
    closed: bool = False,
    whole_service: bool = False,
    holder_id: UUID | None = None,
    limit: int,
    offset: int,
) -> Caseload:
    """The people a counsellor holds or stands in for; with ``whole_service``, a coordinator's excerpt of all.

    A coordinator who is no counsellor always reads the excerpt: no last contact, no profile.
    """
    if viewer.organisation_id is None:
        return Caseload([], 0)
    excerpt = whole_service and viewer.is_any(Role.COORDINATOR)
    rows = await db.fetch(
        _CASELOAD,
        viewer.organisation_id,
        excerpt,
        viewer.account_id,
        clock.today(),
        closed,
        pattern(words),
        limit,
        offset,
        holder_id,
    )
    return Caseload(
        [
            CaseloadRow(
                row["id"],
                row["name"],
                row["comune_code"],
                CaseState(row["state"]),
                row["state_since"],
                row["due_on"],
                row["holder"],
                row["holder_name"],
                None if excerpt else row["last_contact"],
                None if excerpt else row["profile_state"],
            )
            for row in rows
        ],
        rows[0]["total"] if rows else 0,
    )


@dataclass(frozen=True, slots=True)
class HolderLoad:
    holder_id: UUID
    name: str
    cases: int


async def holder_loads(viewer: Viewer) -> list[HolderLoad]:
    """Who holds open cases of the viewer's service, and how many."""
    rows = await db.fetch(
        "SELECT c.holder, a.name, count(*) AS cases FROM case_ c JOIN account a ON a.id = c.holder"
        " JOIN person p ON p.id = c.person WHERE c.lead_service = $1 AND c.closed_on IS NULL AND p.erased_at IS NULL"
        " GROUP BY c.holder, a.name ORDER BY a.name, c.holder",
        viewer.organisation_id,
    )
    return [HolderLoad(row["holder"], row["name"], row["cases"]) for row in rows]


@dataclass(frozen=True, slots=True)
class SubstitutionRow:
    id: UUID
    holder: str
    substitute: str
    starts_on: date
    ends_on: date
    reason: str


async def substitutions(viewer: Viewer) -> list[SubstitutionRow]:
    """Of the viewer's service, those not over yet, soonest first."""
    rows = await db.fetch(
        "SELECT s.id, h.name AS holder, t.name AS substitute, s.starts_on, s.ends_on, s.reason FROM substitution s"
        " JOIN account h ON h.id = s.holder JOIN account t ON t.id = s.substitute"
        " WHERE s.service = $1 AND s.ends_on >= $2 ORDER BY s.starts_on, s.id",
        viewer.organisation_id,
        clock.today(),
    )
    return [
        SubstitutionRow(
            row["id"], row["holder"], row["substitute"], row["starts_on"], row["ends_on"], row["reason"]
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    kind: CommitmentKind
    ref_id: UUID
    code: str


async def commitments(case_id: UUID) -> list[CommitmentRow]:
    """What keeps the case from closing, plans first."""
    rows = await db.fetch(
        'SELECT kind, ref_id, code FROM case_commitment WHERE "case" = $1 AND until IS NULL'
        " ORDER BY kind, committed_at",
        case_id,
    )
    return [CommitmentRow(CommitmentKind(row["kind"]), row["ref_id"], row["code"]) for row in rows]


async def holder_today(person_id: UUID) -> UUID | None:
    """Who answers for the person's latest case today: its holder, or who stands in."""
    today = clock.today()
    found: UUID | None = await db.fetchval(
        "SELECT coalesce((SELECT s.substitute FROM substitution s WHERE s.holder = c.holder"
        " AND s.service = c.lead_service AND $2 BETWEEN s.starts_on AND s.ends_on ORDER BY s.starts_on DESC LIMIT 1),"
        " c.holder) FROM case_ c WHERE c.person = $1 ORDER BY c.closed_on DESC NULLS FIRST, c.opened_on DESC LIMIT 1",
        person_id,
        today,
    )
    return found


@dataclass(frozen=True, slots=True)
class Holder:
    account_id: UUID
    service_id: UUID


async def holders_today(person_ids: Collection[UUID]) -> dict[UUID, Holder]:
    """``holder_today`` of many people with the service that leads, in one query; who has no case is left out."""
    rows = await db.fetch(
        "SELECT DISTINCT ON (c.person) c.person, c.lead_service,"
        " coalesce((SELECT s.substitute FROM substitution s WHERE s.holder = c.holder"
        " AND s.service = c.lead_service AND $2 BETWEEN s.starts_on AND s.ends_on ORDER BY s.starts_on DESC LIMIT 1),"
        " c.holder) AS holder FROM case_ c WHERE c.person = ANY($1)"
        " ORDER BY c.person, c.closed_on DESC NULLS FIRST, c.opened_on DESC",
        list(person_ids),
        clock.today(),
    )
    return {row["person"]: Holder(row["holder"], row["lead_service"]) for row in rows}


async def service_of(person_id: UUID) -> UUID | None:
    found: UUID | None = await db.fetchval(
        "SELECT lead_service FROM case_ WHERE person = $1 ORDER BY closed_on DESC NULLS FIRST, opened_on DESC LIMIT 1",
        person_id,
    )
    return found


async def state_of(case_id: UUID) -> CaseState:
    return CaseState(await db.fetchval("SELECT state FROM case_ WHERE id = $1", case_id))
