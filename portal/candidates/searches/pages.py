"""What the templates of saved searches receive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.profiles.asking import PARAMETERS, Wanted
from portal.candidates.profiles.facets import words_of
from portal.candidates.searches.queries import Saved
from portal.candidates.searches.rules import BETWEEN_NEWS, KEPT_FOR, MOST_SAVED
from portal.foundation import clock


@dataclass(frozen=True, slots=True)
class Question:
    """A search in words: what was typed, and what was chosen."""

    words: str
    chosen: tuple[str, ...]

    @classmethod
    def of(cls, wanted: Wanted) -> "Question":
        return cls(
            wanted.words, tuple(words_of(name, code) for name in PARAMETERS for code in wanted.of(name))
        )

    @property
    def title(self) -> str:
        parts = ([f"«{self.words}»"] if self.words else []) + list(self.chosen)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class SavePage:
    question: Question
    hidden: tuple[tuple[str, str], ...]
    back_href: str


@dataclass(frozen=True, slots=True)
class SavedLine:
    id: UUID
    title: str
    saved_on: date
    told_on: date | None
    news: bool

    @property
    def href(self) -> str:
        return f"/saved-searches/{self.id}"


@dataclass(frozen=True, slots=True)
class SavedPage:
    rows: tuple[SavedLine, ...]
    most: int = MOST_SAVED
    days_between: int = BETWEEN_NEWS.days
    months_kept: int = KEPT_FOR.days // 30


def save_page(wanted: Wanted) -> SavePage:
    return SavePage(Question.of(wanted), tuple(wanted.pairs()), wanted.address())


def line(one: Saved) -> SavedLine:
    return SavedLine(
        one.id,
        Question.of(one.wanted).title or "Tutti i profili",
        clock.in_rome(one.saved_at).date(),
        one.told_on,
        one.news,
    )
