"""The workforce over HTTP: list, rows, files, hires; recruiters see none of it."""

from datetime import timedelta
from uuid import UUID

import pytest

from portal.employers import public as employers
from portal.employers.companies.actions import workforce
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries.workforce import Filters
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def owner() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def how_many(company_id: UUID) -> int:
    return await rows.count(company_id, Filters(shown="all"), clock.today())


async def test_an_empty_workforce_says_how_to_begin() -> None:
    viewer, _ = await owner()
    async with browser() as user:
        await seated(user, viewer)
        assert "Carica un file o aggiungi a mano." in await user.get("/workforce")


async def test_a_row_is_added_changed_and_ended_by_hand() -> None:
    viewer, company_id = await owner()
    site = str(await builders.head_office(company_id))
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/workforce/new")
        wrong = await user.press(
            "/workforce",
            {
                "code": "",
                "site": site,
                "starts_on": "31/02/2020",
                "contract": "permanent",
                "weekly_hours": "50",
            },
        )
        assert wrong.status == 422
        assert "Controlla tre risposte" in wrong
        assert "Questa data non esiste nel calendario." in wrong
        saved = await user.press(
            "/workforce",
            {
                "code": "A1",
                "site": site,
                "starts_on": "02/03/2020",
                "contract": "permanent",
                "weekly_hours": "24",
            },
        )
        assert "Matricola A1 aggiunta." in saved
        assert "24 su 40" in saved
        [row] = await rows.page(company_id, Filters(), clock.today(), limit=25, offset=0)
        await user.get(f"/workforce/{row.id}")
        changed = await user.press(f"/workforce/{row.id}", {"weekly_hours": "20,5"})
        assert "20,5 su 40" in changed
        await user.get(f"/workforce/{row.id}/end")
        yesterday = clock.today() - timedelta(days=1)
        ended = await user.press("/end", {"ends_on": f"{yesterday:%d/%m/%Y}"})
        assert "Ultimo giorno salvato." in ended
        assert "A1" in await user.get("/workforce?shown=ended")


async def test_a_protected_row_is_refused_with_every_problem_beside_its_field() -> None:
    viewer, company_id = await owner()
    site = str(await builders.head_office(company_id))
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/workforce/new")
        wrong = await user.press(
            "/workforce",
            {
                "code": "R1",
                "site": site,
                "starts_on": "02/03/2020",
                "contract": "fixed_term",
                "protection": "art1",
                "category": "D1",
                "percentage": "30",
            },
        )
        assert wrong.status == 422
        assert "Per un contratto a termine scrivi la data di fine." in wrong
        assert "Per questa categoria la percentuale parte da 46." in wrong
        assert await how_many(company_id) == 0


async def test_reading_a_category_is_written_down() -> None:
    viewer, company_id = await owner()
    site = await builders.head_office(company_id)
    id = await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        listed = await user.get("/workforce")
        assert "Elio Sardi" in listed
        assert "Quota di riserva" in listed
        assert "67" not in listed.text.split("Righe")[1]
        assert await audit.entries_about(id) == []
        shown = await user.get(f"/workforce/{id}")
        assert 'value="67"' in shown.html
    [entry] = await audit.entries_about(id)
    assert (entry.what, entry.account_id) == ("WorkerCategoryRead", viewer.account_id)


async def test_recruiters_read_figures_and_never_a_row() -> None:
    people = Cast()
    administrator, recruiter = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    assert administrator.organisation_id is not None
    site = await builders.head_office(administrator.organisation_id)
    id = await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=administrator)
    await builders.workers(36, administrator)
    async with browser() as user:
        await seated(user, recruiter)
        for path in ("/workforce", f"/workforce/{id}", "/workforce/new", "/workforce/import"):
            assert (await user.get(path)).status == 403
        for path in ("/obligations", "/obligations/calculation", "/obligations/what-if"):
            shown = await user.get(path)
            assert shown.status == 200
            assert "Elio" not in shown
            assert "D1" not in shown
            assert 'href="/workforce"' not in shown.html


