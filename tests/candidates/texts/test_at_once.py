"""Two at once: two colleagues answer one text, a hand rewrites while another approves."""

import asyncio
from uuid import UUID

import pytest

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import actions, queries
from portal.candidates.profiles.texts.vocabulary import SendBackWhy, TextState
from portal.candidates.profiles.vocabulary import ProfileState
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.builders import WAREHOUSE
from tests.candidates.texts.making import UNKNOWN
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("fresh_database", "large_region")


async def _sent(counsellor: Viewer) -> tuple[UUID, UUID]:
    person_id = await builders.in_development(counsellor)
    await builders.consent(person_id, ConsentKind.PROFILE, counsellor)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    return person_id, await db.fetchval("SELECT id FROM profile_text WHERE person = $1", person_id)


async def _profile_state(person_id: UUID) -> str:
    return str(await db.fetchval("SELECT state FROM profile WHERE person = $1", person_id))


async def test_of_two_answers_one_counts_and_the_other_is_told() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    coordinator = await people.owner(Role.COORDINATOR)
    for _ in range(5):
        person_id, text_id = await _sent(counsellor)
        answers = await asyncio.gather(
            actions.approve(text_id, version=1, by=colleague),
            actions.send_back(text_id, version=1, why=SendBackWhy.UNCLEAR, by=coordinator),
            return_exceptions=True,
        )
        assert sorted(type(one) for one in answers if one is not None) == [Refused]
        (reading,) = await db.fetch("SELECT outcome FROM text_reading WHERE text = $1", text_id)
        state = await queries.state_of(person_id)
        assert reading["outcome"] == state.value
        expected = ProfileState.WAITING if state is TextState.APPROVED else ProfileState.DRAFT
        assert await _profile_state(person_id) == expected


async def test_no_yes_reaches_words_that_were_rewritten_meanwhile() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    for _ in range(5):
        person_id, text_id = await _sent(counsellor)
        await asyncio.gather(
            actions.approve(text_id, version=1, by=colleague),
            actions.write(person_id, f"{UNKNOWN} Ogni giorno.", by=counsellor),
            return_exceptions=True,
        )
        row = await queries.text_of(person_id)
        assert row is not None
        assert row.text == f"{UNKNOWN} Ogni giorno."
        assert row.state is TextState.TO_SEND
