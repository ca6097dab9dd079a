"""Plans under way, a batch at a time: for the sweeps, which look at all of them in flat memory."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from portal.foundation import clock, db
from portal.kernel.parameters import Parameter, Parameters
from portal.reference import holidays_it
from portal.tutoring.packs.delivered import BOOK
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.packs.vocabulary import NATION, Category, RuleKind
from portal.tutoring.planned import Pattern
from portal.tutoring.queries.detail import category_of
from portal.tutoring.vocabulary import KINDS, PlanKind, PlanState

BATCH = 1000

ROW = """
p.id, p.code, p.kind, p.person, p.company, p.service, p.tutor, p.state, p.state_since, p.starts_on, p.ends_on,
p.weekly_hours, p.weekdays, p.day_starts_at, p.day_ends_at, p.rules_region, p.category_sealed, p.indemnity,
coalesce(s.province, h.province) AS province
"""
FROM = """
FROM plan p LEFT JOIN vacancy v ON v.id = p.vacancy LEFT JOIN company_site s ON s.id = v.site
LEFT JOIN company_site h ON h.company = p.company AND h.head_office
"""
# the words of the partial index «plan_kept», which a parameter would hide from the planner
_KEPT = (
    f"SELECT {ROW} {FROM} WHERE p.state IN ('running', 'suspended') AND p.code > $1 ORDER BY p.code LIMIT $2"
)

_OUTLINES = """
SELECT id, code, person, ends_on FROM plan WHERE state IN ('running', 'suspended') AND code > $1 ORDER BY code LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What the rules of time ask of a plan. It names nobody."""

    id: UUID
    code: str
    kind: PlanKind
    person_id: UUID
    company_id: UUID | None
    tutor_id: UUID | None
    state: PlanState
    resumed_on: date
    """Since when it stands in its state."""
    pattern: Pattern
    region: str
    category: Category
    indemnity: int | None
    province: str | None

    @property
    def keeps_register(self) -> bool:
        return KINDS[self.kind].keeps_register

    @property
    def scope(self) -> Scope:
        return Scope(self.region, KINDS[self.kind].rules or RuleKind.EXTRACURRICULAR, self.category)


def read(row: Any) -> UnderWay:
    return UnderWay(
        row["id"],
        row["code"],
        PlanKind(row["kind"]),
        row["person"],
        row["company"],
        row["tutor"],
        PlanState(row["state"]),
        clock.in_rome(row["state_since"]).date(),
        Pattern(
            row["starts_on"],
            row["ends_on"],
            row["weekly_hours"],
            tuple(int(day) for day in row["weekdays"] or ()),
            row["day_starts_at"],
            row["day_ends_at"],
        ),
        row["rules_region"] or NATION,
        category_of(row),
        row["indemnity"],
        row["province"],
    )


async def kept(size: int | None = None) -> AsyncIterator[list[UnderWay]]:
    """Every plan that runs or is suspended, by its code; each batch is one query."""
    last, most = "", size or BATCH
    while rows := await db.fetch(_KEPT, last, most):
        last = rows[-1]["code"]
        yield [read(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the rules of the calendar ask of a plan."""

    id: UUID
    code: str
    person_id: UUID
    ends_on: date


async def outlines(size: int) -> AsyncIterator[list[Outline]]:
    """Every plan that runs or is suspended, by its code; each batch is one query."""
    last = ""
    while rows := await db.fetch(_OUTLINES, last, size):
        last = rows[-1]["code"]
        yield [Outline(*row.values()) for row in rows]


class Remembered(Pack):
    """A pack that looks each of its figures up once: a night asks thousands of plans the same questions."""

    __slots__ = ("_rows",)
    _rows: dict[str, Parameter | None]

    def __init__(self, figures: Parameters, scope: Scope, on: date) -> None:
        super().__init__(figures, scope, on)
        object.__setattr__(self, "_rows", {})

    def row(self, rule: str) -> Parameter | None:
        if rule not in self._rows:
            self._rows[rule] = super().row(rule)
        return self._rows[rule]


class Packs:
    """The packs of a day, each case made once: many plans follow the same rules."""

    def __init__(self, figures: Parameters, on: date) -> None:
        self._figures, self._on = figures, on
        self._known: dict[Scope, Pack] = {}

    @classmethod
    async def on(cls, day: date) -> "Packs":
        return cls(await BOOK.in_force(), day)

    def of(self, plan: UnderWay) -> Pack:
        scope = plan.scope
        if scope not in self._known:
            self._known[scope] = Remembered(self._figures, scope, self._on)
        return self._known[scope]


@cache
def holidays(province: str | None, first_year: int, last_year: int) -> Mapping[date, str]:
    """Of the years from the first to the last; asked for by every plan, made once for each province."""
    found: dict[date, str] = {}
    for year in range(first_year, last_year + 1):
        found |= holidays_it.of_year(year, province)
    return found
