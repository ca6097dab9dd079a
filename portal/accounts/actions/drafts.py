"""Words typed in a form that belongs to no file yet: kept sealed for a week, read by who typed them and nobody else."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from portal.accounts.vocabulary import DraftForm
from portal.foundation import clock, crypto, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

KEPT_FOR = timedelta(days=7)
MOST_LETTERS = 20_000
_NEVER = frozenset({"_csrf_token", "once", "version"})
"""What belongs to the page that was drawn, not to the words typed in it."""

Typed = dict[str, list[str]]


def _own(by: Viewer) -> UUID:
    if by.organisation_id is None:
        raise NotThere
    return by.organisation_id


async def keep_draft(form: DraftForm, typed: Mapping[str, Sequence[str]], *, by: Viewer) -> None:
    """Replaces the last one. An empty form keeps nothing."""
    organisation_id = _own(by)
    fields = {name: list(values) for name, values in typed.items() if name not in _NEVER}
    if sum(len(value) for values in fields.values() for value in values) > MOST_LETTERS:
        raise Refused("Il testo è troppo lungo per la bozza. Salva la pagina.")
    async with db.unit_of_work():
        if not any(value.strip() for values in fields.values() for value in values):
            await forget_draft(form, by=by)
            return
        await db.lock(f"draft {by.account_id} {organisation_id} {form}")
        id = await db.fetchval(
            "SELECT id FROM account_draft WHERE account = $1 AND organisation = $2 AND form = $3",
            by.account_id,
            organisation_id,
            form.value,
        ) or new_id()  # fmt: skip
        now = clock.now()
        await db.execute(
            "INSERT INTO account_draft (id, account, organisation, form, typed_sealed, saved_at, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account, organisation, form)"
            " DO UPDATE SET typed_sealed = $5, saved_at = $6, expires_at = $7",
            id,
            by.account_id,
            organisation_id,
            form.value,
            crypto.seal(msgspec.json.encode(fields), table="account_draft", column="typed_sealed", row=id),
            now,
            now + KEPT_FOR,
        )


async def kept_draft(form: DraftForm, *, by: Viewer) -> Typed | None:
    """What she typed last; None when there is nothing, or it is too old."""
    row = await db.fetchrow(
        "SELECT id, typed_sealed FROM account_draft"
        " WHERE account = $1 AND organisation = $2 AND form = $3 AND expires_at > $4",
        by.account_id,
        _own(by),
        form.value,
        clock.now(),
    )
    return None if row is None else _opened(row["id"], row["typed_sealed"])


def _opened(id: UUID, sealed: bytes) -> Typed:
    raw = crypto.open_bytes(sealed, table="account_draft", column="typed_sealed", row=id)
    return msgspec.json.decode(raw, type=Typed)


async def forget_draft(form: DraftForm, *, by: Viewer) -> None:
    """Whoever accepts the form drops its draft."""
    await db.execute(
        "DELETE FROM account_draft WHERE account = $1 AND organisation = $2 AND form = $3",
        by.account_id,
        _own(by),
        form.value,
    )


async def forget_drafts_naming(*names: str) -> int:
    """Drafts that hold all of these words, whoever typed them: a person who is erased leaves none behind."""
    wanted = [name.casefold() for name in names]
    rows = await db.fetch("SELECT id, typed_sealed FROM account_draft")
    doomed = []
    for row in rows:
        fields = _opened(row["id"], row["typed_sealed"])
        said = " ".join(value for values in fields.values() for value in values).casefold()
        if all(name in said for name in wanted):
            doomed.append(row["id"])
    return db.affected(await db.execute("DELETE FROM account_draft WHERE id = ANY($1::uuid[])", doomed))


async def forget_expired() -> int:
    """Rows gone, for the night."""
    return db.affected(await db.execute("DELETE FROM account_draft WHERE expires_at <= $1", clock.now()))
