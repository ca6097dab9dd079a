"""The twelve steps over plain HTTP, each by who may do it and by nobody else, each only after those before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID, uuid4

import httpx
import pytest

from portal.foundation import db
from portal.kernel.roles import Role
from tests import cast
from tests.environment import BASE
from tests.journeys import step_company, step_person, step_plan, step_proposal
from tests.journeys.hands import Hands, PlainHands, does_not_see, sees
from tests.journeys.story import (
    ADMINISTRATOR,
    COLLEAGUE,
    COORDINATOR,
    COUNSELLOR,
    OTHER_COUNSELLOR,
    PERSON,
    RECRUITER,
    RIVAL_RECRUITER,
    TUTOR,
    VACANCY,
    Story,
    account_of,
    email_of,
    people_of_the_story,
    typed,
)
from tests.web import application

pytestmark = pytest.mark.usefixtures("fresh_database")


@asynccontextmanager
async def told() -> AsyncIterator[Story]:
    async with AsyncExitStack() as windows:

        async def open_hands(_name: str) -> Hands:
            transport = httpx.ASGITransport(app=application(), raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url=BASE, timeout=30)
            return PlainHands(await windows.enter_async_context(client))

        with Story(open_hands) as story:
            await people_of_the_story(story)
            yield story


async def knock(story: Story, name: str, method: str, path: str, **fields: str) -> tuple[int, str]:
    """What the portal says to somebody who asks for an address that no page gave her."""
    hands = await story.at(name)
    assert isinstance(hands, PlainHands)
    status = await hands.knock(method, path.format(**story.places), fields)
    return status, hands.answer


async def not_for(story: Story, method: str, path: str, expected: dict[str, int], **fields: str) -> None:
    found = {name: (await knock(story, name, method, path, **fields))[0] for name in expected}
    assert found == expected, f"{method} {path}"


async def not_yet(story: Story, name: str, path: str, words: str, **fields: str) -> None:
    """A later step before the earlier ones: refused, with a sentence that says what is missing."""
    status, answer = await knock(story, name, "POST", path, **fields)
    assert status in {409, 422}, f"{path} answered {status}"
    assert words in answer, f"«{words}» is not in the answer of {path}"


async def test_the_story_is_told_in_order_by_the_right_people() -> None:
    async with told() as story:
        for chapter in (
            _the_company_enters,
            _it_counts_its_people,
            _it_commits_itself,
            _it_publishes_a_vacancy,
            _a_counsellor_opens_a_file,
            _she_publishes_the_profile,
            _the_company_asks_for_a_contact,
            _the_person_answers,
            _the_company_answers,
            _one_plan_results,
            _the_tutor_keeps_it,
            _it_ends_with_a_hire,
        ):
            await chapter(story)


async def _the_company_enters(story: Story) -> None:
    await step_company.company_registers(story)
    story.places["company"] = f"/companies/{await _company_id(story)}"
    await not_for(
        story,
        "POST",
        "{company}/verification",
        {ADMINISTRATOR: 403, COUNSELLOR: 403, RIVAL_RECRUITER: 403, OTHER_COUNSELLOR: 403},
        vat_checked="1",
        pec_checked="1",
    )
    early = str(uuid4())
    assert (await knock(story, ADMINISTRATOR, "POST", "/vacancies", title=VACANCY, once=early))[0] == 303
    await not_yet(story, ADMINISTRATOR, f"/vacancies/{early}/publication", "verific")
    await step_company.coordinator_verifies(story)
    await step_company.people_are_invited(story)
    await not_for(story, "GET", "/users", {RECRUITER: 403, TUTOR: 403, COUNSELLOR: 403})


async def _company_id(story: Story) -> UUID:
    return UUID(
        str(
            await db.fetchval(
                "SELECT organisation FROM membership WHERE account = $1", await account_of(ADMINISTRATOR)
            )
        )
    )


async def _it_counts_its_people(story: Story) -> None:
    await step_company.workforce_is_loaded(story)
    await not_for(
        story, "GET", "/workforce", {RECRUITER: 403, TUTOR: 403, COUNSELLOR: 403, RIVAL_RECRUITER: 403}
    )
    recruiter = await story.at(RECRUITER, "/obligations")
    sees(recruiter, "Base di computo")
    rival = await story.at(RIVAL_RECRUITER, "/obligations")
    does_not_see(rival, step_company.COMPANY)


async def _it_commits_itself(story: Story) -> None:
    await step_company.commitment_is_recorded(story)
    await not_for(story, "GET", "{commitment}", {RECRUITER: 200, RIVAL_RECRUITER: 404, TUTOR: 403})
    await not_for(
        story,
        "POST",
        "{commitment}/fulfilment",
        {RECRUITER: 403, TUTOR: 403, COUNSELLOR: 403},
        done_on="1/1/2026",
    )


async def _it_publishes_a_vacancy(story: Story) -> None:
    early = str(uuid4())
    assert (await knock(story, RECRUITER, "POST", "/vacancies", title="Prova", once=early))[0] == 303
    await not_yet(story, RECRUITER, f"/vacancies/{early}/publication", "Scegli")
    assert (await knock(story, RECRUITER, "POST", f"/vacancies/{early}/closing"))[0] in {303, 409}
    await step_company.vacancy_is_published(story)
    await not_for(
        story, "GET", "{vacancy}", {RIVAL_RECRUITER: 404, TUTOR: 403, COUNSELLOR: 403, ADMINISTRATOR: 200}
    )
    await not_for(story, "POST", "{vacancy}/closing", {RIVAL_RECRUITER: 404, TUTOR: 403, COUNSELLOR: 403})


async def _a_counsellor_opens_a_file(story: Story) -> None:
    await step_person.file_is_opened(story)
    nobody_else = {OTHER_COUNSELLOR: 404, COLLEAGUE: 404, RECRUITER: 403, TUTOR: 403}
    await not_for(story, "GET", "{person}", nobody_else)
    await not_for(story, "GET", "{person}/interviews", nobody_else)
    today = typed(story.today)
    await not_yet(story, COUNSELLOR, "{person}/phases/moves/start_development", "Sviluppo", on=today)
    await not_yet(story, COUNSELLOR, "{person}/phases/moves/meet_sender", "", on=today)
    await step_person.first_phases(story)
    coordinator = await story.at(COORDINATOR, f"{story.places['person']}/interviews")
    does_not_see(coordinator, step_person.AGREED, step_person.WISHES)
    await not_yet(
        story, COUNSELLOR, "{person}/phases/moves/go_to_decision", "mancano esperienze o competenze", on=today
    )
    await step_person.working_life_is_written(story)
    await not_for(story, "POST", "{person}/phases/moves/go_to_decision", nobody_else, on=today)
    await step_person.she_is_admitted(story)
    await step_person.she_is_assessed(story)


async def _she_publishes_the_profile(story: Story) -> None:
    profile = "{person}/profile"
    await not_yet(story, COUNSELLOR, profile + "/publication", "")
    await step_person.consents_are_collected(story)
    assert await _cards_of_the_person() == 0
    await step_person.profile_is_published(story)
    assert await _cards_of_the_person() == 1
    await not_for(story, "GET", profile, {OTHER_COUNSELLOR: 404, COLLEAGUE: 404, RECRUITER: 403})
    await not_for(
        story, "POST", profile + "/withdrawal", {OTHER_COUNSELLOR: 404, RECRUITER: 403, COORDINATOR: 403}
    )


async def _cards_of_the_person() -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM card c JOIN profile p ON p.id = c.profile JOIN person q ON q.id = p.person"
            " WHERE q.last_name = $1",
            PERSON.split()[1],
        )
    )


async def _the_company_asks_for_a_contact(story: Story) -> None:
    card = await step_proposal.story_card(story)
    # a code of this company opens nothing for another
    await not_for(story, "GET", card, {RIVAL_RECRUITER: 404, TUTOR: 403, COUNSELLOR: 403})
    asking = {"vacancy": story.places["vacancy"].rpartition("/")[2], "once": str(uuid4())}
    await not_for(
        story,
        "POST",
        f"{card}/contact-requests",
        {RIVAL_RECRUITER: 404, TUTOR: 403, COUNSELLOR: 403},
        **asking,
    )
    await step_proposal.company_asks_for_a_contact(story)
    await not_for(
        story,
        "GET",
        "{proposal}",
        {RIVAL_RECRUITER: 404, ADMINISTRATOR: 404, OTHER_COUNSELLOR: 404, COLLEAGUE: 404, TUTOR: 403},
    )


async def _the_person_answers(story: Story) -> None:
    await not_yet(story, COUNSELLOR, "{proposal}/sending", "")
    await step_proposal.counsellor_puts_it_to_the_person(story)
    await not_yet(story, COUNSELLOR, "{proposal}/sending", "")
    await not_for(story, "POST", "{proposal}/acceptance", {ADMINISTRATOR: 404, RIVAL_RECRUITER: 404})
    used = await story.link_in_letter(email_of(PERSON), "consent_request")
    await step_proposal.person_agrees(story)
    person = await story.window(PERSON)
    await person.open(used)
    assert person.status == 410
    await person.open("/consent/" + "x" * 43)
    assert person.status == 410
    await not_for(
        story, "POST", "{proposal}/sending", {RECRUITER: 403, OTHER_COUNSELLOR: 404, COLLEAGUE: 404}
    )
    await step_proposal.counsellor_sends(story)
    await not_for(story, "GET", "{proposal}", {RIVAL_RECRUITER: 404, ADMINISTRATOR: 404})


async def _the_company_answers(story: Story) -> None:
    await step_proposal.silence_is_reminded(story)
    answers = {RIVAL_RECRUITER: 404, ADMINISTRATOR: 404, TUTOR: 403, COUNSELLOR: 403}
    await not_for(story, "POST", "{proposal}/acceptance", answers)
    await not_for(story, "POST", "{proposal}/refusal", answers, reason="tasks")
    assert await db.fetchval("SELECT count(*) FROM plan") == 0
    await step_proposal.company_meets_and_accepts(story)
    await not_yet(story, RECRUITER, "{proposal}/acceptance", "")
    await not_yet(story, RECRUITER, "{proposal}/refusal", "", reason="tasks")


async def _one_plan_results(story: Story) -> None:
    assert await db.fetchval("SELECT count(*) FROM plan") == 1
    await step_plan.plan_is_prepared(story)
    await not_yet(story, COUNSELLOR, "{plan}/start", "")
    await not_for(
        story,
        "GET",
        "{plan}",
        {RIVAL_RECRUITER: 404, ADMINISTRATOR: 404, OTHER_COUNSELLOR: 404, COLLEAGUE: 404, COORDINATOR: 404},
    )
    await not_for(
        story,
        "POST",
        "{plan}/signatures/company",
        {RIVAL_RECRUITER: 404, ADMINISTRATOR: 404, COUNSELLOR: 403},
    )
    await step_plan.papers_are_signed(story)
    await not_yet(story, COUNSELLOR, "{plan}/readiness", "moduli")
    await step_plan.tutor_is_trained(story)
    await not_yet(story, COUNSELLOR, "{plan}/start", "potrai avviarlo")
    await not_for(story, "POST", "{plan}/start", {RECRUITER: 403, TUTOR: 403, OTHER_COUNSELLOR: 404})
    await not_yet(
        story, TUTOR, "{plan}/attendance", "", day=typed(story.today), starts_at="8:30", ends_at="12:30"
    )
    await step_plan.plan_is_started(story)


async def _the_tutor_keeps_it(story: Story) -> None:
    company_id = await _company_id(story)
    story.viewers["Ivo Negri"] = await cast.someone(
        company_id, Role.IN_COMPANY_TUTOR, name="Ivo Negri", email=email_of("Ivo Negri")
    )
    day = {"day": typed(story.today), "starts_at": "8:30", "ends_at": "12:30"}
    await not_for(
        story, "POST", "{plan}/attendance", {"Ivo Negri": 404, RECRUITER: 403, COUNSELLOR: 403}, **day
    )
    await not_for(story, "GET", "{plan}", {"Ivo Negri": 404})
    await step_plan.tutor_keeps_the_register(story)
    await step_plan.month_is_reminded(story)


async def _it_ends_with_a_hire(story: Story) -> None:
    await not_for(
        story,
        "POST",
        "{plan}/outcome",
        {TUTOR: 403, RECRUITER: 403, OTHER_COUNSELLOR: 404},
        outcome="hire",
        ended_on=typed(story.today),
    )
    await step_plan.plan_ends_with_a_hire(story)
    await not_yet(
        story, TUTOR, "{plan}/attendance", "", day=typed(story.today), starts_at="8:30", ends_at="12:30"
    )
    hire = await db.fetchval("SELECT id FROM worker_proposal")
    await not_for(
        story, "GET", f"/workforce/proposed/{hire}", {RECRUITER: 403, TUTOR: 403, RIVAL_RECRUITER: 403}
    )
    await not_yet(story, COUNSELLOR, "{plan}/follow-ups", "è prevista", months="3", still_there="yes")
    await step_plan.company_confirms_the_hire(story)
    await step_plan.it_is_verified_after_a_month(story)
    assert await db.fetchval("SELECT count(*) FROM plan") == 1
