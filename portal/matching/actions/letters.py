"""What this slice tells: letters to the person, notifications to users. None names the person."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from portal.foundation import mail, notifications
from portal.foundation.clock import in_rome
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.matching.rules import SilenceStep
from portal.matching.vocabulary import LINK_DAYS


async def consent_request(*, to: str, url: str, secret: str) -> None:
    text = mail.compose("consent_request.txt", url=url, days=LINK_DAYS)
    await mail.send(
        to=to,
        subject="Una domanda dal tuo servizio per il lavoro",
        text=text,
        kind="consent_request",
        link_secret=secret,
    )


async def consent_receipt(*, to: str, url: str, secret: str, expires_at: datetime) -> None:
    """Her copy, with the link that takes the consent back."""
    text = mail.compose("consent_receipt.txt", url=url, expires_on=in_rome(expires_at).date())
    await mail.send(
        to=to, subject="Hai accettato una proposta", text=text, kind="consent_receipt", link_secret=secret
    )


async def silence(
    *,
    account_ids: Collection[UUID],
    organisation_id: UUID,
    proposal_id: UUID,
    code: str,
    step: SilenceStep,
    since: date,
    due_on: date,
    may_open: bool = True,
) -> None:
    """``may_open`` False for a colleague who cannot open the proposal: she is asked to remind who can."""
    await notifications.notify(
        Kind.PROPOSAL_SILENCE,
        account_ids=account_ids,
        organisation_id=organisation_id,
        object_id=proposal_id,
        step=silence_step(step, since),
        words=silence_words(code, step, since, due_on, may_open=may_open),
        href=f"/proposals/{proposal_id}" if may_open else "/proposals",
    )


def silence_words(code: str, step: SilenceStep, since: date, due_on: date, *, may_open: bool = True) -> str:
    return mail.compose(
        "proposal_silence.txt", code=code, step=step.value, since=since, due_on=due_on, may_open=may_open
    )


def silence_step(step: SilenceStep, since: date) -> str:
    """A proposal that is sent again waits anew."""
    return f"{since.isoformat()}:{step.value}"


async def news(
    *,
    account_ids: Collection[UUID],
    organisation_id: UUID,
    proposal_id: UUID,
    code: str,
    what: str,
    by_letter: bool = False,
) -> None:
    """Once for each call: a job calls it once for a fact. ``by_letter``: a letter of its own says it too."""
    await notifications.notify(
        Kind.PROPOSAL_NEWS,
        account_ids=account_ids,
        organisation_id=organisation_id,
        object_id=proposal_id,
        step=str(new_id()),
        words=f"Proposta {code}. {what}",
        href=f"/proposals/{proposal_id}",
        by_letter=by_letter,
    )


def consent_ending_words(code: str, day: date, *, over: bool) -> str:
    return mail.compose("consent_ending.txt", code=code, day=day, over=over)


async def consent_taken_back(*, to: str, code: str) -> None:
    """Asks the company to delete what it has read (anonymisation.md §7)."""
    text = mail.compose("consent_taken_back.txt", code=code)
    await mail.send(to=to, subject="Un consenso è stato ritirato", text=text, kind="consent_taken_back")
