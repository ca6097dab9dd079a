"""Two people pressing at once: one wins, the other is told the state it is now in, nothing is half done."""

import asyncio
from collections.abc import Awaitable
from uuid import UUID

import pytest

from portal.employers import public as employers
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.matching.actions import answering, asking, consent, leading, opening
from portal.matching.actions.reading import read_for_company
from portal.matching.events import ProposalAccepted
from portal.matching.vocabulary import ProposalState, RefusalReason
from portal.tutoring.jobs import draft_plan
from tests.employers import builders as employers_builders
from tests.matching import builders

pytestmark = pytest.mark.usefixtures("fresh_database")


async def together(*acts: Awaitable[object]) -> list[object]:
    """What each act answered, or how it was refused; anything else is a failure."""
    results = await asyncio.gather(*acts, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Refused):
            raise result
    return list(results)


def refusals(results: list[object]) -> list[str]:
    return [result.sentence for result in results if isinstance(result, Refused)]


async def left(vacancy_id: UUID) -> int:
    found = await employers.vacancy(vacancy_id)
    assert found is not None
    return found.places_left


async def test_two_users_accept_the_same_proposal_at_once() -> None:
    now = await builders.stage(places=2)
    colleague = await now.people.teammate(builders.Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now, readers=[now.recruiter, colleague])
    results = await together(answering.accept(id, by=now.recruiter), answering.accept(id, by=colleague))
    (sentence,) = refusals(results)
    assert "«Accettata»" in sentence
    assert await left(now.vacancy_id) == 1
    assert await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'accept'") == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 1


async def test_one_accepts_while_the_other_refuses() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(builders.Role.COMPANY_RECRUITER)
    id, _ = await builders.sent(now, readers=[now.recruiter, colleague])
    results = await together(
        answering.accept(id, by=now.recruiter),
        answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=colleague),
    )
    assert len(refusals(results)) == 1
    state = await builders.state_of(id)
    assert await left(now.vacancy_id) == (0 if state is ProposalState.ACCEPTED else 1)


async def test_two_people_for_the_last_place() -> None:
    now = await builders.stage()
    other = await builders.proposable(now.counsellor)
    first, second = await builders.opened(now), await builders.opened(now, person_id=other)
    results = await together(
        answering.accept(first, by=now.recruiter), answering.accept(second, by=now.recruiter)
    )
    (sentence,) = refusals(results)
    assert "non ha più posti liberi" in sentence
    states = {await builders.state_of(first), await builders.state_of(second)}
    assert states == {ProposalState.ACCEPTED, ProposalState.OPENED}
    assert await left(now.vacancy_id) == 0


async def test_two_companies_accept_the_same_person_at_once() -> None:
    now = await builders.stage()
    rival, vacancy_id = await builders.another_company()
    first, _ = await builders.sent(now)
    second, _ = await builders.sent(now, vacancy_id=vacancy_id, readers=[rival])
    results = await together(answering.accept(first, by=now.recruiter), answering.accept(second, by=rival))
    (sentence,) = refusals(results)
    assert "«Ritirata»" in sentence
    states = sorted([await builders.state_of(first), await builders.state_of(second)])
    assert states == [ProposalState.ACCEPTED, ProposalState.WITHDRAWN]
    assert await left(now.vacancy_id) + await left(vacancy_id) == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 1


async def test_she_takes_her_consent_back_while_the_company_accepts() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    results = await together(answering.accept(id, by=now.recruiter), consent.take_back(back))
    row = await db.fetchrow("SELECT revoked_at FROM disclosure_consent WHERE proposal = $1", id)
    assert row is not None
    assert row["revoked_at"] is not None, "her word counts in either order"
    if refusals(results):
        assert await builders.state_of(id) is ProposalState.WITHDRAWN
        assert await left(now.vacancy_id) == 1
    else:
        assert await builders.state_of(id) is ProposalState.ACCEPTED
    assert (await read_for_company(id, by=now.recruiter)).disclosed == {}


async def test_acceptance_after_the_consent_was_taken_back() -> None:
    now = await builders.stage()
    id, back = await builders.sent(now)
    await consent.take_back(back)
    with pytest.raises(Refused, match="«Ritirata»"):
        await answering.accept(id, by=now.recruiter)
    assert await left(now.vacancy_id) == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 0


async def test_she_takes_back_the_consent_of_one_while_another_is_accepted() -> None:
    now = await builders.stage()
    other = await employers_builders.published_vacancy(now.recruiter, title="Altro annuncio")
    first, _ = await builders.sent(now)
    second, back = await builders.sent(now, vacancy_id=other)
    results = await together(answering.accept(first, by=now.recruiter), consent.take_back(back))
    assert len(refusals(results)) <= 1
    assert await builders.state_of(first) is ProposalState.ACCEPTED
    assert await builders.state_of(second) is ProposalState.WITHDRAWN


