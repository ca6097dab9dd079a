"""Measures one by one; whoever calls has narrowed the company."""

from typing import Any
from uuid import UUID

import msgspec

from portal.employers.measures.queries.written import MEASURE
from portal.employers.measures.rules.written import WrittenMeasure
from portal.foundation import db
from portal.kernel.refusals import NotThere


async def measure(measure_id: UUID, company_id: UUID) -> WrittenMeasure:
    """Raises NotThere."""
    return _of(await db.fetchrow(f"{MEASURE} WHERE m.id = $1 AND m.company = $2", measure_id, company_id))


async def locked(measure_id: UUID, company_id: UUID) -> WrittenMeasure:
    """The same under lock. Raises NotThere."""
    return _of(
        await db.fetchrow(
            f"{MEASURE} WHERE m.id = $1 AND m.company = $2 FOR UPDATE OF m", measure_id, company_id
        )
    )


def _of(row: Any) -> WrittenMeasure:
    if row is None:
        raise NotThere
    known = {name: value for name, value in dict(row).items() if value is not None}
    return msgspec.convert(known, WrittenMeasure, strict=False)
