"""The job that takes a message to the mail server, or keeps it where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from portal.foundation.jobs import job
from portal.foundation.mail import post
from portal.foundation.mail.post import MailQueued, Message

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class _Server:
    host: str
    port: int
    tls: bool
    username: str | None
    password: str | None


class MailSettings(Protocol):
    """The part of the settings that speaks of mail."""

    @property
    def smtp_url(self) -> str | None: ...
    @property
    def mail_from(self) -> str: ...


_server: _Server | None = None
_sender = "Incontro <no-reply@incontro.invalid>"


def configure(settings: MailSettings) -> None:
    """``smtp://user:password@host:587`` or ``smtps://host``; None keeps every message in the database."""
    global _server, _sender
    _sender = settings.mail_from
    _server = None if settings.smtp_url is None else _server_at(settings.smtp_url)


@contextmanager
def kept() -> Iterator[None]:
    """Inside, no message leaves, whatever server is named: sample data writes to nobody."""
    global _server
    usual, _server = _server, None
    try:
        yield
    finally:
        _server = usual


def _server_at(url: str) -> _Server:
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    return _Server(
        parts.hostname or "localhost",
        parts.port or (465 if tls else 25),
        tls,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )


@job("mail.deliver", outside=True, limit=timedelta(seconds=90))
async def deliver(event: MailQueued) -> None:
    """Delivered at least once: should the commit after it fail, the same Message-ID lets mailboxes drop the twin."""
    message = await post.waiting(event.mail_id)
    if message is None:
        return
    if _server is None:
        await post.mark_kept(message.id)
        return
    await aiosmtplib.send(
        as_email(message),
        hostname=_server.host,
        port=_server.port,
        use_tls=_server.tls,
        # with a password only over TLS; without one as the server likes
        start_tls=None if _server.tls or _server.username is None else True,
        username=_server.username,
        password=_server.password,
        timeout=_PATIENCE,
    )
    await post.mark_sent(message.id)


def as_email(message: Message) -> EmailMessage:
    email = EmailMessage()
    email["From"] = _sender
    email["To"] = message.to
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.created_at)
    email["Message-ID"] = f"<{message.id}@{parseaddr(_sender)[1].rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = "it"
    if message.unsubscribe is not None:
        email["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(message.text)
    return email
