"""Notifications: told once, listed, mailed as each person chose, stopped by a link."""

from datetime import UTC, datetime, timedelta
from email import policy
from uuid import UUID

import pytest
import time_machine

from portal.accounts import public as accounts
from portal.accounts.actions import notices
from portal.accounts.public import tell_members
from portal.foundation import clock, db, jobs, mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.mail.delivery import as_email
from portal.foundation.notifications import KINDS, Channel, Kind, Scope, kinds_for
from portal.kernel.refusals import NotThere
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def tell(
    viewer: Viewer,
    *,
    kind: Kind = Kind.COMMITMENT_DUE,
    object_id: UUID | None = None,
    step: str = "before_30",
) -> int:
    assert viewer.organisation_id is not None
    async with db.unit_of_work():
        return await notifications.notify(
            kind,
            account_ids=[viewer.account_id],
            organisation_id=viewer.organisation_id,
            object_id=object_id or new_id(),
            step=step,
            words="Un impegno scade il 23 dicembre 2026.",
            href="/commitments",
        )


async def letters(viewer: Viewer) -> list[mail.Message]:
    """Mail about notifications that reached her, the latest first."""
    await jobs.drain()
    person = await accounts.account(viewer.account_id)
    assert person is not None
    return [one for one in await mail.kept_for(person.email) if one.kind == "notices"]


async def administrator() -> Viewer:
    """Of a company whose verification she has heard of long ago."""
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await jobs.drain()
    await db.execute("DELETE FROM notification")
    await db.execute("DELETE FROM mail_message")
    return viewer


# --- once, and only to whom it concerns ------------------------------------------------------------------------


async def test_the_same_step_of_the_same_object_is_told_once() -> None:
    viewer, thing = await administrator(), new_id()
    assert await tell(viewer, object_id=thing) == 1
    assert await tell(viewer, object_id=thing) == 0
    assert await tell(viewer, object_id=thing, step="before_7") == 1


async def test_a_notification_is_written_with_its_cause_and_leads_inside() -> None:
    viewer = await administrator()
    with pytest.raises(ValueError, match="path"):
        async with db.unit_of_work():
            await notifications.notify(
                Kind.COMMITMENT_DUE,
                account_ids=[viewer.account_id],
                organisation_id=viewer.organisation_id or new_id(),
                object_id=new_id(),
                step="x",
                words="Parole.",
                href="https://example.com",
            )


async def test_members_are_told_by_the_roles_the_kind_is_for() -> None:
    people = Cast()
    owner = await people.owner(Role.COMPANY_ADMINISTRATOR)
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    assert owner.organisation_id is not None
    async with db.unit_of_work():
        told = await tell_members(
            Kind.HIRE_PROPOSED,
            owner.organisation_id,
            object_id=new_id(),
            step="proposed",
            words="Un’assunzione aspetta conferma.",
            href="/workforce",
        )
    # the cast's companies have an administrator of their own besides the owner
    assert told >= 1
    assert await notifications.count(owner.account_id, owner.organisation_id) == 1
    assert await notifications.count(recruiter.account_id, owner.organisation_id) == 0


def test_every_kind_reaches_some_role_and_has_its_words() -> None:
    assert set(KINDS) == set(Kind)
    assert all(about.label and about.hint.endswith(".") and about.roles for about in KINDS.values())
    assert Kind.ACCOMMODATION_DUE not in kinds_for([Role.COMPANY_RECRUITER])


# --- mail ------------------------------------------------------------------------------------------------------


async def test_the_digest_gathers_what_is_unread_in_one_mail_without_personal_data() -> None:
    viewer = await administrator()
    await tell(viewer)
    await tell(viewer, kind=Kind.PROSPETTO_DUE)
    assert await letters(viewer) == []
    await notices.send_digests()
    [letter] = await letters(viewer)
    assert letter.subject == "Avvisi da Incontro"
    for words in (
        "hai 2 avvisi nuovi",
        "Impegni D&I",
        "Prospetto informativo",
        "http://localhost/commitments",
    ):
        assert words in letter.text, words
    assert letter.text.index("Prospetto informativo") < letter.text.index("Impegni D&I")
    assert viewer.name not in letter.text
    assert viewer.organisation_name not in letter.text
    await notices.send_digests()
    assert len(await letters(viewer)) == 1


