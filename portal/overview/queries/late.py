"""Proposals without an answer and plans with something overdue, by code and day: no names, no contents."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import clock, db


@dataclass(frozen=True, slots=True)
class LateRow:
    what: str
    code: str
    with_whom: str
    due_on: date


async def late(service_ids: list[UUID], limit: int = 100) -> list[LateRow]:
    rows = await db.fetch(
        "SELECT 'Proposta senza risposta' AS what, p.code, o.name AS with_whom, p.answer_due_on AS due_on"
        " FROM proposal p JOIN organisation o ON o.id = p.company WHERE p.service = ANY($1)"
        " AND p.state IN ('sent', 'opened', 'interview') AND p.answer_due_on < $2"
        " UNION ALL SELECT 'Verifica dopo la fine', p.code, coalesce(o.name, p.employer_name), f.due_on"
        " FROM follow_up f"
        " JOIN plan p ON p.id = f.plan LEFT JOIN organisation o ON o.id = p.company"
        " WHERE p.service = ANY($1) AND f.done_on IS NULL AND f.due_on < $2"
        " UNION ALL SELECT 'Percorso oltre la data di fine', p.code, coalesce(o.name, p.employer_name), p.ends_on"
        " FROM plan p LEFT JOIN organisation o ON o.id = p.company WHERE p.service = ANY($1)"
        " AND p.state IN ('running', 'suspended') AND p.ends_on < $2"
        " ORDER BY due_on, code LIMIT $3",
        service_ids,
        clock.today(),
        limit,
    )
    return [LateRow(**row) for row in rows]
