"""The register of the indemnities: of one plan, and of all those the viewer has a ground on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.foundation import db
from portal.kernel.parameters import Evidence
from portal.kernel.viewer import Viewer
from portal.tutoring.indemnities.vocabulary import Payer, usual_payer
from portal.tutoring.rules import Month, month_of
from portal.tutoring.vocabulary import PartyRole, PlanKind


@dataclass(frozen=True, slots=True)
class IndemnityRow:
    """Amounts in cents; ``paid_on`` None: not recorded yet."""

    plan_id: UUID
    code: str
    person_id: UUID
    company_name: str
    month: Month
    agreed: int
    base: int
    due: int
    counted: int
    done: int
    threshold: Fraction | None
    proportional: bool
    source: str
    evidence: Evidence
    settled: bool
    payer: Payer
    paid_on: date | None
    paid: int | None


_ROW = """
SELECT i.*, p.code, p.person, p.kind, coalesce(i.payer, p.payer) AS pays, o.name AS company_name
FROM plan_indemnity i JOIN plan p ON p.id = i.plan JOIN organisation o ON o.id = p.company
"""


def _row(row: Any) -> IndemnityRow:
    return IndemnityRow(
        row["plan"],
        row["code"],
        row["person"],
        row["company_name"],
        month_of(row["month"]),
        row["agreed"],
        row["base"],
        row["due"],
        row["counted"],
        row["done"],
        Fraction(row["threshold"]) if row["threshold"] else None,
        row["proportional"],
        row["source"],
        Evidence(row["evidence"]),
        row["settled"],
        Payer(row["pays"]) if row["pays"] else usual_payer(PlanKind(row["kind"])),
        row["paid_on"],
        row["paid"],
    )


async def of_plan(plan_id: UUID) -> list[IndemnityRow]:
    """Latest month first. The caller has shown the viewer's ground."""
    rows = await db.fetch(f"{_ROW} WHERE i.plan = $1 ORDER BY i.month DESC", plan_id)
    return [_row(row) for row in rows]


async def payer(plan_id: UUID, kind: PlanKind) -> Payer:
    chosen = await db.fetchval("SELECT payer FROM plan WHERE id = $1", plan_id)
    return Payer(chosen) if chosen else usual_payer(kind)


@dataclass(frozen=True, slots=True)
class Total:
    """Of the rows that were asked for, whatever the page: how many, due and paid in cents."""

    count: int
    due: int
    paid: int


_SERVICE = "p.service = $1 AND ($2::uuid[] IS NULL OR p.person = ANY($2))"
_COMPANY = (
    "p.company = $1 AND EXISTS (SELECT 1 FROM plan_party y WHERE y.plan = p.id AND y.account = $2"
    f" AND y.role = '{PartyRole.COMPANY.value}')"
)
_FILTER = "AND ($3::date IS NULL OR i.month = $3) AND (NOT $4 OR i.paid_on IS NULL)"


@dataclass(frozen=True, slots=True)
class Asked:
    """``people`` None: the whole service, for a coordinator. ``month`` None: every month."""

    month: Month | None
    unpaid: bool
    people: Sequence[UUID] | None = None


def _where(viewer: Viewer, asked: Asked) -> tuple[str, list[Any]]:
    first = asked.month.first if asked.month else None
    if viewer.for_company:
        return f"WHERE {_COMPANY} {_FILTER}", [
            viewer.organisation_id,
            viewer.account_id,
            first,
            asked.unpaid,
        ]
    people = list(asked.people) if asked.people is not None else None
    return f"WHERE {_SERVICE} {_FILTER}", [viewer.organisation_id, people, first, asked.unpaid]


async def total(viewer: Viewer, asked: Asked) -> Total:
    where, args = _where(viewer, asked)
    row = await db.fetchrow(
        "SELECT count(*) AS n, coalesce(sum(i.due), 0)::bigint AS due, coalesce(sum(i.paid), 0)::bigint AS paid"
        f" FROM plan_indemnity i JOIN plan p ON p.id = i.plan {where}",
        *args,
    )
    return Total(row["n"], row["due"], row["paid"]) if row is not None else Total(0, 0, 0)


async def register(viewer: Viewer, asked: Asked, *, limit: int, offset: int) -> list[IndemnityRow]:
    """Latest month first, then by the plan's code."""
    where, args = _where(viewer, asked)
    rows = await db.fetch(
        f"{_ROW} {where} ORDER BY i.month DESC, p.code LIMIT $5 OFFSET $6", *args, limit, offset
    )
    return [_row(row) for row in rows]