async def test_what_was_read_in_the_portal_is_not_mailed() -> None:
    viewer = await administrator()
    await tell(viewer)
    assert viewer.organisation_id is not None
    await notifications.read_all(viewer.account_id, viewer.organisation_id)
    await notices.send_digests()
    assert await letters(viewer) == []


async def test_two_mails_about_one_object_are_a_day_apart() -> None:
    viewer, thing = await administrator(), new_id()
    with time_machine.travel(MONDAY, tick=False):
        await tell(viewer, object_id=thing, step="before_7")
        await notices.send_digests()
    with time_machine.travel(MONDAY + timedelta(hours=23), tick=False):
        await tell(viewer, object_id=thing, step="on_day")
        await tell(viewer)
        await notices.send_digests()
        assert len(await letters(viewer)) == 2
        assert "un avviso nuovo" in (await letters(viewer))[0].text
    with time_machine.travel(MONDAY + timedelta(hours=24), tick=False):
        await notices.send_digests()
        assert len(await letters(viewer)) == 3


async def test_who_wants_it_at_once_gets_it_at_once_and_not_again_within_a_day() -> None:
    viewer, thing = await administrator(), new_id()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.NOW}, mail=True, by=viewer)
    await tell(viewer, object_id=thing)
    [letter] = await letters(viewer)
    assert letter.subject == "Un avviso da Incontro"
    await tell(viewer, object_id=thing, step="before_7")
    assert len(await letters(viewer)) == 1
    await notices.send_digests()
    assert len(await letters(viewer)) == 1


async def test_who_wants_a_kind_only_in_the_portal_gets_no_mail_of_it() -> None:
    viewer = await administrator()
    await notices.choose({Kind.COMMITMENT_DUE: Channel.PORTAL}, mail=True, by=viewer)
    await tell(viewer)
    await notices.send_digests()
    assert await letters(viewer) == []
    await tell(viewer, kind=Kind.PROSPETTO_DUE)
    await notices.send_digests()
    assert len(await letters(viewer)) == 1


async def test_choices_hold_for_one_organisation() -> None:
    viewer = await administrator()
    other = await cast.verified_company()
    await accounts.create_account_directly(
        email=cast.email_for("Nadia Riva"), name="Nadia Riva", seats_in={other: (Role.COMPANY_ADMINISTRATOR,)},
        by=cast.OPERATOR_COMMAND,
    )  # fmt: skip
    await notices.choose({}, mail=False, by=viewer)
    assert (await notifications.preferences(viewer.account_id, other))[1] is True
    assert viewer.organisation_id is not None
    assert (await notifications.preferences(viewer.account_id, viewer.organisation_id))[1] is False


async def test_who_has_left_the_organisation_gets_no_mail() -> None:
    viewer = await administrator()
    await tell(viewer)
    await db.execute(
        "UPDATE membership SET ends_on = $2 WHERE account = $1", viewer.account_id, clock.today()
    )
    await notices.send_digests()
    assert await letters(viewer) == []


async def test_old_news_are_not_mailed_any_more() -> None:
    viewer = await administrator()
    with time_machine.travel(MONDAY, tick=False):
        await tell(viewer)
    with time_machine.travel(MONDAY + timedelta(days=15), tick=False):
        await notices.send_digests()
        assert await letters(viewer) == []


async def test_mail_programs_find_the_address_that_stops_it_with_one_click() -> None:
    viewer = await administrator()
    await tell(viewer)
    await notices.send_digests()
    [letter] = await letters(viewer)
    sent = as_email(letter).as_bytes(policy=policy.SMTP.clone(max_line_length=1000)).decode()
    assert f"List-Unsubscribe: <{link(letter)}>" in sent
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in sent


# --- the link under the mail -----------------------------------------------------------------------------------


def link(letter: mail.Message) -> str:
    return next(line for line in letter.text.splitlines() if "/unsubscribe/" in line)


async def test_the_link_stops_mail_without_signing_in_and_only_by_pressing() -> None:
    viewer = await administrator()
    await tell(viewer)
    await notices.send_digests()
    [letter] = await letters(viewer)
    async with browser() as user:
        shown = await user.get(link(letter))
        assert "Non vuoi più queste mail?" in shown
        assert viewer.organisation_id is not None
        assert (await notifications.preferences(viewer.account_id, viewer.organisation_id))[1] is True
        done = await user.press(link(letter).removeprefix("http://localhost"))
        assert "Non ricevi più queste mail" in done
        await tell(viewer)
        await notices.send_digests()
        assert len(await letters(viewer)) == 1
        again = await user.press("/undoing")
        assert "Non vuoi più queste mail?" in again
        await notices.send_digests()
        assert len(await letters(viewer)) == 2


