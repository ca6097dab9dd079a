"""Several proposals answered on one page: every error at once, each line with its own result."""

from dataclasses import replace
from uuid import UUID

import pytest

from portal.employers import public as employers_public
from portal.foundation.ids import new_id
from portal.matching.actions import answering, leading
from portal.matching.actions.answering_several import GONE, Line, answer_several
from portal.matching.vocabulary import ProposalState, RefusalReason
from tests.journeys.faults_of_a_page import faults
from tests.matching import builders
from tests.matching.builders import Stage
from tests.web import Browser, browser

S = ProposalState


async def several(now: Stage, count: int) -> list[UUID]:
    """Proposals of as many people, sent for the same vacancy."""
    people = [now.person_id] + [await builders.proposable(now.counsellor) for _ in range(count - 1)]
    return [(await builders.sent(replace(now, person_id=person)))[0] for person in people]


async def states(ids: list[UUID]) -> list[ProposalState]:
    return [await builders.state_of(id) for id in ids]


@pytest.mark.usefixtures("fresh_database")
async def test_each_line_is_a_transaction_of_its_own() -> None:
    now = await builders.stage(places=1)
    ids = await several(now, 4)
    await leading.withdraw(ids[2], note=None, asked_by_person=False, by=now.counsellor)
    lines = [
        Line(ids[0], "accept", None, None),
        Line(ids[1], "accept", None, None),
        Line(ids[2], "refuse", RefusalReason.HOURS, None),
        Line(ids[3], "refuse", RefusalReason.SKILLS, "Serve il muletto."),
        Line(new_id(), "accept", None, None),
    ]
    results = await answer_several(lines, by=now.recruiter)
    assert [one.done for one in results] == [True, False, False, True, False]
    assert "non ha più posti liberi" in results[1].sentence
    assert "«Ritirata»" in results[2].sentence
    assert results[4].sentence == GONE
    assert await states(ids) == [S.ACCEPTED, S.SENT, S.WITHDRAWN, S.REFUSED]
    found = await employers_public.vacancy(now.vacancy_id)
    assert found is not None
    assert found.places_left == 0


def on_the_page(browser_: Browser, values: dict[UUID, dict[str, str]]) -> dict[str, str]:
    return {f"{id.hex}-{name}": value for id, one in values.items() for name, value in one.items()}


@pytest.mark.usefixtures("db_rollback")
async def test_every_error_of_every_line_comes_at_once_and_nothing_is_sent() -> None:
    now = await builders.stage(places=3)
    ids = await several(now, 3)
    codes = [(await builders.row_of(id))["code"] for id in ids]
    async with browser() as one:
        await one.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        assert "Rispondi a più proposte insieme" in await one.get("/proposals")
        page = await one.get("/proposals/answers")
        assert all(code in page for code in codes)
        assert "Nives" not in page
        assert "Scegli almeno una risposta." in await one.press("/answers", {})
        typed = {
            ids[0]: {"answer": "refuse"},
            ids[1]: {"reason": "hours"},
            ids[2]: {"answer": "accept", "note": "È una persona invalida"},
        }
        page = await one.press("/answers", on_the_page(one, typed))
        assert page.status == 422
        assert faults(page.html) == []
        assert "3 risposte da controllare" in page
        for code, words in zip(
            codes, ("Scegli il motivo", "scegli anche la risposta", "Togli salute"), strict=True
        ):
            assert any(code in line and words in line for line in page.text.splitlines()) or (
                code in page and words in page
            )
        assert await states(ids) == [S.SENT, S.SENT, S.SENT]


@pytest.mark.usefixtures("db_rollback")
async def test_what_was_typed_is_read_again_then_sent_and_a_late_line_says_so() -> None:
    now = await builders.stage(places=3)
    ids = await several(now, 3)
    async with browser() as one:
        await one.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        await one.get("/proposals/answers")
        typed = {
            ids[0]: {"answer": "refuse", "reason": "hours"},
            ids[1]: {"answer": "accept", "note": "Da lunedì."},
        }
        page = await one.press("/answers", on_the_page(one, typed))
        assert "Controlla le risposte" in page
        assert "Orari e turni non coincidono" in page
        assert "Da lunedì." in page
        assert faults(page.html) == []
        assert await states(ids) == [S.SENT, S.SENT, S.SENT]
        # meanwhile a colleague of hers answers the first one
        await answering.refuse(ids[0], reason=RefusalReason.TASKS, note=None, by=now.recruiter)
        page = await one.press("/sending", {})
        assert "1 su 2." in page
        assert faults(page.html) == []
        assert "Non inviata" in page
        assert "«Non adatta alle mansioni»" in page
        assert await states(ids) == [S.REFUSED, S.ACCEPTED, S.SENT]
        assert (await builders.row_of(ids[0]))["close_reason"] == "tasks"


@pytest.mark.usefixtures("db_rollback")
async def test_the_page_holds_only_what_names_the_viewer_and_waits_for_the_company() -> None:
    now = await builders.stage(places=3)
    ids = await several(now, 2)
    other = await now.people.teammate(builders.Role.COMPANY_RECRUITER)
    await answering.refuse(ids[0], reason=RefusalReason.HOURS, note=None, by=now.recruiter)
    async with browser() as one:
        await one.sign_in_as(other.account_id, other.organisation_id)
        page = await one.get("/proposals/answers")
        assert "Nessuna proposta aspetta una risposta." in page
        page = await one.post(
            "/proposals/answers/sending", [("line", str(ids[1])), (f"{ids[1].hex}-answer", "accept")]
        )
        assert page.status == 422
        assert await builders.state_of(ids[1]) is S.SENT
        assert (await one.post("/proposals/answers", [("line", "x"), ("x-answer", "accept")])).status == 422
