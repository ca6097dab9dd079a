"""Coming in and going out: password, code, another organisation, sign-out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.accounts import totp
from portal.accounts.actions.limits import forgive, within
from portal.accounts.events import SignedIn, SignedOutEverywhere
from portal.accounts.passwords import hash_password, is_outdated, is_password
from portal.accounts.queries import people
from portal.accounts.queries.people import Credentials, Seat
from portal.accounts.rules import normal_email
from portal.accounts.vocabulary import (
    CODE_BY_ACCOUNT,
    CODE_WITHIN,
    SIGN_IN_BY_ACCOUNT,
    SIGN_IN_BY_ADDRESS,
    Step,
)
from portal.foundation import audit, clock, crypto, db, facts
from portal.foundation.web import sessions
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import SECOND_FACTOR_ROLES
from portal.kernel.viewer import VISITOR, Actor, Viewer

WRONG = "E-mail o password non corrette. Controlla e riprova."
NO_SEAT = "Il tuo accesso non è collegato a nessuna organizzazione. Chiedi un nuovo invito a chi la gestisce."
WRONG_CODE = "Il codice non è corretto o è già stato usato. Aspetta il prossimo e riprova."
TOO_LATE = "È passato troppo tempo. Accedi di nuovo con e-mail e password."


@dataclass(frozen=True, slots=True)
class Entered:
    """A new session: the secret for its cookie, and the step that is still missing."""

    token: str
    step: Step
    organisation_id: UUID | None
    codes_left: int | None = None
    """Set when a recovery code was used."""


def in_person(account_id: UUID) -> Actor:
    """Somebody acting on the own account while not (yet) acting for an organisation."""
    return Actor("account_owner", account_id=account_id)


def step_for(seats: list[Seat], *, has_second_factor: bool) -> Step:
    """A second factor that is there is always asked; who has a role of a service must have one."""
    if has_second_factor:
        return Step.CODE
    needed = any(seat.roles & SECOND_FACTOR_ROLES for seat in seats)
    return Step.ENROL if needed else Step.NOT_NEEDED


async def sign_in(
    *, email: str, password: str, address: str, old: SessionState | None = None, go_on_to: str | None = None
) -> Entered:
    """A session for whoever knows the password. Raises Refused; unknown address and wrong password look alike.

    ``address`` is where the request comes from; ``old`` is the session it came with, which ends; ``go_on_to``
    is kept for after the code.
    """
    email = normal_email(email)
    await within(SIGN_IN_BY_ADDRESS, address)
    await within(SIGN_IN_BY_ACCOUNT, email)
    found = await people.credentials_by_email(email)
    fits = await is_password(found.password_hash if found else None, password)
    if found is None or not fits or found.disabled:
        await audit.note(
            "SignInFailed", by=VISITOR, subject_kind="account", subject_id=found.id if found else None
        )
        raise Refused(WRONG, field="password")
    await forgive(SIGN_IN_BY_ACCOUNT, email)
    if found.password_hash is not None and is_outdated(found.password_hash):
        renewed = await hash_password(password)
        await db.execute(
            "UPDATE account SET password_hash = $2 WHERE id = $1 AND password_hash = $3",
            found.id,
            renewed,
            found.password_hash,
        )
    return await enter(found, old=old, go_on_to=go_on_to)


async def enter(
    found: Credentials, *, old: SessionState | None, first: UUID | None = None, go_on_to: str | None = None
) -> Entered:
    """A new session for a person whose password or link was right. ``first``: the organisation to start in."""
    async with db.unit_of_work():
        seats = await people.seats(found.id)
        if not seats:
            raise Refused(NO_SEAT)
        seat = next((one for one in seats if one.organisation_id == first), seats[0])
        step = step_for(seats, has_second_factor=found.totp_secret is not None)
        if old is not None:
            await sessions.close(old.id_hash)
        data = {"second_factor": step.value}
        if go_on_to is not None and step is not Step.NOT_NEEDED:
            data["next"] = go_on_to
        token = await sessions.open_session(found.id, seat.organisation_id, data)
        if step is Step.NOT_NEEDED:
            await facts.record(SignedIn(account_id=found.id), by=in_person(found.id))
        return Entered(token, step, seat.organisation_id)


async def enter_code(session: SessionState, typed: str) -> Entered:
    """The second step: a code of the app, or one of the recovery codes, each valid once. Raises Refused."""
    account_id = session.account_id
    if account_id is None or session.data.get("second_factor") != Step.CODE:
        raise NotThere
    if clock.now() - session.created_at > CODE_WITHIN:
        raise Refused(TOO_LATE)
    await within(CODE_BY_ACCOUNT, str(account_id))
    async with db.unit_of_work():
        left = await use_code(account_id, typed)
        token = await sessions.rotate(
            session, organisation_id=session.organisation_id, data=done(session.data)
        )
        await facts.record(SignedIn(account_id=account_id), by=in_person(account_id))
    await forgive(CODE_BY_ACCOUNT, str(account_id))
    return Entered(token, Step.DONE, session.organisation_id, left)


def done(data: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in data.items() if name != "next"}
    return {**rest, "second_factor": Step.DONE.value}


async def use_code(account_id: UUID, typed: str) -> int | None:
    """Spends a code of the app (answers None) or a recovery code (answers how many are left). Raises Refused."""
    code = totp.normal_code(typed)
    if totp.is_one_time_code(code):
        await _use_one_time_code(account_id, code)
        return None
    used = await db.fetchval(
        "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND code_hash = $2 AND used_at IS NULL"
        " RETURNING id",
        account_id,
        recovery_hash(account_id, code),
        clock.now(),
    )
    if used is None:
        raise Refused(WRONG_CODE, field="code")
    await audit.note(
        "RecoveryCodeUsed", by=in_person(account_id), subject_kind="account", subject_id=account_id
    )
    return await people.codes_left(account_id)


async def _use_one_time_code(account_id: UUID, code: str) -> None:
    found = await people.credentials(account_id, lock=True)
    if found is None or found.totp_secret is None:
        raise Refused(WRONG_CODE, field="code")
    step = totp.matching_step(found.totp_secret, code, at=clock.now(), after=found.totp_last_step)
    if step is None:
        raise Refused(WRONG_CODE, field="code")
    await db.execute("UPDATE account SET totp_last_step = $2 WHERE id = $1", account_id, step)


def recovery_hash(account_id: UUID, code: str) -> bytes:
    """Keyed: fifty bits could be tried out by who holds a copy of the table."""
    return crypto.sign(f"recovery code:{account_id}", code)


async def act_for(organisation_id: UUID, *, session: SessionState) -> Entered:
    """«Agisci come»: the same person for another of her organisations, under a new session id. Raises NotThere."""
    if session.account_id is None:
        raise NotThere
    async with db.unit_of_work():
        seats = await people.seats(session.account_id)
        seat = next((one for one in seats if one.organisation_id == organisation_id), None)
        found = await people.credentials(session.account_id)
        if seat is None or found is None:
            raise NotThere
        step = Step(session.data["second_factor"])
        if step is Step.NOT_NEEDED:
            step = step_for([seat], has_second_factor=found.totp_secret is not None)
        token = await sessions.rotate(
            session, organisation_id=organisation_id, data={**session.data, "second_factor": step.value}
        )
        await audit.note(
            "ActsForOrganisation",
            by=in_person(session.account_id),
            subject_kind="organisation",
            subject_id=organisation_id,
        )
        return Entered(token, step, organisation_id)


async def sign_out(session: SessionState) -> None:
    await sessions.close(session.id_hash)


async def sign_out_everywhere(*, by: Viewer) -> int:
    """Ends every session of the person, this one included; answers how many."""
    async with db.unit_of_work():
        ended = await sessions.close_all(by.account_id)
        await facts.record(SignedOutEverywhere(account_id=by.account_id), by=by)
        return ended
