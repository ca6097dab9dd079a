"""What the card of the cost of doing nothing receives."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.queries.cost import cost_by_month, cost_until
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.cost_of_inaction import CostLine, late_prospetto_informativo
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.foundation.web.italian import money_it, number_it


@dataclass(frozen=True, slots=True)
class CostRow:
    since: date
    due_on: date
    days: str
    per_day: str
    amount: str
    to_check: bool


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


def cost_card(now: Standing, until: date) -> CostCard:
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
    )


def _row(line: CostLine) -> CostRow:
    return CostRow(
        line.since,
        line.due_on,
        number_it(line.days),
        money_it(line.per_day),
        money_it(line.amount),
        line.evidence.value == "UNVERIFIED",
    )
