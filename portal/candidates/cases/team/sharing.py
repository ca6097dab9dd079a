"""Her agreements to share parts of her file with a service: given, replaced, taken back at once."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.candidates.cases.locking import held_case
from portal.candidates.cases.rules import add_months
from portal.candidates.cases.team.ending import stop_sharing
from portal.candidates.cases.team.rules import parts_problem
from portal.candidates.cases.vocabulary import Weight
from portal.candidates.events import SharingAgreed, SharingRevoked
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.consents import NOTICE_VERSION
from portal.candidates.people.file_access import Part
from portal.candidates.people.sealing import opened, sealed
from portal.candidates.people.vocabulary import CollectedHow
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Actor, By, Viewer

LONGEST = 24
"""Months: as long as a mandate may last."""


async def agree(
    *,
    id: UUID,
    person_id: UUID,
    recipient_id: UUID,
    purpose: str,
    parts: Collection[Part],
    how: CollectedHow,
    expires_on: date,
    on: date | None = None,
    by: Viewer,
) -> UUID:
    """The holder records her yes. One that stands for the same service is replaced; pressed twice it is one."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        if await db.fetchval("SELECT count(*) FROM sharing_consent WHERE id = $1", id):
            return id
        problem = parts_problem(parts, light=case.weight is Weight.LIGHT)
        if problem is not None:
            raise Refused(problem, field="parts")
        given_on = sure_of_day(on, field="given_on")
        _refuse_expiry(given_on, expires_on)
        if recipient_id == case.service_id:
            raise Refused("Questo servizio segue già il caso: non serve un accordo.", field="recipient")
        await _write(
            id, person_id, recipient_id, purpose, parts, how, given_on, expires_on, collected_by=by.account_id, by=by
        )  # fmt: skip
    return id


def _refuse_expiry(given_on: date, expires_on: date) -> None:
    if expires_on < clock.today():
        raise Refused("La scadenza dell’accordo deve essere nel futuro.", field="expires_on")
    if expires_on > add_months(given_on, LONGEST):
        raise Refused(f"Un accordo dura al massimo {LONGEST} mesi. Poi si può rinnovare.", field="expires_on")


async def agree_herself(person_id: UUID, case_service_id: UUID, *, by: Actor) -> UUID:
    """She says yes in her own area to a service that was invited: the caller has shown that it is she."""
    async with db.unit_of_work():
        row = await db.fetchrow(
            "SELECT v.id, v.organisation, v.purpose_sealed, v.parts, v.mandate_until FROM case_service v"
            " JOIN case_ c ON c.id = v.\"case\" WHERE v.id = $1 AND c.person = $2 AND v.position = 'further'"
            " AND v.state IN ('invited', 'active') FOR UPDATE OF v",
            case_service_id,
            person_id,
        )
        if row is None:
            raise NotThere
        id, today = new_id(), clock.today()
        purpose = opened(row["purpose_sealed"], "case_service", "purpose_sealed", row["id"]) or "–"
        parts = [Part(one) for one in row["parts"]]
        await _write(
            id, person_id, row["organisation"], purpose, parts, CollectedHow.LINK, today,
            max(today, row["mandate_until"]), collected_by=None, by=by,
        )  # fmt: skip
    return id


async def _write(
    id: UUID,
    person_id: UUID,
    recipient_id: UUID,
    purpose: str,
    parts: Collection[Part],
    how: CollectedHow,
    given_on: date,
    expires_on: date,
    *,
    collected_by: UUID | None,
    by: By,
) -> None:
    # One who gives holds back another who gives: the row of the person is the lock.
    await db.execute("SELECT 1 FROM person WHERE id = $1 FOR UPDATE", person_id)
    earlier = await db.fetchval(
        "UPDATE sharing_consent SET revoked_on = greatest($3, given_on) WHERE person = $1 AND recipient = $2"
        " AND revoked_on IS NULL RETURNING id",
        person_id,
        recipient_id,
        clock.today(),
    )
    await db.execute(
        "INSERT INTO sharing_consent (id, person, recipient, purpose_sealed, parts, notice_version, collected_by,"
        " collected_how, given_on, expires_on, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        person_id,
        recipient_id,
        sealed(purpose, "sharing_consent", "purpose_sealed", id),
        sorted(part.value for part in parts),
        NOTICE_VERSION,
        collected_by,
        how.value,
        given_on,
        expires_on,
        clock.now(),
    )
    if earlier is not None:
        await db.execute(
            "UPDATE case_service SET consent = $2 WHERE consent = $1 AND state = 'active'", earlier, id
        )
    await facts.record(SharingAgreed(person_id=person_id, consent_id=id, organisation_id=recipient_id), by=by)


async def revoke(
    person_id: UUID, consent_id: UUID, *, how: CollectedHow, on: date | None = None, by: Viewer
) -> None:
    """The holder records that she took it back: what that service reads closes at once."""
    async with db.unit_of_work():
        await held_case(person_id, by)
        await _revoke(person_id, consent_id, how=how, on=sure_of_day(on, field="revoked_on"), by=by)


async def take_back(person_id: UUID, consent_id: UUID, *, by: Actor) -> None:
    """She takes it back herself, in her own area: the caller has shown that it is she."""
    async with db.unit_of_work():
        await _revoke(person_id, consent_id, how=CollectedHow.LINK, on=clock.today(), by=by)


async def _revoke(person_id: UUID, consent_id: UUID, *, how: CollectedHow, on: date, by: By) -> None:
    row = await db.fetchrow(
        "SELECT recipient, given_on, revoked_on FROM sharing_consent WHERE id = $1 AND person = $2 FOR UPDATE",
        consent_id,
        person_id,
    )
    if row is None:
        raise NotThere
    if row["revoked_on"] is not None:
        raise Refused("Questo accordo non è più in vigore: non c’è niente da ritirare.")
    if on < row["given_on"]:
        raise Refused("L’accordo è stato dato dopo questa data. Controlla il giorno.", field="revoked_on")
    await db.execute(
        "UPDATE sharing_consent SET revoked_on = $2, revoked_how = $3 WHERE id = $1",
        consent_id,
        on,
        how.value,
    )
    await stop_sharing(person_id, row["recipient"], by=by)
    await facts.record(
        SharingRevoked(person_id=person_id, consent_id=consent_id, organisation_id=row["recipient"]), by=by
    )
