"""Cards when several things happen at once, with real commits."""

import asyncio

import pytest

from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import company
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.search import COLUMNS, VISIBLE, shown
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import SYSTEM
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, OFFICE, OFFICE_SKILLS
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("fresh_database")


async def test_a_reader_during_withdrawals_never_sees_a_class_under_k_nor_a_withdrawn_card() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    office = await builders.crowd(counsellor, 11, profession=OFFICE, skills=OFFICE_SKILLS)
    await builders.crowd(counsellor, 11)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    gone: set[object] = set()
    done = asyncio.Event()
    looks = 0

    async def read() -> None:
        nonlocal looks
        while not done.is_set():
            before = set(gone)
            rows = await db.fetch(f"SELECT {COLUMNS}, p.person {VISIBLE}")
            assert breach([shown(row) for row in rows], 5) is None
            assert not before & {row["person"] for row in rows}
            looks += 1

    async def withdraw_all() -> None:
        for person_id in office:
            await profiles.withdraw(person_id, by=counsellor)
            gone.add(person_id)
        done.set()

    await asyncio.gather(read(), read(), withdraw_all())
    assert looks > 10
    assert await db.fetchval(f"SELECT count(*) {VISIBLE}") == 11


async def test_two_withdrawals_at_once_both_hold_and_the_others_are_safe() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 8)
    await asyncio.gather(*(profiles.withdraw(one, by=counsellor) for one in people[:3]))
    assert await db.fetchval(f"SELECT count(*) {VISIBLE}") == 5
    assert await db.fetchval("SELECT count(*) FROM profile WHERE state = 'withdrawn'") == 3


async def test_one_profile_withdrawn_twice_at_once_ends_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    (one, *_others) = await builders.released(counsellor, 6)
    answers = await asyncio.gather(
        profiles.withdraw(one, by=counsellor), profiles.withdraw(one, by=counsellor), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", NotThere.__name__]
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'ProfileWithdrawn'") == 1


async def test_a_revoked_consent_beats_a_run_that_goes_on_beside_it() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.crowd(counsellor, 6)
    await asyncio.gather(
        profiles.release(LOMBARDIA, by=SYSTEM),
        consents.revoke(people[0], ConsentKind.PROFILE, how=CollectedHow.IN_PERSON, by=counsellor),
        profiles.release(LOMBARDIA, by=SYSTEM),
    )
    shown = {row["person"] for row in await db.fetch(f"SELECT p.person {VISIBLE}")}
    assert shown == set(people[1:])


async def test_many_requests_at_once_do_not_pass_the_daily_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    ours = await people.organisation(OrganisationKind.COMPANY)
    await builders.released(counsellor, 12)
    monkeypatch.setattr(company, "figure", lambda _key, _on: 7)
    await asyncio.gather(*(company.find(Wanted(), ours, limit=3, offset=3 * place) for place in range(4)))
    assert await db.fetchval("SELECT count(*) FROM card_view WHERE company = $1", ours) <= 7
    assert len((await company.find(Wanted(), ours, limit=25, offset=0)).cards) == 7


async def test_two_files_for_one_person_at_once_make_one_case() -> None:
    from portal.candidates.cases.actions import open_file

    people = Cast()
    one, other = await people.owner(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)
    code = "BRMNVS80A41Z000B"
    answers = await asyncio.gather(
        open_file(id=new_id(), contact=builders.contact(tax_code=code), by=one),
        open_file(id=new_id(), contact=builders.contact(tax_code=code), by=other),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert await db.fetchval("SELECT count(*) FROM case_") == 1
