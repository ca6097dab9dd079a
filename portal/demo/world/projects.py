"""What a version of an individual project says: one aim with its action, drawn once for both worlds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.rules import due_on
from portal.candidates.projects.actions import Action, Aim, Content
from portal.candidates.projects.vocabulary import ActionKind, ProductArea
from portal.demo.chance import Chance
from portal.demo.world import words
from portal.demo.world.models import Life

REVIEW_AFTER = timedelta(days=85)
ACTION_AFTER = timedelta(days=60)
REDESIGN = "La persona ha chiesto di cambiare: riscriviamo il progetto con lei."
_AREAS = tuple(ProductArea)
_KINDS = (ActionKind.ORIENTATION, ActionKind.TRAINING, ActionKind.ACTIVE_SEARCH, ActionKind.SUPPORT)


def term_of(life: Life) -> date | None:
    """Nothing is due after the 24 months; None before she was admitted."""
    return None if life.admitted_on is None else due_on(life.admitted_on)


def content(chance: Chance, holder: UUID, day: date, *, number: int, until: date | None) -> Content:
    """Version ``number`` of the day. The person does the action herself in one version of three."""
    due = day + ACTION_AFTER
    action = Action(
        chance.choice(words.ACTIONS),
        chance.choice(_KINDS),
        due if until is None else max(day, min(due, until)),
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
