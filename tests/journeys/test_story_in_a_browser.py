"""The twelve steps in a real browser, wide and narrow, with and without JavaScript: every page is looked at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.journeys import step_company, step_person, step_plan, step_proposal
from tests.journeys.chromium import Looked, chromium, served, window
from tests.journeys.hands import Hands
from tests.journeys.story import Story, people_of_the_story

pytestmark = pytest.mark.usefixtures("fresh_database")

STEPS: tuple[Callable[[Story], Awaitable[None]], ...] = (
    # 1
    step_company.company_registers,
    step_company.coordinator_verifies,
    step_company.people_are_invited,
    # 2
    step_company.workforce_is_loaded,
    # 3
    step_company.commitment_is_recorded,
    # 4
    step_company.vacancy_is_published,
    # 5
    step_person.file_is_opened,
    step_person.first_phases,
    step_person.working_life_is_written,
    step_person.she_is_admitted,
    step_person.she_is_assessed,
    step_person.consents_are_collected,
    # 6
    step_person.profile_is_published,
    # 7
    step_proposal.company_asks_for_a_contact,
    # 8
    step_proposal.counsellor_puts_it_to_the_person,
    step_proposal.person_agrees,
    step_proposal.counsellor_sends,
    # 9
    step_proposal.silence_is_reminded,
    step_proposal.company_meets_and_accepts,
    # 10
    step_plan.plan_is_prepared,
    step_plan.papers_are_signed,
    step_plan.tutor_is_trained,
    step_plan.plan_is_started,
    # 11
    step_plan.tutor_keeps_the_register,
    step_plan.month_is_reminded,
    # 12
    step_plan.plan_ends_with_a_hire,
    step_plan.company_confirms_the_hire,
    step_plan.it_is_verified_after_a_month,
)


@asynccontextmanager
async def told(folder: Path, *, width: int, script: bool) -> AsyncIterator[tuple[Story, Looked]]:
    looked = Looked()
    async with chromium() as browser:

        async def open_hands(_name: str) -> Hands:
            return await window(browser, address, looked, width=width, script=script)

        story = Story(open_hands)
        async with served(folder, lambda: story.moment) as address:
            with story:
                await people_of_the_story(story)
                yield story, looked


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param(1280, True, id="wide", marks=pytest.mark.xdist_group("browser 1")),
        pytest.param(390, True, id="narrow", marks=pytest.mark.xdist_group("browser 2")),
        pytest.param(390, False, id="narrow-without-javascript", marks=pytest.mark.xdist_group("browser 3")),
    ],
)
async def test_the_story_in_a_browser(tmp_path: Path, width: int, script: bool) -> None:
    async with told(tmp_path, width=width, script=script) as (story, looked):
        for step in STEPS:
            await step(story)
    assert looked.pages > len(STEPS)
    assert not looked.problems, "\n".join(["", *looked.problems])
