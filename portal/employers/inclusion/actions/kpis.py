"""Indicators of a commitment: what is measured, what is aimed at, what was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions.locking import locked
from portal.employers.inclusion.rules.commitments import MOST_KPIS
from portal.foundation import audit, clock, db, ids
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class KpiDraft:
    name: str
    unit: str | None = None
    target: Decimal | None = None
    value: Decimal | None = None
    measured_on: date | None = None


async def write(commitment_id: UUID, drafts: Sequence[KpiDraft]) -> None:
    """Takes the place of those there were. Only inside the unit of work of a commitment under lock."""
    await db.execute("DELETE FROM commitment_kpi WHERE commitment = $1", commitment_id)
    await db.executemany(
        "INSERT INTO commitment_kpi (id, commitment, position, name, unit, target, value, measured_on)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            (ids.new_id(), commitment_id, place, one.name, one.unit, one.target, one.value, one.measured_on)
            for place, one in enumerate(drafts, 1)
        ],
    )


async def carry_over(commitment_id: UUID, next_id: UUID) -> None:
    """The next time is measured by the same, from nothing."""
    await db.execute(
        "INSERT INTO commitment_kpi (id, commitment, position, name, unit, target)"
        " SELECT gen_random_uuid(), $2, position, name, unit, target FROM commitment_kpi WHERE commitment = $1",
        commitment_id,
        next_id,
    )


async def save_kpis(commitment_id: UUID, drafts: Sequence[KpiDraft], *, by: Viewer) -> None:
    if len(drafts) > MOST_KPIS:
        raise Refused(f"Al massimo {MOST_KPIS} indicatori per un impegno.")
    for one in drafts:
        if one.measured_on is not None and one.measured_on > clock.today():
            raise Refused(f"«{one.name}»: la misura non può essere nel futuro.")
    async with db.unit_of_work():
        await locked(commitment_id, own_company(by))
        await write(commitment_id, drafts)
        await audit.note("KpisMeasured", by=by, subject_kind="commitment", subject_id=commitment_id)
