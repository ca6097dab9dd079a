"""The life of a prospetto: begun, filed, frozen, corrected, annulled."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import asyncpg
import pytest

from portal.employers.companies.actions import workforce
from portal.employers.obligations.actions.parameters import NewFigure, enter
from portal.employers.prospetto_informativo.actions import answers, drafting, filing
from portal.employers.prospetto_informativo.queries import answers as said
from portal.employers.prospetto_informativo.queries import archive
from portal.employers.prospetto_informativo.queries.shown import shown
from portal.employers.prospetto_informativo.rules.answers import PostSheet, PublicBalance
from portal.employers.prospetto_informativo.rules.checking import blocking
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind, ProspettoInformativoState
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.employers.prospetto_informativo import company as made
from tests.employers.prospetto_informativo.made import EMPLOYER, LECCO

pytestmark = [pytest.mark.usefixtures("db_rollback")]
K = CommunicationKind


def _company(viewer: Viewer) -> UUID:
    assert viewer.organisation_id is not None
    return viewer.organisation_id


async def test_a_draft_is_counted_at_every_look() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    before = (await shown(id, _company(viewer))).whole
    assert (before.workers, before.totals.quota3, before.totals.in_force3) == (61, 4, 1)
    await builders.workers(20, viewer, prefix="N", starts_on=date(2025, 12, 31))
    await builders.workers(20, viewer, prefix="L", starts_on=date(2026, 1, 1))
    after = (await shown(id, _company(viewer))).whole
    assert after.workers == 81


async def test_the_posts_are_the_vacancies() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    vacancy = await made.post(viewer)
    there = await shown(id, _company(viewer))
    assert [(post.vacancy_id, post.places) for post in there.whole.provinces[0].posts] == [(vacancy, 2)]
    assert blocking(there.problems) == []
    await answers.save_post(vacancy, PostSheet(declared=False), by=viewer)
    assert (await shown(id, _company(viewer))).whole.provinces[0].posts == ()


@pytest.mark.parametrize("counts", [False, True])
async def test_a_prospetto_asks_for_its_posts_where_a_coordinator_says_so(*, counts: bool) -> None:
    """Art. 9 c. 3, to be verified: a dated figure says it, «no» at first."""
    if counts:
        figure = NewFigure(
            "prospetto.is_request", Fraction(1), date(2026, 1, 1), None, "prova", Evidence.UNVERIFIED
        )
        await enter(figure, id=new_id(), by=await Cast().owner(Role.COORDINATOR))
    viewer = await made.complete()
    await made.post(viewer)
    await made.sent(viewer)
    rows = await db.fetch("SELECT subject, province, units, cause, starts_on, act_ref FROM measure")
    asked = ("art3", "LC", 2, "nominativa", date(2026, 1, 20), f"Prospetto, codice {made.CODE}")
    assert [tuple(row.values()) for row in rows] == ([asked] if counts else [])


async def test_what_was_sent_never_changes() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    frozen = await archive.one(id, _company(viewer))
    await builders.workers(40, viewer, prefix="N")
    await answers.save_employer(EMPLOYER, version=None, by=viewer)
    again = await archive.one(id, _company(viewer))
    assert again.document == frozen.document
    assert again.document is not None
    assert again.document.workers == 61
    assert (again.sent_on, again.communication_code, again.protocol) == (
        made.SENT_ON,
        made.CODE,
        "12345678",
    )


async def test_the_database_refuses_to_rewrite_what_was_sent() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    with pytest.raises(asyncpg.RestrictViolationError):
        async with db.unit_of_work():
            await db.execute("UPDATE prospetto_informativo SET sent_on = sent_on + 1 WHERE id = $1", id)


async def test_a_filed_document_holds_no_readable_name() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    sealed = await db.fetchval("SELECT document_sealed FROM prospetto_informativo WHERE id = $1", id)
    assert made.TAX_CODE.encode() not in sealed
    assert b"Bianchi" not in sealed
    rows = await db.fetch("SELECT answers_sealed FROM prospetto_informativo_employer")
    assert all(b"Rossi" not in row["answers_sealed"] for row in rows)


async def test_filing_twice_is_filing_once() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    await filing.file(id, sent_on=made.SENT_ON, code=made.CODE, protocol="12345678", by=viewer)
    with pytest.raises(Refused, match="già inviato"):
        await filing.file(id, sent_on=made.SENT_ON, code=made.OTHER_CODE, protocol=None, by=viewer)
    filed = await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'ProspettoInformativoFiled'")
    assert filed == 1


async def test_an_incomplete_prospetto_is_not_filed() -> None:
    viewer = await made.company()
    id = await made.begun(viewer)
    with pytest.raises(filing.Incomplete, match="non è completo"):
        await filing.file(id, sent_on=made.SENT_ON, code=made.CODE, protocol=None, by=viewer)
    assert (await archive.one(id, _company(viewer))).state is ProspettoInformativoState.DRAFT


@pytest.mark.parametrize(
    ("sent_on", "code", "field"),
    [
        (date(2025, 12, 31), made.CODE, "sent_on"),
        (clock.today() + timedelta(days=30), made.CODE, "sent_on"),
        (made.SENT_ON, "123", "code"),
    ],
)
async def test_a_receipt_that_cannot_be_is_refused(sent_on: date, code: str, field: str) -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    with pytest.raises(Refused) as refused:
        await filing.file(id, sent_on=sent_on, code=code, protocol=None, by=viewer)
    assert refused.value.field == field


async def test_one_code_is_of_one_communication() -> None:
    viewer = await made.complete()
    await made.sent(viewer, 2024)
    id = await made.begun(viewer)
    with pytest.raises(Refused, match="altra comunicazione"):
        await filing.file(id, sent_on=made.SENT_ON, code=made.CODE, protocol=None, by=viewer)


async def test_a_correction_takes_the_place_of_the_first() -> None:
    viewer = await made.complete()
    first = await made.sent(viewer)
    await builders.workers(20, viewer, prefix="N")
    second = await drafting.begin(made.YEAR, K.CORRECTION, id=new_id(), by=viewer)
    await filing.file(second, sent_on=date(2026, 2, 2), code=made.OTHER_CODE, protocol=None, by=viewer)
    one = await archive.one(second, _company(viewer))
    assert one.document is not None
    assert (one.document.kind, one.document.workers, one.previous, one.previous_code) == (
        "02",
        81,
        first,
        made.CODE,
    )


async def test_an_annulment_says_again_what_it_takes_back() -> None:
    viewer = await made.complete()
    first = await made.sent(viewer)
    await builders.workers(20, viewer, prefix="N")
    annulment = await drafting.begin(made.YEAR, K.ANNULMENT, id=new_id(), by=viewer)
    await filing.file(annulment, sent_on=date(2026, 2, 2), code=made.OTHER_CODE, protocol=None, by=viewer)
    one, before = (
        await archive.one(annulment, _company(viewer)),
        await archive.one(first, _company(viewer)),
    )
    assert one.document is not None
    assert before.document is not None
    assert (one.document.kind, one.document.workers) == ("03", before.document.workers)
    again = await made.begun(viewer)
    assert (await archive.one(again, _company(viewer))).draft


async def test_nothing_is_corrected_that_was_not_sent() -> None:
    viewer = await made.complete()
    with pytest.raises(Refused, match="niente da rettificare"):
        await drafting.begin(made.YEAR, K.CORRECTION, id=new_id(), by=viewer)


async def test_one_draft_a_year_pressed_twice_is_one() -> None:
    viewer = await made.complete()
    id = new_id()
    assert await drafting.begin(made.YEAR, K.PROSPETTO, id=id, by=viewer) == id
    assert await drafting.begin(made.YEAR, K.PROSPETTO, id=id, by=viewer) == id
    with pytest.raises(Refused, match="continua quello"):
        await drafting.begin(made.YEAR, K.PROSPETTO, id=new_id(), by=viewer)


async def test_a_draft_is_thrown_away_and_its_answers_stay() -> None:
    viewer = await made.complete()
    id = await made.begun(viewer)
    await drafting.discard(id, by=viewer)
    with pytest.raises(NotThere):
        await archive.one(id, _company(viewer))
    assert (await said.employer(_company(viewer))).sheet == EMPLOYER
    sent = await made.sent(viewer)
    with pytest.raises(Refused, match="già inviato"):
        await drafting.discard(sent, by=viewer)


async def test_answers_are_proposed_again_the_year_after() -> None:
    viewer = await made.complete()
    await made.sent(viewer, 2024)
    id = await made.begun(viewer, 2025)
    there = await shown(id, _company(viewer))
    assert there.whole.answers.ateco == EMPLOYER.ateco
    assert there.whole.provinces[0].answers == LECCO
    assert blocking(there.problems) == []


async def test_the_pec_of_the_company_is_proposed() -> None:
    viewer = await made.company()
    id = await made.begun(viewer)
    assert "@pec" in (await shown(id, _company(viewer))).whole.answers.pec


async def test_an_old_page_does_not_undo_a_newer_answer() -> None:
    viewer = await made.complete()
    with pytest.raises(Refused, match="cambiata"):
        await answers.save_employer(EMPLOYER, version=0, by=viewer)
    with pytest.raises(Refused, match="cambiata"):
        await answers.save_province("LC", LECCO, version=0, by=viewer)


async def test_codes_and_balances_are_added_to_those_known() -> None:
    viewer = await made.complete()
    await answers.save_codes({"excluded:executive": "0101", "suspension:cigs": "A"}, by=viewer)
    await answers.save_codes({"suspension:cigs": ""}, by=viewer)
    await answers.save_balance(PublicBalance("03", -1, 0), by=viewer)
    await answers.save_balance(PublicBalance("03", -2, 1), by=viewer)
    await answers.save_employer(EMPLOYER, version=None, by=viewer)
    sheet = (await said.employer(_company(viewer))).sheet
    assert sheet.codes == {"excluded:executive": "0101"}
    assert sheet.public_balances == (PublicBalance("03", -2, 1),)
    await answers.remove_balance("03", by=viewer)
    assert (await said.employer(_company(viewer))).sheet.public_balances == ()


async def test_another_company_finds_nothing() -> None:
    viewer = await made.complete()
    id = await made.sent(viewer)
    vacancy = await made.post(viewer)
    other = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    with pytest.raises(NotThere):
        await archive.one(id, _company(other))
    with pytest.raises(NotThere):
        await drafting.discard(id, by=other)
    with pytest.raises(NotThere):
        await answers.save_post(vacancy, PostSheet(capacities="x"), by=other)


async def test_those_who_left_before_the_picture_are_not_listed() -> None:
    viewer = await made.complete()
    worker = await made.person(viewer, "R002", "NRIPLA90E45F205P")
    await workforce.end_worker(worker, ends_on=date(2025, 12, 30), version=None, by=viewer)
    id = await made.begun(viewer)
    assert [one.staff_number for one in (await shown(id, _company(viewer))).whole.people()] == ["R001"]
