"""Cards as they were: what companies could see of a person, from when to when, and how many of them did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.profiles.pages import in_words
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class CardVersion:
    """``shown_until`` None: companies see it now."""

    facts: tuple[tuple[str, str], ...]
    shown_from: datetime
    shown_until: datetime | None


_COLUMNS = ", ".join(
    f"h.{name}" for name in (*(of.value for of in CardField), "families", "skills", "text_sealed")
)

_VERSIONS = f"""
SELECT {_COLUMNS}, h.profile, h.shown_from, NULL::timestamptz AS shown_until, h.id AS card
FROM card h JOIN profile p ON p.id = h.profile WHERE p.person = $1
UNION ALL
(SELECT {_COLUMNS}, h.profile, h.shown_from, h.shown_until, NULL
FROM card_history h JOIN profile p ON p.id = h.profile WHERE p.person = $1
ORDER BY h.shown_from DESC, h.id DESC)
"""


async def card_versions(person_id: UUID) -> list[CardVersion]:
    """Every version that was ever shown, latest first."""
    rows = await db.fetch(_VERSIONS, person_id)
    return [CardVersion(_facts(row), row["shown_from"], row["shown_until"]) for row in rows]


def _text(row: Any) -> str | None:
    """Sealed for the card while it shows, for the profile since."""
    if row["card"] is not None:
        return opened(row["text_sealed"], "card", "text_sealed", row["card"])
    return opened(row["text_sealed"], "card_history", "text_sealed", row["profile"])


def _facts(row: Any) -> tuple[tuple[str, str], ...]:
    """As the card said it: each field that showed, the skills, the text."""
    text = _text(row)
    card = in_words(
        Shown(
            row["profile"],
            tuple(row[of.value] for of in CardField),
            tuple(row["families"]),
            tuple(row["skills"]),
        )
    )
    skills = ("Competenze", ", ".join(card.skills) or "non indicate")
    return (*card.facts, skills, *((("Testo", text),) if text else ()))


async def companies_that_saw(person_id: UUID) -> int:
    """How many companies were shown the card that stands now, in the days for which that is kept."""
    return int(
        await db.fetchval(
            "SELECT count(DISTINCT v.company) FROM card_view v JOIN card c ON c.id = v.card"
            " JOIN profile p ON p.id = c.profile WHERE p.person = $1",
            person_id,
        )
    )
