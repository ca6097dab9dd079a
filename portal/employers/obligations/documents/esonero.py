"""The document of ``portal esonero``: one province over a period, dated situations, and its answer."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated

import msgspec
from msgspec import Meta

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.documents.document import Fault, check, readable
from portal.employers.obligations.documents.esonero_situation import EsoneroSituation, self_certified_problem
from portal.employers.obligations.documents.fields import day_problem
from portal.employers.obligations.documents.period import Amount, CalendarFields, Reference, amount
from portal.employers.obligations.documents.working_days import WRONG_WAY
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.esonero import EsoneroSector, open_to, percentage_in_cap
from portal.employers.obligations.rules.esonero_over_time import (
    EsoneroFrom,
    EsoneroSpell,
    EsoneroStatus,
    esonero_over,
)
from portal.employers.obligations.rules.steps import Step
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

MOST_SITUATIONS = 400
Day = Annotated[date, Meta(extra={"among": day_problem})]


class EsoneroDocument(CalendarFields, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    first: Annotated[Day, Meta(description="Primo giorno del periodo, dal 1 gennaio 2018.")]
    last: Annotated[Day, Meta(description="Ultimo giorno del periodo, compreso.")]
    situations: Annotated[
        list[EsoneroSituation],
        Meta(
            min_length=1,
            max_length=MOST_SITUATIONS,
            description="La provincia, intera, da ogni giorno in cui qualcosa cambia.",
        ),
    ]
    employer: Annotated[EmployerKind, Meta(description="Tipo di datore di lavoro.")] = EmployerKind.PRIVATE
    sector: Annotated[
        EsoneroSector,
        Meta(description="Vigilanza (security) e trasporto privato (private_transport) arrivano all’80 %."),
    ] = EsoneroSector.ORDINARY
    reference: Reference | None = None

    @check
    def in_order(self) -> Iterator[Fault]:
        if self.last < self.first:
            yield Fault(("to",), WRONG_WAY)

    @check
    def for_this_employer(self) -> Iterator[Fault]:
        try:
            open_to(self.employer)
        except Refused as refused:
            yield Fault(("employer",), refused.sentence)

    @check
    def situations_in_time(self) -> Iterator[Fault]:
        """The first holds from the beginning; the others begin inside the period, each on a day of its own."""
        seen: set[date] = set()
        for index, one in enumerate(self.situations):
            given = readable(one, "since")
            if given is None:
                if index:
                    yield Fault(
                        ("situations", index, "from"), "Scrivi da quale giorno vale questa situazione."
                    )
                continue
            if given in seen or (index and given == self.first):
                yield Fault(
                    ("situations", index, "from"), "C’è già una situazione da questo giorno: uniscile."
                )
            seen.add(given)
            if not index and given != self.first:
                yield Fault(
                    ("situations", 0, "from"), "La prima situazione vale dal primo giorno del periodo."
                )
            elif not self.first <= given <= self.last:
                yield Fault(("situations", index, "from"), "Questo giorno è fuori dal periodo.")

    @check
    def percentages_in_cap(self) -> Iterator[Fault]:
        for index, one in enumerate(self.situations):
            percentage, status = readable(one, "percentage"), readable(one, "status")
            if percentage is None or status is EsoneroStatus.REFUSED:
                continue
            try:
                percentage_in_cap(Fraction(percentage), self.sector, self.first, in_law())
            except Refused as refused:
                yield Fault(("situations", index, "percentage"), refused.sentence)

    @check
    def self_certified_within_law(self) -> Iterator[Fault]:
        for index, one in enumerate(self.situations):
            sentence = self_certified_problem(one, self.first)
            if sentence is not None:
                yield Fault(("situations", index, "sixty_permille", "units"), sentence)


class EsoneroSpellAnswer(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    first: date
    last: date
    status: Annotated[EsoneroStatus | None, Meta(description="Della domanda di esonero parziale.")]
    quota: Annotated[int, Meta(description="Quota di riserva, dopo la sospensione.")]
    exempted: Annotated[int, Meta(description="Unità esonerate su domanda.")]
    self_certified: Annotated[int, Meta(description="Unità autocertificate per il 60 per mille.")]
    uncovered: Annotated[int, Meta(description="Posti che restano scoperti.")]
    working_days: int
    contribution_day: Annotated[Amount, Meta(description="Contributo per unità e giorno lavorativo.")]
    amount: Annotated[Amount, Meta(description="Contributo delle unità esonerate, al Fondo regionale.")]
    self_certified_day: Amount
    self_certified_amount: Annotated[
        Amount, Meta(description="Contributo delle unità autocertificate, al Fondo nazionale.")
    ]
    steps: tuple[Step, ...]


class EsoneroYear(msgspec.Struct, frozen=True):
    year: int
    amount: Amount
    self_certified_amount: Amount


class EsoneroAnswer(msgspec.Struct, frozen=True):
    input: Annotated[EsoneroDocument, Meta(description="Il documento, come è stato letto.")]
    spells: Annotated[
        tuple[EsoneroSpellAnswer, ...],
        Meta(description="Il periodo diviso dove qualcosa cambia, e a ogni fine d’anno."),
    ]
    years: tuple[EsoneroYear, ...]
    amount: Annotated[Amount, Meta(description="Totale al Fondo regionale.")]
    self_certified_amount: Annotated[Amount, Meta(description="Totale al Fondo nazionale.")]
    steps: tuple[Step, ...]


def answer(document: EsoneroDocument, parameters: Parameters) -> EsoneroAnswer:
    """Raises Refused where the rules refuse."""
    states: list[EsoneroFrom] = [one.state(document.first) for one in document.situations]
    found = esonero_over(
        document.first, document.last, states, document.sector, document.calendar(), parameters
    )
    return EsoneroAnswer(
        document,
        tuple(_spell(one) for one in found.spells),
        tuple(
            EsoneroYear(one.year, amount(one.amount), amount(one.self_certified_amount))
            for one in found.years
        ),
        amount(found.amount),
        amount(found.self_certified_amount),
        found.steps,
    )


def _spell(one: EsoneroSpell) -> EsoneroSpellAnswer:
    return EsoneroSpellAnswer(
        one.first,
        one.last,
        one.status,
        one.quota,
        one.units,
        one.self_certified,
        one.uncovered,
        one.days,
        amount(one.per_day),
        amount(one.amount),
        amount(one.self_certified_per_day),
        amount(one.self_certified_amount),
        one.steps,
    )
