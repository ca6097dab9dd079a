"""What the page of the what-if receives: today, the change, the scenarios, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from portal.employers.obligations.pages.calculation import StepRow, step_rows
from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.queries.cost import cost_until
from portal.employers.obligations.queries.scenarios import ScenarioRow
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.what_if import Comparison, contribution_of, places_then
from portal.foundation.web.forms import Form
from portal.foundation.web.italian import date_it, money_it, number_it, plural
from portal.reference import provinces


@dataclass(frozen=True, slots=True)
class Cell:
    value: str
    change: str
    """«+1», «-2», «uguale»; empty for today."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One position beside today's; ``problem`` says why a scenario cannot be applied any more."""

    title: str
    comparison: Comparison | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    id: UUID
    name: str
    note: str
    try_again: str
    compared: bool


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    whose: Whose
    on: date
    horizon: date
    heads: list[str] = field(default_factory=list)
    rows: list[CompareRow] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    voidable: list[str] = field(default_factory=list)
    """Titles of the changes that dismiss people of the quota below what is due (art. 10 c. 4)."""
    caps: list[tuple[str, str]] = field(default_factory=list)
    """Changes that go beyond the cap of a convention, each with what the cap is and its article."""
    exempt: list[StepRow] = field(default_factory=list)
    scenarios: list[ScenarioLine] = field(default_factory=list)
    save: Form | None = None
    """The name to keep the change under; None where nothing may be kept."""
    answers: dict[str, str] = field(default_factory=dict)
    """What was tried, carried by the form that keeps it under a name."""
    public: bool = False
    """A public administration: no incentive, compensation within a region alone."""


def _counts(there: Position) -> list[tuple[str, int]]:
    rows = [
        ("Dipendenti", there.dependants),
        ("Base di computo (art. 3)", there.base3),
        ("Quota di riserva (art. 3)", there.art3.quota),
        ("In forza (art. 3)", there.art3.in_force),
        ("Esonerati", there.art3.exempted),
        ("Programmati in convenzione", there.art3.in_convention),
        ("Compensati con il gruppo", there.art3.compensated),
        ("Posti scoperti (art. 3)", there.art3.gap),
        ("Quota (art. 18)", there.art18.quota),
        ("Posti scoperti (art. 18)", there.art18.gap),
    ]
    return rows


def _by_province(positions: Sequence[Position]) -> list[tuple[str, list[int]]]:
    """Uncovered places of each province, where there are several."""
    codes = sorted({one.province for there in positions for one in there.provinces})
    if len(codes) < 2:
        return []
    found = []
    for code in codes:
        gaps = [next((one.gap3 for one in there.provinces if one.province == code), 0) for there in positions]
        found.append((f"Scoperti a {provinces.name(code)}", gaps))
    return found


def _difference(value: Fraction | int, today: Fraction | int, write: Callable[[Any], str]) -> str:
    change = Fraction(value) - Fraction(today)
    return f"{'+' if change > 0 else '-'}{write(abs(change))}" if change else "uguale"


def voidable_in(columns: Sequence[Column]) -> list[str]:
    return [one.title for one in columns if one.comparison is not None and one.comparison.voidable]


def compare(now: Standing, columns: Sequence[Column], horizon: date) -> list[CompareRow]:
    """Rows of figures: today first, then each position with the difference."""
    compared = [one.comparison for one in columns if one.comparison is not None]
    positions = [now.position, *(one.then for one in compared)]
    rows: list[tuple[str, list[Fraction | int], bool]] = []
    for index, (label, _) in enumerate(_counts(now.position)):
        values: list[Fraction | int] = [_counts(there)[index][1] for there in positions]
        if any(values):
            rows.append((label, values, False))
    rows += [(label, list(gaps), False) for label, gaps in _by_province(positions)]
    if not now.position.situation.public:
        costs: list[Fraction | int] = [
            cost_until(now, horizon, places_then(now.places, there)).amount for there in positions
        ]
        rows.append((f"Sanzione fino {date_it(horizon, 'al')}, senza altre assunzioni", costs, True))
    contributions: list[Fraction | int] = [
        contribution_of(there.art3.exempted, 1, now.position.on, now.parameters) for there in positions
    ]
    if any(contributions):
        rows.append(("Contributo per l’esonero, ogni giorno lavorativo", contributions, True))
    return [_row(label, values, money=money) for label, values, money in rows]


def _row(label: str, values: Sequence[Fraction | int], *, money: bool) -> CompareRow:
    write = money_it if money else number_it
    first = Cell(write(values[0]), "")
    return CompareRow(
        label, [first, *(Cell(write(one), _difference(one, values[0], write)) for one in values[1:])]
    )


def exempt_steps(columns: Sequence[Column]) -> list[StepRow]:
    first = columns[0].comparison if columns else None
    return step_rows(first.exempt.steps) if first is not None and first.exempt is not None else []


def caps_passed(columns: Sequence[Column]) -> list[tuple[str, str]]:
    found = []
    for one in columns:
        step = one.comparison.cap_passed if one.comparison is not None else None
        if one.comparison is None or step is None:
            continue
        known = dict(step.operands)
        cap, quota = known["tetto"], one.comparison.then.art3.quota
        asked = plural(one.comparison.at_a_body, "persona", "persone")
        if cap:
            share = number_it(known["percentuale della quota"])
            told = f"il massimo è {plural(int(cap), 'posto', 'posti')}, il {share} % della quota {quota}"
        else:
            told = f"il massimo è 0 posti: quota {quota}, e la convenzione è per chi supera 50 dipendenti computabili"
        over = number_it(abs(step.result))
        found.append(
            (
                one.title,
                f"Hai scritto {asked} con una convenzione art. 12-bis, ma {told} ({step.article})."
                f" Oltre il tetto non si conta: {over} in meno.",
            )
        )
    return found


def tried_again(row: ScenarioRow) -> str:
    """The address that fills the form with the scenario."""
    return f"/obligations/what-if?{urlencode(row.answers)}"


def scenario_line(row: ScenarioRow, compared: set[UUID]) -> ScenarioLine:
    return ScenarioLine(
        row.id,
        row.name,
        f"Salvato da {row.saved_by}, {date_it(row.saved_at)}",
        tried_again(row),
        row.id in compared,
    )
