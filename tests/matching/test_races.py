"""Two people pressing at once: one wins, the other is told the state it is now in, nothing is half done."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from portal.employers import public as employers
from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import capping
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import Refused
from portal.matching.actions import answering, asking, consent, interviewing, leading, opening, silence
from portal.matching.actions.interviewing import Meeting
from portal.matching.actions.reading import read_for_company
from portal.matching.events import ProposalAccepted
from portal.matching.interviews import InterviewOutcome
from portal.matching.vocabulary import ProposalState, RefusalReason
from portal.tutoring.jobs import draft_plan
from tests.employers import builders as employers_builders
from tests.matching import builders
from tests.told import told

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


async def test_two_proposals_of_one_person_at_one_company_accepted_at_once() -> None:
    now = await builders.stage()
    other = await employers_builders.published_vacancy(now.recruiter, title="Altro annuncio")
    colleague = await now.people.teammate(builders.Role.COMPANY_RECRUITER)
    first, _ = await builders.sent(now)
    second, _ = await builders.sent(now, vacancy_id=other, readers=[colleague])
    results = await together(
        answering.accept(first, by=now.recruiter), answering.accept(second, by=colleague)
    )
    (sentence,) = refusals(results)
    assert "«Ritirata»" in sentence
    assert "Profili" in sentence
    states = sorted([await builders.state_of(first), await builders.state_of(second)])
    assert states == [ProposalState.ACCEPTED, ProposalState.WITHDRAWN]
    assert await left(now.vacancy_id) + await left(other) == 1
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM plan") == 1


async def test_at_the_cap_of_two_proposals_at_once_one_is_opened() -> None:
    now = await builders.stage()
    coordinator = await builders.coordinator_of(now)
    await company_accounts.assign(now.company_id, holder_id=now.counsellor.account_id, by=coordinator)
    await capping.set_cap(now.company_id, most=2, by=now.counsellor)
    people = [await builders.proposable(now.counsellor) for _ in range(3)]
    await builders.drafted(now, person_id=people[0])
    results = await together(
        *(builders.drafted(now, person_id=person) for person in (now.person_id, *people[1:]))
    )
    assert len(refusals(results)) == 2
    assert all("il suo limite è 2" in sentence for sentence in refusals(results))
    assert await db.fetchval("SELECT count(*) FROM proposal") == 2


async def test_reopened_and_opened_at_once_at_the_cap_one_of_the_two_fits() -> None:
    now = await builders.stage()
    closed = await builders.opened(now)
    await answering.refuse(closed, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    coordinator = await builders.coordinator_of(now)
    await company_accounts.assign(now.company_id, holder_id=now.counsellor.account_id, by=coordinator)
    await capping.set_cap(now.company_id, most=1, by=now.counsellor)
    person = await builders.proposable(now.counsellor)
    results = await together(
        leading.reopen(closed, by=now.counsellor), builders.drafted(now, person_id=person)
    )
    (sentence,) = refusals(results)
    assert "il suo limite è 1" in sentence
    open_now = await db.fetchval("SELECT count(*) FROM proposal WHERE state = 'drafted'")
    assert open_now == 1


async def test_two_clocks_at_once_take_every_step_once() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=True):
        taken = await together(silence.sweep(), silence.sweep(), silence.sweep())
        assert sum(one for one in taken if isinstance(one, int)) == 2
        assert await db.fetchval("SELECT count(*) FROM proposal_reminder WHERE proposal = $1", id) == 2
        assert len(await told(now.recruiter, Kind.PROPOSAL_SILENCE)) == 2


async def test_the_clock_closes_while_the_company_answers() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with time_machine.travel(clock.now() + timedelta(days=59, hours=23), tick=True):
        results = await together(
            silence.sweep(clock.today() + timedelta(days=2)),
            answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter),
        )
    state = await builders.state_of(id)
    if refusals(results):
        assert state is ProposalState.EXPIRED
        assert "«Scaduta senza risposta»" in refusals(results)[0]
    else:
        assert state is ProposalState.REFUSED
    ends = await db.fetchval("SELECT count(*) FROM proposal_step WHERE move IN ('expire', 'refuse')")
    assert ends == 1


async def test_a_day_is_chosen_while_the_company_proposes_others() -> None:
    now = await builders.stage()
    id = await builders.opened(now)

    def ask(days: int) -> Awaitable[None]:
        meeting = Meeting([clock.now() + timedelta(days=days)], "Qui")
        return interviewing.ask_interview(id, meeting=meeting, note=None, by=now.recruiter)

    await ask(3)
    old = await db.fetchval("SELECT id FROM interview_date WHERE proposal = $1", id)
    results = await together(interviewing.choose_date(id, date_id=old, needs=(), by=now.counsellor), ask(5))
    assert len(refusals(results)) <= 1
    rows = await db.fetch("SELECT state FROM interview_date WHERE proposal = $1 AND state <> 'dropped'", id)
    assert [row["state"] for row in rows] == ["proposed"], "the later days stand, whoever came first"
    assert (await builders.row_of(id))["interview_at"] is None


async def test_both_sides_write_at_once_how_the_interview_went() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    meeting = Meeting([clock.now() + timedelta(hours=1)], "Qui")
    await interviewing.ask_interview(id, meeting=meeting, note=None, by=now.recruiter)
    date_id = await db.fetchval("SELECT id FROM interview_date WHERE proposal = $1", id)
    await interviewing.choose_date(id, date_id=date_id, needs=(), by=now.counsellor)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=True):
        results = await together(
            interviewing.record_interview(id, outcome=InterviewOutcome.HELD, by=now.recruiter),
            interviewing.record_interview(id, outcome=InterviewOutcome.PERSON_ABSENT, by=now.counsellor),
        )
    assert len(refusals(results)) == 1
    assert await db.fetchval("SELECT count(*) FROM proposal_step WHERE move = 'record_interview'") == 1


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