async def test_a_strangers_row_answers_404() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    assert ours.organisation_id is not None
    site = await builders.head_office(ours.organisation_id)
    id = await workforce.add_worker(builders.draft(site), id=new_id(), by=ours)
    async with browser() as user:
        await seated(user, theirs)
        assert (await user.get(f"/workforce/{id}")).status == 404
        assert (await user.post(f"/workforce/{id}", {"code": "x"})).status == 404
        assert (await user.get(f"/workforce/{new_id()}")).status == 404


async def test_a_row_page_left_open_does_not_overwrite() -> None:
    viewer, company_id = await owner()
    site = await builders.head_office(company_id)
    id = await workforce.add_worker(builders.draft(site), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/workforce/{id}")
        assert user.page is not None
        old = user.page.form(f"/workforce/{id}")
        await user.press(f"/workforce/{id}", {"weekly_hours": "20"})
        late = await user.post(f"/workforce/{id}", old)
        assert late.status == 422
        assert "Ricarica la pagina" in late


async def test_the_same_new_row_sent_twice_is_one_row() -> None:
    viewer, company_id = await owner()
    site = str(await builders.head_office(company_id))
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/workforce/new")
        assert user.page is not None
        pairs = [
            pair
            for pair in user.page.form("/workforce")
            if pair[0] not in ("code", "starts_on", "site", "contract")
        ]
        pairs += [("code", "A1"), ("site", site), ("starts_on", "02/03/2020"), ("contract", "permanent")]
        for _ in range(2):
            assert (await user.post("/workforce", pairs)).status == 200
    assert await how_many(company_id) == 1


async def test_the_list_takes_the_same_queries_however_long_and_answers_htmx_with_a_piece() -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        await builders.workers(1, viewer)
        with db.counted_queries() as few:
            await user.get("/workforce")
        await builders.workers(60, viewer, prefix="Z")
        with db.counted_queries() as many:
            page = await user.get("/workforce")
        assert len(few) == len(many) <= 6, many
        assert page.html.count("<tr>") == 26
        piece = await user.get("/workforce?q=Z0060", fragment=True)
        assert "Z0060" in piece
        assert "<html" not in piece.html
        assert len(piece.response.content) < 6000
    assert await how_many(company_id) == 61


# --- hires -----------------------------------------------------------------------------------------------------


async def proposed(viewer: Viewer) -> UUID:
    assert viewer.organisation_id is not None
    return await employers.propose_hire(
        company_id=viewer.organisation_id,
        plan_id=new_id(),
        name="Elio Sardi",
        starts_on=clock.today(),
        weekly_hours=24,
        full_time_hours=40,
        protection="art3",
        by=SYSTEM,
    )


async def test_a_hire_is_confirmed_on_its_page_and_the_coverage_follows() -> None:
    viewer, company_id = await owner()
    await builders.workers(15, viewer)
    proposal_id = await proposed(viewer)
    site = str(await builders.head_office(company_id))
    async with browser() as user:
        await seated(user, viewer)
        assert "Elio Sardi" in await user.get("/workforce")
        page = await user.get(f"/workforce/proposed/{proposal_id}")
        assert "24 su 40 ore" in page
        wrong = await user.press("/confirmation", {"code": "", "site": site})
        assert wrong.status == 422
        wrong = await user.press("/confirmation", {"code": "N1", "site": site})
        assert "Scegli la categoria" in wrong
        done = await user.press(
            "/confirmation", {"code": "N1", "site": site, "category": "D1", "percentage": "67"}
        )
        assert "Elio Sardi è in organico" in done
        assert "1 in forza" in done
    assert (await employers.coverage(company_id, clock.today())).gap3 == 0


async def test_a_hire_that_did_not_happen_is_said_so_once() -> None:
    viewer, _ = await owner()
    proposal_id = await proposed(viewer)
    async with browser() as user:
        await seated(user, viewer)
        await user.get(f"/workforce/proposed/{proposal_id}")
        done = await user.press("/refusal")
        assert "l’assunzione non c’è stata" in done
        late = await user.post(f"/workforce/proposed/{proposal_id}/refusal")
        assert late.status == 409
        assert "«Non avvenuta»" in late


async def test_strangers_do_not_find_a_hire() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    proposal_id = await proposed(ours)
    async with browser() as user:
        await seated(user, theirs)
        assert (await user.get(f"/workforce/proposed/{proposal_id}")).status == 404
        assert (await user.post(f"/workforce/proposed/{proposal_id}/refusal")).status == 404
