"""Training in the method, which a signature asks for unless the service decided otherwise."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
import pytest_asyncio

from portal.candidates.assessment import actions as assessment
from portal.foundation import clock
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.network import actions
from portal.network.rules import valid_until
from portal.network.vocabulary import Topic
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def test_a_training_lasts_thirty_six_months() -> None:
    assert valid_until(date(2024, 2, 29)) == date(2027, 2, 28)
    assert valid_until(date(2023, 11, 23)) == date(2026, 11, 23)


async def test_who_is_not_trained_may_rate_but_not_sign(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    coordinator = await builders.rater(counsellor, Role.COORDINATOR)
    person_id = await builders.in_development(counsellor)
    id = await builders.assessment_of(person_id, counsellor)
    await assessment.fill(id, builders.rated(A1=(2, 2)), submit=True, by=counsellor)
    await assessment.compare(id, by=counsellor)
    await assessment.agree(id, {}, "Lavora con cura.", by=counsellor)
    with pytest.raises(
        Refused, match=r"Per firmare serve la formazione sul metodo\. Chiedi al coordinatore\."
    ):
        await assessment.sign(id, by=counsellor)
    known = {"member": counsellor.account_id, "hours": 8, "by": coordinator}
    long_ago = clock.today() - timedelta(days=1200)
    await actions.record_training(id=new_id(), topic=Topic.METHOD, completed_on=long_ago, **known)
    await actions.record_training(id=new_id(), topic=Topic.ICF, completed_on=clock.today(), **known)
    with pytest.raises(Refused, match="serve la formazione sul metodo"):
        await assessment.sign(id, by=counsellor)
    await actions.record_training(id=new_id(), topic=Topic.METHOD, completed_on=clock.today(), **known)
    assert await assessment.sign(id, by=counsellor) is True


async def test_a_service_may_decide_with_a_reason_not_to_ask_for_it(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    coordinator = await builders.rater(counsellor, Role.COORDINATOR)
    id = await builders.assessment_of(await builders.in_development(counsellor), counsellor)
    await assessment.fill(id, builders.rated(A1=(2, 2)), submit=True, by=counsellor)
    await assessment.compare(id, by=counsellor)
    await assessment.agree(id, {}, "Lavora con cura.", by=counsellor)
    with pytest.raises(NotAllowed):
        await actions.require_method(required=False, reason="Corso rinviato.", by=counsellor)
    with pytest.raises(Refused, match="motivo"):
        await actions.require_method(required=False, reason=" ", by=coordinator)
    await actions.require_method(required=False, reason="Corso rinviato.", by=coordinator)
    assert await assessment.sign(id, by=counsellor) is True


async def test_the_coordinator_records_and_each_reads_the_own(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    coordinator = await builders.rater(counsellor, Role.COORDINATOR)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    page = await web.get("/operator-training")
    assert faults(page.html) == []
    typed = {
        "member": str(counsellor.account_id),
        "topic": "method",
        "hours": "16",
        "completed_on": "1/9/2026",
    }
    page = await web.press("/operator-training", typed)
    assert "Formazione registrata." in page
    assert "1 settembre 2029" in page
    page = await web.press("/requirement", {"rule": "no", "reason": "Corso rinviato."})
    assert "ha deciso che per firmare una valutazione non serve" in page
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get("/operator-training")
    assert "1 settembre 2029" in page
    assert "Registra una formazione" not in page
    stranger = await cast.outsider(Role.JOB_COUNSELLOR)
    await web.sign_in_as(stranger.account_id, stranger.organisation_id)
    assert "1 settembre 2029" not in await web.get("/operator-training")
