"""Choices of mail by person, organisation and kind; the digest comes first; the link stops what it says, no more."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from portal.accounts import public as accounts
from portal.accounts.actions import notices
from portal.foundation import db, jobs, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import KINDS, Channel, Kind
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.accounts.test_notices import MONDAY, administrator, letters, link, tell
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

AT_ONCE = {Kind.COMPANY_DECISION, Kind.CONVENTION_MISSED, Kind.PLAN_DIFFICULTY}


async def in_two_companies() -> tuple[Viewer, Viewer]:
    """One account, as a member of each."""
    first = await administrator()
    other = await cast.verified_company()
    await db.execute(
        "INSERT INTO membership (id, account, organisation, role, starts_on) VALUES ($1, $2, $3, $4, $5)",
        new_id(), first.account_id, other, Role.COMPANY_ADMINISTRATOR.value, MONDAY.date(),
    )  # fmt: skip
    await jobs.drain()
    await db.execute("DELETE FROM mail_message")
    return first, replace(first, organisation_id=other)


def test_every_kind_goes_in_the_digest_unless_it_cannot_wait() -> None:
    assert {kind for kind, about in KINDS.items() if about.channel is Channel.NOW} == AT_ONCE
    assert all(about.channel is Channel.DIGEST for kind, about in KINDS.items() if kind not in AT_ONCE)


async def test_a_kind_silenced_for_one_organisation_is_still_mailed_for_the_other() -> None:
    here, there = await in_two_companies()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.PORTAL}, mail=True, by=here)
    await tell(here)
    await tell(there)
    await notices.send_digests()
    [letter] = await letters(here)
    assert "un avviso nuovo" in letter.text
    other = await accounts.organisations([there.organisation_id or new_id()])
    assert all(one.name in letter.text for one in other.values()), "who is of two is told for which"


async def test_what_came_within_a_day_of_a_mail_stands_in_the_digest_of_the_next() -> None:
    viewer, thing = await administrator(), new_id()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.NOW}, mail=True, by=viewer)
    with time_machine.travel(MONDAY, tick=False):
        await tell(viewer, object_id=thing)
        assert len(await letters(viewer)) == 1
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        await tell(viewer, object_id=thing, step="before_7")
        assert len(await letters(viewer)) == 1
    with time_machine.travel(MONDAY + timedelta(hours=24), tick=False):
        await notices.send_digests()
        newest, *_ = await letters(viewer)
        assert (newest.subject, len(await letters(viewer))) == ("Avvisi da Incontro", 2)


async def test_a_kind_that_is_silent_for_whoever_chose_nothing_is_mailed_to_who_asked_for_the_digest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    viewer = await administrator()
    silent = replace(KINDS[Kind.COMMITMENT_DUE], channel=Channel.PORTAL)
    monkeypatch.setitem(KINDS, Kind.COMMITMENT_DUE, silent)
    await tell(viewer)
    await notices.send_digests()
    assert await letters(viewer) == []
    await notices.choose({Kind.COMMITMENT_DUE: Channel.DIGEST}, mail=True, by=viewer)
    await notices.send_digests()
    assert len(await letters(viewer)) == 1


async def test_the_link_under_a_mail_about_one_kind_stops_that_kind_alone() -> None:
    viewer = await administrator()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.NOW}, mail=True, by=viewer)
    await tell(viewer)
    [letter] = await letters(viewer)
    async with browser() as user:
        await user.get(link(letter))
        await user.press(link(letter).removeprefix("http://localhost"))
    await tell(viewer)
    await tell(viewer, kind=Kind.PROSPETTO_DUE)
    await notices.send_digests()
    newest, *rest = await letters(viewer)
    assert len(rest) == 1
    assert "Prospetto informativo" in newest.text
    assert "Impegni D&I" not in newest.text


async def test_what_a_letter_of_its_own_says_stands_in_the_list_and_in_no_other_mail() -> None:
    viewer = await administrator()
    assert viewer.organisation_id is not None
    await notices.choose({Kind.COMMITMENT_DUE: Channel.NOW}, mail=True, by=viewer)
    async with db.unit_of_work():
        await notifications.notify(
            Kind.COMMITMENT_DUE,
            account_ids=[viewer.account_id],
            organisation_id=viewer.organisation_id,
            object_id=new_id(),
            step="x",
            words="Un impegno scade.",
            href="/commitments",
            by_letter=True,
        )
    await notices.send_digests()
    assert await letters(viewer) == []
    [notice] = await notifications.page(viewer.account_id, viewer.organisation_id, limit=5, offset=0)
    assert notice.read_at is None


async def test_every_mail_about_notifications_says_how_to_stop_it_in_its_text_and_in_its_head() -> None:
    viewer = await administrator()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.NOW}, mail=True, by=viewer)
    await tell(viewer)
    assert len(await letters(viewer)) == 1
    await tell(viewer, kind=Kind.PROSPETTO_DUE)
    await notices.send_digests()
    found = await letters(viewer)
    assert len(found) == 2
    for letter in found:
        assert letter.unsubscribe == link(letter)
        assert "/account/notifications" in letter.text
    assert [one for one in await mail.recent() if one.kind == "notices" and one.unsubscribe is None] == []
