"""Labels, tags and lines of the chronicle, as each side reads them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation.web.italian import datetime_it
from portal.matching.queries.parts import Step
from portal.matching.vocabulary import ProposalState
from portal.reference import skills

TAG_KIND: dict[ProposalState, str] = {
    ProposalState.ACCEPTED: "ok",
    ProposalState.REFUSED: "neutral",
    ProposalState.WITHDRAWN: "neutral",
    ProposalState.DECLINED: "neutral",
    ProposalState.EXPIRED: "error",
    ProposalState.AGREED: "warning",
    ProposalState.REQUESTED: "warning",
}


def tag_kind(state: ProposalState) -> str:
    return TAG_KIND.get(state, "info")


def skill_name(code: str) -> str:
    """The name of a skill; of one that left the list since the terms were stored, its code."""
    return skills.label(code) if code in skills.register() or code in skills.family_register() else code


@dataclass(frozen=True, slots=True)
class StepView:
    label: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    note: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class MessageView:
    """``is_new``: the other side wrote it since the page was last opened."""

    who: str
    when: datetime
    text: str
    is_new: bool = False


COMPANY_MOVES = {
    "request": "Contatto chiesto dall’azienda",
    "send": "Proposta inviata",
    "open": "Proposta letta",
    "interview": "Colloquio chiesto",
    "choose_date": "Data del colloquio fissata",
    "turn_dates_down": "Chieste altre date",
    "record_interview": "Esito del colloquio registrato",
    "accept": "Proposta accettata",
    "refuse": "Risposta: non è adatta alle mansioni",
    "withdraw": "Proposta ritirata",
    "expire": "Chiusa senza risposta",
}
"""What the person did stays with the service."""

SERVICE_MOVES = {
    **COMPANY_MOVES,
    "draft": "Proposta preparata",
    "put_to_person": "Chiesto alla persona",
    "agree": "La persona ha accettato",
    "decline": "La persona non ha accettato",
    "ask_to_talk": "La persona vorrebbe parlarne",
    "ask_new_link": "La persona ha chiesto un nuovo link",
    "take_back": "La persona ha ritirato il consenso",
    "reopen": "Proposta riaperta",
    "transfer": "Passata a un altro annuncio",
    "ask_renewal": "Chiesto di rinnovare il consenso",
    "renew": "La persona ha rinnovato il consenso",
}


def entries(steps: list[Step], titles: dict[str, str], names: dict[UUID, str]) -> list[Entry]:
    found = []
    for step in steps:
        title = titles.get(step.move)
        if title is not None:
            who = names.get(step.account_id) if step.account_id else None
            found.append(Entry(title, ", ".join([datetime_it(step.at), *([who] if who else [])])))
    return found
