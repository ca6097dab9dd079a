"""The person's link as her counsellor sees it: what to send by hand, where it already went, what she said of it."""

from dataclasses import dataclass
from datetime import datetime

from portal.candidates import public as candidates
from portal.foundation.addresses import absolute
from portal.matching.queries.detail import Detail
from portal.matching.queries.parts import latest_link
from portal.matching.vocabulary import CONSENTED, Group, ProposalState

_ASKS = (
    "Ciao, il tuo servizio per il lavoro ti chiede se sei d’accordo su una proposta. Leggi e rispondi qui: "
)
_ASKS_AGAIN = (
    "Ciao, il tuo servizio per il lavoro ti chiede se il tuo consenso vale ancora. Leggi e rispondi qui: "
)


@dataclass(frozen=True, slots=True)
class HerLink:
    """``text`` comes before ``url`` in the message; both None once the link is over. ``phone``: None where she has
    none. ``mailed``: a copy went to her address."""

    url: str | None
    text: str
    expires_at: datetime
    phone: str | None
    mailed: bool
    wants_to_talk: bool
    wants_new_link: bool

    @property
    def is_over(self) -> bool:
        return self.url is None


async def her_link(detail: Detail) -> HerLink | None:
    """None when she is not asked anything, or has answered."""
    if detail.state not in CONSENTED | {ProposalState.PUT_TO_PERSON}:
        return None
    link = await latest_link(detail.id)
    if link is None:
        return None
    known = await candidates.contact_groups(detail.person_id, [Group.CONTACTS.value])
    contacts = dict(known.get(Group.CONTACTS.value, ()))
    asks = detail.state is ProposalState.PUT_TO_PERSON
    return HerLink(
        absolute(f"/consent/{link.token}") if link.token else None,
        _ASKS if asks else _ASKS_AGAIN,
        link.expires_at,
        contacts.get("Telefono"),
        "E-mail" in contacts,
        link.asked_to_talk,
        link.asked_again,
    )
