"""Everything that anonymisation.md §6 stops, through form, file and API: shown to who wrote it, kept nowhere."""

import csv
import io
import re
import sys
from html import unescape
from uuid import UUID

import pytest
import structlog
from structlog.testing import CapturingLogger

from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import queries
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference.free_text import Rule, judge
from tests.candidates import builders
from tests.candidates.builders import WAREHOUSE
from tests.candidates.test_profile_pages import as_
from tests.cast import Cast
from tests.reference.free_text.test_gate import REFUSED
from tests.web import Browser

pytestmark = [pytest.mark.usefixtures("db_rollback", "large_region")]

EMAIL = "colei@persone.example"

TEXTS: tuple[str, ...] = (
    # 1 markup, invisible and foreign signs, hidden by escaping once or twice
    "<b>zuccherotto</b>", "&lt;i&gt;zuccherotto", "&amp;lt;script&amp;gt;zuccherotto", "zucche\u200brotto",
    "zuccherоtto",
    # 2 who somebody is
    "RSSMRA85T10A562S", "R S S M R A 8 5 T 1 0 A 5 6 2 S", "RSS-MRA-85T10-A562S", "RSSMRAURTMLARSNS",
    "rssmra85t10a562s",
    "333 7654321", "tre tre tre sette sei cinque quattro", "zuccherotto@posta.example",
    "zuccherotto chiocciola posta punto it", "www.zuccherotto.example", "su Instagram zuccherotto",
    "IT60X0542811101000000123456", "auto ZZ 987 YY", "nata il 17 marzo 1931", "17/03/1931", "dal 1931",
    "in via Zuccherotto 17", "abita a Vendrogno", "per la zuccherotto srl", "ha fatto il liceo Zuccherotto",
    "con la dott.ssa Zuccherotto", "lavora con Zuccherotto", "ha sette figli", "viene dalla Moldavia",
    "è stato in carcere", "ha la sclerosi", "invalidità al 67%", "prende il metadone",
)  # fmt: skip

NEEDLES = (
    "zuccherotto", "RSSMRA85T10A562S", "A562S", "RSSMRAURTMLARSNS", "7654321", "sette sei cinque", "0542811101",
    "ZZ 987", "17 marzo", "17/03/1931", "vendrogno", "sette figli", "moldavia", "carcere", "sclerosi", "metadone",
    "invalidità al 67",
)  # fmt: skip
"""Words that stand nowhere else in the portal."""


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    captured = CapturingLogger()
    for name, module in list(sys.modules.items()):
        if name.startswith("portal."):
            for attribute, value in list(vars(module).items()):
                if isinstance(value, structlog._config.BoundLoggerLazyProxy):
                    monkeypatch.setattr(module, attribute, captured)
    return captured


async def _somebody(by: Viewer) -> UUID:
    person_id = await builders.in_development(by, email=EMAIL)
    await builders.consent(person_id, ConsentKind.PROFILE, by)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=by)
    return person_id


async def _by_form(one: Browser, person_id: UUID, text: str) -> tuple[int, str]:
    await one.get(f"/people/{person_id}/profile/text")
    page = await one.press("/profile/text", {"text": text})
    return page.status, unescape(page.html)


async def _by_file(one: Browser, person_id: UUID, text: str) -> tuple[int, str]:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([("E-mail", "Testo"), (EMAIL, text)])
    await one.get("/people/profile-texts")
    file = ("testi.csv", out.getvalue().encode("utf-8-sig"), "text/csv")
    page = await one.press("/people/profile-texts", {}, files={"file": file})
    return page.status, unescape(page.html)


async def _by_api(one: Browser, person_id: UUID, text: str) -> tuple[int, str]:
    token = one.client.cookies.get("csrf") or ""
    answer = await one.client.post(
        f"/api/v1/people/{person_id}/profile-text", json={"text": text}, headers={"x-csrf-token": token}
    )
    return answer.status_code, "\n".join(
        word for finding in answer.json()["findings"] for word in (*finding["words"], finding["sentence"])
    )


WAYS = {"form": _by_form, "file": _by_file, "api": _by_api}


def _shows(answer: str, word: str) -> bool:
    return word in answer or _levelled(word) in _levelled(answer)


def _levelled(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("way", list(WAYS))
async def test_whatever_the_gate_stops_is_stopped_and_its_words_are_shown(way: str) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _somebody(counsellor)
    wrong = {}
    async with as_(counsellor) as one:
        await one.get("/healthz")
        for text in (*TEXTS, *(text for text, _ in REFUSED)):
            verdict = judge(text)
            assert verdict.is_refused, text
            status, answer = await WAYS[way](one, person_id, text)
            hidden = [
                word
                for finding in verdict.findings
                if finding.rule is not Rule.INVISIBLE  # nobody sees them
                for word in finding.words
                if not _shows(answer, word)
            ]
            if status != 422 or hidden:
                wrong[text] = (status, hidden)
    assert wrong == {}
    row = await queries.text_of(person_id)
    assert row is not None
    assert (row.text, row.rule_fired) == (None, True)


async def test_every_rule_but_the_reader_s_and_the_length_is_among_them() -> None:
    met = {rule for text in (*TEXTS, *(text for text, _ in REFUSED)) for rule in judge(text).rules}
    assert met >= set(Rule) - {Rule.UNKNOWN_WORD, Rule.TOO_LONG}


async def test_what_was_stopped_is_kept_nowhere(
    lines: CapturingLogger, capfd: pytest.CaptureFixture[str]
) -> None:
    """No table in plain, no history, no log, no audit, no outbox; nor after a good text, a release, the jobs."""
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _somebody(counsellor)
    async with as_(counsellor) as one:
        await one.get("/healthz")
        for text in TEXTS:
            for send in WAYS.values():
                await send(one, person_id, f"Lavora con cura. {text}")
        # a draft of another form may hold them: sealed
        typed = {"facts": " ".join(TEXTS)}
        page = await one.post(f"/people/{person_id}/drafts/{DraftForm.INTERVIEW.value}", typed)
        assert page.status == 200
        await _by_form(one, person_id, "Lavora con cura.")
    await jobs.drain()
    assert await _tables_with(NEEDLES) == {}
    printed = ("".join(capfd.readouterr()) + repr(lines.calls)).casefold()
    assert lines.calls
    assert [needle for needle in NEEDLES if needle.casefold() in printed] == []


async def test_the_search_of_the_tables_finds_what_is_there() -> None:
    """So that the test above could fail: a word in text, in JSON and in plain bytes."""
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _somebody(counsellor)
    await db.execute("UPDATE person SET phone = 'Zuccherotto' WHERE id = $1", person_id)
    await db.execute("UPDATE person SET tax_code_index = 'vendrogno'::bytea, tax_code_sealed = 'x'::bytea")
    assert await _tables_with(NEEDLES) == {"person": {"zuccherotto", "vendrogno"}}


async def _tables_with(needles: tuple[str, ...]) -> dict[str, set[str]]:
    """Every table whose rows, read as text and as bytes, hold one of the words."""
    found: dict[str, set[str]] = {}
    for table in await db.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        name = table["tablename"]
        for row in await db.fetch(f'SELECT t::text AS whole FROM "{name}" t'):
            whole = row["whole"].casefold()
            for needle in needles:
                plain = needle.casefold()
                if plain in whole or plain.encode().hex() in whole or needle.encode().hex() in whole:
                    found.setdefault(name, set()).add(needle)
    return found
