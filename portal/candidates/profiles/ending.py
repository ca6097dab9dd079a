"""The end of a profile: withdrawn or expired, and its card gone with it."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.events import ProfileExpired, ProfileWithdrawn
from portal.candidates.profiles.gathering import ShownCard
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.shown import take_away
from portal.candidates.profiles.transitions import PROFILE
from portal.candidates.profiles.vocabulary import WithdrawnWhy
from portal.foundation import clock, db, facts
from portal.kernel.viewer import By

EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Ending:
    """A profile, locked, that is to end."""

    id: UUID
    person_id: UUID
    state: str


async def end(profile: Ending, move: str, why: WithdrawnWhy | None, actor: str, *, by: By) -> bool:
    """Ends the profile and takes its card away; True when there was a card, so that the others must be coarsened.

    Only under the lock of the profile's scope. ``why`` None: it expired.
    """
    row = PROFILE.move(move, profile.state, [actor])
    card = await db.fetchval("SELECT id FROM card WHERE profile = $1", profile.id)
    if card is not None:
        await take_away([ShownCard(Shown(card), profile.id, profile.person_id)], by=by)
    await db.execute(
        "UPDATE profile SET state = $2, ended_on = $3, ended_why = $4, version = version + 1 WHERE id = $1",
        profile.id,
        row.target.value if row.target else profile.state,
        clock.today(),
        why.value if why else EXPIRED,
    )
    if why is None:
        await facts.record(ProfileExpired(profile_id=profile.id, person_id=profile.person_id), by=by)
    else:
        await facts.record(
            ProfileWithdrawn(profile_id=profile.id, person_id=profile.person_id, why=why.value), by=by
        )
    return card is not None
