"""The register of accommodations: measures and never causes, in the order the law gives."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.inclusion.actions import accommodations as acts
from portal.employers.inclusion.actions.accommodations import Reply, Request
from portal.employers.inclusion.queries import accommodations as register
from portal.employers.inclusion.rules.accommodations import Steps, answer_due, status, words_problem
from portal.employers.inclusion.vocabulary import (
    AccommodationStatus,
    Answer,
    Ending,
    Ground,
    Hearing,
    RequestWay,
)
from portal.employers.obligations.parameters import in_law
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.health_words import health_word
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

DAY = date(2026, 11, 2)
TODAY = date(2026, 11, 22)
ASKED = Steps(DAY, date(2026, 12, 2))


async def administrator() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id


async def requested(viewer: Viewer, **other: object) -> UUID:
    values: dict[str, object] = {
        "whom": "Matricola 0042",
        "requested_on": clock.today() - timedelta(days=10),
        "way": RequestWay.MAIL,
        "asked": ("C9", "T2"),
        "words": "Scrivania lontana dal corridoio.",
    }
    return await acts.record_request(Request(**{**values, **other}), id=new_id(), by=viewer)  # type: ignore[arg-type]


async def heard(viewer: Viewer, id: UUID) -> None:
    await acts.record_hearing(
        id, heard_on=clock.today() - timedelta(days=5), hearing=Hearing.WITH_SOMEBODY, by=viewer
    )


GRANTED = Reply(clock.today(), Answer.GRANTED, "La postazione è libera e adatta al lavoro.", ("C9", "T2"))


# --- words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ha una diagnosi di DEPRESSIONE maggiore", "diagnosi"),
        ("soffre di Sclerosi multipla", "Sclerosi"),
        ("invalidità del 74 %", "invalidità"),
        ("al 67 per cento", "67 per cento"),
        ("permessi della legge 104", "legge 104"),
        ("secondo la L. 68", "L. 68"),
        ("codice F32.1", "F32.1"),
        ("RSSMRA80A01H501U", "RSSMRA80A01H501U"),
        ("deve prendere i farmaci", "farmaci"),
        ("per l’ansia", "ansia"),
        ("torna dal ricovero", "ricovero"),
        ("è ipovedente", "ipovedente"),
    ],
)
def test_a_word_of_health_is_found_as_it_was_written(text: str, found: str) -> None:
    assert health_word(text) == found
    assert f"«{found}»" in (words_problem(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "Scrivania regolabile in altezza, lontana dal corridoio.",
        "Due pause di dieci minuti, alle 10 e alle 15.",
        "Distanza dal reparto: 30 metri. Turno dalle 8:30.",
        "Il responsabile cura la consegna e manda il compito per mail.",
        "Part-time di 24 ore su 40, per sei mesi.",
        "Art. 3 del contratto aziendale, orario flessibile.",
    ],
)
def test_words_of_work_pass(text: str) -> None:
    assert health_word(text) is None


@given(st.text(max_size=200))
def test_the_gate_answers_with_a_piece_of_what_was_written(text: str) -> None:
    found = health_word(text)
    assert found is None or found in text


# --- steps -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "today", "expected"),
    [
        (ASKED, TODAY, AccommodationStatus.TO_HEAR),
        (replace(ASKED, heard_on=DAY), TODAY, AccommodationStatus.TO_ANSWER),
        (ASKED, date(2026, 12, 2), AccommodationStatus.TO_HEAR),
        (ASKED, date(2026, 12, 3), AccommodationStatus.LATE),
        (replace(ASKED, answered_on=DAY, answer=Answer.GRANTED), TODAY, AccommodationStatus.TO_PUT_IN_PLACE),
        (replace(ASKED, answered_on=DAY, answer=Answer.REFUSED), TODAY, AccommodationStatus.REFUSED),
        (
            replace(ASKED, answered_on=DAY, answer=Answer.OTHERWISE, in_place_on=DAY, review_on=TODAY),
            TODAY - timedelta(days=1),
            AccommodationStatus.IN_PLACE,
        ),
        (
            replace(ASKED, answered_on=DAY, answer=Answer.OTHERWISE, in_place_on=DAY, review_on=TODAY),
            TODAY,
            AccommodationStatus.TO_REVIEW,
        ),
        (replace(ASKED, ended_on=TODAY), TODAY, AccommodationStatus.ENDED),
    ],
)
def test_the_status_comes_from_the_days(steps: Steps, today: date, expected: AccommodationStatus) -> None:
    assert status(steps, today) is expected


def test_the_term_of_the_answer_is_a_dated_figure_of_our_own() -> None:
    assert answer_due(DAY, in_law()) == date(2026, 12, 2)
    assert in_law().row("accommodation.answer_days", DAY).evidence.value == "DESIGN"


async def test_a_request_goes_its_way_to_the_review_and_the_end() -> None:
    viewer, company_id = await administrator()
    id = await requested(viewer)
    await heard(viewer, id)
    await acts.record_answer(id, GRANTED, by=viewer)
    today = clock.today()
    await acts.record_in_place(id, in_place_on=today, review_on=today + timedelta(days=90), by=viewer)
    found = await register.accommodation(id, company_id)
    assert (found.code, found.whom, found.asked, found.granted) == (
        "A-0001",
        "Matricola 0042",
        ("C9", "T2"),
        ("C9", "T2"),
    )
    assert found.reasons == GRANTED.reasons
    assert status(found.steps, today) is AccommodationStatus.IN_PLACE
    await acts.end_accommodation(id, ended_on=today, ending=Ending.NO_LONGER_NEEDED, by=viewer)
    with pytest.raises(Refused, match="chiusa"):
        await acts.record_in_place(id, in_place_on=today, review_on=None, by=viewer)


async def test_asked_twice_with_one_id_a_request_is_made_once_and_numbers_follow() -> None:
    viewer, company_id = await administrator()
    id = new_id()
    request = Request("Magazzino", clock.today(), RequestWay.FORM, ("C9",))
    for _ in range(2):
        await acts.record_request(request, id=id, by=viewer)
    other = await requested(viewer)
    assert await register.count(company_id) == 2
    assert (await register.accommodation(other, company_id)).code == "A-0002"


async def test_nobody_is_answered_before_being_heard() -> None:
    viewer, _ = await administrator()
    id = await requested(viewer)
    with pytest.raises(Refused, match="senti la persona"):
        await acts.record_answer(id, GRANTED, by=viewer)


async def test_a_refusal_has_a_ground_reasons_and_the_remedies_explained() -> None:
    viewer, company_id = await administrator()
    id = await requested(viewer)
    await heard(viewer, id)
    refusal = Reply(clock.today(), Answer.REFUSED, "Il reparto andrebbe spostato per intero.")
    with pytest.raises(Refused, match="discriminazione"):
        await acts.record_answer(id, refusal, by=viewer)
    with pytest.raises(Refused, match=r"L\. 67/2006"):
        await acts.record_answer(id, replace(refusal, ground=Ground.BURDEN), by=viewer)
    with pytest.raises(Refused, match="almeno in altro modo"):
        await acts.record_answer(id, replace(refusal, granted=("C9",)), by=viewer)
    await acts.record_answer(id, replace(refusal, ground=Ground.BURDEN, remedies_told=True), by=viewer)
    found = await register.accommodation(id, company_id)
    assert (found.ground, found.remedies_told, found.granted) == (Ground.BURDEN, True, ())
    with pytest.raises(Refused, match="già una risposta"):
        await acts.record_answer(id, GRANTED, by=viewer)
    with pytest.raises(Refused, match="accolto"):
        await acts.record_in_place(id, in_place_on=clock.today(), review_on=None, by=viewer)


async def test_what_is_granted_names_its_measures() -> None:
    viewer, _ = await administrator()
    id = await requested(viewer)
    await heard(viewer, id)
    with pytest.raises(Refused, match="misure"):
        await acts.record_answer(id, replace(GRANTED, granted=()), by=viewer)


@pytest.mark.parametrize("field", ["whom", "words"])
async def test_a_request_with_a_word_of_health_is_refused_and_nothing_is_kept(field: str) -> None:
    viewer, company_id = await administrator()
    with pytest.raises(Refused, match="togli «dialisi»") as refusal:
        await requested(viewer, **{field: "Orario per la dialisi"})
    assert refusal.value.field == field
    assert await register.count(company_id) == 0


async def test_days_that_cannot_be_are_refused() -> None:
    viewer, _ = await administrator()
    today = clock.today()
    with pytest.raises(Refused, match="futuro"):
        await requested(viewer, requested_on=today + timedelta(days=1))
    id = await requested(viewer)
    with pytest.raises(Refused, match="dopo la sua richiesta"):
        await acts.record_hearing(id, heard_on=today - timedelta(days=30), hearing=Hearing.ALONE, by=viewer)
    await heard(viewer, id)
    with pytest.raises(Refused, match="dopo che la persona è stata sentita"):
        await acts.record_answer(id, replace(GRANTED, answered_on=today - timedelta(days=9)), by=viewer)
    await acts.record_answer(id, GRANTED, by=viewer)
    with pytest.raises(Refused, match="dopo l’inizio"):
        await acts.record_in_place(id, in_place_on=today, review_on=today, by=viewer)


async def test_for_whom_and_every_word_are_sealed_in_the_table() -> None:
    viewer, _ = await administrator()
    id = await requested(viewer)
    row = await db.fetchrow("SELECT * FROM accommodation WHERE id = $1", id)
    assert row is not None
    assert b"0042" not in row["whom_sealed"]
    assert "Scrivania" not in str(dict(row))


async def test_the_database_refuses_an_answer_without_a_hearing() -> None:
    viewer, _ = await administrator()
    id = await requested(viewer)
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.unit_of_work():
            await db.execute(
                "UPDATE accommodation SET answered_on = requested_on, answer = 'granted', reasons_sealed = 'x'"
                " WHERE id = $1",
                id,
            )


# --- pages -----------------------------------------------------------------------------------------------------


async def test_only_administrators_keep_the_register_and_each_reading_is_noted() -> None:
    people = Cast()
    ours = await people.owner(Role.COMPANY_ADMINISTRATOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    stranger = await people.outsider(Role.COMPANY_ADMINISTRATOR)
    id = await requested(ours)
    async with browser() as user:
        await user.sign_in_as(recruiter.account_id, recruiter.organisation_id)
        assert (await user.get("/accommodations")).status == 403
        assert (await user.get(f"/accommodations/{id}")).status == 403
        await user.sign_in_as(stranger.account_id, stranger.organisation_id)
        assert (await user.get(f"/accommodations/{id}")).status == 404
        assert (await user.post(f"/accommodations/{id}/hearing", {"heard_on": "01/01/2026"})).status == 404
        await user.sign_in_as(ours.account_id, ours.organisation_id)
        assert "Matricola 0042" in await user.get(f"/accommodations/{id}")
    read = await db.fetchval(
        "SELECT count(*) FROM audit_entry WHERE what = 'AccommodationRead' AND subject_id = $1", id
    )
    assert read == 1
    with pytest.raises(NotThere):
        await acts.record_answer(id, GRANTED, by=stranger)


async def test_the_whole_way_on_pages_with_every_error_at_once() -> None:
    viewer, _ = await administrator()
    today = f"{clock.today():%d/%m/%Y}"
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert "Nessuna richiesta registrata." in await user.get("/accommodations")
        await user.get("/accommodations/new")
        wrong = await user.press("/accommodations", {"words": "Ha l’epilessia"})
        assert wrong.status == 422
        for words in (
            "Scrivi la matricola",
            "Scegli come è arrivata",
            "Scegli almeno una misura",
            "«epilessia»",
        ):
            assert words in wrong, words
        saved = await user.press(
            "/accommodations",
            {"whom": "0042", "way": "letter", "asked": ["C9"], "words": "Postazione tranquilla."},
        )
        assert "Richiesta registrata." in saved
        assert "Persona da sentire" in saved
        path = saved.response.url.path
        await user.get(f"{path}/hearing")
        assert "Da rispondere" in await user.press("/hearing", {"hearing": "alone"})
        await user.get(f"{path}/answer")
        unreasoned = await user.press("/answer", {"answer": "granted"})
        assert "Scrivi i motivi: la risposta è motivata." in unreasoned
        answered = await user.press(
            "/answer", {"answer": "granted", "measures": ["C9"], "reasons": "La postazione c’è già."}
        )
        assert "Da attuare" in answered
        await user.get(f"{path}/in-place")
        assert "In atto" in await user.press("/in-place", {"in_place_on": today})
        await user.get(f"{path}/ending")
        assert "Chiusa" in await user.press("/ending", {"ending": "no_longer_needed"})
        assert (await user.get(f"{path}/diagnosis")).status == 404


async def test_the_register_takes_the_same_queries_however_long() -> None:
    viewer, _ = await administrator()
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        with db.counted_queries() as few:
            await user.get("/accommodations")
        for number in range(30):
            await requested(viewer, whom=f"{number:04d}")
        with db.counted_queries() as many:
            page = await user.get("/accommodations")
        assert len(few) == len(many) <= 6
        assert page.html.count("<tr>") == 26
        assert "A-0003" in await user.get(
            f"/commitments/calendar?year={(clock.today() + timedelta(days=20)).year}"
        )
