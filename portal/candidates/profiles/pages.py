"""What the templates of cards receive. A company's card is built from ``CARD_FIELDS`` alone."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.profiles import card_words
from portal.candidates.profiles.codes import card_code, spoken
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import (
    AREA_NOT_SHOWN,
    FIELD_LABELS,
    NOT_SHOWN,
    NOT_STATED,
    CardField,
)
from portal.foundation import clock
from portal.reference import skills


@dataclass(frozen=True, slots=True)
class CardInWords:
    """What a card says. ``facts``: label and words of its fields; ``details``: drawing and words beside the title."""

    title: str
    area: str
    details: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    skills: tuple[str, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class CardForCompany:
    """A card in words, as one company sees it."""

    code: str
    spoken: str
    words: CardInWords

    @property
    def title(self) -> str:
        return self.words.title

    @property
    def area(self) -> str:
        return self.words.area

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        return self.words.details

    @property
    def skills(self) -> tuple[str, ...]:
        return self.words.skills

    @property
    def text(self) -> str | None:
        return self.words.text

    @property
    def href(self) -> str:
        return f"/profiles/{self.code}"

    @property
    def contact_href(self) -> str:
        return f"/profiles/{self.code}/contact-requests/new"

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [("Profilo", self.spoken), *self.words.facts]


def in_words(card: Shown) -> CardInWords:
    told = {of: _told(of, card.code(of)) for of in CardField}
    return CardInWords(
        title=card_words.words(CardField.PROFESSION, profession)
        if (profession := card.code(CardField.PROFESSION))
        else NOT_SHOWN,
        area=told[CardField.AREA] or AREA_NOT_SHOWN,
        details=(
            ("it-map-marker", told[CardField.AREA] or AREA_NOT_SHOWN),
            *((drawing, words) for of, drawing in _BESIDE_THE_TITLE.items() if (words := told[of])),
        ),
        facts=tuple(
            (FIELD_LABELS[of], told[of] or NOT_STATED) for of in CardField if told[of] or of in _ALWAYS
        ),
        skills=label_words(card),
        text=card.text,
    )


_BESIDE_THE_TITLE = {
    CardField.WORKING_TIME: "it-clock",
    CardField.EXPERIENCE: "it-calendar",
    CardField.EDUCATION: "it-check-circle",
    CardField.LICENCE: "it-check-circle",
    CardField.AGE: "it-user",
    CardField.RESERVED_QUOTA: "it-check-circle",
}
"""With their drawing; area and profession have their own place."""

_ALWAYS = frozenset(CardField) - {CardField.AGE, CardField.RESERVED_QUOTA}
"""Said to be missing where they are; the others are off for everybody until somebody decides otherwise."""


def _told(of: CardField, code: str | None) -> str | None:
    """The words of a value with those it implies, the finest first: «Provincia di Lecco, Lombardia»."""
    if code is None:
        return None
    way = [card_words.words(of, one) for one in card_words.implied(of, code) if card_words.says_more(of, one)]
    if of in (CardField.AREA, CardField.PROFESSION):
        return ", ".join(reversed(way))
    return card_words.words(of, code)


def label_words(card: Shown) -> tuple[str, ...]:
    """The single skills, then the families that the card carries."""
    return (
        *(skills.name(code) for code in card.skills),
        *(skills.family(code).name.capitalize() for code in card.carried),
    )


def card_for(card: Shown, company_id: UUID) -> CardForCompany:
    code = card_code(card.id, company_id, clock.today())
    return CardForCompany(code, spoken(code), in_words(card))
