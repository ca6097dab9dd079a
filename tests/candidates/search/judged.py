"""Cards and everyday searches, judged by hand: whom each search must find, and whom it must not."""

from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField

HERE = Path(__file__).parent


class Judged(NamedTuple):
    typed: str
    found: frozenset[str]
    not_found: frozenset[str]


def _lines(name: str) -> list[str]:
    rows = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def _card(row: str) -> tuple[str, Shown]:
    name, _, rest = row.partition(": ")
    profession, families, skills, fields, words = [*(part.strip() for part in rest.split(";")), "", ""][:5]
    told = {"area": "LC", **dict(one.split("=") for one in fields.split())}
    if profession:
        told["profession"] = profession
    return name, Shown(
        uuid5(NAMESPACE_URL, f"https://carte.example/{name}"),
        tuple(told.get(of.value) for of in CardField),
        tuple(families.split()),
        tuple(skills.split()),
        text=None,
        text_words=tuple(words.split()),
    )


def _query(row: str) -> Judged:
    typed, found, not_found = (part.strip() for part in row.split("|"))
    return Judged(typed, frozenset(found.split()), frozenset(not_found.split()))


CARDS: dict[str, Shown] = dict(_card(row) for row in _lines("judged_cards.txt"))
NAMES: dict[UUID, str] = {card.id: name for name, card in CARDS.items()}
QUERIES: list[Judged] = [_query(row) for row in _lines("judged_queries.txt")]
