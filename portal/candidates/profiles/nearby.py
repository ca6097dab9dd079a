"""What is shown when a search finds fewer cards than may be counted: those, and others near them.

A number under k is not said, so neither may the length of the list say it: the list goes on with cards that have
some of the words, or the same families of skills, or the same fields.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace

from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.search import Shown

LABELS = ("families", "skills")

Ask = Callable[[Wanted], Awaitable[tuple[int, Sequence[Shown]]]]
"""How many a question finds, and the first of them that still fit."""


async def near(asked: Wanted, few: Sequence[Shown], ask: Ask, k: int) -> list[Shown]:
    """Cards beside the ``few`` of the question, from the first wider question that k cards answer."""
    known = {card.id for card in few}
    for wider in _wider(asked, few):
        total, cards = await ask(wider)
        if total >= k:
            return [card for card in cards if card.id not in known]
    return []


def _wider(asked: Wanted, few: Sequence[Shown]) -> Iterator[Wanted]:
    fields = replace(asked.without(*LABELS), words="")
    families = tuple(sorted({family for card in few for family in card.carried}))
    if len(asked.words.split()) > 1:
        yield replace(asked, some=True)
    if families:
        yield replace(fields, chosen={**fields.chosen, "families": families})
    yield fields
