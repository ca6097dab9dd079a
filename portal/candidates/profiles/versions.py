"""Cards as they were: what companies could see of a person, from when to when, and how many of them did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.candidates.profiles.pages import family_labels, group_label
from portal.foundation import db
from portal.reference import regions


@dataclass(frozen=True, slots=True)
class CardVersion:
    """``shown_until`` None: companies see it now."""

    facts: tuple[tuple[str, str], ...]
    shown_from: datetime
    shown_until: datetime | None


_WORDS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "area": ("Area", regions.name),
    "profession_group": ("Area professionale", group_label),
    "families": ("Competenze", lambda codes: ", ".join(family_labels(tuple(codes))) or "non indicate"),
}


async def card_versions(person_id: UUID) -> list[CardVersion]:
    """Every version that was ever shown, latest first."""
    rows = await db.fetch(
        f"SELECT {', '.join(f'h.{name}' for name in _WORDS)}, h.shown_from, h.shown_until"
        " FROM card_history h JOIN profile p ON p.id = h.profile WHERE p.person = $1"
        " ORDER BY h.shown_from DESC, h.id DESC",
        person_id,
    )
    return [
        CardVersion(
            tuple((label, say(row[name])) for name, (label, say) in _WORDS.items()),
            row["shown_from"],
            row["shown_until"],
        )
        for row in rows
    ]


async def companies_that_saw(person_id: UUID) -> int:
    """How many companies were shown the card that stands now, in the days for which that is kept."""
    return int(
        await db.fetchval(
            "SELECT count(DISTINCT v.company) FROM card_view v JOIN card c ON c.id = v.card"
            " JOIN profile p ON p.id = c.profile WHERE p.person = $1",
            person_id,
        )
    )
