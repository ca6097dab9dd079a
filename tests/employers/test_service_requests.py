"""Services to companies: a company asks, the service assigns, meets, answers or says why not; nobody else reads."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from portal.employers import jobs as employers_jobs
from portal.employers import public as employers
from portal.employers.companies.actions import company_accounts
from portal.employers.service_requests import actions, queries
from portal.employers.service_requests.actions import Draft
from portal.employers.service_requests.rules import silence, usual_days
from portal.employers.service_requests.transitions import REQUEST, Facts
from portal.employers.service_requests.vocabulary import (
    ANSWERED_BY,
    REQUEST_KIND_LABELS,
    Actor,
    RequestKind,
    RequestState,
)
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.direct_work import Period, Source
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.web import browser

DB = pytest.mark.usefixtures("db_rollback")
S = RequestState
WORDS = "Vorremmo capire come cambiare gli orari del reparto."


@dataclass(frozen=True)
class Asked:
    people: Cast
    administrator: Viewer
    follower: Viewer
    coordinator: Viewer
    lawyer: Viewer

    @property
    def company_id(self) -> UUID:
        assert self.administrator.organisation_id is not None
        return self.administrator.organisation_id

    @property
    def service_id(self) -> UUID:
        assert self.follower.organisation_id is not None
        return self.follower.organisation_id


async def asked() -> Asked:
    people = Cast()
    now = Asked(
        people,
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COORDINATOR),
        await people.owner(Role.LAWYER),
    )
    await company_accounts.assign(now.company_id, holder_id=now.follower.account_id, by=now.coordinator)
    return now


async def ask(now: Asked, kind: RequestKind = RequestKind.LEGAL_ADVICE) -> UUID:
    return await actions.ask(Draft(kind, WORDS, now.service_id), id=new_id(), by=now.administrator)


async def state_of(id: UUID) -> RequestState:
    return RequestState(await db.fetchval("SELECT state FROM service_request WHERE id = $1", id))


async def asked_before(ago: timedelta) -> None:
    """The company was not followed yet then: the day of the question is moved by hand."""
    await db.execute("UPDATE service_request SET requested_at = requested_at - $1::interval", ago)


# --- the table -----------------------------------------------------------------------------------------------------

# What services.md §9 says, written again by hand: move -> (from, to, who).
SPOKEN: dict[str, tuple[set[RequestState], RequestState, set[Actor]]] = {
    "assign": ({S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS}, S.ASSIGNED, {Actor.ORGANISER}),
    "begin": ({S.ASSIGNED}, S.IN_PROGRESS, {Actor.PROFESSIONAL}),
    "answer": ({S.ASSIGNED, S.IN_PROGRESS}, S.ANSWERED, {Actor.PROFESSIONAL}),
    "close": ({S.ANSWERED}, S.CLOSED, set(Actor)),
    "decline": (
        {S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS},
        S.DECLINED,
        {Actor.ORGANISER, Actor.PROFESSIONAL},
    ),
}


def test_no_move_is_missing_and_none_is_too_many() -> None:
    assert {row.name for row in REQUEST} == set(SPOKEN)
    assert REQUEST.closed == {S.CLOSED, S.DECLINED}


@pytest.mark.parametrize(("name", "state", "actor"), list(product(SPOKEN, RequestState, Actor)))
def test_a_move_is_made_from_its_states_by_its_actors_alone(
    name: str, state: RequestState, actor: Actor
) -> None:
    sources, target, who = SPOKEN[name]
    sentence = REQUEST.refusal(name, state, [actor], Facts(words="Sì."))
    if state in sources and actor in who:
        assert sentence is None
        assert REQUEST.named(name).lands(state) is target
    else:
        assert sentence is not None
        assert REQUEST.label(state) in sentence or "Non spetta a te" in sentence


def test_every_kind_has_a_name_and_somebody_who_answers_it() -> None:
    assert set(REQUEST_KIND_LABELS) == set(ANSWERED_BY) == set(RequestKind)
    assert ANSWERED_BY[RequestKind.CRISIS_SUPPORT] == {Role.EDUCATOR, Role.PSYCHOLOGIST}
    assert ANSWERED_BY[RequestKind.INTERCULTURAL_MEDIATION] == {Role.INTERCULTURAL_MEDIATOR}


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2026, 12, 3), None),
        (date(2026, 12, 4), 3),
        (date(2026, 12, 10), 3),  # the 8th is a holiday
        (date(2026, 12, 11), 7),
        (date(2027, 3, 1), 7),
    ],
)
def test_silence_is_counted_in_working_days(today: date, step: int | None) -> None:
    assert silence(date(2026, 12, 1), today) == step


def test_the_usual_time_is_the_middle_one() -> None:
    assert usual_days([]) is None
    assert usual_days([1, 30, 2]) == 2
    assert usual_days([1, 2]) == 1.5


# --- what is done --------------------------------------------------------------------------------------------------


@DB
async def test_a_request_is_asked_once_and_goes_to_its_answer() -> None:
    now = await asked()
    id = new_id()
    for _ in range(2):
        await actions.ask(Draft(RequestKind.LEGAL_ADVICE, WORDS, now.service_id), id=id, by=now.administrator)
    assert await db.fetchval("SELECT count(*) FROM service_request") == 1
    await actions.assign(id, to=now.lawyer.account_id, by=now.follower)
    with pytest.raises(Refused, match="Non spetta a te"):
        await actions.begin(id, by=now.follower)
    session = new_id()
    for _ in range(2):
        await actions.hold_session(
            id, id=session, held_on=clock.today(), minutes=90, present=4, by=now.lawyer
        )
    assert await state_of(id) is S.IN_PROGRESS
    await actions.answer(id, words="Si può, con un accordo.", minutes=45, shown=True, by=now.lawyer)
    with pytest.raises(Refused, match="«Con risposta»"):
        await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    found = await queries.request(id, now.administrator)
    assert (found.text, found.answer, found.answered_on) == (WORDS, "Si può, con un accordo.", clock.today())
    await actions.close(id, by=now.administrator)
    assert await state_of(id) is S.CLOSED
    await jobs.drain()
    told = await db.fetch("SELECT account_id, step FROM notification WHERE kind = 'service_request'")
    assert {(row["account_id"], row["step"].partition(":")[0]) for row in told} == {
        (now.follower.account_id, "received"),
        (now.lawyer.account_id, "assigned"),
        (now.administrator.account_id, "ServiceRequestAnswered"),
    }


@DB
async def test_words_lie_sealed() -> None:
    now = await asked()
    await ask(now)
    row = await db.fetchrow("SELECT text_sealed FROM service_request")
    assert row is not None
    assert b"orari" not in row["text_sealed"]


@DB
async def test_only_a_role_that_answers_the_kind_is_given_it() -> None:
    now = await asked()
    id = await ask(now, RequestKind.CRISIS_SUPPORT)
    with pytest.raises(Refused, match="risponde a richieste di questo tipo") as refused:
        await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    assert refused.value.field == "to"
    educator = await now.people.owner(Role.EDUCATOR)
    await actions.assign(id, to=educator.account_id, by=now.coordinator)
    assert await state_of(id) is S.ASSIGNED


@DB
async def test_nobody_else_finds_it() -> None:
    now = await asked()
    id = await ask(now)
    strangers = [
        await now.people.outsider(Role.COMPANY_ADMINISTRATOR),
        await now.people.outsider(Role.COORDINATOR),
        await now.people.outsider(Role.JOB_COUNSELLOR),
        await now.people.teammate(Role.JOB_COUNSELLOR),
        now.lawyer,
    ]
    for viewer in strangers:
        with pytest.raises(NotThere):
            await queries.request(id, viewer)
        assert id not in {one.id for one in await queries.page(viewer, limit=50, offset=0)}
        with pytest.raises(NotThere):
            await actions.decline(id, reason="No.", by=viewer)
    await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    assert (await queries.request(id, now.lawyer)).text == WORDS


@DB
async def test_a_company_asks_the_services_that_follow_it() -> None:
    now = await asked()
    other = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE)
    assert [id for id, _ in await actions.services_of(now.company_id)] == [now.service_id]
    with pytest.raises(Refused, match="della lista"):
        await actions.ask(Draft(RequestKind.DIVERSITY, WORDS, other), id=new_id(), by=now.administrator)
    stranger = await now.people.outsider(Role.COMPANY_ADMINISTRATOR)
    assert stranger.organisation_id is not None
    assert other in {id for id, _ in await actions.services_of(stranger.organisation_id)}


@DB
async def test_what_an_association_asked_by_telephone_is_written_down_by_the_service() -> None:
    now = await asked()
    association = await cast.organisation(OrganisationKind.ASSOCIATION, name="Unione artigiani")
    draft = Draft(RequestKind.INTERCULTURAL_MEDIATION, WORDS, now.service_id, association, "La segretaria")
    id = await actions.ask(draft, id=new_id(), by=now.follower)
    found = await queries.request(id, now.coordinator)
    assert (found.organisation, found.asked_by) == ("Unione artigiani", "La segretaria")
    stranger = await now.people.outsider(Role.COMPANY_ADMINISTRATOR)
    unseen = Draft(RequestKind.DIVERSITY, WORDS, now.service_id, stranger.organisation_id, "Il titolare")
    with pytest.raises(Refused, match="che segui"):
        await actions.ask(unseen, id=new_id(), by=now.follower)
    with pytest.raises(Refused, match="chi ha chiesto"):
        await actions.ask(
            Draft(RequestKind.DIVERSITY, WORDS, now.service_id, association), id=new_id(), by=now.follower
        )


@DB
async def test_a_meeting_before_the_question_or_to_come_is_refused() -> None:
    now = await asked()
    id = await ask(now)
    await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    for day, words in (
        (clock.today() - timedelta(days=1), "precedere"),
        (clock.today() + timedelta(days=1), "futuro"),
    ):
        with pytest.raises(Refused, match=words):
            await actions.hold_session(id, id=new_id(), held_on=day, minutes=30, present=2, by=now.lawyer)
    with pytest.raises(NotThere):
        await actions.hold_session(
            id, id=new_id(), held_on=clock.today(), minutes=30, present=2, by=now.coordinator
        )


@DB
async def test_silence_reaches_who_holds_it_and_then_the_coordinator_each_once() -> None:
    now = await asked()
    given, free = await ask(now), await ask(now)
    await actions.assign(given, to=now.lawyer.account_id, by=now.coordinator)
    await asked_before(timedelta(days=6))
    await jobs.drain()
    for _ in range(2):
        await employers_jobs.remind_service_requests.run()
    steps = "SELECT object_id, account_id FROM notification WHERE kind = 'service_request' AND step = $1"
    reminded = {(row["object_id"], row["account_id"]) for row in await db.fetch(steps, "silence:3")}
    assert reminded == {(given, now.lawyer.account_id), (free, now.follower.account_id)}
    with clock.as_of(clock.now() + timedelta(days=14)):
        for _ in range(2):
            await employers_jobs.remind_service_requests.run()
    escalated = [(row["object_id"], row["account_id"]) for row in await db.fetch(steps, "silence:7")]
    assert sorted(escalated) == sorted((id, now.coordinator.account_id) for id in (given, free))
    await actions.decline(given, reason="Non è materia nostra.", by=now.lawyer)
    assert await queries.unanswered(clock.now() + timedelta(days=1)) != []


@DB
async def test_minutes_become_hours_of_direct_work_and_days_become_figures() -> None:
    now = await asked()
    id = await ask(now)
    await asked_before(timedelta(days=4))
    await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    four_days_ago = clock.today() - timedelta(days=4)
    await actions.hold_session(id, id=new_id(), held_on=four_days_ago, minutes=90, present=3, by=now.lawyer)
    await actions.answer(id, words="Sì.", minutes=45, shown=False, by=now.lawyer)
    today = clock.today()
    periods = [
        Period(now.service_id, today - timedelta(days=30), today),
        Period(now.service_id, today, today),
        Period(new_id(), today - timedelta(days=30), today),
    ]
    found = {
        (one.period, one.member_id, one.source, one.minutes) for one in await employers.direct_work(periods)
    }
    assert found == {
        (0, now.lawyer.account_id, Source.SESSION, 90),
        (0, now.lawyer.account_id, Source.REQUEST, 45),
        (1, now.lawyer.account_id, Source.REQUEST, 45),
    }
    figures = await employers.request_figures([now.service_id], today - timedelta(days=30), today)
    assert [(one.kind, one.received, one.answered, one.waiting, one.days) for one in figures] == [
        (RequestKind.LEGAL_ADVICE, 1, 1, 0, 4)
    ]


@DB
async def test_after_their_term_requests_go_with_their_meetings_and_what_waits_stays() -> None:
    now = await asked()
    done, waits = await ask(now), await ask(now)
    await actions.assign(done, to=now.lawyer.account_id, by=now.coordinator)
    await actions.hold_session(done, id=new_id(), held_on=clock.today(), minutes=30, present=2, by=now.lawyer)
    await actions.answer(done, words="Sì.", minutes=5, shown=True, by=now.lawyer)
    assert await employers.forget_requests(clock.now() - timedelta(hours=1)) == {}
    assert await employers.forget_requests(clock.now() + timedelta(hours=1)) == {
        "service_request": 1,
        "service_session": 1,
    }
    assert [row["id"] for row in await db.fetch("SELECT id FROM service_request")] == [waits]


# --- pages ---------------------------------------------------------------------------------------------------------


@DB
async def test_the_company_asks_on_its_page_and_the_service_answers_on_its_own() -> None:
    now = await asked()
    async with browser() as user:
        await user.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        assert "Servizi per l’azienda" in await user.get("/company")
        await user.get("/service-requests/new")
        empty = await user.press("/service-requests", {})
        assert empty.status == 422
        assert "Scegli che cosa serve." in empty
        assert "Scrivi che cosa ti serve." in empty
        warned = await user.press(
            "/service-requests", {"kind": "crisis_support", "text": "Marco Bianchi ha una depressione."}
        )
        assert warned.status == 422
        assert "oppure spunta «Ho riletto»" in warned
        sent = await user.press("/service-requests", {"kind": "legal_advice", "text": WORDS})
        assert "Richiesta inviata." in sent
        where = str(await db.fetchval("SELECT '/service-requests/' || id FROM service_request"))
        assert "Diritto del lavoro" in await user.get("/service-requests")

        await user.sign_in_as(now.follower.account_id, now.follower.organisation_id)
        assert "da affidare" in await user.get("/")
        await user.get(where)
        given = await user.press("/assignment", {"to": str(now.lawyer.account_id)})
        assert "Richiesta assegnata." in given
        assert "Diritto del lavoro" in await user.get(f"/companies/{now.company_id}/service-requests")

        await user.sign_in_as(now.lawyer.account_id, now.lawyer.organisation_id)
        assert "da rispondere" in await user.get("/")
        await user.get(where)
        assert "presa in carico" in await user.press("/beginning")
        wrong = await user.press("/sessions", {"held_on": "31/12/2099", "minutes": "0", "present": "3"})
        assert wrong.status == 422
        assert "La data non può essere nel futuro." in wrong
        today = f"{clock.today():%d/%m/%Y}"
        met = await user.press("/sessions", {"held_on": today, "minutes": "60", "present": "3"})
        assert "3 persone" in met
        done = await user.press(
            "/answer", {"answer": "Serve un accordo scritto.", "minutes": "30", "shown": "on"}
        )
        assert "Risposta inviata." in done
        assert "30 minuti" in done

        await user.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        read = await user.get(where)
        assert "Serve un accordo scritto." in read
        assert "30 minuti" not in read, "how long the service worked is the service’s"
        assert "Richiesta chiusa." in await user.press("/closure")


@DB
async def test_an_answer_given_by_word_of_mouth_is_not_shown_to_the_company() -> None:
    now = await asked()
    id = await ask(now)
    await actions.assign(id, to=now.lawyer.account_id, by=now.coordinator)
    await actions.answer(id, words="Detto al telefono.", minutes=10, shown=False, by=now.lawyer)
    async with browser() as user:
        await user.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        page = await user.get(f"/service-requests/{id}")
        assert "Detto al telefono." not in page
        assert "La risposta ti è stata data a voce." in page
        await user.sign_in_as(now.coordinator.account_id, now.coordinator.organisation_id)
        assert "Detto al telefono." in await user.get(f"/service-requests/{id}")


@DB
async def test_where_nobody_answers_a_kind_the_page_says_what_to_do() -> None:
    now = await asked()
    id = await ask(now, RequestKind.INTERCULTURAL_MEDIATION)
    async with browser() as user:
        await user.sign_in_as(now.coordinator.account_id, now.coordinator.organisation_id)
        assert "nessuno risponde a richieste di questo tipo" in await user.get(f"/service-requests/{id}")
        assert "riceve il motivo" in await user.press("/refusal", {"reason": "Non abbiamo un mediatore."})
        await user.sign_in_as(now.administrator.account_id, now.administrator.organisation_id)
        assert "Non abbiamo un mediatore." in await user.get(f"/service-requests/{id}")