async def test_her_link_pressed_twice_counts_once() -> None:
    now = await builders.stage()
    id, token = await builders.asked(now)
    results = await together(consent.agree(token, builders.ALL), consent.decline(token))
    assert len(refusals(results)) == 1
    assert await builders.state_of(id) in {ProposalState.AGREED, ProposalState.DECLINED}
    assert await db.fetchval("SELECT count(*) FROM proposal_step WHERE actor = 'person'") == 1


async def test_a_form_pressed_twice_at_once_makes_one_proposal() -> None:
    now = await builders.stage()
    id = new_id()

    def press() -> Awaitable[UUID]:
        return opening.draft(
            id=id, person_id=now.person_id, vacancy_id=now.vacancy_id,
            reader_ids=[now.recruiter.account_id], words=None, by=now.counsellor,
        )  # fmt: skip

    assert await together(press(), press(), press()) == [id, id, id]
    assert await db.fetchval("SELECT count(*) FROM proposal") == 1
    assert await db.fetchval("SELECT count(*) FROM proposal_reader") == 1


async def test_two_drafts_of_the_same_two_at_once_make_one() -> None:
    now = await builders.stage()
    results = await together(builders.drafted(now), builders.drafted(now))
    (sentence,) = refusals(results)
    assert "C’è già una proposta aperta" in sentence
    assert await db.fetchval("SELECT count(*) FROM proposal") == 1


async def test_a_proposal_opened_during_an_acceptance_is_either_closed_with_the_others_or_not_there_yet() -> (
    None
):
    now = await builders.stage()
    other = await employers_builders.published_vacancy(now.recruiter, title="Altro annuncio")
    id, _ = await builders.sent(now)
    _, late = await together(answering.accept(id, by=now.recruiter), builders.drafted(now, vacancy_id=other))
    assert await builders.state_of(id) is ProposalState.ACCEPTED
    assert isinstance(late, UUID)
    opened_after = await db.fetchval(
        "SELECT d.created_at > a.at FROM proposal d, proposal_step a WHERE d.id = $1 AND a.move = 'accept'",
        late,
    )
    if not opened_after:
        assert await builders.state_of(late) is ProposalState.WITHDRAWN


async def test_sent_and_withdrawn_at_once() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    results = await together(
        leading.send(id, by=now.counsellor),
        leading.withdraw(id, note=None, asked_by_person=True, by=now.counsellor),
    )
    assert await builders.state_of(id) is ProposalState.WITHDRAWN
    assert len(refusals(results)) <= 1
    standing = await db.fetchval(
        "SELECT count(*) FROM disclosure_consent WHERE revoked_at IS NULL AND closed_at IS NULL"
    )
    assert standing == 0


async def test_put_to_the_person_twice_at_once_leaves_one_good_link() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    results = await together(
        asking.put_to_person(id, reader_ids=None, by=now.counsellor),
        asking.put_to_person(id, reader_ids=None, by=now.counsellor),
    )
    assert len(refusals(results)) == 1
    assert await db.fetchval("SELECT count(*) FROM consent_link WHERE expires_at > now()") == 1


async def test_the_job_that_makes_the_plan_runs_twice_and_makes_one() -> None:
    now = await builders.stage()
    id = await builders.accepted(now)
    row = await builders.row_of(id)
    event = ProposalAccepted(
        proposal_id=id, person_id=row["person"], vacancy_id=row["vacancy"], company_id=row["company"],
        service_id=row["service"],
    )  # fmt: skip
    await together(draft_plan(event), draft_plan(event))
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan WHERE proposal = $1", id) == 1
    assert await db.fetchval("SELECT count(*) FROM case_commitment") == 1
    assert await db.fetchval("SELECT kind FROM case_commitment") == "plan"


async def test_an_acceptance_that_fails_at_its_end_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = await builders.stage()
    other = await employers_builders.published_vacancy(now.recruiter, title="Altro annuncio")
    sibling, _ = await builders.sent(now, vacancy_id=other)
    id, _ = await builders.sent(now)

    async def fails(*_: object, **__: object) -> int:
        raise ConnectionError("the server went away")

    monkeypatch.setattr(answering, "close_open_of", fails)
    with pytest.raises(ConnectionError):
        await answering.accept(id, by=now.recruiter)
    assert await builders.state_of(id) is ProposalState.SENT
    assert await builders.state_of(sibling) is ProposalState.SENT
    assert await left(now.vacancy_id) == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 0
