"""What somebody reads whose move is not possible: the thing, the state it is in, the way out.

A company reads the state as its own pages call it: before the person agrees, and when she does not, it learns
nothing about her answer (anonymisation.md §7).
"""

from portal.matching.transitions import TRANSITIONS, Facts, company_label
from portal.matching.vocabulary import STATE_LABELS, WITH_COMPANY, Actor, ProposalState

_S = ProposalState
_ANSWERABLE = "Apri la proposta e scegli una delle risposte possibili."

_FOR_COUNSELLOR: dict[ProposalState, str] = {
    _S.REQUESTED: "Prima chiedi alla persona, oppure ritira la proposta.",
    _S.DRAFTED: "Prima chiedi alla persona, oppure ritira la proposta.",
    _S.PUT_TO_PERSON: "Aspetta la risposta della persona, oppure ritira la proposta.",
    _S.AGREED: "Ora puoi inviarla all’azienda, oppure ritirarla.",
    _S.SENT: "Aspetta la risposta dell’azienda, oppure ritira la proposta.",
    _S.OPENED: "Aspetta la risposta dell’azienda, oppure ritira la proposta.",
    _S.INTERVIEW: "Aspetta la risposta dell’azienda, oppure ritira la proposta.",
    _S.ACCEPTED: "Il seguito è nel percorso.",
    _S.DECLINED: "Per provare ancora, prepara una nuova proposta.",
    _S.WITHDRAWN: "Per provare ancora, prepara una nuova proposta.",
    _S.REFUSED: "Puoi riaprirla, oppure passarla a un altro annuncio.",
    _S.EXPIRED: "Puoi riaprirla, oppure passarla a un altro annuncio.",
}


def way_out(state: ProposalState, actor: Actor, *, was_sent: bool) -> str:
    """What can be done instead."""
    if actor is Actor.COUNSELLOR:
        return _FOR_COUNSELLOR[state]
    if actor is not Actor.COMPANY:
        return "Parlane con il tuo operatore."
    if state in WITH_COMPANY:
        return _ANSWERABLE
    if state is _S.ACCEPTED:
        return "Il seguito è in «Percorsi»."
    if was_sent and state in {_S.REFUSED, _S.EXPIRED}:
        return "Se hai cambiato idea, chiedi all’operatore di riaprirla."
    if state in {_S.DECLINED, _S.WITHDRAWN, _S.EXPIRED}:
        return "Cerca un altro profilo in «Profili»."
    return "Potrai rispondere quando il servizio te la invia."


def refusal(
    name: str, state: ProposalState, actor: Actor, facts: Facts, *, code: str, was_sent: bool
) -> str | None:
    """The sentence of a move that cannot be made now by this actor; None when it can."""
    row = TRANSITIONS.named(name)
    if state in row.sources:
        return TRANSITIONS.refusal(name, state, [actor], facts)
    label = company_label(state, was_sent=was_sent) if actor is Actor.COMPANY else STATE_LABELS[state]
    return (
        f"La proposta {code} ora è nello stato «{label}»: «{row.label}» non è possibile."
        f" {way_out(state, actor, was_sent=was_sent)}"
    )
