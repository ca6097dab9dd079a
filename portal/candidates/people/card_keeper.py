"""A card falls with the ground it stands on, in the same transaction.

Cards stand above the file and the case, and lower folders never look upward; so the folder of the cards hands
down its one function here, and whoever ends a ground (a consent, a phase, a region) calls it. Nothing may end
a ground while nobody listens: that is a fault, and it is refused.
"""

from typing import Protocol
from uuid import UUID

from portal.kernel.viewer import By


class CardKeeper(Protocol):
    async def __call__(self, person_id: UUID, *, why: str, by: By) -> None: ...


_keeper: CardKeeper | None = None


def keep_cards_with(keeper: CardKeeper) -> CardKeeper:
    """Decorator: the function that takes a person's card away."""
    global _keeper
    _keeper = keeper
    return keeper


async def ground_lost(person_id: UUID, *, why: str, by: By) -> None:
    """Takes the person's card away, if she has one. Only inside the transaction that ends the ground."""
    if _keeper is None:
        raise RuntimeError("no one keeps the cards: portal.candidates.profiles was not imported")
    await _keeper(person_id, why=why, by=by)
