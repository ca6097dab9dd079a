"""Writing what a scope shows: the difference between the cards that are and the cards computed, in one transaction.

Rows, history and the portal's own search index change together; a job carries the change to another engine.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.events import CardWithdrawn
from portal.candidates.profiles.blind_profile import BlindCard
from portal.candidates.profiles.search import Shown, cards_index, document
from portal.candidates.profiles.transitions import PROFILE, SYSTEM
from portal.candidates.profiles.vocabulary import ProfileState
from portal.foundation import clock, db, facts, search
from portal.foundation.ids import new_id, opaque_id
from portal.kernel.viewer import By


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as it stands, with the profile behind it."""

    card: Shown
    profile_id: UUID
    person_id: UUID


async def shown_in(scope: str) -> dict[UUID, ShownCard]:
    """The scope's cards by profile. Only under the scope's lock."""
    rows = await db.fetch(
        "SELECT c.id, c.profile, p.person, c.area, c.profession_group, c.families"
        " FROM card c JOIN profile p ON p.id = c.profile WHERE c.scope = $1",
        scope,
    )
    return {
        row["profile"]: ShownCard(
            Shown(row["id"], row["area"], row["profession_group"], tuple(row["families"])),
            row["profile"],
            row["person"],
        )
        for row in rows
    }


async def lock_scope(scope: str) -> None:
    """Who computes or changes the cards of a scope does so alone."""
    await db.lock(f"cards {scope}")


async def add_release(scope: str, kind: str, k: int, *, published: int, waiting: int, by: By) -> UUID:
    id = new_id()
    await db.execute(
        "INSERT INTO release (id, scope, kind, k, published, waiting, made_at, made_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        scope,
        kind,
        k,
        published,
        waiting,
        clock.now(),
        getattr(by, "word", "account"),
    )
    return id


async def write(
    scope: str, release_id: UUID, cards: Sequence[BlindCard], before: dict[UUID, ShownCard], on: date
) -> None:
    """Makes the scope show exactly ``cards``; cards of profiles that have none any more go first (``take_away``)."""
    changed: list[Shown] = []
    fresh: list[tuple[Shown, UUID]] = []
    changed_profiles: list[UUID] = []
    for card in cards:
        old = before.get(card.profile_id)
        if old is None:
            fresh.append((Shown(opaque_id(), scope, card.group, card.families), card.profile_id))
        elif (old.card.profession_group, old.card.families) != (card.group, card.families):
            changed.append(Shown(old.card.id, scope, card.group, card.families))
            changed_profiles.append(card.profile_id)
    await _change(changed, release_id)
    await _add(scope, fresh, release_id)
    await _close_history(changed_profiles)
    profile_of = {shown.id: profile for shown, profile in fresh} | {
        shown.id: profile for shown, profile in zip(changed, changed_profiles, strict=True)
    }
    written = [shown for shown, _ in fresh] + changed
    await _open_history(written, profile_of)
    await _publish([profile for _, profile in fresh], on)
    await search.engine().upsert(cards_index(), [document(shown) for shown in written])


def _columns(cards: Iterable[Shown]) -> tuple[list[UUID], list[str], list[str | None], list[str]]:
    rows = list(cards)
    # Families travel as one text each: PostgreSQL flattens an array of arrays.
    return (
        [one.id for one in rows],
        [one.area for one in rows],
        [one.profession_group for one in rows],
        ["|".join(one.families) for one in rows],
    )


_FAMILIES = "CASE WHEN new.families = '' THEN '{}'::text[] ELSE string_to_array(new.families, '|') END"


async def _change(cards: Sequence[Shown], release_id: UUID) -> None:
    if not cards:
        return
    await db.execute(
        f"UPDATE card SET profession_group = new.grp, families = {_FAMILIES}, release = $5"
        " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS new (id, area, grp, families)"
        " WHERE card.id = new.id",
        *_columns(cards),
        release_id,
    )


async def _add(scope: str, fresh: Sequence[tuple[Shown, UUID]], release_id: UUID) -> None:
    if not fresh:
        return
    await db.execute(
        "INSERT INTO card (id, profile, scope, area, profession_group, families, release)"
        f" SELECT new.id, new.profile, $6, new.area, new.grp, {_FAMILIES}, $7"
        " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[])"
        " AS new (id, area, grp, families, profile)",
        *_columns(shown for shown, _ in fresh),
        [profile for _, profile in fresh],
        scope,
        release_id,
    )


async def _close_history(profiles: Collection[UUID]) -> None:
    if profiles:
        await db.execute(
            "UPDATE card_history SET shown_until = $2 WHERE profile = ANY($1) AND shown_until IS NULL",
            list(profiles),
            clock.now(),
        )


async def _open_history(cards: Sequence[Shown], profile_of: dict[UUID, UUID]) -> None:
    if not cards:
        return
    await db.execute(
        "INSERT INTO card_history (profile, area, profession_group, families, shown_from)"
        f" SELECT new.profile, new.area, new.grp, {_FAMILIES}, $6"
        " FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[])"
        " AS new (id, area, grp, families, profile)",
        *_columns(cards),
        [profile_of[shown.id] for shown in cards],
        clock.now(),
    )


async def _publish(profiles: Sequence[UUID], on: date) -> None:
    if not profiles:
        return
    move = PROFILE.move("publish", ProfileState.WAITING, [SYSTEM])
    await db.execute(
        "UPDATE profile SET state = $2, published_on = $3, version = version + 1 WHERE id = ANY($1) AND state = $4",
        list(profiles),
        move.lands(ProfileState.WAITING).value,
        on,
        ProfileState.WAITING.value,
    )


async def hold(cards: Collection[ShownCard], *, by: By) -> None:
    """The scope is under k: these profiles wait again and their cards are gone."""
    if not cards:
        return
    move = PROFILE.move("hold", ProfileState.PUBLISHED, [SYSTEM])
    await db.execute(
        "UPDATE profile SET state = $2, version = version + 1 WHERE id = ANY($1) AND state = $3",
        [one.profile_id for one in cards],
        move.lands(ProfileState.PUBLISHED).value,
        ProfileState.PUBLISHED.value,
    )
    await take_away(cards, by=by)


async def take_away(cards: Collection[ShownCard], *, by: By) -> None:
    """Deletes cards, closes their history, takes them out of the index."""
    if not cards:
        return
    ids = [one.card.id for one in cards]
    await db.execute("DELETE FROM card WHERE id = ANY($1)", ids)
    await _close_history([one.profile_id for one in cards])
    await search.engine().delete(cards_index(), ids)
    for one in cards:
        await facts.record(
            CardWithdrawn(card_id=one.card.id, profile_id=one.profile_id, person_id=one.person_id), by=by
        )
