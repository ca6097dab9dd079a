"""Everything a company wrote of its measures and conventions, in one query."""

from collections.abc import Collection
from dataclasses import fields
from datetime import date
from uuid import UUID

import msgspec

from portal.employers.measures.rules.situations import situation_on
from portal.employers.measures.rules.written import Written, WrittenConvenzione, WrittenMeasure
from portal.employers.obligations.rules.situation import Situation
from portal.foundation import db

_MEASURE = ", ".join(f"m.{field.name}" for field in fields(WrittenMeasure))
_OF_CONVENZIONE = ", ".join(
    f"c.{field.name}"
    for field in fields(WrittenConvenzione)
    if field.name not in ("terms", "body_name", "body_tax_code", "commitments", "hires")
)
_COMMITMENTS = """
coalesce((SELECT json_agg(json_build_object('id', p.id, 'due_on', p.due_on, 'people', p.people) ORDER BY p.due_on)
    FROM convenzione_commitment p WHERE p.convenzione = c.id), '[]') AS commitments
"""
_HIRES = """
coalesce((SELECT json_agg(json_build_object('worker_id', w.id, 'starts_on', w.starts_on, 'ends_on', w.ends_on)
        ORDER BY w.starts_on, w.id)
    FROM convenzione_hire h JOIN worker w ON w.id = h.worker WHERE h.convenzione = c.id), '[]') AS hires
"""
CONVENZIONE = f"SELECT {_OF_CONVENZIONE}, {_COMMITMENTS}, {_HIRES} FROM convenzione c"
MEASURE = f"SELECT {_MEASURE} FROM measure m"

_ALL = f"""
SELECT k.id,
    (SELECT coalesce(json_agg(json_strip_nulls(row_to_json(x)) ORDER BY x.starts_on, x.id), '[]')
        FROM ({MEASURE} WHERE m.company = k.id) x)::text AS measures,
    (SELECT coalesce(json_agg(json_strip_nulls(row_to_json(x)) ORDER BY x.starts_on, x.id), '[]')
        FROM ({CONVENZIONE} WHERE c.company = k.id) x)::text AS conventions
FROM unnest($1::uuid[]) AS k (id)
"""


_MEASURES = msgspec.json.Decoder(tuple[WrittenMeasure, ...])
_CONVENTIONS = msgspec.json.Decoder(tuple[WrittenConvenzione, ...])


async def written_of(company_ids: Collection[UUID]) -> dict[UUID, Written]:
    """By company; one that wrote nothing has empty lists."""
    rows = await db.fetch(_ALL, list(company_ids))
    return {
        row["id"]: Written(_MEASURES.decode(row["measures"]), _CONVENTIONS.decode(row["conventions"]))
        for row in rows
    }


async def written(company_id: UUID) -> Written:
    return (await written_of([company_id]))[company_id]


async def situation_of(company_id: UUID, employer: Situation, on: date) -> Situation:
    """``employer`` with the measures and conventions of the day; one query."""
    return situation_on(employer, await written(company_id), on)
