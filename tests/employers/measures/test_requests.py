"""Requests of avviamento: written among the measures, they change no quota; terms, cost and statement follow them."""

from datetime import date, timedelta

import pytest

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.actions import measures as acts
from portal.employers.measures.rules.drafts import Period, RequestDraft
from portal.employers.obligations.queries.cost import cost_until
from portal.employers.obligations.queries.standing import Standing, standing
from portal.employers.obligations.rules.avviamento import RequestKind
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.employers.obligations.vocabulary import Subject
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from tests.employers import builders
from tests.employers.measures import drafts
from tests.employers.measures.test_measures import IN_SPRING, administrator, record, refused, two_provinces
from tests.employers.measures.test_pages import day, seated
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


def request(units: int = 1, on: date = date(2026, 3, 2), **facts: object) -> RequestDraft:
    usual = {"subject": Subject.ART3, "province": "LC", "way": RequestKind.NOMINATIVA, "reference": None}
    return RequestDraft(**{**usual, **facts}, units=units, period=Period(on, None))  # type: ignore[arg-type]


async def stands(by: Viewer, on: date = IN_SPRING) -> Standing:
    assert by.organisation_id is not None
    return await standing(by.organisation_id, on)


async def test_a_request_lowers_no_quota_and_ends_the_term_of_its_places() -> None:
    by = await administrator(64)  # quota 4, nobody in force
    before = await stands(by)
    await record(request(3), by)
    after = await stands(by)
    assert after.position == before.position
    assert [one.places for one in before.deadlines if one.kind == "request"] == [4 + 1]  # art. 18 has one
    assert [one.places for one in after.deadlines if one.kind == "request"] == [1 + 1]
    assert after.next_change_on == before.next_change_on


async def test_the_cost_stops_the_day_before_a_late_request() -> None:
    by = await administrator(15)
    since = (await stands(by)).places[0].since
    late = since + timedelta(days=60 + 30)
    whole = cost_until(await stands(by), IN_SPRING).amount
    await record(request(on=late), by)
    now = await stands(by)
    assert cost_until(now, IN_SPRING).amount == cost_until(now, late).amount < whole


async def test_a_request_in_time_costs_nothing_until_it_is_closed() -> None:
    by = await administrator(15)
    since = (await stands(by)).places[0].since
    id = await acts.record_measure(request(on=since + timedelta(days=60)), id=new_id(), by=by)
    assert cost_until(await stands(by), IN_SPRING).amount == 0
    await acts.close_measure(id, ends_on=IN_SPRING, version=1, by=by)
    assert cost_until(await stands(by), IN_SPRING).amount > 0
    assert cost_until(await stands(by, IN_SPRING - timedelta(days=1)), IN_SPRING).amount == 0


async def test_while_an_esonero_is_not_decided_no_sanction_runs_for_its_places() -> None:
    """§5.1: the duty is suspended for the percentage asked for; the contribution is due from that day."""
    by = await administrator(64)
    first = (await stands(by)).places[0].since
    asked_on = first + timedelta(days=10)
    await record(drafts.esonero_parziale(act=None, requested_on=asked_on), by)
    lines = cost_until(await stands(by), IN_SPRING).lines
    assert [(line.answered_on, line.of_esonero) for line in lines] == [(asked_on, True)] * 2 + [
        (None, False)
    ] * 2
    assert [line.amount > 0 for line in lines] == [False, False, True, True]


async def test_several_requests_run_at_once_but_not_the_same_twice() -> None:
    by = await administrator(64)
    await record(request(), by)
    await record(request(on=date(2026, 4, 1)), by)
    await record(request(way=RequestKind.PRESELEZIONE), by)
    assert "c’è già" in (await refused(request(), by))["starts_on"]
    tomorrow = request(on=clock.today() + timedelta(days=1))
    assert "non può essere nel futuro" in (await refused(tomorrow, by))["starts_on"]


async def test_a_public_employer_asks_by_number() -> None:
    by = await administrator(64)
    assert "datori pubblici" in (await refused(request(way=RequestKind.NUMERICA), by))["way"]
    await db.execute(
        "UPDATE company SET employer_kind = $2 WHERE id = $1", by.organisation_id, EmployerKind.PUBLIC.value
    )
    assert "dalla graduatoria" in (await refused(request(), by))["way"]
    await record(request(way=RequestKind.NUMERICA), by)


