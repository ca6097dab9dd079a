"""Duties over HTTP: figures with their articles, what-if, cost."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from portal.employers.companies.actions import company_accounts, workforce
from portal.employers.companies.vocabulary import WorkContract
from portal.employers.obligations.actions import scenarios
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.employers.obligations.rules.months import add_months
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def administrator(staff: int = 0) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    if staff:
        await builders.workers(staff, viewer)
    return viewer


async def test_without_a_workforce_the_page_says_where_to_begin() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        assert "Inserisci l’organico per calcolare la quota." in await user.get("/obligations")


async def test_the_page_shows_base_quota_gap_deadlines_and_cost() -> None:
    viewer = await administrator(51)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        with db.counted_queries() as queries:
            page = await user.get("/obligations")
    assert len(queries) <= 6
    for words in (
        "Base di computo 51 su 52 dipendenti",
        "1 in forza 3 scoperti",
        "Lecco",
        "Richiesta di avviamento",
        "60 giorni",
        "art. 9 c. 1",
        "Prospetto informativo",
        "196,05 €",
    ):
        assert words in page, words


async def test_the_cost_is_reckoned_to_the_day_asked_for() -> None:
    viewer = await administrator(15)
    today = clock.today()
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/obligations?until={today + timedelta(days=30):%d/%m/%Y}")
        assert page.status == 200
        later = await user.get(f"/obligations?until={today + timedelta(days=60):%d/%m/%Y}")
        assert page.text != later.text
        wrong = await user.get("/obligations?until=31/02/2027")
        assert wrong.status == 422
        assert "Questa data non esiste nel calendario." in wrong
        past = await user.get(f"/obligations?until={today - timedelta(days=1):%d/%m/%Y}")
        assert past.status == 422


async def test_every_line_of_the_calculation_has_its_article() -> None:
    viewer = await administrator(60)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/calculation")
    for words in (
        "Dipendenti in forza",
        "L. 68/1999 art. 4 c. 1",
        "art. 3 c. 1 lett. a",
        "percentuale 7",
        "4,2",
    ):
        assert words in page, words


async def test_a_change_is_tried_side_by_side_with_today() -> None:
    viewer = await administrator(50)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/what-if")
        page = await user.get("/obligations/what-if?province=LC&hire_other=1")
        assert "Quota di riserva (art. 3) 2 4 +2" in page
        half = await user.get("/obligations/what-if?province=LC&hire_reserved=1&hire_hours=20")
        assert "Posti scoperti (art. 3) 2 2 uguale" in half
        whole = await user.get("/obligations/what-if?province=LC&hire_reserved=1&hire_hours=24")
        assert "Posti scoperti (art. 3) 2 1 -1" in whole
        capped = await user.get("/obligations/what-if?province=LC&hire_other=14&receiving_body=5")
        assert "Hai scritto 5 persone con una convenzione art. 12-bis" in capped
        assert "il massimo è 2 posti, il 60 % della quota 4" in capped
        wrong = await user.get("/obligations/what-if?province=LC&end_other=99")
        assert wrong.status == 422
        assert "non puoi toglierne 99" in wrong
        nothing = await user.get("/obligations/what-if?province=LC")
        assert "Scrivi almeno un cambiamento da provare." in nothing


async def test_dismissals_below_the_quota_are_said_to_be_voidable() -> None:
    """Art. 10 c. 4."""
    viewer = await administrator(15)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    for number in range(2):
        await workforce.add_worker(builders.reserved_draft(site, f"R{number}"), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        one = await user.get("/obligations/what-if?province=LC&end_reserved=1")
        assert "annullabile" not in one
        assert "annullabile (art. 10 c. 4)" in await user.get(
            "/obligations/what-if?province=LC&end_reserved=2"
        )


async def test_a_contract_that_some_offices_count_is_told_beside_the_calculation() -> None:
    viewer = await administrator(15)
    today = clock.today()
    await builders.workers(
        1,
        viewer,
        prefix="T",
        contract=WorkContract.FIXED_TERM,
        starts_on=today,
        ends_on=add_months(today, 6) - timedelta(days=1),
    )
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/calculation")
    assert "1 contratto a termine è entro 6 mesi e oltre 180 giorni" in page


async def test_a_late_prospetto_is_reckoned_too() -> None:
    viewer = await administrator(15)
    after = prospetto_informativo_deadline(clock.today()).due_on + timedelta(days=12)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/obligations?until={after:%d/%m/%Y}")
    # 702.43 + 12 × 34.02 (art. 15 c. 1)
    assert "1.110,67 €" in page


async def test_what_one_province_has_over_is_said_to_cover_another() -> None:
    viewer = await administrator(60)
    place = await builders.site(viewer, "Milano", builders.MILANO)
    await builders.workers(5, viewer, site_id=place, prefix="M")
    for number in range(3):
        await workforce.add_worker(builders.reserved_draft(place, f"R{number}"), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations")
    assert "3 in più" in page
    assert "art. 5 c. 8" in page


# --- other days, history, terms, scenarios ---------------------------------------------------------------------


async def test_the_situation_of_a_past_day_counts_who_was_there_then() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations?on=01/03/2020")
        assert "Situazione al 1 marzo 2020. Nessun obbligo." in page
        page = await user.get("/obligations?on=02/03/2020")
        assert "Situazione al 2 marzo 2020. Da 15 a 35 dipendenti." in page
        assert "Quanto costa non fare niente" not in page
        calculation = await user.get("/obligations/calculation?on=02/03/2020")
        assert "al 2 marzo 2020" in calculation


@pytest.mark.parametrize("path", ["/obligations", "/obligations/calculation"])
async def test_a_day_before_today_s_rule_is_refused_with_the_reason(path: str) -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"{path}?on=31/12/2017")
    assert page.status == 422
    assert "La regola attuale vale dal 1 gennaio 2018" in page


async def test_the_history_has_every_quarter_since_the_first_employee() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/history")
        first = await user.get("/obligations/history?page=99")
    today = clock.today()
    assert f"T{(today.month - 1) // 3 + 1} {today.year} 15 1 0 1" in page
    assert 'role="img"' in page.html
    assert "T1 2020 15 1 0 1" in first
    assert "T4 2019" not in first


async def test_every_term_says_its_rule_and_the_day_it_runs_from() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/deadlines")
    assert "60 giorni da quando il posto è scoperto. Dal 2 marzo 2020." in page
    assert "Ogni anno entro il 31 gennaio" in page


async def test_the_term_of_the_prospetto_leads_to_the_prospetti() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        for path in ("/obligations", "/"):
            page = await user.get(path)
            assert re.search(r'deadline__title"><a href="/prospetti">Prospetto informativo</a>', page.html), (
                path
            )


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.COMPANY_ADMINISTRATOR, "/workforce"), (Role.COMPANY_RECRUITER, "/workforce/figures")],
)
async def test_the_duties_have_one_workforce_for_each_role(role: Role, address: str) -> None:
    """Rows for whoever keeps them, figures for the others."""
    viewer = await Cast().owner(role)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations")
    tabs = page.html.split('aria-label="Pagine degli obblighi"')[1].split("</nav>")[0]
    assert re.findall(r'href="(/workforce[^"]*)"', tabs) == [address]


async def calendar_of(user: Browser) -> str:
    """The path of the secret link shown on the page."""
    page = await user.get("/obligations/deadlines")
    found = re.search(r"/obligations/calendars/[A-Za-z0-9_-]+\.ics", page.html)
    assert found
    return found[0]


async def test_a_calendar_follows_the_terms_by_a_secret_link_and_names_nobody() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/deadlines")
        await user.press("/obligations/calendar")
        path = await calendar_of(user)
        user.client.cookies.clear()
        answer = await user.get(path)
    assert answer.response.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.response.content).walk("VEVENT")
    assert {str(one["summary"]) for one in events} == {"Richiesta di avviamento", "Prospetto informativo"}
    assert {one["dtstart"].dt for one in events} >= {date(2020, 5, 1)}
    assert all("art. 9" in str(one["description"]) for one in events)
    assert viewer.name not in answer.html


async def test_a_renewed_link_ends_the_one_before() -> None:
    viewer = await administrator(15)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/deadlines")
        await user.press("/obligations/calendar")
        first = await calendar_of(user)
        await user.press("/obligations/calendar")
        second = await calendar_of(user)
        assert first != second
        assert (await user.get(first)).status == 404
        assert (await user.get(second)).status == 200
        assert (await user.get(second.replace(".ics", "A.ics"))).status == 404


async def test_a_link_ends_with_the_membership_of_whoever_made_it() -> None:
    viewer = await administrator(15)
    assert viewer.organisation_id is not None
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/deadlines")
        await user.press("/obligations/calendar")
        path = await calendar_of(user)
        await db.execute(
            "UPDATE membership SET starts_on = starts_on - 9, ends_on = $2 WHERE account = $1",
            viewer.account_id,
            clock.today(),
        )
        assert (await user.get(path)).status == 404


async def test_a_scenario_is_saved_compared_and_taken_away() -> None:
    viewer = await administrator(50)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/what-if?province=LC&hire_reserved=2")
        page = await user.press("/obligations/scenarios", {"name": "Due assunzioni"})
        assert "Scenario salvato." in page
        assert "Voce Oggi Due assunzioni" in page
        assert "Posti scoperti (art. 3) 2 0 -2" in page
        await user.get("/obligations/what-if?province=LC&in_convention=1")
        same = await user.press("/obligations/scenarios", {"name": "due ASSUNZIONI"})
        assert same.status == 422
        assert "scegli un altro nome" in same
        await user.press("/obligations/scenarios", {"name": "Convenzione"})
        ids = [str(row["id"]) for row in await db.fetch("SELECT id FROM scenario ORDER BY lower(name)")]
        both = await user.get("/obligations/what-if?" + "&".join(f"scenario={id}" for id in ids))
        assert "Voce Oggi Convenzione Due assunzioni" in both
        assert "Posti scoperti (art. 3) 2 1 -1 0 -2" in both
        page = await user.press(f"/obligations/scenarios/{ids[0]}/removal")
        assert "Scenario tolto." in page
        assert await db.fetchval("SELECT count(*) FROM scenario") == 1


async def test_a_scenario_that_can_no_longer_be_applied_says_why() -> None:
    viewer = await administrator(15)
    id = await scenarios.save_scenario(
        "Via tutti", {"province": "LC", "end_other": "16"}, id=new_id(), by=viewer
    )
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/obligations/what-if?scenario={id}")
    assert page.status == 200
    assert "Via tutti. Oggi non si può più applicare: In organico risultano 15 altre persone" in page


async def test_measures_are_tried_with_their_rule() -> None:
    viewer = await administrator(107)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/what-if?province=LC&exemption_percentage=60")
        assert "Esonerati 0 4 +4" in page
        assert "Come si calcola l’esonero" in page
        wrong = await user.get("/obligations/what-if?province=LC&exemption_percentage=80")
        assert wrong.status == 422
        assert "DM 357/2000" in wrong
        source = await user.get("/obligations/what-if?province=LC&compensated=1")
        assert "Scegli da dove viene l’eccedenza." in source


async def test_whoever_follows_the_company_reads_all_its_pages_and_saves_nothing() -> None:
    viewer = await administrator(15)
    assert viewer.organisation_id is not None
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert counsellor.organisation_id is not None
    coordinator = await cast.someone(counsellor.organisation_id, Role.COORDINATOR)
    about = f"?company={viewer.organisation_id}"
    paths = ("", "/calculation", "/history", "/deadlines", "/deadlines.ics", "/what-if", "/incentive")
    async with browser() as user:
        await seated(user, counsellor)
        for path in paths:
            assert (await user.get(f"/obligations{path}{about}")).status == 404, path
        await company_accounts.assign(viewer.organisation_id, holder_id=counsellor.account_id, by=coordinator)
        for path in paths:
            assert (await user.get(f"/obligations{path}{about}")).status == 200, path
        page = await user.get(f"/obligations{about}")
        assert 'href="/workforce"' not in page.html
        assert f'href="/obligations/calculation{about}"' in page.html
        assert f'href="/prospetti{about}">Prospetto informativo</a>' in page.html
        tried = await user.get(f"/obligations/what-if{about}&province=LC&hire_reserved=1")
        assert "Posti scoperti (art. 3) 1 0 -1" in tried
        assert "Tieni questo scenario" not in tried
        assert (await user.post("/obligations/scenarios", {"name": "Mio"})).status == 403
