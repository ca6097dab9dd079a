"""A forgotten password, a new one, a changed one."""

import asyncio
import time
from uuid import UUID

from portal.accounts.actions import letters
from portal.accounts.actions.entering import in_person
from portal.accounts.actions.limits import forgive, within
from portal.accounts.actions.second_factor import check_password
from portal.accounts.events import PasswordChanged
from portal.accounts.passwords import hash_password
from portal.accounts.queries import invitations, people
from portal.accounts.rules import normal_email, password_problem
from portal.accounts.vocabulary import (
    RESET_BY_ACCOUNT,
    RESET_BY_ADDRESS,
    RESET_LASTS,
    SIGN_IN_BY_ACCOUNT,
)
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id, new_token
from portal.foundation.web import sessions
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

RESET_GONE = "Questo link è scaduto o è già stato usato. Chiedine uno nuovo."
ANSWERS_AFTER = 0.35
"""Seconds before the answer: with or without an account behind the address it takes as long."""


async def request_reset(*, email: str, address: str, base_url: str) -> None:
    """Sends a link when the address has an account with a password; says nothing either way.

    Raises Refused after too many requests, known address or not.
    """
    started = time.monotonic()
    email = normal_email(email)
    await within(RESET_BY_ADDRESS, address)
    await within(RESET_BY_ACCOUNT, email)
    async with db.unit_of_work():
        found = await people.credentials_by_email(email)
        if found is not None and not found.disabled and found.password_hash is not None:
            await _send_link(found.id, found.email, found.name, base_url)
    await asyncio.sleep(max(0.0, ANSWERS_AFTER - (time.monotonic() - started)))


async def _send_link(account_id: UUID, email: str, name: str, base_url: str) -> None:
    token, now = new_token(), clock.now()
    # An earlier link stops working: one address, one open link.
    await db.execute(
        "UPDATE password_reset SET expires_at = $2 WHERE account = $1 AND used_at IS NULL AND expires_at > $2",
        account_id,
        now,
    )
    await db.execute(
        "INSERT INTO password_reset (id, account, token_hash, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        new_id(),
        account_id,
        crypto.token_hash(token),
        now,
        now + RESET_LASTS,
    )
    await letters.password_link(to=email, name=name, link=f"{base_url}/password-reset/{token}", secret=token)


async def reset(token: str, *, password: str) -> None:
    """A new password by the link, which then is used up. Every session of the person ends. Raises Refused."""
    account_id = await invitations.reset_account(token)
    found = await people.credentials(account_id) if account_id else None
    if account_id is None or found is None or found.disabled:
        raise Refused(RESET_GONE)
    _must_be_good(password, found.email, found.name)
    password_hash = await hash_password(password)
    async with db.unit_of_work():
        if await invitations.reset_account(token, lock=True) is None:
            raise Refused(RESET_GONE)
        await db.execute(
            "UPDATE password_reset SET used_at = $2 WHERE token_hash = $1",
            crypto.token_hash(token),
            clock.now(),
        )
        await _set(account_id, password_hash)
        await sessions.close_all(account_id)
        await facts.record(PasswordChanged(account_id=account_id), by=in_person(account_id))
        await letters.notice(found.email, "hai scelto una nuova password")
    await forgive(SIGN_IN_BY_ACCOUNT, found.email)


async def change(*, current: str, new: str, session: SessionState, by: Viewer) -> str:
    """Another password; every other session ends, this one goes on under a new id (answered). Raises Refused."""
    await check_password(by.account_id, current, field="current")
    found = await people.credentials(by.account_id)
    if found is None:
        raise Refused(RESET_GONE)
    if current == new:
        raise Refused("La nuova password è uguale a quella di prima.", field="new")
    _must_be_good(new, found.email, found.name, field="new")
    password_hash = await hash_password(new)
    async with db.unit_of_work():
        await _set(by.account_id, password_hash)
        await sessions.close_all(by.account_id)
        token = await sessions.open_session(by.account_id, session.organisation_id, session.data)
        await facts.record(PasswordChanged(account_id=by.account_id), by=by)
        await letters.notice(found.email, "hai cambiato la password")
    return token


def _must_be_good(password: str, email: str, name: str, *, field: str = "password") -> None:
    problem = password_problem(password, email=email, name=name)
    if problem is not None:
        raise Refused(problem, field=field)


async def _set(account_id: UUID, password_hash: str) -> None:
    await db.execute("UPDATE account SET password_hash = $2 WHERE id = $1", account_id, password_hash)
    # Links to choose a password that were asked for before no longer open anything.
    await db.execute(
        "UPDATE password_reset SET expires_at = $2 WHERE account = $1 AND used_at IS NULL AND expires_at > $2",
        account_id,
        clock.now(),
    )
