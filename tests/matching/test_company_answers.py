"""The cap on a company's open proposals, its response rate and the history of its answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.employers.companies.actions import company_accounts
from portal.employers.following.actions import capping
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.matching import public as matching
from portal.matching.actions import answering, leading
from portal.matching.actions.capping import within_cap
from portal.matching.vocabulary import ProposalState, RefusalReason
from tests.employers import builders as employers
from tests.matching import builders
from tests.matching.builders import Stage
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def capped(now: Stage, most: int) -> None:
    coordinator = await builders.coordinator_of(now)
    await company_accounts.assign(now.company_id, holder_id=now.counsellor.account_id, by=coordinator)
    await capping.set_cap(now.company_id, most=most, by=now.counsellor)


async def another(now: Stage) -> Stage:
    return replace(
        now,
        person_id=await builders.proposable(now.counsellor),
        vacancy_id=await employers.published_vacancy(now.recruiter),
    )


async def test_over_the_cap_nobody_opens_one_more() -> None:
    now = await builders.stage()
    await capped(now, 1)
    await builders.drafted(now)
    more = await another(now)
    with pytest.raises(Refused, match="ha già una proposta aperta, e il suo limite è 1") as refusal:
        await builders.drafted(more)
    assert refusal.value.field == "vacancy"
    await capping.set_cap(now.company_id, most=2, by=now.counsellor)
    await builders.drafted(more)


async def test_a_closed_proposal_makes_room_and_reopening_asks_for_it() -> None:
    now = await builders.stage()
    await capped(now, 1)
    first, _ = await builders.sent(now)
    await answering.refuse(first, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    more = await another(now)
    await builders.drafted(more)
    with pytest.raises(Refused, match="il suo limite è 1"):
        await leading.reopen(first, by=now.counsellor)
    assert await db.fetchval("SELECT state FROM proposal WHERE id = $1", first) == "refused"


async def test_a_company_that_answers_has_its_rate_and_its_time() -> None:
    now = await builders.stage()
    assert await matching.answers_of([now.company_id]) == {}
    first, _ = await builders.sent(now)
    await answering.refuse(first, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    await db.execute("UPDATE proposal SET sent_at = sent_at - interval '4 days' WHERE id = $1", first)
    waiting, _ = await builders.sent(await another(now))
    found = (await matching.answers_of([now.company_id]))[now.company_id]
    # sent today and not answered: not yet against the company
    assert (found.asked, found.answered, found.percent, found.open_now) == (1, 1, 100, 1)
    assert found.days is not None
    assert round(found.days) == 4
    await db.execute("UPDATE proposal SET sent_at = sent_at - interval '8 days' WHERE id = $1", waiting)
    found = (await matching.answers_of([now.company_id]))[now.company_id]
    assert (found.asked, found.answered, found.percent) == (2, 1, 50)


async def test_the_history_names_nobody_and_holds_what_the_own_service_sent() -> None:
    now = await builders.stage()
    first, _ = await builders.sent(now)
    await answering.refuse(first, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    assert now.counsellor.organisation_id is not None
    (row,) = await matching.answer_history(now.company_id, now.counsellor.organisation_id, limit=9, offset=0)
    assert (row.state, row.days, row.reason) == (ProposalState.REFUSED, 0, "hours")
    assert await matching.count_answers(now.company_id, new_id()) == 0


async def test_counsellors_read_rate_cap_and_history_on_the_companys_pages() -> None:
    now = await builders.stage()
    await capped(now, 1)
    first, _ = await builders.sent(now)
    name = await db.fetchval("SELECT last_name FROM person WHERE id = $1", now.person_id)
    async with browser() as user:
        await user.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
        page = await user.get(f"/companies/{now.company_id}/answers")
        assert "Proposte aperte ora: 1 su 1." in page
        assert "Al limite" in page
        assert "non ha avuto proposte a cui rispondere" in page
        assert name not in page
        await answering.refuse(first, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
        page = await user.get(f"/companies/{now.company_id}/answers")
        assert "ha risposto a 1 proposta su 1 (100%), di solito in giornata." in page
        assert "orari e turni non coincidono" in page
        assert "Storia delle risposte" in await user.get(f"/companies/{now.company_id}")
        await user.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        assert (await user.get(f"/companies/{now.company_id}/answers")).status == 403


async def test_a_year_old_answer_no_longer_counts() -> None:
    now = await builders.stage()
    first, _ = await builders.sent(now)
    await answering.refuse(first, reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    ago = clock.now() - timedelta(days=400)
    await db.execute("UPDATE proposal SET sent_at = $2 WHERE id = $1", first, ago)
    assert await matching.answers_of([now.company_id]) == {}


async def test_a_company_at_its_cap_hears_no_number() -> None:
    now = await builders.stage()
    await capped(now, 1)
    await builders.drafted(now)
    with pytest.raises(Refused) as refusal:
        async with db.unit_of_work():
            await within_cap(now.company_id, asked_by_company=True)
    assert "al limite" in refusal.value.sentence
    assert "1" not in refusal.value.sentence
