"""One act hides every card at once, and only the same role undoes it."""

import asyncio

import pytest

from portal.candidates.profiles import company, counting, stopping
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.codes import card_code
from portal.candidates.profiles.search import cards_index
from portal.foundation import audit, clock, db, jobs, search
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM
from tests.candidates import builders
from tests.cast import Cast
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")

WHY = "Un controllo ha trovato un errore."


async def _cards(people: Cast) -> None:
    await builders.released(await people.owner(Role.JOB_COUNSELLOR), 6)
    await jobs.drain()


async def test_the_officers_act_hides_every_card_from_lists_codes_counts_and_index() -> None:
    people = Cast()
    await _cards(people)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    company_id = recruiter.organisation_id
    assert company_id is not None
    card_id = await db.fetchval("SELECT min(id::text)::uuid FROM card")
    code = card_code(card_id, company_id, clock.today())
    assert (await company.find(Wanted(), company_id, limit=20, offset=0)).total == 6
    officer = await people.owner(Role.DATA_PROTECTION_OFFICER)
    await stopping.stop_cards(id=new_id(), why=WHY, by=officer)
    found = await company.find(Wanted(), company_id, limit=20, offset=0)
    assert (found.cards, found.total, found.facets) == ([], 0, {})
    assert await company.by_code(code, company_id) is None
    assert (await counting.count_cards(group=None, families=())).exact == 0
    await jobs.drain()
    assert await search.engine().count(cards_index()) == 0
    await stopping.show_cards_again(by=officer)
    assert (await company.by_code(code, company_id)) is not None
    await jobs.drain()
    assert (await company.find(Wanted(), company_id, limit=20, offset=0)).total == 6
    acts = [entry.what for entry in await audit.entries_by(officer.account_id)]
    assert acts[:2] == ["CardsShownAgain", "CardsStopped"]


async def test_a_run_in_the_meantime_shows_nothing() -> None:
    people = Cast()
    await _cards(people)
    await stopping.stop_cards(id=new_id(), why=WHY, by=OPERATOR_COMMAND)
    await jobs.drain()
    await builders.released(await people.owner(Role.JOB_COUNSELLOR), 2)
    await jobs.drain()
    assert (await counting.count_cards(group=None, families=())).exact == 0


async def test_only_the_officer_and_the_operators_command_may_pull_it() -> None:
    people = Cast()
    for role in set(Role) - {Role.DATA_PROTECTION_OFFICER}:
        with pytest.raises(NotAllowed):
            await stopping.stop_cards(id=new_id(), why=WHY, by=await people.owner(role))
    with pytest.raises(NotAllowed):
        await stopping.stop_cards(id=new_id(), why=WHY, by=SYSTEM)


async def test_who_pulled_it_alone_lifts_it() -> None:
    officer = await Cast().owner(Role.DATA_PROTECTION_OFFICER)
    await stopping.stop_cards(id=new_id(), why=WHY, by=OPERATOR_COMMAND)
    with pytest.raises(Refused, match="chi gestisce il portale"):
        await stopping.show_cards_again(by=officer)
    await stopping.show_cards_again(by=OPERATOR_COMMAND)
    await stopping.stop_cards(id=new_id(), why=WHY, by=officer)
    with pytest.raises(Refused, match="responsabile della protezione"):
        await stopping.show_cards_again(by=OPERATOR_COMMAND)
    await stopping.show_cards_again(by=await Cast().owner(Role.DATA_PROTECTION_OFFICER))
    with pytest.raises(Refused, match="non sono nascosti"):
        await stopping.show_cards_again(by=officer)


@pytest.mark.usefixtures("fresh_database")
async def test_of_many_who_pull_it_at_once_one_does() -> None:
    officer = await Cast().owner(Role.DATA_PROTECTION_OFFICER)
    done = await asyncio.gather(
        *(stopping.stop_cards(id=new_id(), why=WHY, by=officer) for _ in range(8)), return_exceptions=True
    )
    assert sum(not isinstance(one, BaseException) for one in done) == 1
    assert all(isinstance(one, Refused) for one in done if isinstance(one, BaseException))


async def test_a_company_reads_that_profiles_are_suspended_and_no_code_answers() -> None:
    people = Cast()
    await _cards(people)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    assert recruiter.organisation_id is not None
    card_id = await db.fetchval("SELECT min(id::text)::uuid FROM card")
    code = card_code(card_id, recruiter.organisation_id, clock.today())
    await stopping.stop_cards(id=new_id(), why=WHY, by=OPERATOR_COMMAND)
    async with browser() as web:
        await web.sign_in_as(recruiter.account_id, recruiter.organisation_id)
        listed = await web.get("/profiles")
        assert listed.status == 409
        assert "I profili sono sospesi" in listed
        assert WHY not in listed
        assert (await web.get(f"/profiles/{code}")).status == 404
