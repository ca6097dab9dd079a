"""What follows from facts of the case and of the proposal, by jobs."""

from datetime import timedelta

import pytest

from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.phases.moves import Given, move
from portal.candidates.phases.vocabulary import InterviewKind
from portal.foundation import clock, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.viewer import Viewer
from portal.matching import public
from portal.matching.actions import answering, consent, leading, messages
from portal.matching.vocabulary import ProposalState, RefusalReason, WithdrawalReason
from tests.candidates import builders as candidates
from tests.matching import builders
from tests.matching.builders import Stage
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def letters_to(viewer: Viewer) -> list[str]:
    return await told(viewer, Kind.PROPOSAL_NEWS)


async def open_in_every_state(now: Stage) -> list[object]:
    titles = ("Uno", "Due", "Tre")
    vacancies = [await builders.employers.published_vacancy(now.recruiter, title=title) for title in titles]
    return [
        await builders.drafted(now, vacancy_id=vacancies[0]),
        (await builders.asked(now, vacancy_id=vacancies[1]))[0],
        (await builders.agreed(now, vacancy_id=vacancies[2]))[0],
        await builders.opened(now),
    ]


async def to_final_evaluation(now: Stage) -> None:
    await candidates.interview(now.person_id, InterviewKind.CHECK, now.counsellor)
    await move(now.person_id, "start_final_evaluation", by=now.counsellor)


async def closed_why(ids: list[object]) -> set[str]:
    rows = [await builders.row_of(id) for id in ids]  # type: ignore[arg-type]
    assert {row["state"] for row in rows} == {ProposalState.WITHDRAWN}
    return {row["close_reason"] for row in rows}


async def test_a_suspended_case_closes_what_is_open() -> None:
    now = await builders.stage()
    ids = await open_in_every_state(now)
    given = Given(reason="È in ospedale.", review_on=clock.today() + timedelta(days=30))
    await move(now.person_id, "suspend", given, by=now.counsellor)
    await jobs.drain()
    assert await closed_why(ids) == {WithdrawalReason.CASE_CLOSED}


async def test_a_case_that_goes_to_its_final_evaluation_closes_what_is_open() -> None:
    now = await builders.stage()
    ids = await open_in_every_state(now)
    await to_final_evaluation(now)
    await jobs.drain()
    assert await closed_why(ids) == {WithdrawalReason.CASE_CLOSED}


async def test_a_case_that_goes_back_to_its_project_keeps_what_is_open() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    await move(now.person_id, "redesign", Given(reason="Cambia obiettivo."), by=now.counsellor)
    await jobs.drain()
    assert await builders.state_of(id) is ProposalState.AGREED


async def test_a_case_that_is_back_when_the_news_arrives_keeps_what_is_open() -> None:
    now = await builders.stage()
    await to_final_evaluation(now)
    await move(now.person_id, "redesign", Given(reason="Serve ancora tempo."), by=now.counsellor)
    id, _ = await builders.agreed(now)
    await jobs.drain()
    assert await builders.state_of(id) is ProposalState.AGREED


async def test_a_person_who_leaves_the_service_closes_what_is_open() -> None:
    now = await builders.stage()
    ids = await open_in_every_state(now)
    await move(now.person_id, "withdraw", said_by_person=True, by=now.counsellor)
    await jobs.drain()
    assert await closed_why(ids) == {WithdrawalReason.CASE_CLOSED}
    assert await public.open_proposals_of(now.person_id) == []


@pytest.mark.parametrize("kind", [ConsentKind.PROPOSALS, ConsentKind.SERVICE])
async def test_without_the_consent_it_rests_on_nothing_stays_open(kind: ConsentKind) -> None:
    now = await builders.stage()
    ids = await open_in_every_state(now)
    await consents.revoke(now.person_id, kind, how=CollectedHow.PAPER, by=now.counsellor)
    await jobs.drain()
    assert await closed_why(ids) == {WithdrawalReason.CONSENT_WITHDRAWN}


async def test_the_company_is_told_what_reached_it_and_nothing_about_the_person() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now, words="Parla piano")
    assert await letters_to(now.recruiter) == []
    await leading.send(id, by=now.counsellor)
    (text,) = await letters_to(now.recruiter)
    assert f"/proposals/{id}" in text
    for word in ("Nives", "Brambilla", "Parla piano"):
        assert word not in text


async def test_the_counsellor_hears_every_answer() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    await answering.refuse(id, reason=RefusalReason.TASKS, note="Non va bene.", by=now.recruiter)
    texts = await letters_to(now.counsellor)
    assert any("«Non adatta alle mansioni»" in text for text in texts)
    assert not any("Non va bene" in text for text in texts)


async def test_the_counsellor_hears_when_the_person_takes_her_consent_back_and_not_of_her_own_withdrawal() -> (
    None
):
    now = await builders.stage()
    id, back = await builders.sent(now)
    await jobs.drain()
    before = len(await letters_to(now.counsellor))
    await consent.take_back(back)
    assert len(await letters_to(now.counsellor)) == before + 1
    other = await builders.drafted(now)
    await leading.withdraw(other, note=None, asked_by_person=False, by=now.counsellor)
    assert len(await letters_to(now.counsellor)) == before + 1
    assert id != other


async def test_a_message_is_announced_to_the_other_side_without_its_words() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    counsellor, company = len(await letters_to(now.counsellor)), len(await letters_to(now.recruiter))
    await messages.write(id, id=new_id(), text="Quando ci vediamo?", by=now.recruiter)
    texts = await letters_to(now.counsellor)
    assert len(texts) == counsellor + 1
    assert len(await letters_to(now.recruiter)) == company
    assert not any("ci vediamo" in text for text in texts)
    await messages.write(id, id=new_id(), text="Giovedì.", by=now.counsellor)
    assert len(await letters_to(now.recruiter)) == company + 1


async def test_the_pages_of_the_day_show_whose_turn_it_is() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    (waiting,) = await public.waiting_for_counsellor(now.counsellor, [now.person_id])
    assert (waiting.id, waiting.state_label) == (id, "La persona è d’accordo: invia")
    assert await public.waiting_for_company(now.recruiter) == []
    await leading.send(id, by=now.counsellor)
    assert await public.waiting_for_counsellor(now.counsellor, [now.person_id]) == []
    (waiting,) = await public.waiting_for_company(now.recruiter)
    assert (waiting.person_id, waiting.state_label) == (None, "Da valutare")
    assert await public.count_waiting_for_company(now.recruiter) == 1


async def test_the_territory_counts_by_state() -> None:
    now = await builders.stage()
    await builders.accepted(now)
    service_id = now.counsellor.organisation_id
    assert service_id is not None
    assert await public.state_counts([service_id]) == {ProposalState.ACCEPTED: 1}
    assert await public.state_counts([]) == {}
