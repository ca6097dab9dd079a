"""What the card of the cost of doing nothing receives."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.pages.ways import asked_words
from portal.employers.obligations.queries.cost import cost_by_month, cost_until
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.cost_of_inaction import CostLine, late_prospetto_informativo
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.employers.obligations.rules.sanctions import sanctioned_by_amounts
from portal.foundation.web.italian import money_it, number_it
from portal.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class CostRow:
    since: date
    due_on: date
    days: str
    per_day: str
    amount: str
    to_check: bool
    asked: str
    """When the company asked for the place, if it did."""


@dataclass(frozen=True, slots=True)
class CostCard:
    """``months`` are days with what has come up to them; ``statement_*`` the next prospetto sent late."""

    until: date
    rows: list[CostRow]
    amount: str
    with_diffida: str
    to_check: bool
    articles: list[str]
    months: list[tuple[date, str]]
    statement_due_on: date | None
    statement_amount: str
    nothing: str = ""
    """Why there are no rows."""
    refused: str = ""
    """Why no amount is due by this employer, whatever is missing."""


_OF_ART_18 = (
    "Mancano solo posti dell’art. 18: se la sanzione li riguarda è da verificare, e qui non si conta."
)


def cost_card(now: Standing, until: date) -> CostCard:
    try:
        sanctioned_by_amounts(now.company.employer_kind)
    except Refused as refusal:
        return CostCard(until, [], "", "", False, [], [], None, "", refused=refusal.sentence)
    cost = cost_until(now, until)
    statement = prospetto_informativo_deadline(now.position.on).due_on
    late = (
        late_prospetto_informativo(statement, until, now.parameters)
        if now.position.obliged and until > statement
        else Fraction(0)
    )
    return CostCard(
        until=until,
        rows=[_row(line) for line in cost.lines],
        amount=money_it(cost.amount),
        with_diffida=money_it(cost.with_diffida),
        to_check=cost.to_check,
        articles=sorted({line.article for line in cost.lines}),
        months=[(day, money_it(amount)) for day, amount in cost_by_month(now, until)] if cost.lines else [],
        statement_due_on=statement if late else None,
        statement_amount=money_it(late),
        nothing=_OF_ART_18 if now.places else "Nessun posto scoperto: non c’è sanzione.",
    )


def _row(line: CostLine) -> CostRow:
    return CostRow(
        line.since,
        line.due_on,
        number_it(line.days),
        money_it(line.per_day),
        money_it(line.amount),
        line.evidence.value == "UNVERIFIED",
        asked_words(line.answered_on, of_esonero=line.of_esonero),
    )
