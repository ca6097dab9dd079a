"""The index of cards: card fields and the card's random id, nothing else.

What may be searched or narrowed by is what a card displays. Whoever searches for a single skill also finds the
cards that show only its family, ranked after.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from portal.candidates.profiles.vocabulary import GROUP_LABELS, HEALTH_PROXY_SKILLS
from portal.foundation import db
from portal.foundation.search import Document, IndexSettings, broader_of
from portal.reference import regions, skills, synonyms
from portal.reference.professions import MacroGroup
from portal.reference.text import words

_FIELDS = ("profession_group", "families", "area")


_MOST_FAMILIES = 2
"""A word that belongs to more families than this leads to none of them."""


def _skill_labels() -> dict[str, str]:
    """Each skill's label and the family a card may show instead; none that tells of a disability."""
    return {
        skill.name: skills.family(skill.family).name
        for skill in skills.entries()
        if skill.code not in HEALTH_PROXY_SKILLS
    }


def _broader() -> tuple[tuple[str, str], ...]:
    """What leads to a family: labels, their words, and whatever searchers call the same as words of a label."""
    labels = _skill_labels()
    words_of = {label: set(words(label)) for label in labels}
    pairs = dict.fromkeys(broader_of(labels, most_families=_MOST_FAMILIES))
    for group in synonyms.entries():
        families = {
            family
            for label, family in labels.items()
            if any(set(words(term)) <= words_of[label] for term in group.terms)
        }
        if len(families) <= _MOST_FAMILIES:
            pairs.update(dict.fromkeys((term, family) for term in group.terms for family in sorted(families)))
    return tuple(pairs)


@cache
def cards_index() -> IndexSettings:
    return IndexSettings(
        name="cards",
        text_fields=_FIELDS,
        filter_fields=_FIELDS,
        synonyms=tuple(group.terms for group in synonyms.entries()),
        broader=_broader(),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A card's fields as codes, and the id that only the server knows."""

    id: UUID
    area: str
    profession_group: str | None
    families: tuple[str, ...]


def document(card: Shown) -> Document:
    group = [card.profession_group] if card.profession_group else []
    return Document(
        id=card.id,
        text={
            "profession_group": [GROUP_LABELS[MacroGroup(code)] for code in group],
            "families": [skills.family(code).name for code in card.families],
            "area": [regions.name(card.area)],
        },
        filters={"profession_group": group, "families": list(card.families), "area": [card.area]},
    )


VISIBLE = """
FROM card c JOIN profile p ON p.id = c.profile AND p.state = 'published'
WHERE NOT EXISTS (SELECT 1 FROM scope s WHERE s.code = c.scope AND s.hidden_since IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM card_stop t WHERE t.lifted_at IS NULL)
"""
"""SQL: the cards that companies may see now. Every company-facing read goes through it."""


async def documents() -> AsyncIterator[Document]:
    """All that belong into the index now."""
    last: UUID | None = None
    while True:
        rows = await db.fetch(
            f"SELECT c.id, c.area, c.profession_group, c.families {VISIBLE}"
            " AND ($1::uuid IS NULL OR c.id > $1) ORDER BY c.id LIMIT 5000",
            last,
        )
        for row in rows:
            yield document(Shown(row["id"], row["area"], row["profession_group"], tuple(row["families"])))
        if not rows:
            return
        last = rows[-1]["id"]


async def visible_ids() -> Sequence[UUID]:
    rows = await db.fetch(f"SELECT c.id {VISIBLE}")
    return [row["id"] for row in rows]
