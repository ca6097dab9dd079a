"""What the pages of measures and those of conventions have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.employers.measures.queries.effects import Effect
from portal.employers.obligations.pages.whose import Crumb, Whose
from portal.employers.obligations.rules.position import Position
from portal.foundation.web.forms import Choice, Choices, Day, Field, Form, Hidden, Integer, LongText, Once
from portal.foundation.web.italian import date_it
from portal.reference import provinces

SECTION = "Convenzioni e misure"


def crumbs(whose: Whose, *steps: Crumb) -> list[Crumb]:
    """From the duties to the page; the section is the page itself when there are no steps."""
    first = whose.crumbs("")[:-1]
    return [*first, (SECTION, whose.link("/measures") if steps else None), *steps]


def period(starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return f"{date_it(starts_on, 'dal')}"
    if ends_on == starts_on:
        return date_it(starts_on, "il")
    return f"{date_it(starts_on, 'dal')} {date_it(ends_on, 'al')}"


def typed_amount(value: Decimal | None) -> str | None:
    """As people write it, and may type it again: 33.50 as «33,5»."""
    return None if value is None else f"{value.normalize():f}".replace(".", ",")


def province_name(code: str | None) -> str:
    return provinces.name(code) if code else "Tutta Italia"


Drawn = tuple[str, str]
"""A field and how it is drawn."""

_DRAWN: tuple[tuple[type[Field], str], ...] = (
    (Hidden, "hidden"),
    (Once, "hidden"),
    (Day, "day"),
    (Choices, "boxes"),
    (Choice, "select"),
    (LongText, "long"),
    (Integer, "short"),
)


def drawn(form: type[Form], names: Sequence[str] | None = None) -> list[Drawn]:
    """Fields of a form in the order given, or as the form has them; hidden ones always."""
    fields: dict[str, Field] = dict(form._fields)
    hidden = [name for name, field in fields.items() if _kind(field) == "hidden"]
    shown = list(names) if names is not None else [name for name in fields if name not in hidden]
    return [(name, _kind(fields[name])) for name in (*hidden, *shown)]


def _kind(field: Field) -> str:
    return next((words for kind, words in _DRAWN if isinstance(field, kind)), "text")


@dataclass(frozen=True, slots=True)
class ActPage:
    """One thing that can happen, on a page of its own."""

    crumbs: Sequence[Crumb]
    action: str
    back: str
    title: str
    lead: str
    note: str
    fields: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class EffectRow:
    label: str
    without: str
    given: str

    @property
    def changed(self) -> bool:
        return self.without != self.given


@dataclass(frozen=True, slots=True)
class EffectView:
    on: date
    rows: list[EffectRow]


def effect_view(effect: Effect | None) -> EffectView | None:
    if effect is None:
        return None
    before, after = dict(_figures(effect.without)), dict(_figures(effect.given))
    rows = [EffectRow(label, before[label], after[label]) for label in after]
    always = ("Quota di riserva (art. 3)", "Posti scoperti (art. 3)")
    return EffectView(effect.on, [row for row in rows if row.changed or row.label in always])


def _figures(there: Position) -> list[tuple[str, str]]:
    three, eighteen = there.art3, there.art18
    return [
        ("Quota di riserva (art. 3)", str(three.quota)),
        ("In forza", str(three.in_force)),
        ("Posti esonerati", str(three.exempted)),
        ("Posti sospesi", str(three.suspended)),
        ("Posti in convenzione", str(three.in_convention)),
        ("Posti rimandati con la gradualità", str(three.gradual)),
        ("Compensati con altre aziende del gruppo", str(three.compensated)),
        ("Posti scoperti (art. 3)", str(three.gap)),
        ("Posti scoperti (art. 18)", str(eighteen.gap)),
    ]
