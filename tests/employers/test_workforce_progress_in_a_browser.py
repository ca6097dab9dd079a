"""The page of a file at work, in a browser: it follows the job by itself, and by hand where nothing runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.employers.companies.actions import workforce_files
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.journeys.chromium import Looked, chromium, served, window

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]
FILE = (
    b"matricola;sede;data inizio;contratto;ore settimanali;ore tempo pieno\n"
    b"001;Lecco;01/03/2021;Tempo indeterminato;24;40\n"
)


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_page_tells_the_progress_and_then_the_result(
    scripts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workforce_files, "SMALL", 10)
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        # served() says where files live
        id = await workforce_files.check_file(
            content=FILE, suffix=".csv", name="organico.csv", id=new_id(), by=viewer
        )
        hands = await window(browser, address, looked, width=1280, script=scripts)
        secret = await sessions.open_session(viewer.account_id, viewer.organisation_id, {})
        await hands.context.add_cookies([{"name": "session", "value": secret, "url": address}])
        await hands.open(f"/workforce/import/{id}")
        assert "In lettura" in await hands.page.inner_text("main")
        await db.execute("UPDATE workforce_progress SET step = 'comparing', done = 30000, total = 50000")
        if not scripts:
            await hands.page.click("text=Aggiorna")
        await hands.page.wait_for_selector("text=30.000 righe su 50.000", timeout=10_000)
        await jobs.drain()
        if not scripts:
            await hands.page.click("text=Aggiorna")
        await hands.page.wait_for_selector("text=Righe nuove", timeout=10_000)
        await hands.page.click("text=Carica l’organico")
        await hands.page.wait_for_selector("text=In caricamento", timeout=10_000)
        await jobs.drain()
        if not scripts:
            await hands.page.click("text=Aggiorna")
        await hands.page.wait_for_selector("text=Organico caricato.", timeout=10_000)
        await hands.context.close()
    assert not looked.problems, "\n".join(looked.problems)
