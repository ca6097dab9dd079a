"""The document of ``portal sanction``: places left uncovered, or a prospetto sent late; and its answer."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.documents.document import Fault, check
from portal.employers.obligations.documents.fields import Count, far_day_problem
from portal.employers.obligations.documents.period import Amount, CalendarFields, Reference, amount
from portal.employers.obligations.rules.sanctions import (
    Sanction,
    SanctionSpell,
    late_prospetto,
    mancata_assunzione,
    mancata_assunzione_of_days,
    sanctioned_by_amounts,
)
from portal.employers.obligations.rules.steps import Step
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

FIRST_DAY = date(2011, 1, 1)
MOST_WORKING_DAYS = 40_000


class SanctionKind(StrEnum):
    UNCOVERED_PLACES = "uncovered_places"
    LATE_PROSPETTO = "late_prospetto"


def _day_problem(day: date) -> str | None:
    if day < FIRST_DAY:
        return "Il portale conosce gli importi dal 1 gennaio 2011: scrivi un giorno da allora."
    return far_day_problem(day)


Day = Annotated[date, Meta(extra={"among": _day_problem})]

_OF_PLACES = ("places", "uncovered_since", "until", "working_days", "on")
_OF_PROSPETTO = ("due_on", "sent_on")


class SanctionDocument(CalendarFields, frozen=True, kw_only=True):
    kind: Annotated[
        SanctionKind,
        Meta(
            description="uncovered_places: posti scoperti (art. 15 c. 4). late_prospetto: prospetto (c. 1)."
        ),
    ]
    employer: Annotated[EmployerKind, Meta(description="Tipo di datore di lavoro.")] = EmployerKind.PRIVATE
    places: Annotated[Count, Meta(description="Posti dell’art. 3 scoperti.")] | None = None
    uncovered_since: Annotated[Day, Meta(description="Primo giorno in cui i posti sono scoperti.")] | None = (
        None
    )
    until: Annotated[Day, Meta(description="Giorno fino a cui contare, compreso.")] | None = None
    working_days: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=MOST_WORKING_DAYS,
                description="Giorni lavorativi già contati, al posto di uncovered_since e until.",
            ),
        ]
        | None
    ) = None
    on: Annotated[Day, Meta(description="Con working_days: il giorno di cui vale l’importo.")] | None = None
    due_on: Annotated[Day, Meta(description="Scadenza del prospetto, di solito il 31 gennaio.")] | None = None
    sent_on: (
        Annotated[Day, Meta(description="Giorno dell’invio o, se manca ancora, giorno fino a cui contare.")]
        | None
    ) = None
    reference: Reference | None = None

    @check
    def for_this_employer(self) -> Iterator[Fault]:
        try:
            sanctioned_by_amounts(self.employer)
        except Refused as refused:
            yield Fault(("employer",), refused.sentence)

    @check
    def nothing_of_the_other_kind(self) -> Iterator[Fault]:
        others = _OF_PROSPETTO if self.kind is SanctionKind.UNCOVERED_PLACES else _OF_PLACES
        for name in others:
            if getattr(self, name) is not None:
                yield Fault((name,), f"Con kind «{self.kind.value}» questo campo non serve: toglilo.")

    @check
    def whole_prospetto(self) -> Iterator[Fault]:
        if self.kind is SanctionKind.LATE_PROSPETTO:
            yield from _missing(self, _OF_PROSPETTO)

    @check
    def whole_places(self) -> Iterator[Fault]:
        """Two days, or working days counted already and the day their amount is of."""
        if self.kind is not SanctionKind.UNCOVERED_PLACES:
            return
        by_count = self.working_days is not None or self.on is not None
        by_days = self.uncovered_since is not None or self.until is not None
        if by_count and by_days:
            yield Fault(
                ("working_days",),
                "Scrivi uncovered_since e until, oppure working_days e on: non entrambi.",
            )
            return
        yield from _missing(
            self, ("places", *(("working_days", "on") if by_count else ("uncovered_since", "until")))
        )

    @check
    def in_order(self) -> Iterator[Fault]:
        if self.uncovered_since is not None and self.until is not None and self.until < self.uncovered_since:
            yield Fault(("until",), "Questo giorno viene prima di quello da cui i posti sono scoperti.")


def _missing(document: SanctionDocument, names: tuple[str, ...]) -> Iterator[Fault]:
    for name in names:
        if getattr(document, name) is None:
            yield Fault((name,), f"Manca il campo «{name}»: con kind «{document.kind.value}» serve.")


class SanctionSpellAnswer(msgspec.Struct, frozen=True, rename={"first": "from", "last": "to"}):
    first: date
    last: date
    days: Annotated[int, Meta(description="Lavorativi per i posti scoperti, di calendario per il prospetto.")]
    per_day: Annotated[Amount, Meta(description="Euro al giorno, per un posto.")]
    amount: Amount


class SanctionAnswer(msgspec.Struct, frozen=True):
    input: Annotated[SanctionDocument, Meta(description="Il documento, come è stato letto.")]
    due_on: Annotated[
        date | None, Meta(description="Ultimo giorno utile per la richiesta o per il prospetto.")
    ]
    days: Annotated[int, Meta(description="Giorni di sanzione.")]
    amount: Annotated[Amount, Meta(description="Sanzione intera.")]
    with_diffida: Annotated[
        Amount | None, Meta(description="Se la diffida viene obbedita in tempo. Vuoto prima che ci fosse.")
    ]
    reduced: Annotated[
        Amount | None, Meta(description="Pagamento in misura ridotta (L. 689/1981), solo per il prospetto.")
    ]
    spells: Annotated[
        tuple[SanctionSpellAnswer, ...], Meta(description="Periodi con lo stesso importo al giorno.")
    ]
    steps: Annotated[tuple[Step, ...], Meta(description="Il calcolo riga per riga.")]


def answer(document: SanctionDocument, parameters: Parameters) -> SanctionAnswer:
    """Raises Refused where the rules refuse."""
    found = _sanction(document, parameters)
    by_count = document.working_days is not None
    return SanctionAnswer(
        document,
        found.due_on,
        found.days,
        amount(found.amount),
        None if found.with_diffida is None else amount(found.with_diffida),
        None if found.reduced is None else amount(found.reduced),
        () if by_count else tuple(_spell(one) for one in found.spells),
        found.steps,
    )


def _sanction(document: SanctionDocument, parameters: Parameters) -> Sanction:
    if document.due_on is not None and document.sent_on is not None:
        return late_prospetto(document.due_on, document.sent_on, parameters)
    places = document.places or 0
    if document.working_days is not None and document.on is not None:
        return mancata_assunzione_of_days(places, document.working_days, document.on, parameters)
    if document.uncovered_since is None or document.until is None:
        raise AssertionError("the checks of the document let neither days nor dates through")
    return mancata_assunzione(
        places, document.uncovered_since, document.until, document.calendar(), parameters
    )


def _spell(one: SanctionSpell) -> SanctionSpellAnswer:
    return SanctionSpellAnswer(one.first, one.last, one.days, amount(one.per_day), amount(one.amount))
