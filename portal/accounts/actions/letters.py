"""The messages of this slice. Each is stored in the transaction of its cause."""

from collections.abc import Iterable
from datetime import datetime

from portal.foundation import mail
from portal.foundation.clock import in_rome
from portal.kernel.roles import ROLE_LABELS, Role


async def invitation(
    *,
    to: str,
    name: str,
    organisation: str,
    roles: Iterable[Role],
    inviter: str | None,
    link: str,
    secret: str,
    expires_at: datetime,
) -> None:
    """Without ``inviter`` the person registered the organisation herself: the same link confirms her address."""
    text = mail.compose(
        "invitation.txt" if inviter else "registration_confirmation.txt",
        name=name,
        organisation=organisation,
        roles=[ROLE_LABELS[role] for role in sorted(roles, key=list(Role).index)],
        inviter=inviter,
        link=link,
        expires_on=in_rome(expires_at).date(),
    )
    subject = "Un invito a lavorare su Incontro" if inviter else "Conferma la registrazione su Incontro"
    await mail.send(to=to, subject=subject, text=text, kind="invitation", link_secret=secret)


async def password_link(*, to: str, name: str, link: str, secret: str) -> None:
    text = mail.compose("password_reset.txt", name=name, link=link)
    subject = "Scegli una nuova password per Incontro"
    await mail.send(to=to, subject=subject, text=text, kind="password_reset", link_secret=secret)


async def notice(to: str, what: str) -> None:
    """Tells the owner what was changed on the account, so that a stranger's act does not pass unseen."""
    text = mail.compose("account_notice.txt", what=what)
    await mail.send(
        to=to, subject="Una modifica al tuo account su Incontro", text=text, kind="account_notice"
    )
