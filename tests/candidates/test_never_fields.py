"""What a card never holds never reaches a company: planted markers, and answers that stay byte-identical."""

import re
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest

from portal.candidates.people import actions as people_actions
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.personal_data import COLUMNS
from portal.candidates.phases.vocabulary import InterviewKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.search import Shown, cards_index, document, documents
from portal.candidates.profiles.vocabulary import CARD_FIELDS
from portal.foundation import clock, crypto, db, jobs, search
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer
from tests.candidates import builders
from tests.candidates.test_profile_pages import as_, codes
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")

MARKER = "Zanzavorra"

SHOWN = {"card.scope", "card.text_sealed", "card.text_words", *(f"card.{name}" for name in CARD_FIELDS)}
"""What the card itself is made of."""

CODES = {
    "person.comune_code",
    "experience.profession_code",
    "person_skill.skill_code",
    "availability.education_code",
    "profile.profession_code",
    "profile.region_code",
    "profile.admitted_values",
    "profile.admitted_skills",
}
"""Codes of lists, from which shown fields are computed: a marker would be no code. The last test varies them."""


async def _plant(people: list[UUID]) -> set[str]:
    """Writes the marker into every personal text and sealed column it fits, of these people; answers which."""
    planted = set()
    # A sealed tax code stands beside its index, or neither does.
    await db.execute("UPDATE person SET tax_code_index = id::text::bytea, tax_code_sealed = id::text::bytea")
    for name in COLUMNS:
        table, column = name.split(".")
        if name in SHOWN | CODES or table in ("card_history", "card_view", "substitution"):
            continue
        kind = await db.fetchval(
            "SELECT data_type FROM information_schema.columns WHERE table_name = $1 AND column_name = $2",
            table,
            column,
        )
        if kind == "bytea" and column.endswith("_sealed"):
            for row in await db.fetch(f'SELECT id FROM "{table}"'):
                sealed = crypto.seal(f'["{MARKER}"]', table=table, column=column, row=row["id"])
                await db.execute(f'UPDATE "{table}" SET "{column}" = $2 WHERE id = $1', row["id"], sealed)
            planted.add(name)
        elif kind in ("text", "ARRAY") and await _takes_the_marker(table, column, kind):
            planted.add(name)
    assert len(people) >= 5
    return planted


async def _takes_the_marker(table: str, column: str, kind: str) -> bool:
    """False for a column of codes, which the database holds to its list."""
    try:
        async with db.unit_of_work():
            await db.execute(f'UPDATE "{table}" SET "{column}" = $1', [MARKER] if kind == "ARRAY" else MARKER)
    except asyncpg.CheckViolationError:
        return False
    return True


async def _everything_a_company_reads(recruiter: Viewer) -> dict[str, str]:
    async with as_(recruiter) as one:
        first = await one.get("/profiles")
        code = sorted(codes(first.html))[0]
        found = {}
        for path in (
            "/profiles",
            "/profiles?q=magazzino",
            "/profiles?profession=operativi&family=F02&area=03",
            f"/profiles?q={MARKER}",
            f"/profiles/{code}",
            f"/profiles/{code}/contact-requests/new",
        ):
            page = await one.get(path)
            assert page.status == 200, path
            found[path] = page.html
            found[f"{path} fragment"] = (await one.get(path, fragment=True)).html
    return found


def _plain(html: str) -> str:
    """Without what differs between any two answers: token of the form, code of the request, end of the session."""
    return re.sub(r'[0-9a-f]{8,}[0-9a-f-]*|\d{4}-\d\d-\d\dT[^"]*', "", html)


async def _full(counsellor: Viewer) -> list[UUID]:
    """People with something in every part of the file, six of them on cards."""
    people = await builders.released(counsellor, 6)
    for person_id in people:
        await people_actions.set_conditions(person_id, accommodations=["T2"], by=counsellor)
        await builders.eligible(person_id, counsellor)
        await builders.signed_synthesis(person_id, counsellor)
        await builders.consent(person_id, ConsentKind.PROPOSALS, counsellor)
        await builders.interview(person_id, InterviewKind.LEGAL, counsellor)
    return people


