"""The document of ``portal incentive``: one hire, and what INPS would pay for it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import msgspec
from msgspec import Meta

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.documents.document import Document, Fault, check
from portal.employers.obligations.documents.fields import far_day_problem
from portal.employers.obligations.documents.period import Amount, Euro, Reference, amount
from portal.employers.obligations.rules.deadlines import Deadline, incentive_deadlines
from portal.employers.obligations.rules.incentivi import (
    FIRST_DAY,
    MONTHS_OF_A_YEAR,
    IncentiveContract,
    IncentiveHire,
    incentive,
)
from portal.employers.obligations.rules.steps import Step
from portal.kernel.parameters import Parameters


def _day_problem(day: date) -> str | None:
    if day < FIRST_DAY:
        return "Questo incentivo vale per le assunzioni dal 1 gennaio 2016 (DLgs 151/2015 art. 10)."
    return far_day_problem(day)


Day = Annotated[date, Meta(extra={"among": _day_problem})]


class IncentiveDocument(Document, frozen=True, kw_only=True):
    hired_on: Annotated[Day, Meta(description="Giorno dell’assunzione, dal 1 gennaio 2016.")]
    contract: Annotated[IncentiveContract, Meta(description="A tempo indeterminato o a termine.")]
    ends_on: Annotated[Day, Meta(description="Ultimo giorno di un contratto a termine.")] | None = None
    percentage: (
        Annotated[int, Meta(ge=1, le=100, description="Riduzione della capacità lavorativa, in percentuale.")]
        | None
    ) = None
    war_category: (
        Annotated[int, Meta(ge=1, le=8, description="Categoria di guerra o per servizio, da 1 a 8.")] | None
    ) = None
    mental: Annotated[bool, Meta(description="Disabilità intellettiva o psichica.")] = False
    yearly_pay: (
        Annotated[Euro, Meta(description="Retribuzione lorda di un anno, imponibile previdenziale.")] | None
    ) = None
    monthly_pay: (
        Annotated[Euro, Meta(description="In alternativa: retribuzione lorda di un mese.")] | None
    ) = None
    employer: Annotated[EmployerKind, Meta(description="Tipo di datore di lavoro.")] = EmployerKind.PRIVATE
    net_increase: Annotated[
        bool, Meta(description="Aumento netto dell’occupazione sulla media dei dodici mesi prima.")
    ] = True
    contributions_regular: Annotated[bool, Meta(description="Contributi in regola.")] = True
    asked_on: Annotated[Day, Meta(description="Giorno della domanda a INPS.")] | None = None
    answered_on: Annotated[Day, Meta(description="Giorno della risposta di INPS.")] | None = None
    reference: Reference | None = None

    @check
    def one_pay(self) -> Iterator[Fault]:
        if self.yearly_pay is None and self.monthly_pay is None:
            yield Fault(
                ("yearly_pay",), "Scrivi la retribuzione di un anno (yearly_pay) o di un mese (monthly_pay)."
            )
        if self.yearly_pay is not None and self.monthly_pay is not None:
            yield Fault(("monthly_pay",), "Scrivi una sola retribuzione: di un anno oppure di un mese.")

    @check
    def some_degree(self) -> Iterator[Fault]:
        if self.percentage is None and self.war_category is None:
            yield Fault(("percentage",), "Scrivi la percentuale di riduzione o la categoria di guerra.")
        elif self.percentage is not None and self.war_category is not None:
            yield Fault(
                ("war_category",), "Scrivi la percentuale oppure la categoria di guerra, non entrambe."
            )

    @check
    def mental_by_percentage(self) -> Iterator[Fault]:
        if self.mental and self.percentage is None and self.war_category is not None:
            yield Fault(("mental",), "Con la disabilità intellettiva o psichica serve la percentuale.")

    @check
    def an_end_when_fixed(self) -> Iterator[Fault]:
        if self.contract is IncentiveContract.FIXED_TERM and self.ends_on is None:
            yield Fault(("ends_on",), "Un contratto a termine ha un ultimo giorno: scrivilo.")
        if self.contract is IncentiveContract.PERMANENT and self.ends_on is not None:
            yield Fault(("ends_on",), "Un contratto a tempo indeterminato non ha un ultimo giorno: toglilo.")

    @check
    def end_after_hire(self) -> Iterator[Fault]:
        if self.ends_on is not None and self.ends_on < self.hired_on:
            yield Fault(("ends_on",), "L’ultimo giorno viene prima dell’assunzione: controlla le due date.")

    @check
    def asked_then_answered(self) -> Iterator[Fault]:
        if self.answered_on is not None and self.asked_on is None:
            yield Fault(("asked_on",), "Scrivi anche il giorno della domanda.")
        elif self.answered_on is not None and self.asked_on is not None and self.answered_on < self.asked_on:
            yield Fault(("answered_on",), "La risposta viene prima della domanda: controlla le due date.")


class Term(msgspec.Struct, frozen=True):
    kind: str
    label: str
    starts_on: date
    due_on: date
    article: str
    rule: str


class IncentiveAnswer(msgspec.Struct, frozen=True):
    input: Annotated[IncentiveDocument, Meta(description="Il documento, come è stato letto.")]
    due: Annotated[bool, Meta(description="Se l’incentivo spetta, finché il fondo non finisce.")]
    reason: Annotated[str | None, Meta(description="Perché non spetta.")]
    percentage: Annotated[int, Meta(description="Parte della retribuzione, in percentuale.")]
    months: Annotated[
        int | str, Meta(description='Per quanti mesi; se non sono interi una frazione esatta, come "29/2".')
    ]
    monthly_amount: Amount
    amount: Annotated[Amount, Meta(description="Incentivo in tutto.")]
    deadlines: tuple[Term, ...]
    steps: Annotated[tuple[Step, ...], Meta(description="Il calcolo riga per riga.")]


def answer(document: IncentiveDocument, parameters: Parameters) -> IncentiveAnswer:
    """Raises Refused where the rules refuse."""
    found = incentive(_hire(document), parameters)
    terms = (
        incentive_deadlines(document.asked_on, document.answered_on, parameters)
        if document.asked_on is not None
        else []
    )
    return IncentiveAnswer(
        document,
        found.reason is None,
        found.reason,
        int(found.share * 100),
        int(found.months) if found.months.denominator == 1 else str(found.months),
        amount(found.monthly),
        amount(found.amount),
        tuple(_term(one) for one in terms),
        found.steps,
    )


def _hire(document: IncentiveDocument) -> IncentiveHire:
    yearly = Fraction(document.yearly_pay or Decimal(0))
    if document.monthly_pay is not None:
        yearly = Fraction(document.monthly_pay) * MONTHS_OF_A_YEAR
    return IncentiveHire(
        document.hired_on,
        document.contract,
        yearly,
        document.percentage,
        document.war_category,
        document.mental,
        document.ends_on,
        document.employer,
        document.net_increase,
        document.contributions_regular,
    )


def _term(one: Deadline) -> Term:
    return Term(one.kind, one.label, one.starts_on, one.due_on, one.article, one.rule)
