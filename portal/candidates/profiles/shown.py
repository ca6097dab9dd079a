"""Writing what a scope shows: the difference between the cards that are and the cards computed, in one transaction.

Rows, history and the portal's own search index change together; a job carries the change to another engine, and
writes the index where so much changed that a transaction should not wait for it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from portal.candidates.events import CardWithdrawn
from portal.candidates.people.sealing import opened, seal
from portal.candidates.profiles.blind_profile import BlindCard, Values
from portal.candidates.profiles.gathering import ShownCard
from portal.candidates.profiles.search import Shown, cards_index, document
from portal.candidates.profiles.transitions import PROFILE, SYSTEM
from portal.candidates.profiles.vocabulary import CardField, ProfileState
from portal.foundation import clock, db, facts, search
from portal.foundation.ids import new_id, opaque_id
from portal.kernel.viewer import By

INDEXED_AT_ONCE = 3_000
"""More changed cards than these reach the index by the job that follows the release."""

_FIELDS = tuple(one.value for one in CardField)
_LABELS = (*_FIELDS, "families", "skills")


@dataclass(frozen=True, slots=True)
class Run:
    """One computation, as its row says it. ``now`` is one moment for all that it writes."""

    id: UUID
    scope: str
    kind: str
    k: int
    now: datetime
    epoch: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """By profile, what cards say in words, and the searchable copy of it."""

    texts: Mapping[UUID, str] = field(default_factory=dict)
    searchable: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)


def new_run(scope: str, kind: str, k: int, *, epoch: bool = False) -> Run:
    return Run(new_id(), scope, kind, k, clock.now(), epoch)


async def add_release(run: Run, *, published: int, waiting: int, indexed: bool, by: By) -> None:
    await db.execute(
        "INSERT INTO release (id, scope, kind, k, epoch, indexed, published, waiting, made_at, made_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        run.id,
        run.scope,
        run.kind,
        run.k,
        run.epoch,
        indexed,
        published,
        waiting,
        run.now,
        getattr(by, "word", "account"),
    )


@dataclass(slots=True)
class Difference:
    """What a run changes. ``fresh``: cards of profiles that had none; ``changed``: new looks of those that had."""

    fresh: list[Shown] = field(default_factory=list)
    changed: list[Shown] = field(default_factory=list)
    reworded: list[Shown] = field(default_factory=list)
    """Look the same; only the searchable copy of their text is another."""
    profile_of: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def written(self) -> list[Shown]:
        return [*self.fresh, *self.changed, *self.reworded]

    def take(self, profile_id: UUID, old: Shown | None, card: Shown) -> None:
        if old is None:
            self.fresh.append(card)
        elif old.look != card.look:
            self.changed.append(card)
        elif old.text_words != card.text_words:
            self.reworded.append(card)
        else:
            return
        self.profile_of[card.id] = profile_id


def difference(cards: Sequence[BlindCard], before: Mapping[UUID, ShownCard], words: Words) -> Difference:
    """Cards of profiles that have none any more are not told here: they go first (``take_away``)."""
    found = Difference()
    codes_of: dict[int, tuple[str | None, ...]] = {}
    for profile_id, labels, families, skills in cards:
        # everybody of a class has the very same labels
        codes = codes_of.get(id(labels))
        if codes is None:
            codes = codes_of[id(labels)] = tuple(labels.get(of) for of in CardField)
        old = before.get(profile_id)
        text, searchable = words.texts.get(profile_id), words.searchable.get(profile_id, ())
        if old is not None and old.card.look == (codes, families, skills, text):
            if old.card.text_words != searchable:
                found.take(
                    profile_id, old.card, Shown(old.card.id, codes, families, skills, text, searchable)
                )
            continue
        card_id = opaque_id() if old is None else old.card.id
        card = Shown(card_id, codes, families, skills, text, searchable)
        found.take(profile_id, None if old is None else old.card, card)
    return found


async def write(run: Run, found: Difference) -> None:
    """Makes the scope show what was computed; ``add_release`` has written its row."""
    await keep_looks([card.id for card in found.changed], run.now)
    await _change(found.changed, run, shown_from=run.now)
    await _change(found.reworded, run, shown_from=None)
    await _add(run, found)


async def write_index(cards: Collection[Shown]) -> None:
    """Nothing enters the index while every card is hidden: it fills again when that is lifted."""
    if cards and not await db.fetchval("SELECT EXISTS (SELECT 1 FROM card_stop WHERE lifted_at IS NULL)"):
        await search.engine().upsert(cards_index(), [document(card) for card in cards])


async def _add(run: Run, found: Difference) -> None:
    if found.fresh:
        await db.copy(
            "card",
            ("id", "profile", "scope", "release", "shown_from", *_LABELS, "text_sealed", "text_words"),
            # one after the other: the database writes the first while the next are put together
            (
                (
                    card.id,
                    found.profile_of[card.id],
                    run.scope,
                    run.id,
                    run.now,
                    *card.codes,
                    card.families,
                    card.skills,
                    seal(card.text, "card", "text_sealed", card.id),
                    card.text_words or None,
                )
                for card in found.fresh
            ),
        )


_KEEP = f"""
INSERT INTO card_history (profile, scope, shown_from, shown_until, {", ".join(_LABELS)}, text_sealed)
SELECT c.profile, c.scope, c.shown_from, $2, {", ".join(_LABELS)}, told.text_sealed
FROM card c LEFT JOIN unnest($3::uuid[], $4::bytea[]) AS told (id, text_sealed) ON told.id = c.id
WHERE c.id = ANY($1) ORDER BY c.id
"""


async def keep_looks(ids: Collection[UUID], until: datetime) -> None:
    """What these cards show becomes history: before they show something else, or go. Words are sealed anew for it."""
    if not ids:
        return
    rows = await db.fetch(
        "SELECT id, profile, text_sealed FROM card WHERE id = ANY($1) AND text_sealed IS NOT NULL", list(ids)
    )
    texts = {row["id"]: opened(row["text_sealed"], "card", "text_sealed", row["id"]) for row in rows}
    await db.execute(
        _KEEP,
        list(ids),
        until,
        list(texts),
        [seal(texts[row["id"]], "card_history", "text_sealed", row["profile"]) for row in rows],
    )


# Lists travel as one text each: PostgreSQL flattens an array of arrays.
_CHANGE = f"""
UPDATE card SET {", ".join(f"{name} = new.{name}" for name in _FIELDS)}, release = $1,
    shown_from = coalesce($2, card.shown_from),
    families = string_to_array(new.families, '|'), skills = string_to_array(new.skills, '|'),
    text_sealed = new.text_sealed, text_words = string_to_array(nullif(new.text_words, ''), '|')
