"""The person's pages: plain words for one person about one post, and what to do when her link opens nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.web.italian import date_it
from portal.matching.actions.asking import groups_offered, proposal_of_link
from portal.matching.notice import NOTICE
from portal.matching.queries.detail import detail
from portal.matching.queries.links import EndedLink, LinkEnd
from portal.matching.queries.parts import ViewsOfDay, identity_views
from portal.matching.vocabulary import (
    CONSENT_DAYS,
    GROUP_LABELS,
    GROUP_MEANINGS,
    Group,
    LinkKind,
    ProposalState,
)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """``offered``: the groups she may tick for this post; ``groups``: what is ticked now."""

    token: str
    first_name: str
    title: str
    company: str
    place: str
    hours: str
    tasks: tuple[str, ...]
    readers: list[str]
    counsellor: str
    offered: tuple[Group, ...]
    groups: list[str]
    views: list[tuple[str, ViewsOfDay]]
    renews: bool
    """She had agreed, and is asked whether it still stands."""
    reached: bool
    """The proposal was sent: the company may have read her."""
    mailed: bool
    """She has an address: the link of the receipt goes there too."""
    accepted: bool
    for_staff: bool
    """An account is signed in on this browser: it may look, the answer is hers."""
    notice: tuple[tuple[str, str], ...] = NOTICE
    days: int = CONSENT_DAYS

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(group.value, GROUP_LABELS[group]) for group in self.offered]

    @property
    def meanings(self) -> dict[str, str]:
        return {group.value: GROUP_MEANINGS[group] for group in self.offered}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What she answered, and what follows. ``back``: the secret of the link that takes a yes back."""

    answer: str
    company: str
    counsellor: str
    reached: bool
    mailed: bool
    back: str | None = None
    groups: list[str] = field(default_factory=list)
    days: int = CONSENT_DAYS


def receipt(
    answer: str, asked: PersonPage, *, back: str | None = None, groups: Sequence[Group] = ()
) -> Receipt:
    labels = [GROUP_LABELS[group] for group in groups]
    return Receipt(answer, asked.company, asked.counsellor, asked.reached, asked.mailed, back, labels)


async def person_page(token: str, kind: LinkKind, *, for_staff: bool) -> PersonPage:
    """Raises NotThere for a link that opens nothing."""
    found = await detail(await proposal_of_link(token, kind))
    vacancy = await employers.vacancy(found.vacancy_id)
    asks = kind is LinkKind.ANSWER
    offered = await groups_offered(found.person_id, vacancy) if asks else ()
    views = [] if asks else await identity_views(found.id)
    counsellor = await candidates.holder_of(found.person_id) or found.counsellor_id
    names = await accounts.names([*found.reader_ids, counsellor, *(view.account_id for view in views)])
    return PersonPage(
        token=token,
        first_name=await candidates.first_name(found.person_id),
        title=vacancy.title if vacancy else "",
        company=vacancy.company_name if vacancy else "",
        place=vacancy.place_name if vacancy else "",
        hours=vacancy.hours_words if vacancy else "",
        tasks=tuple(vacancy.tasks) if vacancy else (),
        readers=[names[one] for one in found.reader_ids if one in names],
        counsellor=names.get(counsellor, "il tuo operatore"),
        offered=offered,
        groups=[GROUP_LABELS[group] for group in found.groups],
        views=[(names.get(view.account_id, "Una persona dell’azienda"), view) for view in views],
        renews=found.state is not ProposalState.PUT_TO_PERSON,
        reached=found.sent_at is not None,
        mailed=await candidates.mail_address(found.person_id) is not None,
        accepted=found.state is ProposalState.ACCEPTED,
        for_staff=for_staff,
    )


@dataclass(frozen=True, slots=True)
class GonePage:
    """``asks``: the link expired unanswered, so she may ask for another by pressing; ``asked``: she already did."""

    title: str
    sentences: tuple[str, ...]
    token: str | None = None
    asks: bool = False
    asked: bool = False


_HER_AREA = "Per vedere i tuoi consensi, chiedi al tuo operatore il link della tua area."


def gone_page(link: EndedLink, token: str) -> GonePage:
    """What happened to the link, what it means for her, and the way out."""
    match link.end:
        case LinkEnd.EXPIRED:
            return GonePage(
                "Il link è scaduto",
                (
                    "Il link è scaduto. Chiedine uno nuovo al tuo operatore.",
                    "Intanto nessuno vede i tuoi dati.",
                ),
                token,
                asks=not link.asked_again,
                asked=link.asked_again,
            )
        case LinkEnd.REPLACED:
            return GonePage(
                "C’è un link più nuovo",
                (
                    "Questo link non vale più: ne hai ricevuto uno dopo.",
                    "Apri quello, oppure chiedilo al tuo operatore.",
                ),
            )
        case LinkEnd.ANSWERED:
            return GonePage(
                "Hai già risposto",
                (
                    f"Hai risposto {_on(link.on)}: il link vale una volta sola.",
                    "Se hai accettato e hai cambiato idea, apri il link della ricevuta.",
                    "Se non lo trovi, o se avevi detto no, parlane con il tuo operatore.",
                ),
            )
        case LinkEnd.TAKEN_BACK:
            return GonePage(
                "Il consenso è già ritirato",
                (
                    f"Il consenso è ritirato {date_it(link.on, 'dal')}: l’azienda non vede i tuoi dati.",
                    _HER_AREA,
                )
                if link.on is not None
                else (_HER_AREA,),
            )
        case LinkEnd.PROPOSAL_OVER:
            return GonePage(
                "La proposta si è chiusa",
                (
                    f"Questa proposta si è chiusa {_on(link.on)}: non serve più una risposta.",
                    "L’azienda non vede i tuoi dati. Il tuo operatore ti dice che cosa è successo.",
                ),
            )
        case LinkEnd.CONSENT_OVER:
            return GonePage(
                "Il consenso è finito",
                (f"Il consenso è finito {_on(link.on)}: l’azienda non vede più i tuoi dati.", _HER_AREA),
            )
    return GonePage(
        "Questo link non apre niente",
        ("Controlla di averlo copiato tutto.", "Se non si apre ancora, chiedine uno nuovo al tuo operatore."),
    )


def _on(day: date | None) -> str:
    return date_it(day, "il") if day is not None else ""
