"""Sessions in PostgreSQL: the cookie carries 256 random bits, the table their hash.

A session is made only by signing in, gets a new id whenever what it may do changes, and is written when
something changed, not at every request. An id that the table does not know opens nothing.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.datastructures import Cookie

from portal.foundation import clock, db
from portal.foundation.ids import new_token
from portal.foundation.web.site import SessionState, Site

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
TOUCH_AFTER = timedelta(minutes=5)


def cookie_name(secure: bool) -> str:
    """The prefix makes browsers refuse the cookie from anywhere but this host over TLS."""
    return "__Host-session" if secure else "session"


def area_cookie_name(secure: bool) -> str:
    """The cookie of a person's own area: never mistaken for an account's."""
    return "__Host-area" if secure else "area"


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def open_session(account_id: UUID, organisation_id: UUID | None, data: dict[str, Any]) -> str:
    """A new session; answers the secret for the cookie."""
    token, now = new_token(), clock.now()
    await db.execute(
        "INSERT INTO web_session (id_hash, account_id, organisation_id, data, created_at, seen_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $5, $6)",
        hash_of(token),
        account_id,
        organisation_id,
        msgspec.json.encode(data).decode(),
        now,
        now + IDLE,
    )
    return token


async def rotate(old: SessionState, *, organisation_id: UUID | None, data: dict[str, Any]) -> str:
    """The same person under a new id: after the second factor, a switch of organisation, a step-up."""
    if old.account_id is None:
        raise ValueError("a session without a person cannot go on")
    async with db.unit_of_work():
        await close(old.id_hash)
        return await open_session(old.account_id, organisation_id, data)


async def close(id_hash: bytes) -> None:
    await db.execute("DELETE FROM web_session WHERE id_hash = $1", id_hash)


async def close_all(account_id: UUID, *, but: bytes | None = None) -> int:
    """Ends every session of a person; ``but`` keeps the one in use. Answers how many ended."""
    tag = await db.execute(
        "DELETE FROM web_session WHERE account_id = $1 AND ($2::bytea IS NULL OR id_hash <> $2)",
        account_id,
        but,
    )
    return db.affected(tag)


async def close_for(account_id: UUID, organisation_id: UUID) -> None:
    """Ends the sessions in which a person acts for an organisation she has left."""
    await db.execute(
        "DELETE FROM web_session WHERE account_id = $1 AND organisation_id = $2", account_id, organisation_id
    )


async def touch(session: SessionState) -> SessionState:
    """Moves the end of an idle session forward, at most once in five minutes; answers it with its new end."""
    now = clock.now()
    if now - session.seen_at < TOUCH_AFTER:
        return session
    later = replace(session, seen_at=now, expires_at=min(now + IDLE, session.created_at + LONGEST))
    await db.execute(
        "UPDATE web_session SET seen_at = $2, expires_at = $3 WHERE id_hash = $1",
        session.id_hash,
        later.seen_at,
        later.expires_at,
    )
    return later


async def sweep_expired() -> int:
    return db.affected(await db.execute("DELETE FROM web_session WHERE expires_at < now()"))


def set_cookie(response: Response[Any], token: str, site: Site) -> None:
    _plant(response, cookie_name(site.secure_cookies), token, site)


def drop_cookie(response: Response[Any], site: Site) -> None:
    _plant(response, cookie_name(site.secure_cookies), "", site)


def set_area_cookie(response: Response[Any], token: str, site: Site) -> None:
    _plant(response, area_cookie_name(site.secure_cookies), token, site)


def drop_area_cookie(response: Response[Any], site: Site) -> None:
    _plant(response, area_cookie_name(site.secure_cookies), "", site)


def _plant(response: Response[Any], name: str, token: str, site: Site) -> None:
    """Until the browser is closed; an empty token takes the cookie away."""
    response.set_cookie(
        Cookie(
            key=name,
            value=token,
            path="/",
            max_age=None if token else 0,
            httponly=True,
            samesite="lax",
            secure=site.secure_cookies,
        )
    )