FROM unnest($3::uuid[], $4::bytea[], $5::text[], {", ".join(f"${at}::text[]" for at in range(6, 6 + len(_LABELS)))})
    AS new (id, text_sealed, text_words, {", ".join(_LABELS)})
WHERE card.id = new.id
"""


async def _change(cards: Sequence[Shown], run: Run, *, shown_from: datetime | None) -> None:
    """``shown_from`` None: they go on showing what they showed."""
    if not cards:
        return
    await db.execute(
        _CHANGE,
        run.id,
        shown_from,
        [card.id for card in cards],
        [seal(card.text, "card", "text_sealed", card.id) for card in cards],
        ["|".join(card.text_words) for card in cards],
        *[[card.code(of) for card in cards] for of in CardField],
        ["|".join(card.families) for card in cards],
        ["|".join(card.skills) for card in cards],
    )


_ADMIT = """
UPDATE profile SET admitted_values = string_to_array(new.held, '|', ''), edited_on = NULL,
    admitted_skills = string_to_array(new.skills, '|'),
    state = CASE WHEN profile.state = $4 THEN $5 ELSE profile.state END,
    published_on = CASE WHEN profile.state = $4 THEN $6 ELSE profile.published_on END,
    version = profile.version + (profile.state = $4)::int
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, held, skills) WHERE profile.id = new.id
"""


async def admit(sources: Collection[tuple[UUID, Values, tuple[str, ...]]], on: date) -> None:
    """Keeps what this run read in the files, and publishes those that waited.

    Withdrawals are computed from what was kept, whatever the files say by then.
    """
    if not sources:
        return
    move = PROFILE.move("publish", ProfileState.WAITING, [SYSTEM])
    await db.execute(
        _ADMIT,
        [id for id, _, _ in sources],
        ["|".join([value or "" for value in values]) for _, values, _ in sources],
        ["|".join(skills) for _, _, skills in sources],
        ProfileState.WAITING.value,
        move.lands(ProfileState.WAITING).value,
        on,
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


async def take_away(cards: Iterable[ShownCard], *, by: By) -> None:
    """Deletes cards and takes them out of the index; what they showed becomes history."""
    gone = list(cards)
    if not gone:
        return
    ids = [one.card.id for one in gone]
    await keep_looks(ids, clock.now())
    await db.execute("DELETE FROM card WHERE id = ANY($1)", ids)
    await search.engine().delete(cards_index(), ids)
    for one in gone:
        await facts.record(
            CardWithdrawn(card_id=one.card.id, profile_id=one.profile_id, person_id=one.person_id), by=by
        )
