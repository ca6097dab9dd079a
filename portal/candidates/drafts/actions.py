"""Keeping, reading and dropping a draft. Only who has a ground on the file, and each only her own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.draft_keeper import keep_drafts_with
from portal.candidates.people.grounds import ground_or_not_there
from portal.candidates.people.sealing import opened_json, seal_json
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

KEPT_FOR = timedelta(days=7)
MOST_LETTERS = 20_000
_NEVER = frozenset({"_csrf_token", "once", "version"})
"""What belongs to the page that was drawn, not to the words typed in it."""

Typed = dict[str, list[str]]
Ground = Callable[[UUID, Viewer], Awaitable[object]]

_grounds: dict[DraftForm, Ground] = {}


def opens_to(form: DraftForm, ground: Ground) -> None:
    """Of a form that others than the team fill too: what shows that somebody may, else raises NotThere."""
    _grounds[form] = ground


async def _sure_of_ground(person_id: UUID, form: DraftForm, by: Viewer) -> None:
    await _grounds.get(form, ground_or_not_there)(person_id, by)


def _name(form: DraftForm, place: str) -> str:
    return f"{form.value}-{place}" if place else form.value


async def keep(
    person_id: UUID, form: DraftForm, typed: Mapping[str, Sequence[str]], *, place: str = "", by: Viewer
) -> None:
    """Replaces the last one. An empty form keeps nothing. ``place``: which of several alike, such as a phase."""
    fields = {name: list(values) for name, values in typed.items() if name not in _NEVER}
    if sum(len(value) for values in fields.values() for value in values) > MOST_LETTERS:
        raise Refused("Il testo è troppo lungo per la bozza. Salva la pagina.")
    async with db.unit_of_work():
        await _sure_of_ground(person_id, form, by)
        if not any(value.strip() for values in fields.values() for value in values):
            await _drop(person_id, form, place, by)
            return
        name = _name(form, place)
        await db.lock(f"draft {by.account_id} {person_id} {name}")
        id = await db.fetchval(
            "SELECT id FROM draft WHERE account = $1 AND person = $2 AND form = $3",
            by.account_id, person_id, name,
        ) or new_id()  # fmt: skip
        now = clock.now()
        await db.execute(
            "INSERT INTO draft (id, person, account, form, typed_sealed, saved_at, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, person, form)"
            " DO UPDATE SET typed_sealed = $5, saved_at = $6, expires_at = $7",
            id, person_id, by.account_id, name, seal_json(fields, "draft", "typed_sealed", id), now,
            now + KEPT_FOR,
        )  # fmt: skip


async def kept(person_id: UUID, form: DraftForm, *, place: str = "", by: Viewer) -> Typed | None:
    """What she typed last; None when there is nothing, or it is too old."""
    await _sure_of_ground(person_id, form, by)
    row = await db.fetchrow(
        "SELECT id, typed_sealed FROM draft WHERE account = $1 AND person = $2 AND form = $3 AND expires_at > $4",
        by.account_id, person_id, _name(form, place), clock.now(),
    )  # fmt: skip
    if row is None:
        return None
    found: Typed = opened_json(row["typed_sealed"], "draft", "typed_sealed", row["id"])
    return found


async def drop(person_id: UUID, form: DraftForm, *, place: str = "", by: Viewer) -> None:
    """Whoever accepted the form drops its draft; who has lost the file by it (a case that closed) leaves nothing."""
    async with db.unit_of_work():
        await _drop(person_id, form, place, by)


async def _drop(person_id: UUID, form: DraftForm, place: str, by: Viewer) -> None:
    await db.execute(
        "DELETE FROM draft WHERE account = $1 AND person = $2 AND form = $3",
        by.account_id,
        person_id,
        _name(form, place),
    )


@keep_drafts_with
async def _forget(person_id: UUID, form: str, *, by: Viewer) -> None:
    await drop(person_id, DraftForm(form), by=by)


async def forget_expired() -> int:
    """Rows gone, for the night."""
    return db.affected(await db.execute("DELETE FROM draft WHERE expires_at <= $1", clock.now()))