async def test_a_request_is_written_read_and_closed_on_its_pages() -> None:
    by = await administrator()
    await builders.workers(36, by, starts_on=clock.today())  # two places
    async with browser() as user:
        await seated(user, by)
        duties = await user.get("/obligations")
        for words in ("Come coprire i posti", "Registra una richiesta", "Richiesta nominativa, Convenzione"):
            assert words in duties, words
        await user.get("/measures/new/richiesta-di-avviamento")
        wrong = await user.press("/measures/new/richiesta-di-avviamento", {})
        assert wrong.status == 422
        for words in (
            "Scegli di quale quota si parla.",
            "Scegli il tipo di richiesta.",
            "Scrivi quanti posti",
        ):
            assert words in wrong, words
        answers = {
            "subject": "art3",
            "province": "LC",
            "way": "preselezione",
            "units": "1",
            "starts_on": day(0),
            "act_ref": "Prot. 12/2026",
        }
        await user.get("/measures/new/richiesta-di-avviamento")
        shown = await user.press("/measures/new/richiesta-di-avviamento", answers)
        assert "Misura registrata: Richiesta di avviamento." in shown
        for words in (
            "Presentata",
            "1 posto",
            "preselezione dell’ufficio",
            "Prot. 12/2026",
            "Chiudi la richiesta",
        ):
            assert words in shown, words
        duties = await user.get("/obligations")
        assert "Richiesta presentata" in duties
        assert "2 posti da coprire, 1 già chiesto. La richiesta di avviamento per gli altri scade" in duties
        id = await db.fetchval("SELECT id FROM measure WHERE kind = 'richiesta_di_avviamento'")
        closing = await user.get(f"/measures/{id}/closing")
        assert "i posti ancora scoperti sono da chiedere" in closing
        undone = await user.press(f"/measures/{id}/closing", {"ends_on": day(0)})
        assert undone.status == 422
        assert "Scegli com’è andata." in undone
        ahead = await user.press(f"/measures/{id}/closing", {"ends_on": day(3), "outcome": "nobody"})
        assert ahead.status == 422
        assert "La richiesta corre ancora" in ahead
        done = await user.press(f"/measures/{id}/closing", {"ends_on": day(0), "outcome": "nobody"})
        for words in ("Richiesta chiusa.", "Chiusa", "L’ufficio non ha trovato nessuno"):
            assert words in done, words
        assert "Chiudi la richiesta" not in done
        assert "Richiesta presentata" not in await user.get("/obligations")


async def test_a_public_employer_reads_of_responsibility_and_of_no_amount() -> None:
    by = await administrator(64)
    await db.execute(
        "UPDATE company SET employer_kind = $2 WHERE id = $1", by.organisation_id, EmployerKind.PUBLIC.value
    )
    async with browser() as user:
        await seated(user, by)
        page = await user.get("/obligations")
        assert "responsabilità penale, amministrativa e disciplinare" in page
        assert "196,05" not in page
        assert "Richiesta numerica" in page
        assert "Sanzione fino" not in await user.get("/obligations/what-if?province=LC&hire_reserved=1")
        assert "/obligations/incentive" not in page.html
        tried = await user.get("/obligations/what-if")
        assert "/obligations/incentive" not in tried.html
        assert "solo fra province della stessa regione" in tried
        measures = await user.get("/measures")
        assert "Nella stessa regione, e con l’autorizzazione" in measures
        assert "le pubbliche amministrazioni non lo chiedono" in measures
        assert "/measures/new/esonero-parziale" not in measures.html
        assert "/measures/new/compensazione-territoriale" in measures.html


async def test_pages_say_what_else_the_law_lets() -> None:
    """Late contribution, precedence after dismissals, terms of art. 12, secondment, compensations that would stand."""
    by = await two_provinces()
    esonero = await acts.record_measure(drafts.esonero_parziale(units=1), id=new_id(), by=by)
    stopped = await acts.record_measure(
        drafts.suspension(
            cause=SuspensionCause.COLLECTIVE_DISMISSAL, province=None, suspended=None, out_of=None
        ),
        id=new_id(),
        by=by,
    )
    async with browser() as user:
        await seated(user, by)
        assert "Dal 5 al 24 % l’anno in più" in await user.get(f"/measures/{esonero}")
        page = await user.get(f"/measures/{stopped}")
        assert "Con almeno 5 licenziamenti" in page
        assert "Continua fino al 30 giugno 2027" in page
        await acts.cancel_measure(stopped, by=by)
        await acts.cancel_measure(esonero, by=by)
        form = await user.get("/measures/new/compensazione-territoriale")
        assert "Compensazioni possibili oggi" in form
        assert "da Milano a Lecco" in form
