"""Rows of profiles. Those handed in wait: the release of their region makes the cards, as it does every night."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.rules import add_months
from portal.candidates.people.actions import Contact
from portal.candidates.people.sealing import sealed
from portal.candidates.profiles.ending import EXPIRED
from portal.candidates.profiles.texts.vocabulary import TextState
from portal.candidates.profiles.vocabulary import ProfileState
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.loaded.batch import Batch
from portal.demo.world import texts
from portal.demo.world.models import Card
from portal.foundation import db
from portal.reference import municipalities, professions

COLUMNS = {
    "profile": "id person state profession_code region_code submitted_by waiting_since published_on expires_on "
    "ended_on ended_why version",
    "profile_text": "id person state text_sealed rule_fired written_by written_at changed_at version",
    "card_history": "profile scope area profession families skills shown_from shown_until",
}
RELEASED_AFTER = timedelta(days=7)
"""How long a profile waits at most, where its region has k of them."""


def add(batch: Batch, chance: Chance, person_id: UUID, card: Card, contact: Contact, holder: UUID) -> None:
    region = municipalities.by_code(contact.comune_code).region
    state = ProfileState.WAITING if card.state is ProfileState.PUBLISHED else card.state
    submitted_on = card.submitted_on
    expires_on = None
    if submitted_on is not None:
        expires_on = add_months(submitted_on, figure("profile.expires_months", submitted_on))
    seen_on = None if submitted_on is None or card.ended_on is None else submitted_on + RELEASED_AFTER
    if seen_on is not None and card.ended_on is not None and seen_on >= card.ended_on:
        seen_on = None
    why = None
    if card.ended_on is not None:
        why = card.ended_why.value if card.ended_why else EXPIRED
    batch.add(
        "profile", card.id, person_id, state.value, card.profession_code, region,
        holder if submitted_on else None, submitted_on, seen_on, expires_on, card.ended_on, why,
        {ProfileState.DRAFT: 1, ProfileState.WAITING: 2}.get(state, 4),
    )  # fmt: skip
    text = texts.text_of(card)
    if text is not None:
        id, written_at = chance.id(card.prepared_on), at(card.prepared_on, 12.1)
        batch.add(
            "profile_text", id, person_id, TextState.CLEAR.value, sealed(text, "profile_text", "text_sealed", id),
            False, holder, written_at, written_at, 1,
        )  # fmt: skip
    if seen_on is not None and card.ended_on is not None:
        group = professions.macro_group(card.profession_code).value
        moments = at(seen_on, 3.0), at(card.ended_on, 15.0)
        batch.add("card_history", card.id, region, region, group, [], [], *moments)


async def date_the_published() -> None:
    """The release was made now, but most of its cards have been out for long."""
    await db.execute(
        "UPDATE profile SET published_on = least(published_on, waiting_since + 7) WHERE state = $1",
        ProfileState.PUBLISHED.value,
    )
