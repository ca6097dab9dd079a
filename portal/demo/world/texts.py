"""The few words of a profile: ready phrases, as regions of this size ask for."""

from __future__ import annotations

from portal.demo.chance import Chance
from portal.demo.world.models import Card
from portal.reference import professions
from portal.reference.free_text import phrases
from portal.reference.professions import MacroGroup

WITH_TEXT = 0.6
_ATTITUDES = tuple(one.code for one in phrases.entries() if one.group != "Che cosa sa fare")
_OF_WORK = {
    MacroGroup.OFFICE_AND_TECHNICAL: ("T44", "T45", "T46", "T47"),
    MacroGroup.SERVICES_AND_SALES: ("T39", "T40", "T41"),
    MacroGroup.MANUAL: ("T36", "T37", "T38", "T42"),
}


def text_of(card: Card) -> str | None:
    """Drawn from the card alone, so that a lived and a copied person say the same; None: some say nothing."""
    chance = Chance.of("profile text", card.id)
    if not chance.happens(WITH_TEXT):
        return None
    work = chance.choice(_OF_WORK[professions.macro_group(card.profession_code)])
    return phrases.text_of([work, *chance.sample(_ATTITUDES, 2)])
