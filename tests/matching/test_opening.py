"""How a proposal begins: a company asks on a card, or a counsellor drafts."""

import pytest

from portal.candidates.profiles.codes import card_code
from portal.employers.vacancies.actions import moving
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import leading, opening
from portal.matching.vocabulary import ProposalState
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.matching import builders
from tests.matching.builders import Stage
from tests.told import told

pytestmark = pytest.mark.usefixtures("db_rollback")


async def cards_for(recruiter: Viewer, counsellor: Viewer) -> list[str]:
    """Codes of six cards, as the recruiter's company reads them."""
    await candidates.released(counsellor)
    rows = await db.fetch("SELECT id FROM card")
    assert recruiter.organisation_id is not None
    return [card_code(row["id"], recruiter.organisation_id, clock.today()) for row in rows]


async def asking_company() -> tuple[Viewer, Viewer, str]:
    people = Cast()
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    codes = await cards_for(recruiter, counsellor)
    return recruiter, counsellor, codes[0]


async def test_a_company_asks_for_a_contact_and_the_counsellor_hears() -> None:
    recruiter, counsellor, code = await asking_company()
    vacancy_id = await employers.published_vacancy(recruiter)
    id = await opening.request_contact(
        id=new_id(), code=code, vacancy_id=vacancy_id, words="Serve di mattina.", by=recruiter
    )
    row = await builders.row_of(id)
    assert row["state"] == ProposalState.REQUESTED
    assert row["counsellor"] == counsellor.account_id
    assert row["waiting_since"] == clock.today()
    assert b"mattina" not in row["company_words_sealed"]
    (words,) = await told(counsellor, Kind.PROPOSAL_NEWS)
    assert "Contatto chiesto" in words
    assert f"/proposals/{id}" in words


async def test_the_same_request_pressed_twice_is_one() -> None:
    recruiter, _, code = await asking_company()
    vacancy_id, id = await employers.published_vacancy(recruiter), new_id()
    for _ in range(2):
        await opening.request_contact(id=id, code=code, vacancy_id=vacancy_id, words=None, by=recruiter)
    assert await db.fetchval("SELECT count(*) FROM proposal") == 1
    assert await db.fetchval("SELECT count(*) FROM proposal_step") == 1


async def test_a_second_request_for_the_same_profile_and_vacancy_is_refused() -> None:
    recruiter, _, code = await asking_company()
    vacancy_id = await employers.published_vacancy(recruiter)
    await opening.request_contact(id=new_id(), code=code, vacancy_id=vacancy_id, words=None, by=recruiter)
    with pytest.raises(Refused, match="C’è già una proposta aperta"):
        await opening.request_contact(id=new_id(), code=code, vacancy_id=vacancy_id, words=None, by=recruiter)


async def test_a_code_of_another_company_opens_nothing() -> None:
    _, _, code = await asking_company()
    stranger, vacancy_id = await builders.another_company()
    with pytest.raises(NotThere):
        await opening.request_contact(id=new_id(), code=code, vacancy_id=vacancy_id, words=None, by=stranger)


async def test_a_contact_cannot_be_asked_for_a_vacancy_of_somebody_else() -> None:
    recruiter, _, code = await asking_company()
    _, elsewhere = await builders.another_company()
    with pytest.raises(NotThere):
        await opening.request_contact(id=new_id(), code=code, vacancy_id=elsewhere, words=None, by=recruiter)


async def test_a_contact_cannot_be_asked_for_a_vacancy_that_is_closed() -> None:
    recruiter, _, code = await asking_company()
    vacancy_id = await employers.published_vacancy(recruiter)
    await moving.close(vacancy_id, by=recruiter)
    with pytest.raises(Refused, match="non è aperto"):
        await opening.request_contact(id=new_id(), code=code, vacancy_id=vacancy_id, words=None, by=recruiter)


async def test_a_tutor_asks_for_no_contact() -> None:
    recruiter, _, code = await asking_company()
    vacancy_id = await employers.published_vacancy(recruiter)
    assert recruiter.organisation_id is not None
    tutor = await cast.someone(recruiter.organisation_id, Role.IN_COMPANY_TUTOR)
    with pytest.raises(NotThere):
        await opening.request_contact(id=new_id(), code=code, vacancy_id=vacancy_id, words=None, by=tutor)


async def test_a_counsellor_drafts_and_the_case_waits_for_it() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    row = await builders.row_of(id)
    assert row["state"] == ProposalState.DRAFTED
    assert row["score"] is not None
    assert row["waiting_since"] is None
    kinds = await db.fetch("SELECT kind, code FROM case_commitment WHERE ref_id = $1", id)
    assert [(one["kind"], one["code"]) for one in kinds] == [("proposal", row["code"])]


async def test_only_who_follows_the_person_drafts() -> None:
    now = await builders.stage()
    colleague = await now.people.teammate(Role.JOB_COUNSELLOR)
    stranger = await now.people.outsider(Role.JOB_COUNSELLOR)
    for viewer in (colleague, stranger, now.recruiter):
        with pytest.raises(NotThere):
            await builders.drafted(Stage(now.people, viewer, now.person_id, now.recruiter, now.vacancy_id))


async def test_a_person_who_did_not_agree_to_proposals_is_not_proposed() -> None:
    now = await builders.stage()
    silent = await candidates.in_development(now.counsellor)
    with pytest.raises(Refused) as refused:
        await builders.drafted(now, person_id=silent)
    assert refused.value.field == "person"


async def test_readers_are_people_of_that_company_who_read_proposals() -> None:
    now = await builders.stage()
    tutor = await cast.someone(now.company_id, Role.IN_COMPANY_TUTOR)
    elsewhere, _ = await builders.another_company()
    for wrong in (tutor, elsewhere):
        with pytest.raises(Refused, match="Scegli fra le persone dell’azienda"):
            await builders.drafted(now, readers=[now.recruiter, wrong])
    assert await db.fetchval("SELECT count(*) FROM proposal") == 0


async def test_a_proposal_with_nobody_to_read_it_is_refused() -> None:
    now = await builders.stage()
    with pytest.raises(Refused, match="Indica almeno una persona"):
        await opening.draft(
            id=new_id(), person_id=now.person_id, vacancy_id=now.vacancy_id, reader_ids=[], words=None,
            by=now.counsellor,
        )  # fmt: skip


async def test_after_a_withdrawal_the_same_two_may_be_put_together_again() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    await leading.withdraw(id, note=None, asked_by_person=False, by=now.counsellor)
    assert await builders.drafted(now) != id


async def test_codes_are_told_apart_and_never_repeated() -> None:
    now = await builders.stage()
    other = await employers.published_vacancy(now.recruiter)
    ids = [await builders.drafted(now), await builders.drafted(now, vacancy_id=other)]
    codes = {(await builders.row_of(id))["code"] for id in ids}
    assert len(codes) == 2
    assert all(code.startswith("P-") for code in codes)
