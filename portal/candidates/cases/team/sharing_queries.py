"""Reads of a person's agreements to share her file with a service."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.people.file_access import Part
from portal.candidates.people.sealing import opened
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class SharingRow:
    """An agreement of hers, with the service it is for."""

    id: UUID
    recipient_id: UUID
    recipient: str
    purpose: str
    parts: tuple[Part, ...]
    how: str
    given_on: date
    expires_on: date
    revoked_on: date | None
    notice_version: str

    def in_force(self, on: date) -> bool:
        return self.given_on <= on <= self.expires_on and self.revoked_on is None


async def sharing_of(person_id: UUID) -> list[SharingRow]:
    """Every agreement she ever gave, those that stand first, latest first."""
    rows = await db.fetch(
        "SELECT g.*, o.name FROM sharing_consent g JOIN organisation o ON o.id = g.recipient WHERE g.person = $1"
        " ORDER BY g.revoked_on IS NOT NULL, g.given_on DESC, g.recorded_at DESC, g.id",
        person_id,
    )
    return [
        SharingRow(
            row["id"],
            row["recipient"],
            row["name"],
            opened(row["purpose_sealed"], "sharing_consent", "purpose_sealed", row["id"]) or "–",
            tuple(Part(one) for one in row["parts"]),
            row["collected_how"],
            row["given_on"],
            row["expires_on"],
            row["revoked_on"],
            row["notice_version"],
        )
        for row in rows
    ]
