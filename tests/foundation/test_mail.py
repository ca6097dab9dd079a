"""Mail leaves with the change that causes it, is sealed at rest, and is kept where there is no mail server."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import jinja2
import pytest
import time_machine

from portal.foundation import crypto, db, effects, jobs, mail
from portal.foundation.mail import delivery, letters
from tests import environment
from tests.foundation.smtp_server import MailServer, mail_server

pytestmark = pytest.mark.usefixtures("db_rollback")

TO = "mario.rossi@example.org"


@dataclass
class MailSettings:
    smtp_url: str
    mail_from: str = "Incontro <no-reply@portale.example>"


@pytest.fixture
async def server(pool: None) -> AsyncIterator[MailServer]:
    async with mail_server() as found:
        mail.configure(MailSettings(f"smtp://127.0.0.1:{found.port}"))
        yield found
    mail.configure(environment.settings())


async def _send(text: str = "Ciao,\nperché no: è così.\n", secret: str | None = None) -> UUID:
    async with db.unit_of_work():
        return await mail.send(
            to=TO, subject="Invito al portale", text=text, kind="invitation", link_secret=secret
        )


async def test_where_there_is_no_mail_server_a_message_is_kept_and_shown() -> None:
    await _send("Apri https://portale.example/i/tok123\n", "tok123")
    assert await mail.recent() == []
    await jobs.drain()
    (message,) = await mail.recent()
    assert (message.to, message.kind, message.subject) == (TO, "invitation", "Invito al portale")
    assert message.text == "Apri https://portale.example/i/tok123\n"
    assert await mail.kept_for("MARIO.ROSSI@example.org") == [message]
    assert await mail.kept_for("altra@example.org") == []


async def test_a_message_goes_to_the_mail_server_in_italian_letters(server: MailServer) -> None:
    mail_id = await _send()
    await jobs.drain()
    (email,) = server.received
    assert email.get_content().replace("\r\n", "\n") == "Ciao,\nperché no: è così.\n"
    assert email["To"] == TO
    assert email["From"] == "Incontro <no-reply@portale.example>"
    assert email["Message-ID"] == f"<{mail_id}@portale.example>"
    assert email["Auto-Submitted"] == "auto-generated"
    assert server.recipients == [f"RCPT TO:<{TO}>"]


async def test_what_was_sent_is_not_shown_and_its_link_is_forgotten(server: MailServer) -> None:
    mail_id = await _send("Apri https://portale.example/i/tok123\n", "tok123")
    await jobs.drain()
    assert "tok123" in server.received[0].get_content()
    assert await mail.recent() == []
    row = await db.fetchrow("SELECT * FROM mail_message WHERE id = $1", mail_id)
    assert row is not None
    assert row["link_secret"] is None
    body = crypto.open_(row["body"], table="mail_message", column="body", row=mail_id)
    assert "https://portale.example/i/" in body
    assert "tok123" not in body


async def test_a_message_delivered_twice_is_sent_once(server: MailServer) -> None:
    mail_id = await _send()
    await jobs.drain()
    await mail.deliver(mail.MailQueued(mail_id=mail_id))
    assert len(server.received) == 1


async def test_a_message_sent_again_after_a_lost_commit_has_the_same_message_id(server: MailServer) -> None:
    mail_id = await _send()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            async with db.unit_of_work():
                await mail.deliver(mail.MailQueued(mail_id=mail_id))
                raise ConnectionError
    assert len({email["Message-ID"] for email in server.received}) == 1
    assert len(server.received) == 2


async def test_a_refusing_server_makes_the_job_fail_and_the_message_wait(server: MailServer) -> None:
    server.refusing = True
    await _send()
    row = await db.fetchval("SELECT max(id) FROM outbox")
    assert not await effects.perform(row)
    (failure,) = await jobs.failures()
    assert failure.failure.startswith("SMTPRecipientsRefused")
    assert "Rossi" not in str(failure)
    server.refusing = False
    assert await effects.perform(row)
    assert len(server.received) == 1


async def test_neither_address_nor_text_nor_link_is_readable_in_the_table() -> None:
    await _send("Caro Mario, https://portale.example/i/tok123", "tok123")
    row = await db.fetchrow("SELECT * FROM mail_message")
    assert row is not None
    stored = b"".join(bytes(value) for value in row.values() if isinstance(value, bytes))
    for word in (b"mario", b"Mario", b"tok123", b"portale.example"):
        assert word not in stored
    assert "mario" not in str(dict(row)).lower()


async def test_a_message_undone_with_its_change_is_not_sent() -> None:
    with pytest.raises(ValueError, match="no"):
        async with db.unit_of_work():
            await _send()
            raise ValueError("no")
    assert await jobs.drain() == 0


@pytest.mark.usefixtures("fresh_database")
async def test_a_message_outside_of_a_unit_of_work_is_refused() -> None:
    with pytest.raises(RuntimeError, match="outside of a unit of work"):
        await mail.send(to=TO, subject="x", text="y", kind="z")


@pytest.mark.parametrize("bad", [{"to": "a@b.it\r\nBcc: c@d.it"}, {"subject": "Ciao\nBcc: c@d.it"}])
async def test_an_address_or_a_subject_of_two_lines_is_refused(bad: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one line"):
        await mail.send(**({"to": TO, "subject": "x", "text": "y", "kind": "z"} | bad))


async def test_a_link_that_is_not_in_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand in its text"):
        await _send("Apri il portale", "tok123")


async def test_old_messages_are_forgotten_and_waiting_ones_never() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC)) as clock:
        await _send("vecchio")
        await jobs.drain()
        await _send("in attesa")
        clock.shift(timedelta(days=100))
        assert await mail.forget_old(timedelta(days=90)) == 1
    assert await db.fetchval("SELECT count(*) FROM mail_message") == 1


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://host", ("host", 25, False, None, None)),
        ("smtps://host", ("host", 465, True, None, None)),
        ("smtp://u%40x:p%3Aw@host:587", ("host", 587, False, "u@x", "p:w")),
    ],
)
def test_the_address_of_the_mail_server_is_understood(url: str, expected: tuple[object, ...]) -> None:
    found = delivery._server_at(url)
    assert (found.host, found.port, found.tls, found.username, found.password) == expected


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(letters, "TEMPLATES", tmp_path)
    letters._environment.cache_clear()
    yield tmp_path
    letters._environment.cache_clear()


def test_a_message_is_composed_from_its_template_as_plain_text(templates: Path) -> None:
    (templates / "x.txt").write_text("Ciao {{ name }},\n{% if on %}\nil {{ on | date_it }}\n{% endif %}\n\n")
    text = mail.compose("x.txt", name="D'Angelo & figli", on=datetime(2026, 11, 27, tzinfo=UTC).date())
    assert text == "Ciao D'Angelo & figli,\nil 27 novembre 2026\n"


def test_a_value_that_the_template_wants_and_does_not_get_is_an_error(templates: Path) -> None:
    (templates / "x.txt").write_text("Ciao {{ name }}")
    with pytest.raises(jinja2.UndefinedError, match="name"):
        mail.compose("x.txt")
