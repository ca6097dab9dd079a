"""What a version of an individual project says: one aim with its action, drawn once for both worlds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from portal.candidates.projects.actions import Action, Aim, Content
from portal.candidates.projects.vocabulary import ActionKind, ProductArea
from portal.demo.chance import Chance
from portal.demo.world import words

REVIEW_AFTER = timedelta(days=85)
ACTION_AFTER = timedelta(days=60)
REDESIGN = "La persona ha chiesto di cambiare: riscriviamo il progetto con lei."
_AREAS = tuple(ProductArea)
_KINDS = (ActionKind.ORIENTATION, ActionKind.TRAINING, ActionKind.ACTIVE_SEARCH, ActionKind.SUPPORT)


def content(chance: Chance, holder: UUID, day: date, *, number: int) -> Content:
    """Version ``number`` of the day. The person does the action herself in one version of three."""
    action = Action(
        chance.choice(words.ACTIONS),
        chance.choice(_KINDS),
        day + ACTION_AFTER,
        None if chance.happens(1 / 3) else holder,
    )
    aim = Aim(chance.choice(words.AIMS), chance.choice(_AREAS), chance.choice(words.INDICATORS), (action,))
    return Content(
        wishes=chance.choice(words.WISHES),
        aims=(aim,),
        next_review_on=day + REVIEW_AFTER,
        situation=chance.choice(words.RESOURCES),
        starts_on=day,
        redesign_reason=REDESIGN if number > 1 else None,
    )
