"""What the page of the INPS incentive receives."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.pages.calculation import StepRow, exact, step_rows
from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.rules.deadlines import Deadline
from portal.employers.obligations.rules.incentivi import Incentive
from portal.foundation.web.italian import money_it, number_it
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class IncentiveFound:
    """``reason``: why nothing is due; empty when something is."""

    reason: str
    amount: str
    facts: list[tuple[str, str, str | None]]
    steps: list[StepRow]


@dataclass(frozen=True, slots=True)
class TermRow:
    label: str
    rule: str
    due_on: date
    article: str


@dataclass(frozen=True, slots=True)
class IncentivePage:
    """``rules``: the terms as the law counts them, for who has not asked yet."""

    whose: Whose
    found: IncentiveFound | None
    terms: list[TermRow]
    rules: list[str]


def incentive_found(one: Incentive) -> IncentiveFound:
    facts: list[tuple[str, str, str | None]] = [
        ("Al mese", money_it(one.monthly), f"{number_it(one.share * 100)} % della retribuzione"),
        ("Per", f"{exact(one.months)} mesi", None),
    ]
    return IncentiveFound(one.reason or "", money_it(one.amount), facts, step_rows(one.steps))


def term_rows(terms: list[Deadline]) -> list[TermRow]:
    return [TermRow(one.label, one.rule, one.due_on, one.article) for one in terms]


def rules_in_words(parameters: Parameters, on: date) -> list[str]:
    def days(key: str) -> str:
        return f"{number_it(parameters.value(f'incentive.{key}', on))} giorni"

    return [
        f"INPS risponde entro {days('answer_days')} dalla domanda.",
        f"Firmi il contratto entro {days('contract_days')} dalla risposta.",
        f"Comunichi l’assunzione a INPS entro {days('communication_days')} dalla risposta.",
    ]
