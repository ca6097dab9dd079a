"""Answers of the company and moves of the counsellor: each from its state, with all that follows."""

from uuid import UUID

import pytest

from portal.candidates.people import actions as people
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.employers import public as employers_public
from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import capping
from portal.employers.vacancies.actions import moving
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from portal.matching.actions import answering, leading, messages
from portal.matching.actions.reading import read_for_company
from portal.matching.queries.parts import chronicle
from portal.matching.stored import open_result
from portal.matching.vocabulary import ProposalState, RefusalReason, WithdrawalReason
from tests.employers import builders as employers
from tests.matching import builders
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def places_left(vacancy_id: UUID) -> int:
    found = await employers_public.vacancy(vacancy_id)
    assert found is not None
    return found.places_left


async def test_accepting_takes_the_place_and_keeps_the_case_until_the_plan_is_there() -> None:
    now = await builders.stage()
    id = await builders.accepted(now)
    assert await builders.state_of(id) is ProposalState.ACCEPTED
    assert await places_left(now.vacancy_id) == 0
    assert await db.fetchval("SELECT count(*) FROM case_commitment WHERE ref_id = $1", id) == 1


async def test_accepting_closes_every_other_proposal_of_the_person_whatever_its_state_and_says_why() -> None:
    now = await builders.stage()
    vacancies = [await employers.published_vacancy(now.recruiter, title=f"Annuncio {n}") for n in range(4)]
    others = [
        await builders.drafted(now, vacancy_id=vacancies[0]),
        (await builders.asked(now, vacancy_id=vacancies[1]))[0],
        (await builders.agreed(now, vacancy_id=vacancies[2]))[0],
        await builders.opened(now, vacancy_id=vacancies[3]),
    ]
    id = await builders.accepted(now)
    for other in others:
        row = await builders.row_of(other)
        assert row["state"] == ProposalState.WITHDRAWN
        assert row["close_reason"] == WithdrawalReason.ACCEPTED_ELSEWHERE
    standing = await db.fetch(
        "SELECT proposal FROM disclosure_consent WHERE revoked_at IS NULL AND closed_at IS NULL"
    )
    assert [row["proposal"] for row in standing] == [id]
    refs = await db.fetch("SELECT ref_id FROM case_commitment")
    assert [row["ref_id"] for row in refs] == [id]


async def test_companies_whose_proposal_closes_with_an_acceptance_elsewhere_hear_why() -> None:
    now = await builders.stage()
    rival, vacancy_id = await builders.another_company()
    await builders.sent(now, vacancy_id=vacancy_id, readers=[rival])
    await told(rival)
    await builders.accepted(now)
    *_, words = await told(rival, Kind.PROPOSAL_NEWS)
    assert "«Ritirata»: un’altra proposta della stessa persona è stata accettata." in words
    assert any("«Ritirata»" in one for one in await told(now.counsellor, Kind.PROPOSAL_NEWS))


async def test_proposals_of_other_people_for_the_same_vacancy_stay() -> None:
    now = await builders.stage(places=2)
    other = await builders.proposable(now.counsellor)
    kept = await builders.opened(now, person_id=other)
    await builders.accepted(now)
    assert await builders.state_of(kept) is ProposalState.OPENED


async def test_without_places_left_nobody_is_accepted() -> None:
    now = await builders.stage()
    other = await builders.proposable(now.counsellor)
    late = await builders.opened(now, person_id=other)
    await builders.accepted(now)
    with pytest.raises(Refused, match="non ha più posti liberi"):
        await answering.accept(late, by=now.recruiter)
    assert await builders.state_of(late) is ProposalState.OPENED


async def test_when_her_file_no_longer_allows_it_the_company_cannot_accept_and_is_not_told_why() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await consents.revoke(now.person_id, ConsentKind.PROPOSALS, how=CollectedHow.PAPER, by=now.counsellor)
    with pytest.raises(Refused) as refused:
        await answering.accept(id, by=now.recruiter)
    assert "consenso" not in refused.value.sentence


async def test_a_refusal_names_a_reason_of_the_job() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note="Serve il muletto.", by=now.recruiter)
    row = await builders.row_of(id)
    assert (row["state"], row["close_reason"]) == (ProposalState.REFUSED, "skills")
    (first, *_) = await chronicle(id)
    assert first.note == "Serve il muletto."
    assert await db.fetchval("SELECT count(*) FROM case_commitment") == 0


@pytest.mark.parametrize(
    "note", ["Ha una invalidità alta.", "Il suo codice è RSSMRA80A01F205X.", "È epilettico?"]
)
async def test_what_a_company_writes_of_her_health_or_papers_does_not_pass(note: str) -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    for act in (
        answering.refuse(id, reason=RefusalReason.TASKS, note=note, by=now.recruiter),
        answering.accept(id, note=note, by=now.recruiter),
    ):
        with pytest.raises(Refused, match="Togli") as refused:
            await act
        assert refused.value.field == "note"
    assert await builders.state_of(id) is ProposalState.OPENED


async def test_passed_on_after_a_refusal_it_needs_room_at_the_company() -> None:
    now = await builders.stage()
    other = await employers.published_vacancy(now.recruiter, title="Magazziniere")
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note=None, by=now.recruiter)
    coordinator = await builders.coordinator_of(now)
    await company_accounts.assign(now.company_id, holder_id=now.counsellor.account_id, by=coordinator)
    await capping.set_cap(now.company_id, most=1, by=now.counsellor)
    await builders.drafted(now, person_id=await builders.proposable(now.counsellor))
    with pytest.raises(Refused, match="il suo limite è 1"):
        await leading.transfer(id, vacancy_id=other, by=now.counsellor)
    assert await builders.state_of(id) is ProposalState.REFUSED


