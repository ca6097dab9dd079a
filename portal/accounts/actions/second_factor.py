"""The second factor: a device confirmed by its code, recovery codes for the day it is lost."""

from dataclasses import dataclass
from uuid import UUID

from portal.accounts import totp
from portal.accounts.actions.entering import done, in_person, recovery_hash
from portal.accounts.actions.letters import notice
from portal.accounts.actions.limits import forgive, within
from portal.accounts.events import RecoveryCodesRenewed, SecondFactorEnabled, SignedIn
from portal.accounts.passwords import is_password
from portal.accounts.queries import people
from portal.accounts.vocabulary import CODE_BY_ACCOUNT, PASSWORD_BY_ACCOUNT, RECOVERY_CODES
from portal.foundation import audit, clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.foundation.web import sessions
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.viewer import OPERATOR_COMMAND, Actor, By, Viewer

WRONG_NEW_CODE = "Il codice non corrisponde. Controlla l’ora del telefono e scrivi il codice che vedi adesso."
WRONG_PASSWORD = "La password non è corretta."  # noqa: S105 - a sentence
BROKEN = "La pagina non è più valida. Ricaricala e inquadra il nuovo codice."


@dataclass(frozen=True, slots=True)
class Confirmed:
    token: str
    codes: tuple[str, ...]
    """Shown on this one page; the portal keeps their hashes."""


def sealed_secret(secret: str, account_id: UUID) -> str:
    """The secret travels in the page that shows it, so that nothing is saved before its code proves it."""
    return crypto.seal(secret, table="account", column="totp_offer", row=account_id).hex()


def offered_secret(sealed: str, account_id: UUID) -> str:
    """Raises Refused for what this portal did not offer to this account."""
    try:
        return crypto.open_(bytes.fromhex(sealed), table="account", column="totp_offer", row=account_id)
    except (ValueError, crypto.Tampered):
        raise Refused(BROKEN) from None


async def check_password(account_id: UUID, password: str, *, field: str = "password") -> None:
    """Asked again before what an unattended screen must not allow. Raises Refused."""
    await within(PASSWORD_BY_ACCOUNT, str(account_id))
    found = await people.credentials(account_id)
    if not await is_password(found.password_hash if found else None, password):
        raise Refused(WRONG_PASSWORD, field=field)
    await forgive(PASSWORD_BY_ACCOUNT, str(account_id))


async def confirm_device(
    *, session: SessionState, sealed: str, typed: str, password: str | None, by: Viewer | None
) -> Confirmed:
    """The device shows the right code: from now on it is asked at every sign-in.

    Taking the place of a device confirmed before needs the password and a finished sign-in (``by``).
    Other sessions of the person end. Raises Refused.
    """
    account_id = session.account_id
    if account_id is None:
        raise NotThere
    secret = offered_secret(sealed, account_id)
    found = await people.credentials(account_id)
    if found is None or found.disabled:
        raise NotThere
    if found.totp_secret is not None:
        if by is None:
            raise NotThere
        await check_password(account_id, password or "")
    await within(CODE_BY_ACCOUNT, str(account_id))
    step = totp.matching_step(secret, totp.normal_code(typed), at=clock.now(), after=None)
    if step is None:
        raise Refused(WRONG_NEW_CODE, field="code")
    who: By = by or in_person(account_id)
    async with db.unit_of_work():
        before = await people.credentials(account_id, lock=True)
        if before is None or before.totp_secret != found.totp_secret:
            raise Refused("Il secondo fattore è già stato attivato da un’altra pagina. Accedi di nuovo.")
        await db.execute(
            "UPDATE account SET totp_sealed = $2, totp_confirmed_at = $3, totp_last_step = $4 WHERE id = $1",
            account_id,
            crypto.seal(secret, table="account", column="totp_sealed", row=account_id),
            clock.now(),
            step,
        )
        codes = await _new_codes(account_id)
        await sessions.close_all(account_id)
        token = await sessions.open_session(account_id, session.organisation_id, done(session.data))
        await facts.record(SecondFactorEnabled(account_id=account_id), by=who)
        if by is None:
            await facts.record(SignedIn(account_id=account_id), by=who)
        if found.totp_secret is not None:
            await notice(found.email, "hai collegato un altro dispositivo per i codici di accesso")
    return Confirmed(token, codes)


async def renew_codes(*, password: str, by: Viewer) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones stop working. Raises Refused."""
    await check_password(by.account_id, password)
    async with db.unit_of_work():
        found = await people.credentials(by.account_id, lock=True)
        if found is None or found.totp_secret is None:
            raise Refused("Prima attiva il secondo fattore: i codici di recupero servono solo con quello.")
        codes = await _new_codes(by.account_id)
        await facts.record(RecoveryCodesRenewed(account_id=by.account_id), by=by)
        await notice(found.email, "hai creato nuovi codici di recupero")
    return codes


async def forget_device(account_id: UUID, *, by: Actor) -> None:
    """For who has lost phone and codes, by the operator's command: at the next sign-in another is confirmed.

    Every session of the person ends and she is told by mail. Raises NotThere, NotAllowed.
    """
    if by != OPERATOR_COMMAND:
        raise NotAllowed
    async with db.unit_of_work():
        found = await people.credentials(account_id, lock=True)
        if found is None or found.totp_secret is None:
            raise NotThere
        await db.execute(
            "UPDATE account SET totp_sealed = NULL, totp_confirmed_at = NULL WHERE id = $1", account_id
        )
        await db.execute("DELETE FROM recovery_code WHERE account = $1", account_id)
        await sessions.close_all(account_id)
        await audit.note("SecondFactorRemoved", by=by, subject_kind="account", subject_id=account_id)
        await notice(found.email, "il secondo fattore è stato tolto su richiesta")


async def _new_codes(account_id: UUID) -> tuple[str, ...]:
    codes = tuple(totp.new_recovery_code() for _ in range(RECOVERY_CODES))
    await db.execute("DELETE FROM recovery_code WHERE account = $1", account_id)
    await db.executemany(
        "INSERT INTO recovery_code (id, account, code_hash, created_at) VALUES ($1, $2, $3, $4)",
        [
            (new_id(), account_id, recovery_hash(account_id, totp.normal_code(code)), clock.now())
            for code in codes
        ],
    )
    return codes
