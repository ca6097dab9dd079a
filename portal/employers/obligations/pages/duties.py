"""What the page of the situation receives."""

from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.pages.cost import CostCard
from portal.employers.obligations.pages.deadlines import Tile, tiles
from portal.employers.obligations.pages.history import chart
from portal.employers.obligations.pages.ways import WaysCard, ways_card
from portal.employers.obligations.pages.whose import Whose
from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.meter import met_by
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.scopertura import Scopertura
from portal.employers.obligations.vocabulary import COMPANY_CLASS_LABELS
from portal.foundation.web.charts import BarChart, CoverageMeter
from portal.foundation.web.italian import date_it, number_it, plural
from portal.reference import provinces

QUARTERS = 8
NEAREST = 5
Fact = tuple[str, object, str | None]


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    name: str
    base: int
    quota3: int
    in_force3: int
    relieved: int
    """Exempted, suspended, compensated, scheduled in an agreement, not yet due."""
    missing3: str
    missing18: str


@dataclass(frozen=True, slots=True)
class DutiesPage:
    whose: Whose
    on: date
    is_today: bool
    company_class: str
    has_workforce: bool
    meter: CoverageMeter | None
    facts: list[Fact]
    measures: list[Fact]
    callout: str | None
    provinces: list[ProvinceRow]
    deadlines: list[Tile]
    more_deadlines: int
    chart: BarChart | None
    cost: CostCard | None
    ways: WaysCard | None
    may_ask: bool
    """Whether the viewer writes down requests of avviamento."""
    incentive: bool
    """INPS pays part of what a hire costs, but not to a public administration (art. 13)."""

    @property
    def spread(self) -> bool:
        """Some province has more than its quota: what that means is said."""
        return any("in più" in row.missing3 + row.missing18 for row in self.provinces)


def meter_of(there: Scopertura) -> CoverageMeter | None:
    parts = met_by(there)
    if not there.quota:
        return None
    return CoverageMeter(parts.in_force, parts.planned, parts.uncovered, parts.relieved)


def _missing(gap: int, surplus: int) -> str:
    """«2», «0», «1 in più»: what one province has over covers another."""
    return f"{surplus} in più" if surplus else str(gap)


def _province(row: ProvincePosition) -> ProvinceRow:
    return ProvinceRow(
        provinces.by_code(row.province).name,
        row.base3,
        row.quota3,
        row.in_force3,
        row.exempted + row.suspended + max(0, row.compensated3) + row.in_convention + row.gradual,
        _missing(row.gap3, row.surplus3),
        _missing(row.gap18, row.surplus18),
    )


def _uncovered(gap: int) -> str:
    return plural(gap, "posto scoperto", "posti scoperti") if gap else "nessun posto scoperto"


def facts(there: Position) -> list[Fact]:
    return [
        (
            "Base di computo",
            number_it(there.base3),
            f"su {plural(there.dependants, 'dipendente', 'dipendenti')}",
        ),
        ("Quota di riserva (art. 3)", number_it(there.art3.quota), COMPANY_CLASS_LABELS[there.company_class]),
        ("In forza (art. 3)", number_it(there.art3.in_force), _uncovered(there.art3.gap)),
        (
            "Altre categorie (art. 18)",
            f"{number_it(there.art18.in_force)} su {number_it(there.art18.quota)}",
            _uncovered(there.art18.gap),
        ),
    ]


def measures(art3: Scopertura) -> list[Fact]:
    """The measures that change what is due, those that there are."""
    found: list[Fact] = [
        ("Esonerati", art3.exempted, "contro il contributo (art. 5)"),
        ("Esonero chiesto", art3.exemption_asked, "non riduce ancora la quota"),
        ("Sospesi", art3.suspended, "fino alla fine della sospensione (art. 3 c. 5)"),
        ("Compensati con il gruppo", art3.compensated, "al netto (art. 5 c. 8)"),
        ("Coperti dall’eccedenza art. 18", art3.transitional, "in forza dal 17 gennaio 2000"),
        ("Programmati in convenzione", art3.in_convention, "non ancora dovuti (art. 11)"),
        ("Non ancora dovuti", art3.gradual, "per la gradualità"),
    ]
    return [fact for fact in found if fact[1]]


def _callout(now: Standing) -> str | None:
    gap = now.position.art3.gap + now.position.art18.gap
    if not gap:
        return None
    words = f"{plural(gap, 'posto', 'posti')} da coprire"
    asked = sum(place.answered_on is not None for place in now.places)
    due = next((one for one in now.deadlines if one.of_request), None)
    if due is None:
        end = "o" if gap == 1 else "i"
        return f"{words}, già chiest{end}: il termine della richiesta non corre più."
    if asked:
        words += f", {plural(asked, 'già chiesto', 'già chiesti')}"
    verb = "è scaduta" if due.due_on < now.position.on else "scade"
    others = " per gli altri" if asked else ""
    return f"{words}. La richiesta di avviamento{others} {verb} {date_it(due.due_on, 'il')}."


def duties_page(
    now: Standing, whose: Whose, today: date, cost: CostCard | None, *, may_ask: bool
) -> DutiesPage:
    """Terms and cost are those of today: another day shows its figures alone."""
    there, is_today = now.position, now.position.on == today
    terms = now.deadlines if is_today else []
    return DutiesPage(
        whose=whose,
        on=there.on,
        is_today=is_today,
        company_class=COMPANY_CLASS_LABELS[there.company_class],
        has_workforce=there.dependants > 0 or bool(now.workers),
        meter=meter_of(there.art3),
        facts=facts(there),
        measures=measures(there.art3),
        callout=_callout(now) if is_today else None,
        provinces=[_province(row) for row in there.provinces],
        deadlines=tiles(terms[:NEAREST], whose),
        more_deadlines=max(0, len(terms) - NEAREST),
        chart=chart(now.spans, there.on, QUARTERS),
        cost=cost,
        ways=ways_card(now) if is_today else None,
        may_ask=may_ask,
        incentive=not there.situation.public,
    )