async def test_a_mail_program_presses_for_the_person_without_our_token() -> None:
    viewer = await administrator()
    assert viewer.organisation_id is not None
    scope = Scope(viewer.account_id, viewer.organisation_id, Kind.COMMITMENT_DUE)
    async with browser() as user:
        answer = await user.client.post(
            f"/unsubscribe/{notifications.token(scope)}", data={"List-Unsubscribe": "One-Click"}
        )
    assert answer.status_code == 201 or answer.status_code == 200
    chosen, mail_on = await notifications.preferences(viewer.account_id, viewer.organisation_id)
    assert (chosen[Kind.COMMITMENT_DUE], mail_on) == (Channel.PORTAL, True)


async def test_a_link_that_we_did_not_sign_stops_nothing() -> None:
    viewer = await administrator()
    assert viewer.organisation_id is not None
    good = notifications.token(Scope(viewer.account_id, viewer.organisation_id, None))
    assert notifications.read(good) == Scope(viewer.account_id, viewer.organisation_id, None)
    for bad in (good[:-2], "A" + good[1:], good + "AAAA", "", "à", "x" * 300):
        assert notifications.read(bad) is None, bad
    async with browser() as user:
        assert (await user.get("/unsubscribe/xxxx")).status == 404


# --- pages -----------------------------------------------------------------------------------------------------


async def test_the_list_counts_opens_and_marks_as_read() -> None:
    viewer = await administrator()
    await tell(viewer)
    await tell(viewer, kind=Kind.PROSPETTO_DUE)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        shown = await user.get("/notifications")
        assert "2 da leggere" in shown
        assert "Un impegno scade il 23 dicembre 2026." in shown
        opened = await user.press("/reading", follow=False, url=_first_reading(shown.html))
        assert opened.location == "/commitments"
        assert "1 da leggere" in await user.get("/notifications")
        read = await user.press("/notifications/reading")
        assert "da leggere" not in read.text.split("Segna")[0]
        assert "Hai letto tutti gli avvisi." in read


def _first_reading(html: str) -> str:
    return next(
        part for part in html.split('"') if part.startswith("/notifications/") and part.count("/") == 3
    )


async def test_the_list_takes_the_same_queries_however_long() -> None:
    viewer = await cast.someone(
        await cast.organisation(OrganisationKind.PLATFORM), Role.PLATFORM_ADMINISTRATOR
    )
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        with db.counted_queries() as few:
            await user.get("/notifications")
        for _ in range(30):
            await tell(viewer)
        with db.counted_queries() as many:
            page = await user.get("/notifications")
    assert len(many) == len(few) <= 3
    assert page.html.count("/reading") == 21


async def test_a_strangers_notification_is_not_there() -> None:
    viewer, stranger = await administrator(), await administrator()
    await tell(viewer)
    assert viewer.organisation_id is not None
    [row] = await notifications.page(viewer.account_id, viewer.organisation_id, limit=5, offset=0)
    with pytest.raises(NotThere):
        await notifications.read_one(row.id, stranger.account_id, viewer.organisation_id)


async def test_everybody_chooses_among_the_kinds_of_their_roles() -> None:
    viewer = await administrator()
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        shown = await user.get("/account/notifications")
        assert "Impegni D&I" in shown
        assert "Decisioni sui casi" not in shown
        saved = await user.press(
            "/account/notifications", {"commitment_due": "portal", "case_decision": "now"}
        )
        assert "Le tue scelte sugli avvisi sono salvate." in saved
        wrong = await user.press("/account/notifications", {"commitment_due": "pigeon"})
        assert wrong.status == 422
    assert viewer.organisation_id is not None
    chosen, mail_on = await notifications.preferences(viewer.account_id, viewer.organisation_id)
    assert (chosen[Kind.COMMITMENT_DUE], chosen[Kind.CASE_DECISION], mail_on) == (
        Channel.PORTAL,
        Channel.DIGEST,
        True,
    )
