"""What the person herself may know of her plans: with whom, in which state, who takes part."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import db
from portal.tutoring.vocabulary import KINDS, STATE_LABELS, PartyRole, PlanKind, PlanState


@dataclass(frozen=True, slots=True)
class Party:
    account_id: UUID
    role: PartyRole


@dataclass(frozen=True, slots=True)
class HerPlan:
    """``has_records``: papers, signatures or days in the register, which the law makes keep."""

    id: UUID
    code: str
    kind: PlanKind
    title: str
    company_id: UUID | None
    company_name: str
    service_id: UUID
    state: PlanState
    starts_on: date | None
    ends_on: date | None
    ended_on: date | None
    outcome: str | None
    parties: tuple[Party, ...]
    has_records: bool

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind].label

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def is_over(self) -> bool:
        return self.state in (PlanState.ENDED, PlanState.INTERRUPTED)

    @property
    def last_day(self) -> date | None:
        return self.ended_on or self.ends_on


_OF_PERSON = """
SELECT p.id, p.code, p.kind, p.title, p.company, coalesce(o.name, p.employer_name) AS company_name, p.service,
    p.state, p.starts_on, p.ends_on, u.ended_on, u.outcome,
    ARRAY(SELECT y.account || ' ' || y.role FROM plan_party y WHERE y.plan = p.id
        ORDER BY y.role, y.account) AS parties,
    EXISTS (SELECT 1 FROM attendance a WHERE a.plan = p.id)
        OR EXISTS (SELECT 1 FROM plan_signature s WHERE s.plan = p.id)
        OR EXISTS (SELECT 1 FROM plan_document d WHERE d.plan = p.id) AS has_records
FROM plan p LEFT JOIN organisation o ON o.id = p.company LEFT JOIN plan_outcome u ON u.plan = p.id
WHERE p.person = $1 ORDER BY p.starts_on DESC NULLS FIRST, p.code
"""


async def of_person(person_id: UUID) -> list[HerPlan]:
    """Latest first."""
    rows = await db.fetch(_OF_PERSON, person_id)
    return [
        HerPlan(
            row["id"],
            row["code"],
            PlanKind(row["kind"]),
            row["title"],
            row["company"],
            row["company_name"],
            row["service"],
            PlanState(row["state"]),
            row["starts_on"],
            row["ends_on"],
            row["ended_on"],
            row["outcome"],
            tuple(_party(one) for one in row["parties"]),
            row["has_records"],
        )
        for row in rows
    ]


def _party(told: str) -> Party:
    account, role = told.split(" ")
    return Party(UUID(account), PartyRole(role))
