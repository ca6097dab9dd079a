"""Unknown, withdrawn, foreign, old: one answer, word for word, after the same questions to the database."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.codes import card_code
from portal.foundation import clock, db
from portal.foundation.ids import new_id, opaque_id
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.candidates.test_profile_pages import as_
from tests.cast import Cast
from tests.web import Browser

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _card_of(person_id: UUID) -> UUID:
    return UUID(
        str(
            await db.fetchval(
                "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
            )
        )
    )


async def _codes(people: Cast) -> tuple[Viewer, dict[str, str]]:
    """The recruiter, and codes that open nothing for her."""
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    ours, theirs = recruiter.organisation_id, await people.organisation(OrganisationKind.COMPANY, "theirs")
    assert ours is not None
    followed = await builders.released(counsellor, 8)
    today = clock.today()
    withdrawn, seen = await _card_of(followed[0]), await _card_of(followed[1])
    await profiles.withdraw(followed[0], by=counsellor)
    return recruiter, {
        "unknown": card_code(opaque_id(), ours, today),
        "withdrawn": card_code(withdrawn, ours, today),
        "foreign": card_code(seen, theirs, today),
        "old": card_code(seen, ours, today - timedelta(days=28)),
        "person": card_code(followed[1], ours, today),
        "made up": "A" * 43,
        "cut short": card_code(seen, ours, today)[:-1],
        "no code": "x",
        "an id": str(seen),
    }


def _plain(html: str) -> str:
    """Without the code of the request, which no two answers share."""
    return re.sub(r"\b[0-9a-f]{12}\b", "", html)


async def _answer(one: Browser, way: str, code: str) -> tuple[object, ...]:
    """Status, headers, words, and what was asked of the database."""
    with db.counted_queries() as queries:
        if way == "card":
            page = await one.get(f"/profiles/{code}")
        elif way == "fragment":
            page = await one.get(f"/profiles/{code}", fragment=True)
        elif way == "form":
            page = await one.get(f"/profiles/{code}/contact-requests/new")
        else:
            asked = {"once": str(new_id()), "vacancy": str(new_id()), "words": "Ci interessa."}
            page = await one.post(f"/profiles/{code}/contact-requests", asked)
    # compressed, the code of the request makes a byte or two of difference
    own = {"x-request-id", "content-length"}
    headers = {name: value for name, value in page.response.headers.items() if name not in own}
    return page.status, headers, _plain(page.html), list(queries)


@pytest.mark.parametrize("way", ["card", "fragment", "form", "request"])
async def test_a_code_that_opens_nothing_does_not_say_why(way: str) -> None:
    recruiter, codes = await _codes(Cast())
    async with as_(recruiter) as one:
        await one.get("/healthz")
        answers = {name: await _answer(one, way, code) for name, code in codes.items()}
    expected = answers["unknown"]
    assert expected[0] == 404
    for name, answer in answers.items():
        for part, other in zip(answer, expected, strict=True):
            assert part == other, name


async def test_a_card_that_a_scope_or_a_stop_hides_answers_alike() -> None:
    recruiter, codes = await _codes(Cast())
    card_id = await db.fetchval("SELECT id FROM card ORDER BY id LIMIT 1")
    assert recruiter.organisation_id is not None
    own = card_code(card_id, recruiter.organisation_id, clock.today())
    async with as_(recruiter) as one:
        await one.get("/healthz")
        assert (await one.get(f"/profiles/{own}")).status == 200
        expected = await _answer(one, "card", codes["unknown"])
        await db.execute("UPDATE scope SET hidden_since = now(), hidden_why = 'failure'")
        assert await _answer(one, "card", own) == expected
        await db.execute("UPDATE scope SET hidden_since = NULL, hidden_why = NULL")
        assert (await one.get(f"/profiles/{own}")).status == 200
