"""Mail about what waits in the portal: the morning's digest, and what somebody wants at once."""

from collections.abc import Collection
from itertools import groupby
from uuid import UUID

from portal.accounts.queries import people
from portal.foundation import audit, db, mail, notifications
from portal.foundation.addresses import absolute
from portal.foundation.notifications import KINDS, Channel, Kind, Letter, Scope
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, Viewer


async def tell_members(
    kind: Kind,
    organisation_id: UUID,
    *,
    object_id: UUID,
    step: str,
    words: str,
    href: str,
    roles: Collection[Role] | None = None,
) -> int:
    """Tells who has one of the roles there today (those the kind is for, unless said); answers how many are new."""
    members = await people.members(organisation_id, KINDS[kind].roles if roles is None else roles)
    return await notifications.notify(
        kind,
        account_ids={member.account_id for member in members},
        organisation_id=organisation_id,
        object_id=object_id,
        step=step,
        words=words,
        href=href,
    )


async def tell_coordinators(
    kind: Kind, service_id: UUID, *, object_id: UUID, step: str, words: str, href: str
) -> int:
    """The coordinators of a service; of one without its own, those of its territories, where they act."""
    told = 0
    for one in await people.coordinators_of(service_id):
        seats = [seat for seat in await people.seats(one.account_id) if Role.COORDINATOR in seat.roles]
        own = [seat for seat in seats if seat.organisation_id == service_id] or seats
        if own:
            told += await notifications.notify(
                kind,
                account_ids=[one.account_id],
                organisation_id=own[0].organisation_id,
                object_id=object_id,
                step=step,
                words=words,
                href=href,
            )
    return told


async def mail_now(notification_id: UUID) -> None:
    letter = await notifications.letter_for(notification_id)
    if letter is not None:
        await _mail(letter, letter.notices[0].kind)


async def send_digests() -> int:
    """One mail for each account and organisation with something unread and unsaid; answers how many left."""
    sent = 0
    for account_id, organisation_id in await notifications.waiting_for_digest():
        async with db.unit_of_work():
            letter = await notifications.digest_of(account_id, organisation_id)
            if letter is not None:
                sent += await _mail(letter, None)
    return sent


async def _mail(letter: Letter, kind: Kind | None) -> int:
    """Who has left the organisation, or may not sign in any more, gets nothing."""
    reader = await people.reader(letter.account_id, letter.organisation_id)
    if reader is None:
        return 0
    secret = notifications.token(Scope(letter.account_id, letter.organisation_id, kind))
    unsubscribe = absolute(f"/unsubscribe/{secret}")
    by_kind = sorted(letter.notices, key=lambda one: list(Kind).index(one.kind))
    groups = [
        (KINDS[of].label, [(one.words, absolute(one.href)) for one in rows])
        for of, rows in groupby(by_kind, key=lambda one: one.kind)
    ]
    text = mail.compose(
        "notices.txt",
        groups=groups,
        count=len(letter.notices),
        organisation=reader.organisation if reader.seats > 1 else None,
        digest=kind is None,
        preferences=absolute("/account/notifications"),
        unsubscribe=unsubscribe,
    )
    subject = "Avvisi da Incontro" if kind is None else "Un avviso da Incontro"
    await mail.send(
        to=reader.email,
        subject=subject,
        text=text,
        kind="notices",
        link_secret=secret,
        unsubscribe=unsubscribe,
    )
    await notifications.mark_mailed(letter)
    return 1


async def choose(wanted: dict[Kind, Channel], *, mail: bool, by: Viewer) -> None:
    """What the person wants to be told of as a member of the organisation she acts for."""
    organisation_id = _acts_for(by)
    async with db.unit_of_work():
        await notifications.prefer(by.account_id, organisation_id, wanted, mail=mail)
        await audit.note(
            "NotificationsChosen",
            by=by,
            subject_kind="account",
            subject_id=by.account_id,
            data={"mail": mail},
        )


async def stop(scope: Scope) -> None:
    """Through the link under a mail, signed in or not. Said twice, it stays stopped."""
    await _by_link(scope, "MailStopped")


async def resume(scope: Scope) -> None:
    await _by_link(scope, "MailResumed")


async def _by_link(scope: Scope, what: str) -> None:
    act = notifications.stop_mail if what == "MailStopped" else notifications.resume_mail
    async with db.unit_of_work():
        await act(scope.account_id, scope.organisation_id, scope.kind)
        await audit.note(
            what,
            by=SYSTEM,
            subject_kind="account",
            subject_id=scope.account_id,
            data={"kind": scope.kind.value if scope.kind else None},
        )


def _acts_for(by: Viewer) -> UUID:
    if by.organisation_id is None:
        raise NotThere
    return by.organisation_id
