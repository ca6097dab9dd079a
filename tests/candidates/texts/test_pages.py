"""The text over HTTP: the page, the colleague's reading, the file, the API; and nobody else."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
import xlsxwriter
from structlog.testing import CapturingLogger

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import actions, queries
from portal.candidates.profiles.texts.vocabulary import TextState
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.foundation.web import middleware
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.builders import WAREHOUSE
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

CLEAN = "Lavora con cura e usa bene il muletto."
UNKNOWN = "Lavora con cura e con zanzottera."
LEAKS = "Ha il diabete, abita a Lecco e risponde al 333 1234567."
SIX = ("RSSMRA85T10A562S", "lavora@posta.example", "<b>cura</b>", "cu\u200bra", "lаvora", "ha due figli")


@asynccontextmanager
async def as_(viewer: Viewer) -> AsyncIterator[Browser]:
    async with browser() as one:
        await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


async def _draft(by: Viewer, **changes: object) -> UUID:
    person_id = await builders.in_development(by, **changes)
    await builders.consent(person_id, ConsentKind.PROFILE, by)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=by)
    return person_id


async def _send(one: Browser, person_id: UUID, text: object) -> object:
    token = one.client.cookies.get("csrf")
    return await one.client.post(
        f"/api/v1/people/{person_id}/profile-text", json={"text": text}, headers={"x-csrf-token": token or ""}
    )


@pytest.mark.usefixtures("large_region")
async def test_the_offending_words_are_shown_with_what_was_typed_and_nothing_is_saved() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    async with as_(counsellor) as one:
        await one.get(f"/people/{person_id}/profile/text")
        page = await one.press("/profile/text", {"text": LEAKS})
        assert page.status == 422
        assert "Togli salute, disabilità e ausili: «diabete»." in page
        assert "Togli il nome del luogo: «Lecco»." in page
        assert "«333 1234567»" in page
        assert LEAKS in page.html
        again = await one.get(f"/people/{person_id}/profile/text")
        assert "diabete" not in again
    row = await queries.text_of(person_id)
    assert row is not None
    assert row.text is None


@pytest.mark.usefixtures("large_region")
async def test_a_text_goes_from_the_page_to_a_colleague_and_back() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor, last_name="Perlasca")
    async with as_(counsellor) as one:
        await one.get(f"/people/{person_id}/profile/text")
        page = await one.press("/profile/text", {"text": UNKNOWN})
        assert "Prima di uscire il testo va letto da un collega." in page
        assert "«zanzottera»" in page
        page = await one.press("/profile/text/reader", {})
        assert "Testo mandato ai colleghi." in page
    async with as_(colleague) as two:
        page = await two.get("/profile-texts")
        assert "Testo 1" in page
        (waiting,) = await queries.to_read(colleague)
        page = await two.get(f"/profile-texts/{waiting.id}")
        assert "zanzottera" in page
        assert "Perlasca" not in page.html
        assert str(person_id) not in page.html
        page = await two.press("/reading", {"outcome": "sent_back"})
        assert page.status == 422
        assert "Scegli perché va riscritto" in page
        page = await two.press("/reading", {"outcome": "sent_back", "why": "names"})
        assert "Nessun testo da leggere." in page
        assert (await two.get(f"/profile-texts/{waiting.id}")).status == 404
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile/text")
        assert "Motivo: contiene il nome di una persona, di un luogo o di un ente." in page
    acts = {row["what"] for row in await db.fetch("SELECT what FROM audit_entry")}
    assert acts >= {"text_read", "ProfileTextAsked", "ProfileTextSentBack"}


@pytest.mark.usefixtures("large_region")
async def test_the_author_and_a_stranger_find_no_text_to_read() -> None:
    people = Cast()
    counsellor, stranger = await people.owner(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    text_id = await db.fetchval("SELECT id FROM profile_text WHERE person = $1", person_id)
    for viewer in (counsellor, stranger):
        async with as_(viewer) as one:
            assert (await one.get(f"/profile-texts/{text_id}")).status == 404
            assert "Nessun testo da leggere." in await one.get("/profile-texts")
    async with as_(stranger) as one:
        assert (await one.get(f"/people/{person_id}/profile/text")).status == 404


async def test_in_a_small_region_the_page_offers_ready_phrases() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    async with as_(counsellor) as one:
        page = await one.get(f"/people/{person_id}/profile/text")
        assert "In Lombardia i profili sono meno di 200." in page
        assert 'name="text"' not in page.html
        page = await one.press("/profile/text", {"phrases": ["T15", "T01"]})
        assert "Lavora con cura e precisione. Lavora volentieri in squadra." in page
        assert 'value="T15" checked' in page.html
        page = await one.press("/profile/text", {"phrases": [f"T{n:02}" for n in range(1, 20)]})
        assert page.status == 422
        assert "accorcialo a 400 caratteri" in page
        page = await one.press("/profile/text", {"text": CLEAN})
        assert page.status == 422
        assert "componi il testo con le frasi pronte" in page
        await one.get(f"/people/{person_id}/profile/text")
        page = await one.press("/profile/text/removal", {})
        assert "Testo tolto." in page


# --- API --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("large_region")
async def test_the_api_answers_what_was_found_and_keeps_what_may_be_kept() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    async with as_(counsellor) as one:
        await one.get(f"/people/{person_id}/profile/text")
        good = await _send(one, person_id, CLEAN)
        assert (good.status_code, good.json()) == (200, {"state": "clear", "findings": []})
        for text in (LEAKS, *SIX):
            bad = await _send(one, person_id, f"Lavora con cura. {text}")
            assert bad.status_code == 422, text
            assert bad.json()["state"] == "clear"
            assert all(finding["words"] and finding["sentence"] for finding in bad.json()["findings"])
            assert bad.headers["cache-control"] == "no-store"
        row = await queries.text_of(person_id)
        assert row is not None
        assert row.text == CLEAN
        marked = await _send(one, person_id, UNKNOWN)
        assert (marked.status_code, marked.json()["state"]) == (200, "to_send")
        assert marked.json()["findings"][0]["words"] == ["zanzottera"]
        assert (await _send(one, person_id, "x" * 30_000)).status_code == 413
        assert (await _send(one, person_id, 7)).status_code == 400
        assert (await _send(one, person_id, "Lavora. " * 60)).status_code == 422


async def test_the_api_knows_no_stranger_and_no_small_region_text() -> None:
    people = Cast()
    counsellor, stranger = await people.owner(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    person_id = await _draft(counsellor)
    async with as_(stranger) as one:
        await one.get("/profile-texts")
        assert (await _send(one, person_id, CLEAN)).status_code == 404
    async with as_(recruiter) as one:
        await one.get("/profiles")
        assert (await _send(one, person_id, CLEAN)).status_code == 403
    async with as_(counsellor) as one:
        await one.get("/profile-texts")
        refused = await _send(one, person_id, CLEAN)
        assert refused.status_code == 422
        assert "frasi pronte" in refused.json()["findings"][0]["sentence"]


# --- file -------------------------------------------------------------------------------------------------------


def _csv(*rows: tuple[str, str]) -> tuple[str, bytes, str]:
    lines = ["Codice fiscale o e-mail;Testo", *(f'{who};"{text}"' for who, text in rows)]
    return ("testi.csv", "\r\n".join(lines).encode("utf-8-sig"), "text/csv")


def _xlsx(*rows: tuple[str, str]) -> tuple[str, bytes, str]:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("E-mail", "Testo"), *rows)):
            sheet.write_row(number, 0, row)
    return (
        "testi.xlsx",
        content.getvalue(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


async def _load(one: Browser, file: tuple[str, bytes, str]) -> object:
    await one.get("/people/profile-texts")
    return await one.press("/people/profile-texts", {}, files={"file": file})


@pytest.mark.usefixtures("large_region")
@pytest.mark.parametrize("make", [_csv, _xlsx])
async def test_texts_come_from_a_file_through_the_same_gate(make: object) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    first = await _draft(counsellor, email="prima@persone.example")
    second = await _draft(counsellor, email="seconda@persone.example")
    async with as_(counsellor) as one:
        file = make(("prima@persone.example", CLEAN), ("Seconda@persone.example", UNKNOWN))  # type: ignore[operator]
        page = await _load(one, file)
        assert "Testi caricati: 2." in page  # type: ignore[operator]
    assert await queries.state_of(first) is TextState.CLEAR
    assert await queries.state_of(second) is TextState.TO_SEND


@pytest.mark.usefixtures("large_region")
async def test_a_row_that_is_refused_keeps_every_row_out_and_shows_its_words_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    first = await _draft(counsellor, email="prima@persone.example")
    second = await _draft(counsellor, email="seconda@persone.example")
    async with as_(counsellor) as one:
        page = await _load(
            one,
            _csv(
                ("prima@persone.example", CLEAN),
                ("seconda@persone.example", LEAKS),
                ("nessuna@persone.example", CLEAN),
                ("prima@persone.example", CLEAN),
            ),
        )
        assert page.status == 422  # type: ignore[attr-defined]
        for words in (
            "Riga 3: Togli salute, disabilità e ausili: «diabete».",
            "Riga 4: Tra le persone che segui nessuna ha questo codice o questa e-mail.",
            "Riga 5: Questa persona è già in una riga sopra.",
            "Niente è stato salvato",
        ):
            assert words in page  # type: ignore[operator]
        assert "diabete" not in await one.get("/people/profile-texts")
    assert await queries.text_of(first) is None
    row = await queries.text_of(second)
    assert row is not None
    assert (row.text, row.rule_fired) == (None, True)


async def test_a_file_that_is_no_table_of_texts_is_refused_with_the_way_out() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    async with as_(counsellor) as one:
        for name, content, words in (
            ("a.csv", b"Chi;Altro\r\nx;y", "Manca la colonna «Codice fiscale o e-mail»."),
            ("a.csv", b"E-mail\r\nx@y.example", "Manca la colonna «Testo»."),
            ("a.csv", b"E-mail;Testo", "Il file non ha righe"),
            ("a.xlsx", b"PK\x03\x04broken", "XLSX è danneggiato"),
            ("a.txt", b"x", "non è di un tipo accettato"),
        ):
            page = await _load(one, (name, content, "application/octet-stream"))
            assert page.status == 422  # type: ignore[attr-defined]
            assert words in page  # type: ignore[operator]
        template = await one.client.get("/people/profile-texts/template.csv")
        assert template.content.decode("utf-8-sig") == "Codice fiscale o e-mail;Testo\r\n"


@pytest.mark.usefixtures("large_region")
async def test_no_log_holds_what_was_refused(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = CapturingLogger()
    monkeypatch.setattr(middleware, "log", lines)
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor, email="prima@persone.example")
    async with as_(counsellor) as one:
        await one.get(f"/people/{person_id}/profile/text")
        await one.press("/profile/text", {"text": LEAKS})
        await _send(one, person_id, LEAKS)
        await _load(one, _csv(("prima@persone.example", LEAKS)))
    statuses = [call.kwargs["status"] for call in lines.calls]
    assert statuses.count(422) == 3
    printed = "".join(capfd.readouterr()) + repr(lines.calls)
    for word in ("diabete", "Lecco", "1234567"):
        assert word not in printed
