"""The proposal under lock, looked for only among what the viewer may move; and the one function that moves it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import NotThere
from portal.kernel.states import Transition
from portal.kernel.viewer import By, Viewer
from portal.matching import events
from portal.matching.rules import answer_due_on
from portal.matching.transitions import TRANSITIONS, Facts
from portal.matching.vocabulary import Actor, ProposalState


@dataclass(frozen=True, slots=True)
class Locked:
    id: UUID
    code: str
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    state: ProposalState
    state_since: datetime
    sintetico: bool

    def about(self) -> dict[str, UUID]:
        return {
            "proposal_id": self.id,
            "person_id": self.person_id,
            "vacancy_id": self.vacancy_id,
            "company_id": self.company_id,
        }


_COLUMNS = "p.id, p.code, p.person, p.vacancy, p.company, p.service, p.counsellor, p.state, p.state_since, p.sintetico"


def _locked(row: Any | None) -> Locked:
    if row is None:
        raise NotThere
    return Locked(
        row["id"],
        row["code"],
        row["person"],
        row["vacancy"],
        row["company"],
        row["service"],
        row["counsellor"],
        ProposalState(row["state"]),
        row["state_since"],
        row["sintetico"],
    )


async def for_company(proposal_id: UUID, by: Viewer) -> Locked:
    """Among those that name the viewer as a reader."""
    return _locked(
        await db.fetchrow(
            f"SELECT {_COLUMNS} FROM proposal p JOIN proposal_reader r ON r.proposal = p.id AND r.account = $3"
            " WHERE p.id = $1 AND p.company = $2 FOR UPDATE OF p",
            proposal_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def for_counsellor(proposal_id: UUID, by: Viewer) -> Locked:
    """Among those of people the viewer follows, as holder or as substitute."""
    row = _locked(
        await db.fetchrow(
            f"SELECT {_COLUMNS} FROM proposal p WHERE p.id = $1 AND p.service = $2 FOR UPDATE",
            proposal_id,
            by.organisation_id,
        )
    )
    if not await candidates.follows(row.person_id, by):
        raise NotThere
    return row


async def any_of(proposal_id: UUID) -> Locked:
    """For the person's link and for the portal's own jobs, which have already shown their ground."""
    return _locked(
        await db.fetchrow(f"SELECT {_COLUMNS} FROM proposal p WHERE p.id = $1 FOR UPDATE", proposal_id)
    )


async def gather(row: Locked, *, reason: str | None = None, vacancy_id: UUID | None = None) -> Facts:
    """What the needs of a move look at, read under the locks."""
    vacancy = await employers.vacancy(vacancy_id or row.vacancy_id)
    consent = await db.fetchval(
        "SELECT count(*) FROM disclosure_consent WHERE proposal = $1 AND revoked_at IS NULL AND expires_at > $2",
        row.id,
        clock.now(),
    )
    readers = await db.fetchval("SELECT count(*) FROM proposal_reader WHERE proposal = $1", row.id)
    return Facts(
        person_refusal=await candidates.may_be_proposed(row.person_id, clock.today()),
        vacancy_open=vacancy is not None and vacancy.is_open,
        places_left=vacancy.places_left if vacancy is not None else 0,
        consent_in_force=bool(consent),
        readers=readers,
        reason=reason,
    )


async def move(
    row: Locked,
    name: str,
    actor: Actor,
    given: Facts,
    *,
    by: By,
    reason: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
    extra: dict[str, Any] | None = None,
) -> Transition:
    """Ask the table, save, write the chronicle, record the fact. Raises Refused with the table's sentence."""
    transition = TRANSITIONS.move(name, row.state, [actor], given)
    state = transition.lands(row.state)
    moment = at or clock.now()
    changes: dict[str, Any] = {"state": state.value, "state_since": moment, **(extra or {})}
    if state is ProposalState.SENT:
        changes["answer_due_on"] = answer_due_on(clock.in_rome(moment).date())
    if state in TRANSITIONS.closed or state in (ProposalState.REFUSED, ProposalState.EXPIRED):
        changes["close_reason"] = reason
    names = list(changes)
    await db.execute(
        f"UPDATE proposal SET {', '.join(f'{n} = ${i + 2}' for i, n in enumerate(names))},"
        " version = version + 1 WHERE id = $1",
        row.id,
        *changes.values(),
    )
    await add_step(row.id, name, state, actor, by=by, reason=reason, note=note, at=moment)
    event = transition.then
    if event is None:
        raise RuntimeError(f"{name} has no event")
    more: dict[str, Any] = {}
    if event is events.ProposalAccepted:
        more["service_id"] = row.service_id
    if event in (events.ProposalRefused, events.ProposalWithdrawn):
        more["reason"] = reason or ""
    await facts.record(event(**row.about(), **more), by=by)
    return transition


async def add_step(
    proposal_id: UUID,
    name: str,
    state: ProposalState,
    actor: Actor,
    *,
    by: By,
    reason: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    sealed = None
    if note:
        # The row's own number is given by the database, so the note is bound to the proposal instead.
        sealed = crypto.seal(note, table="proposal_step", column="note_sealed", row=proposal_id)
    await db.execute(
        "INSERT INTO proposal_step (proposal, move, state, actor, account, reason, note_sealed, at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        proposal_id,
        name,
        state.value,
        actor.value,
        by.account_id,
        reason,
        sealed,
        at or clock.now(),
    )