async def test_the_second_of_two_answers_is_refused_with_the_state_it_is_now_in() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note=None, by=now.recruiter)
    with pytest.raises(Refused, match="«Non adatta alle mansioni»"):
        await answering.accept(id, by=now.recruiter)
    assert await places_left(now.vacancy_id) == 1


async def test_a_refused_proposal_is_reopened_and_the_person_is_asked_anew() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note=None, by=now.recruiter)
    await leading.reopen(id, by=now.counsellor)
    row = await builders.row_of(id)
    assert row["state"] == ProposalState.DRAFTED
    assert row["close_reason"] is None
    assert row["answer_due_on"] is None
    with pytest.raises(Refused):
        await leading.send(id, by=now.counsellor)


async def test_reopening_beside_an_open_one_of_the_same_two_is_refused() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note=None, by=now.recruiter)
    await builders.drafted(now)
    with pytest.raises(Refused, match="C’è già una proposta aperta"):
        await leading.reopen(id, by=now.counsellor)
    assert await builders.state_of(id) is ProposalState.REFUSED


async def test_passed_to_another_vacancy_it_is_explained_anew() -> None:
    now = await builders.stage()
    other = await employers.published_vacancy(now.recruiter, title="Magazziniere")
    id = await builders.opened(now)
    before = await builders.row_of(id)
    await people.set_skills(now.person_id, ["K001", "K003"], by=now.counsellor)
    await leading.transfer(id, vacancy_id=other, by=now.counsellor)
    after = await builders.row_of(id)
    assert after["vacancy"] == other
    assert after["state"] == ProposalState.DRAFTED
    assert after["score"] > before["score"]
    result = open_result(after["terms_sealed"], table="proposal", row=id)
    assert result.terms.met == ("K001", "K003")
    assert result.terms.weights == after["model_version"]
    assert result.person_inputs
    assert result.vacancy_inputs
    assert after["interview_at"] is None


async def test_a_proposal_does_not_pass_to_another_company_nor_to_its_own_vacancy() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    _, elsewhere = await builders.another_company()
    with pytest.raises(NotThere):
        await leading.transfer(id, vacancy_id=elsewhere, by=now.counsellor)
    with pytest.raises(Refused, match="è già per questo annuncio"):
        await leading.transfer(id, vacancy_id=now.vacancy_id, by=now.counsellor)


async def test_a_proposal_does_not_pass_to_a_vacancy_that_is_closed() -> None:
    now = await builders.stage()
    closed = await employers.published_vacancy(now.recruiter, title="Chiuso")
    await moving.close(closed, by=now.recruiter)
    id = await builders.drafted(now)
    with pytest.raises(Refused, match="non è aperto"):
        await leading.transfer(id, vacancy_id=closed, by=now.counsellor)


async def test_the_counsellor_withdraws_and_says_whose_wish_it_was() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await leading.withdraw(id, note="Ha trovato lavoro.", asked_by_person=True, by=now.counsellor)
    row = await builders.row_of(id)
    assert (row["state"], row["close_reason"]) == (ProposalState.WITHDRAWN, WithdrawalReason.PERSON_ASKED)


async def test_a_tutor_answers_nothing() -> None:
    now = await builders.stage()
    tutor = await builders.cast.someone(now.company_id, Role.IN_COMPANY_TUTOR)
    id, _ = await builders.sent(now)
    with pytest.raises(NotThere):
        await answering.accept(id, by=tutor)


async def test_the_chronicle_holds_every_move_in_its_order() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.accept(id, by=now.recruiter)
    moves = [(step.move, step.actor) for step in reversed(await chronicle(id))]
    assert moves == [
        ("draft", "counsellor"),
        ("put_to_person", "counsellor"),
        ("agree", "person"),
        ("send", "counsellor"),
        ("open", "company"),
        ("accept", "company"),
    ]


async def test_a_past_is_told_with_its_own_days() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    row = await builders.row_of(id)
    assert row["sent_at"] <= clock.now()
    assert row["waiting_since"] == clock.today()


async def test_messages_pass_between_the_two_sides_once_it_was_sent() -> None:
    now = await builders.stage()
    id, _ = await builders.agreed(now)
    with pytest.raises(NotThere):
        await messages.write(id, id=new_id(), text="Quando?", by=now.recruiter)
    await leading.send(id, by=now.counsellor)
    once = new_id()
    for _ in range(2):
        await messages.write(id, id=once, text="Quando possiamo vederci?", by=now.recruiter)
    await messages.write(id, id=new_id(), text="Giovedì mattina.", by=now.counsellor)
    read = await read_for_company(id, by=now.recruiter)
    assert [one.text for one in read.messages] == ["Quando possiamo vederci?", "Giovedì mattina."]
    assert b"Quando" not in await db.fetchval("SELECT text_sealed FROM proposal_message ORDER BY at LIMIT 1")


async def test_on_a_closed_proposal_nobody_writes() -> None:
    now = await builders.stage()
    id = await builders.opened(now)
    await answering.refuse(id, reason=RefusalReason.SKILLS, note=None, by=now.recruiter)
    for viewer in (now.recruiter, now.counsellor):
        with pytest.raises(Refused, match="è chiusa"):
            await messages.write(id, id=new_id(), text="Ciao", by=viewer)


async def test_a_place_freed_may_be_taken_again() -> None:
    now = await builders.stage()
    other = await builders.proposable(now.counsellor)
    late = await builders.opened(now, person_id=other)
    await builders.accepted(now)
    await employers_public.free_place(now.vacancy_id, by=SYSTEM)
    await answering.accept(late, by=now.recruiter)
    assert await builders.state_of(late) is ProposalState.ACCEPTED
