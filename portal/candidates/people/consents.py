"""Consents: given, renewed, revoked. Silence is no; revoking takes the card away in the same transaction."""

from datetime import date
from uuid import UUID

from portal.candidates.events import ConsentGiven, ConsentRevoked
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.card_keeper import ground_lost
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import written_by
from portal.candidates.people.vocabulary import CONSENT_LABELS, CollectedHow, ConsentKind
from portal.foundation import clock, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Actor, By, Viewer

NOTICE_VERSION = "2026-11"
"""Of the notices in templates/candidates/people/_notice.html; a change of words is a new version."""

TAKES_THE_CARD = frozenset({ConsentKind.SERVICE, ConsentKind.PROFILE})


async def give(
    *,
    id: UUID,
    person_id: UUID,
    kind: ConsentKind,
    how: CollectedHow,
    on: date | None = None,
    expires_on: date | None = None,
    by: Viewer,
) -> UUID:
    """Records a yes. One that stands already is replaced by the new one; pressed twice it is recorded once."""
    async with db.unit_of_work():
        await written_by(person_id, Part.CONSENTS, by)
        given_on = sure_of_day(on, field="given_on")
        if expires_on is not None and expires_on <= clock.today():
            raise Refused("La scadenza del consenso deve essere nel futuro.", field="expires_on")
        if await db.fetchval("SELECT count(*) FROM consent WHERE id = $1", id):
            return id
        # One who gives holds back another who gives: the row of the person is the lock.
        await db.execute("SELECT 1 FROM person WHERE id = $1 FOR UPDATE", person_id)
        await db.execute(
            "UPDATE consent SET replaced_on = $3 WHERE person = $1 AND kind = $2"
            " AND revoked_on IS NULL AND replaced_on IS NULL",
            person_id,
            kind.value,
            clock.today(),
        )
        await db.execute(
            "INSERT INTO consent (id, person, kind, given_on, how, collected_by, notice_version, expires_on,"
            " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            person_id,
            kind.value,
            given_on,
            how.value,
            by.account_id,
            NOTICE_VERSION,
            expires_on,
            clock.now(),
        )
        await facts.record(ConsentGiven(person_id=person_id, kind=kind.value), by=by)
    return id


async def revoke(
    person_id: UUID, kind: ConsentKind, *, how: CollectedHow, on: date | None = None, by: Viewer
) -> None:
    """Records that the person took her yes back. Without a standing consent there is nothing to revoke."""
    async with db.unit_of_work():
        await written_by(person_id, Part.CONSENTS, by)
        await _revoke(person_id, kind, how=how, on=sure_of_day(on, field="revoked_on"), by=by)


async def take_back(person_id: UUID, kind: ConsentKind, *, by: Actor) -> None:
    """The person takes her yes back herself, in her own area: the caller has shown that it is she."""
    async with db.unit_of_work():
        await _revoke(person_id, kind, how=CollectedHow.LINK, on=clock.today(), by=by)


async def _revoke(person_id: UUID, kind: ConsentKind, *, how: CollectedHow, on: date, by: By) -> None:
    row = await db.fetchrow(
        "SELECT id, given_on FROM consent WHERE person = $1 AND kind = $2"
        " AND revoked_on IS NULL AND replaced_on IS NULL FOR UPDATE",
        person_id,
        kind.value,
    )
    if row is None:
        raise Refused(f"Il consenso «{CONSENT_LABELS[kind]}» non è in vigore: non c’è niente da ritirare.")
    if on < row["given_on"]:
        raise Refused("Il consenso è stato dato dopo questa data. Controlla il giorno.", field="revoked_on")
    await db.execute(
        "UPDATE consent SET revoked_on = $2, revoked_how = $3 WHERE id = $1", row["id"], on, how.value
    )
    if kind in TAKES_THE_CARD:
        await ground_lost(person_id, why="consent", by=by)
    await facts.record(ConsentRevoked(person_id=person_id, kind=kind.value), by=by)