async def test_no_planted_marker_reaches_a_company(capfd: pytest.CaptureFixture[str]) -> None:
    people = Cast()
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    followed = await _full(counsellor)
    planted = await _plant(followed)
    await db.execute("UPDATE account SET name = $2 WHERE id = $1", counsellor.account_id, MARKER)
    await db.execute("UPDATE organisation SET name = $2 WHERE id = $1", counsellor.organisation_id, MARKER)
    sealed = {name for name in COLUMNS if name.endswith("_sealed")} - SHOWN - {"card_history.text_sealed"}
    written = {"first_name", "last_name", "sort_name", "email", "phone"}
    assert (
        sealed
        | {f"person.{column}" for column in written}
        | {"availability.licences", "consent.notice_version"}
        <= planted
    )
    for path, html in (await _everything_a_company_reads(recruiter)).items():
        # The words of the search stand in their own field again, and nowhere else.
        own = html.replace(f'value="{MARKER}"', "").replace(f"q={MARKER}", "")
        assert MARKER not in own, path
    rows = await db.fetch("SELECT d::text AS whole FROM search_document d WHERE index_name = 'cards'")
    assert len(rows) == 6
    assert all(MARKER.lower() not in row["whole"].lower() for row in rows)
    told = capfd.readouterr()
    assert MARKER not in told.out + told.err


async def test_no_mail_to_a_company_follows_from_a_card() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    await people.owner(Role.COMPANY_RECRUITER)
    await jobs.drain()
    before = await db.fetchval("SELECT count(*) FROM mail_message")
    followed = await _full(counsellor)
    await profiles.withdraw(followed[0], by=counsellor)
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM mail_message") == before


async def test_changing_what_a_card_never_holds_leaves_every_answer_byte_identical() -> None:
    people = Cast()
    counsellor, recruiter = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.owner(Role.COMPANY_RECRUITER),
    )
    (one, *_others) = await _full(counsellor)
    before = await _everything_a_company_reads(recruiter)
    changed = builders.contact(
        first_name="Zoraide",
        last_name="Quagliariello",
        comune_code=builders.COMO,
        birth=date(1961, 2, 3),
        tax_code="BRMNVS80A41Z000B",
        phone="02 0000000",
    )
    await people_actions.change_contact(
        one,
        changed,
        version=await db.fetchval("SELECT version FROM person WHERE id = $1", one),
        by=counsellor,
    )
    await people_actions.set_conditions(one, accommodations=["C5"], by=counsellor)
    await builders.eligible(one, counsellor, art3=None, art18="C2")
    available = people_actions.Available(hours_min=1, hours_max=5, max_minutes=10, licences=("BS", "CEN"))
    await people_actions.set_availability(one, available, version=1, by=counsellor)
    await people_actions.set_skills(one, [*builders.WAREHOUSE_SKILLS, "K105", "K107"], by=counsellor)
    await builders.interview(one, InterviewKind.MOTIVATION, counsellor)
    await db.execute(
        "UPDATE profile SET published_on = $2, waiting_since = $2 WHERE person = $1",
        one,
        clock.today() - timedelta(days=9),
    )
    await profiles.release(builders.LOMBARDIA, by=SYSTEM)
    after = await _everything_a_company_reads(recruiter)
    assert {path: _plain(html) for path, html in after.items()} == {
        path: _plain(html) for path, html in before.items()
    }


async def test_the_index_holds_card_fields_and_the_random_id_only() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 5)
    index = cards_index()
    assert set(index.text_fields) == set(CARD_FIELDS)
    assert set(index.filter_fields) == set(CARD_FIELDS) - {"text"}
    found = [one async for one in documents()]
    assert len(found) == 5
    ids = await db.fetch("SELECT id FROM profile UNION SELECT id FROM person")
    assert not {one.id for one in found} & {row["id"] for row in ids}
    for one in found:
        assert one == document(Shown(one.id, skills=("K017",)))
        assert one.id.version == 4
    assert await search.engine().count(index) == 5
