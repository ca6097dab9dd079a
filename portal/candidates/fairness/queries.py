"""Reads of the fairness attributes: for the page that corrects them, and for counts by group."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.candidates.people.sealing import opened_json
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Attributes:
    """None: not told."""

    sex: Sex | None = None
    citizenship: Citizenship | None = None
    disability: DisabilityMacroType | None = None


async def attributes_of(person_ids: Sequence[UUID]) -> dict[UUID, Attributes]:
    """Whoever has none is not in the answer. Callers publish counts by group only, never a row."""
    rows = await db.fetch(
        "SELECT id, person, attributes_sealed FROM fairness_attributes WHERE person = ANY($1)",
        list(person_ids),
    )
    return {row["person"]: _attributes(row["attributes_sealed"], row["id"]) for row in rows}


def _attributes(value: bytes, row_id: UUID) -> Attributes:
    kept = opened_json(value, "fairness_attributes", "attributes_sealed", row_id)
    return Attributes(
        Sex(kept["sex"]) if kept["sex"] else None,
        Citizenship(kept["citizenship"]) if kept["citizenship"] else None,
        DisabilityMacroType(kept["disability"]) if kept["disability"] else None,
    )
