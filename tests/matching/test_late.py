"""Whoever comes too late reads the thing, the state it is in and the way out; a company no more than its pages say."""

import pytest

from portal.candidates.cases.actions import assign
from portal.kernel.refusals import Refused
from portal.matching.actions import answering, leading
from portal.matching.late import refusal, way_out
from portal.matching.transitions import COMPANY_STATE_LABELS, TRANSITIONS, Facts, company_label
from portal.matching.vocabulary import STATE_LABELS, Actor, ProposalState, RefusalReason
from tests.matching import builders

S = ProposalState
HERS = {
    STATE_LABELS[state] for state in (S.REQUESTED, S.DRAFTED, S.PUT_TO_PERSON, S.AGREED, S.DECLINED, S.SENT)
} - set(COMPANY_STATE_LABELS.values())
"""Words that tell of the person's answer, or of where the service stands with her."""


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("name", [row.name for row in TRANSITIONS])
def test_every_move_out_of_its_state_names_the_proposal_its_state_and_the_way_out(
    name: str, state: ProposalState, actor: Actor
) -> None:
    if state in TRANSITIONS.named(name).sources:
        return
    for was_sent in (True, False):
        sentence = refusal(name, state, actor, Facts(), code="P-101", was_sent=was_sent)
        assert sentence is not None
        label = company_label(state, was_sent=was_sent) if actor is Actor.COMPANY else STATE_LABELS[state]
        assert f"La proposta P-101 ora è nello stato «{label}»" in sentence
        assert sentence.endswith(way_out(state, actor, was_sent=was_sent))
        if actor is Actor.COMPANY:
            assert not [word for word in HERS if word in sentence]


@pytest.mark.usefixtures("db_rollback")
async def test_a_company_that_answers_a_contact_she_declined_does_not_learn_it() -> None:
    now = await builders.stage()
    sentences = []
    for answered in ("waiting", "declined"):
        id, token = await builders.asked(now)
        # as if the company had asked for the contact
        await builders.db.execute("UPDATE proposal SET origin = 'company' WHERE id = $1", id)
        if answered == "declined":
            await builders.consent.decline(token)
        for act in (
            answering.accept(id, by=now.recruiter),
            answering.refuse(id, reason=RefusalReason.HOURS, note=None, by=now.recruiter),
        ):
            with pytest.raises(Refused) as refused:
                await act
            sentences.append(refused.value.sentence)
        if answered == "waiting":
            await leading.withdraw(id, note=None, asked_by_person=True, by=now.counsellor)
    assert all("persona" not in sentence for sentence in sentences)
    assert "«In attesa del servizio»" in sentences[0]
    assert "«Non disponibile»" in sentences[-1]


@pytest.mark.usefixtures("db_rollback")
async def test_a_counsellor_who_sends_twice_reads_what_to_wait_for() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    with pytest.raises(Refused, match=r"«Inviata».*Aspetta la risposta dell’azienda"):
        await leading.send(id, by=now.counsellor)


@pytest.mark.usefixtures("db_rollback")
async def test_an_open_proposal_follows_the_case_to_another_counsellor() -> None:
    now = await builders.stage()
    id, _ = await builders.sent(now)
    other = await now.people.teammate(builders.Role.JOB_COUNSELLOR)
    await assign(now.person_id, holder_id=other.account_id, by=await builders.coordinator_of(now))
    await builders.jobs.drain()
    assert (await builders.row_of(id))["counsellor"] == other.account_id
    await leading.withdraw(id, note=None, asked_by_person=False, by=other)
