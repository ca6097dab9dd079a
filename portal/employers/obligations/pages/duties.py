"""What the pages of the duties receive."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.cost_of_inaction import Cost
from portal.employers.obligations.rules.deadlines import Deadline
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.timeline import quarters
from portal.employers.obligations.rules.what_if import Comparison
from portal.employers.obligations.vocabulary import COMPANY_CLASS_LABELS
from portal.foundation.web.charts import BarChart, CoverageMeter, Quarter, quarterly_coverage
from portal.foundation.web.italian import date_it, money_it, number_it, plural
from portal.reference import provinces


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    name: str
    base: int
    quota3: int
    in_force3: int
    missing3: str
    quota18: int
    in_force18: int
    missing18: str


@dataclass(frozen=True, slots=True)
class Tile:
    day: date
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CostRow:
    since: date
    due_on: date
    days: int
    per_day: str
    amount: str


@dataclass(frozen=True, slots=True)
class DutiesPage:
    on: date
    company_class: str
    has_workforce: bool
    position: Position
    meter: CoverageMeter | None
    facts: list[tuple[str, object, str | None]]
    provinces: list[ProvinceRow]
    deadlines: list[Tile]
    chart: BarChart | None
    cost_until: date
    cost_rows: list[CostRow]
    cost: str
    cost_with_diffida: str
    prospetto_informativo_due_on: date | None
    """The next prospetto, when the day reckoned to comes after it."""
    prospetto_informativo_cost: str
    may_edit: bool

    @property
    def spread(self) -> bool:
        """Some province has more than its quota: what that means is said."""
        return any("in più" in row.missing3 + row.missing18 for row in self.provinces)


def _missing(real: int) -> str:
    """«2», «0», «1 in più»: what one province has over covers another."""
    return f"{-real} in più" if real < 0 else str(real)


def _deadline_note(one: Deadline) -> str:
    if one.days is None:
        return f"Dati al {date_it(one.starts_on)} ({one.article})"
    places = plural(one.places, "posto scoperto", "posti scoperti")
    return f"{places} dal {date_it(one.starts_on)}, {one.days} giorni ({one.article})"


def _province(row: ProvincePosition) -> ProvinceRow:
    return ProvinceRow(
        provinces.by_code(row.province).name,
        row.base3,
        row.quota3,
        row.in_force3,
        _missing(row.real3),
        row.quota18,
        row.in_force18,
        _missing(row.real18),
    )


def duties_page(
    now: Standing, cost: Cost, late_prospetto_informativo: Fraction, *, may_edit: bool
) -> DutiesPage:
    """``late_prospetto_informativo``: the sanction for sending the next one on the day reckoned to; zero before."""
    there = now.position
    statement = next((one for one in now.deadlines if one.kind == "prospetto"), None)
    points = quarters(now.spans, there.on, 8)
    return DutiesPage(
        on=there.on,
        company_class=COMPANY_CLASS_LABELS[there.company_class],
        has_workforce=there.dependants > 0,
        position=there,
        meter=CoverageMeter(
            min(there.art3.in_force, there.art3.quota), 0, max(0, there.art3.quota - there.art3.in_force)
        )
        if there.art3.quota
        else None,
        facts=[
            ("Base di computo", number_it(there.base3), f"su {number_it(there.dependants)} dipendenti"),
            ("Quota di riserva (art. 3)", there.art3.quota, COMPANY_CLASS_LABELS[there.company_class]),
            (
                "In forza (art. 3)",
                there.art3.in_force,
                f"{there.art3.gap} scoperti" if there.art3.gap else "nessun posto scoperto",
            ),
            (
                "Altre categorie (art. 18)",
                f"{there.art18.in_force} su {there.art18.quota}",
                f"{there.art18.gap} scoperti" if there.art18.gap else "nessun posto scoperto",
            ),
        ],
        provinces=[_province(row) for row in there.provinces],
        deadlines=[
            Tile(
                one.due_on,
                one.label,
                _deadline_note(one),
                None,
            )
            for one in now.deadlines
        ],
        chart=quarterly_coverage(
            [Quarter(day.year, (day.month - 1) // 3 + 1, one.in_force3, one.quota3) for day, one in points]
        )
        if points
        else None,
        cost_until=cost.until,
        cost_rows=[
            CostRow(line.since, line.due_on, line.days, money_it(line.per_day), money_it(line.amount))
            for line in cost.lines
        ],
        cost=money_it(cost.amount),
        cost_with_diffida=money_it(cost.with_diffida),
        prospetto_informativo_due_on=statement.due_on if statement and late_prospetto_informativo else None,
        prospetto_informativo_cost=money_it(late_prospetto_informativo),
        may_edit=may_edit,
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    label: str
    article: str
    operands: str
    result: str
    to_verify: bool


def _number(value: object) -> str:
    return number_it(value) if isinstance(value, int | Fraction) else str(value)


def calculation(there: Position) -> list[StepRow]:
    return [
        StepRow(
            step.label,
            step.article,
            "; ".join(f"{name} {_number(value)}" for name, value in step.operands),
            _number(step.result),
            step.to_check,
        )
        for step in there.steps
    ]


@dataclass(frozen=True, slots=True)
class CompareRow:
    label: str
    today: str
    then: str
    change: str


def compare(found: Comparison) -> list[CompareRow]:
    def row(label: str, before: int, after: int) -> CompareRow:
        difference = after - before
        return CompareRow(
            label, number_it(before), number_it(after), f"{difference:+d}" if difference else "uguale"
        )

    a, b = found.today, found.then
    return [
        row("Dipendenti", a.dependants, b.dependants),
        row("Base di computo (art. 3)", a.base3, b.base3),
        row("Quota di riserva (art. 3)", a.art3.quota, b.art3.quota),
        row("In forza (art. 3)", a.art3.in_force, b.art3.in_force),
        row("Posti scoperti (art. 3)", a.art3.gap, b.art3.gap),
        row("Quota (art. 18)", a.art18.quota, b.art18.quota),
        row("Posti scoperti (art. 18)", a.art18.gap, b.art18.gap),
    ]
