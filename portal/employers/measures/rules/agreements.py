"""What a company asks of a convention, what the law does not let, and how its dated commitments stand."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from portal.employers.measures.rules.drafts import Act, Period
from portal.employers.measures.rules.judged import Problem
from portal.employers.measures.rules.written import Commitment, Written, WrittenConvenzione
from portal.employers.measures.vocabulary import (
    OWN_HIRES,
    BodyKind,
    CommitmentStanding,
    ConvenzioneKind,
    ConvenzioneState,
)
from portal.employers.obligations.rules.convenzioni import (
    ConvenzioneFacts,
    convenzione_cap,
    convenzione_problems,
    places_of_orders,
)
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires, programme_problems
from portal.kernel.italian_counts import count_it
from portal.kernel.parameters import Parameters

NEAR = timedelta(days=30)
"""So long before its day a commitment that lacks people is said to be near."""


@dataclass(frozen=True, slots=True)
class Body:
    """Who receives the work orders."""

    name: str
    kind: BodyKind
    tax_code: str | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """Art. 14: the yearly value of the orders and the coefficient of the framework agreement, in euro.

    ``framework_cap``: the share of the quota, 0–100, that the agreement allows; None: the dated figure.
    """

    value: Decimal
    unit_value: Decimal
    framework_cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ConvenzioneDraft:
    kind: ConvenzioneKind
    province: str
    requested_on: date
    period: Period
    planned: tuple[TimedHires, ...]
    body: Body | None = None
    orders: Orders | None = None
    terms: str | None = None
    act: Act | None = None
    """``decided_on`` is the day it was signed."""

    @property
    def ends_on(self) -> date:
        return self.period.ends_on or self.period.starts_on

    @property
    def places(self) -> int:
        return sum(one.people for one in self.planned)


@dataclass(frozen=True, slots=True)
class AgreementJudged:
    """``position`` of its first day, as the company stands without it."""

    position: Position
    written: Written
    parameters: Parameters
    today: date


def agreement_facts(draft: ConvenzioneDraft, judged: AgreementJudged) -> ConvenzioneFacts:
    there, orders = judged.position, draft.orders
    return ConvenzioneFacts(
        kind=draft.kind,
        signed_on=draft.act.decided_on if draft.act else min(draft.requested_on, draft.period.starts_on),
        starts_on=draft.period.starts_on,
        ends_on=draft.ends_on,
        places=draft.places,
        quota3=there.art3.quota,
        employees=there.dependants,
        company_class=there.company_class,
        already=sum(
            one.units if one.units is not None else sum(each.people for each in one.commitments)
            for one in judged.written.of_conventions(draft.kind)
            if one.in_force_on(draft.period.starts_on)
        ),
        body=draft.body.kind if draft.body else None,
        framework_cap=Fraction(orders.framework_cap) / 100 if orders and orders.framework_cap else None,
    )


_FIELDS = {"places": "planned", "body": "body_kind", "signed_on": "decided_on"}


def agreement_problems(draft: ConvenzioneDraft, judged: AgreementJudged) -> list[Problem]:
    found: list[Problem] = []
    if draft.requested_on > judged.today:
        found.append(("requested_on", "La richiesta è già partita: il suo giorno non può essere nel futuro."))
    if draft.act is not None and draft.act.decided_on > judged.today:
        found.append(("decided_on", "La firma porta una data futura: registrala quando c’è."))
    if draft.act is not None and draft.act.decided_on < draft.requested_on:
        found.append(("decided_on", "La firma viene prima della richiesta: controlla le due date."))
    if draft.period.ends_on is None:
        return [*found, ("ends_on", "Scrivi l’ultimo giorno della convenzione.")]
    facts = agreement_facts(draft, judged)
    if draft.kind is ConvenzioneKind.ART14:
        found += _of_orders(draft, facts, judged.parameters)
    found += [
        (_FIELDS.get(field, field), sentence)
        for field, sentence in convenzione_problems(facts, judged.parameters)
        if not (field == "places" and not draft.planned)
    ]
    due = _places_due(judged.position) if draft.kind in OWN_HIRES else 0
    timed = programme_problems(draft.planned, draft.period.starts_on, draft.ends_on, due)
    found += [("planned", sentence) for _, sentence in timed]
    if draft.kind is ConvenzioneKind.INTEGRATION and not draft.terms:
        found.append(
            ("terms", "L’art. 11 c. 4 vuole mansioni, sostegno, tutorato e verifiche: scrivili in breve.")
        )
    return list(dict.fromkeys(found))


def _places_due(there: Position) -> int:
    """Places of art. 3 that no convention schedules yet."""
    return there.art3.gap + there.art3.gradual


def _of_orders(draft: ConvenzioneDraft, facts: ConvenzioneFacts, parameters: Parameters) -> list[Problem]:
    if draft.orders is None:
        missing = "Scrivi il valore delle commesse e il valore unitario della convenzione quadro."
        return [("orders_value", missing)]
    covered = covered_by_orders(draft, facts, parameters)
    if draft.places > covered:
        return [
            (
                "planned",
                f"Con queste commesse copri al massimo {count_it(covered, 'posto', 'posti')}:"
                f" ne hai programmati {draft.places}.",
            )
        ]
    return []


def covered_by_orders(draft: ConvenzioneDraft, facts: ConvenzioneFacts, parameters: Parameters) -> int:
    """Places that the orders of art. 14 cover, within the cap."""
    if draft.orders is None:
        return 0
    cap = convenzione_cap(facts, parameters).places
    step = places_of_orders(
        Fraction(draft.orders.value),
        Fraction(draft.orders.unit_value),
        facts.quota3 if cap is None else cap,
    )
    return int(step.result)


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """``missing``: people still to hire for this commitment, earlier ones filled first."""

    commitment: Commitment
    standing: CommitmentStanding
    missing: int


def commitment_states(agreement: WrittenConvenzione, on: date) -> list[CommitmentState]:
    """People hired fill the earliest commitments first."""
    left = agreement.programme(on).hired
    found: list[CommitmentState] = []
    for one in sorted(agreement.commitments, key=lambda each: each.due_on):
        filled = min(left, one.people)
        left -= filled
        found.append(_state(one, one.people - filled, on))
    return found


def _state(one: Commitment, missing: int, on: date) -> CommitmentState:
    if not missing:
        standing = CommitmentStanding.KEPT
    elif one.due_on < on:
        standing = CommitmentStanding.BREACHED
    else:
        standing = CommitmentStanding.NEAR if one.due_on - on <= NEAR else CommitmentStanding.PLANNED
    return CommitmentState(one, standing, missing)


def plan_problems(
    agreement: WrittenConvenzione, planned: tuple[TimedHires, ...], today: date
) -> list[Problem]:
    """For a new plan of a convention: what fell due already stays as it was signed."""
    before = {one.due_on: one.people for one in agreement.commitments if one.due_on < today}
    after = {one.due_on: one.people for one in planned if one.due_on < today}
    found: list[Problem] = [
        ("planned", sentence)
        for _, sentence in programme_problems(planned, agreement.starts_on, agreement.ends_on, 0)
    ]
    if agreement.state is ConvenzioneState.IN_FORCE and before != after:
        found.append(
            ("planned", "Gli impegni già scaduti restano come sono stati firmati: cambia solo quelli futuri.")
        )
    return found
