"""The register: who did what, when, to which kind of thing. Never the content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation.audit import Entry

ACTORS = {
    "system": "Il portale",
    "person": "La persona",
    "visitor": "Visitatore",
    "operator_command": "Comando",
}


@dataclass(frozen=True, slots=True)
class Row:
    at: datetime
    who: str
    what: str
    subject: str
    request_id: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    rows: list[Row]
    next_url: str | None


def register_page(entries: list[Entry], names: dict[UUID, str], per_page: int) -> RegisterPage:
    rows = [
        Row(
            entry.at,
            names.get(entry.account_id, "–") if entry.account_id else ACTORS.get(entry.actor, entry.actor),
            entry.what,
            f"{entry.subject_kind} {str(entry.subject_id)[-6:]}" if entry.subject_id else entry.subject_kind,
            entry.request_id or "–",
        )
        for entry in entries
    ]
    more = f"/register?before={entries[-1].id}" if len(entries) == per_page else None
    return RegisterPage(rows, more)
