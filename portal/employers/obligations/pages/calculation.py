"""What the page of the calculation receives: every step with its article."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.treatments import counted_otherwise
from portal.foundation.web.italian import number_it, plural
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class StepRow:
    label: str
    article: str
    operands: str
    result: str
    to_verify: bool


@dataclass(frozen=True, slots=True)
class CalculationPage:
    whose: Whose
    on: date
    nation: list[StepRow]
    provinces: list[StepRow]
    otherwise: str = ""
    """Of fixed terms that some offices measure by days and would count."""

    @property
    def to_verify(self) -> int:
        return sum(row.to_verify for row in (*self.nation, *self.provinces))


def exact(value: object) -> str:
    """A fraction without a short decimal form is written as one: «10/3», not «3,33»."""
    if isinstance(value, Fraction) and value.denominator != 1 and (value * 100).denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return number_it(value) if isinstance(value, int | Fraction) else str(value)


def step_rows(steps: Iterable[Step]) -> list[StepRow]:
    return [
        StepRow(
            step.label,
            step.article,
            "; ".join(f"{name} {exact(value)}" for name, value in step.operands),
            exact(step.result),
            step.to_check,
        )
        for step in steps
    ]


def calculation_page(now: Standing, whose: Whose) -> CalculationPage:
    there = now.position
    otherwise = sum(counted_otherwise(worker, now.parameters, there.on) for worker in now.workers)
    words = _otherwise(otherwise, now.parameters, there.on) if otherwise else ""
    return CalculationPage(whose, there.on, step_rows(there.steps), step_rows(there.province_steps), words)


def _otherwise(contracts: int, parameters: Parameters, on: date) -> str:
    months = number_it(parameters.value("fixed_term_excluded_max_months", on))
    days = number_it(parameters.value("fixed_term_days_of_offices", on))
    return (
        f"{plural(contracts, 'contratto a termine è', 'contratti a termine sono')} entro {months} mesi e oltre {days} "
        "giorni: qui resta fuori dalla base, alcuni uffici lo contano."
    )
