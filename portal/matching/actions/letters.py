"""The messages of this slice. Each is stored in the transaction of its cause; none names the person."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.foundation import mail
from portal.foundation.clock import in_rome
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
    to: str,
    code: str,
    step: SilenceStep,
    since: date,
    due_on: date,
    url: str | None,
    readers: Sequence[str],
) -> None:
    """``url`` is None for a colleague who cannot open the proposal: then ``readers`` says whom to ask."""
    text = mail.compose(
        "proposal_silence.txt",
        code=code,
        step=step.value,
        since=since,
        due_on=due_on,
        url=url,
        readers=list(readers),
    )
    subject = (
        "Una proposta si è chiusa" if step is SilenceStep.CLOSED else "Una proposta aspetta una risposta"
    )
    await mail.send(to=to, subject=subject, text=text, kind="proposal_silence")


async def news(*, to: str, code: str, what: str, url: str) -> None:
    text = mail.compose("proposal_news.txt", code=code, what=what, url=url)
    await mail.send(to=to, subject="Una novità su una proposta", text=text, kind="proposal_news")


async def consent_taken_back(*, to: str, code: str) -> None:
    """Asks the company to delete what it has read (anonymisation.md §7)."""
    text = mail.compose("consent_taken_back.txt", code=code)
    await mail.send(to=to, subject="Un consenso è stato ritirato", text=text, kind="consent_taken_back")
