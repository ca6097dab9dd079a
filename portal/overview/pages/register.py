"""The register: who did what, when, to which kind of thing. Never the content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation.audit import Entry
from portal.overview.act_labels import ACT_LABELS, KIND_LABELS

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


def _subject(entry: Entry) -> str:
    """The kind of thing and the end of its id: enough to tell two apart, too little to find one."""
    kind = KIND_LABELS.get(entry.subject_kind, entry.subject_kind)
    return f"{kind} {str(entry.subject_id)[-6:]}" if entry.subject_id else kind


def register_page(entries: list[Entry], names: dict[UUID, str], per_page: int) -> RegisterPage:
    rows = [
        Row(
            entry.at,
            names.get(entry.account_id, "–") if entry.account_id else ACTORS.get(entry.actor, entry.actor),
            ACT_LABELS.get(entry.what, entry.what),
            _subject(entry),
            entry.request_id or "–",
        )
        for entry in entries
    ]
    more = f"/register?before={entries[-1].id}" if len(entries) == per_page else None
    return RegisterPage(rows, more)
