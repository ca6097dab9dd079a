"""The index of cards: card fields and the card's random id, nothing else.

What may be searched or narrowed by is what a card displays. A finer value implies its coarser ones, and a single
skill its family: both are said on the card. Whoever searches for a single skill also finds the cards that show only
its family, ranked after. Of a text, the words that are on k cards.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.profiles import card_words, search_words
from portal.candidates.profiles.vocabulary import CARD_FIELDS, CardField, Licence
from portal.foundation import db
from portal.foundation.search import Document, IndexSettings
from portal.reference import skills

FILTERS = (*(field.value for field in CardField), "families", "skills")
"""Fields of the index that narrow; the text of a card does not."""

_TEXTS = ("profession", "skills", "families", *(name for name in CARD_FIELDS if name not in
          ("profession", "skills", "families")))  # fmt: skip
"""In order of weight."""


@cache
def cards_index() -> IndexSettings:
    return IndexSettings(
        name="cards",
        text_fields=_TEXTS,
        filter_fields=FILTERS,
        synonyms=search_words.alike(),
        broader=search_words.broader(),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A card's fields as codes, and the id that only the server knows.

    ``codes``: one for each of ``CardField``, None where it is not shown. ``families``: shown without a single skill
    of theirs. ``text_words``: the searchable copy of the text.
    """

    id: UUID
    codes: tuple[str | None, ...] = (None,) * len(CardField)
    families: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    text: str | None = None
    text_words: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, id: UUID, families: tuple[str, ...] = (), skills: tuple[str, ...] = (), **codes: str
    ) -> "Shown":
        """``codes`` by the name of the field: ``area="03"``."""
        return cls(id, tuple(codes.get(of.value) for of in CardField), families, skills)

    def code(self, of: CardField) -> str | None:
        return self.codes[_PLACE[of]]

    @property
    def carried(self) -> tuple[str, ...]:
        """All its families: those shown, and those of the single skills."""
        family_of = card_words.family_of()
        return tuple(sorted({*self.families, *(family_of[code] for code in self.skills)}))

    @property
    def look(self) -> tuple[object, ...]:
        """All that companies see, to compare two states of a card."""
        return (self.codes, self.families, self.skills, self.text)


_PLACE = {of: place for place, of in enumerate(CardField)}

_SHOWN = ("id", *(of.value for of in CardField), "families", "skills", "text_sealed", "text_words")
COLUMNS = ", ".join(f"c.{name}" for name in _SHOWN)
"""SQL: of the card ``c``, what ``shown`` reads."""


_FIELDS_END = 1 + len(CardField)


def shown(row: Any) -> Shown:
    """A card from the first columns of a row, which are ``COLUMNS``."""
    cells = row if isinstance(row, tuple) else tuple(row)
    id, (families, single, sealed, text_words) = cells[0], cells[_FIELDS_END : len(_SHOWN)]
    text = None if sealed is None else opened(sealed, "card", "text_sealed", id)
    return Shown(
        id,
        cells[1:_FIELDS_END],
        tuple(families),
        tuple(single),
        text,
        tuple(text_words) if text_words else (),
    )


@cache
def _told(field: CardField, code: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a field may be narrowed by, and its words."""
    implied = card_words.implied(field, code) if code else ()
    # who looks for «patente B» does not look for «Senza patente B»
    said = () if code == Licence.NO else implied
    return implied, tuple(dict.fromkeys(card_words.words(field, one) for one in said))


def document(card: Shown) -> Document:
    text: dict[str, Sequence[str]] = {}
    filters: dict[str, Sequence[str]] = {}
    for field in CardField:
        filters[field.value], text[field.value] = _told(field, card.code(field))
    filters["families"], filters["skills"] = card.carried, card.skills
    # a family behind a single skill stands with it: only a family that is shown alone may be of any of its skills
    text["families"] = [
        *(skills.family(code).name for code in card.families),
        *(f"{skills.name(code)}, {skills.family_of(code).name}" for code in card.skills),
    ]
    text["skills"] = [skills.name(code) for code in card.skills]
    text["text"] = [" ".join(card.text_words)] if card.text_words else []
    return Document(id=card.id, text=text, filters=filters)


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
            f"SELECT {COLUMNS} {VISIBLE} AND ($1::uuid IS NULL OR c.id > $1) ORDER BY c.id LIMIT 5000", last
        )
        for row in rows:
            yield document(shown(row))
        if not rows:
            return
        last = rows[-1]["id"]


async def visible_ids() -> Sequence[UUID]:
    rows = await db.fetch(f"SELECT c.id {VISIBLE}")
    return [row["id"] for row in rows]
