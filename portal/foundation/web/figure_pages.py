"""What a page of one dated figure shows: its values over time, with source, mark and what may be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.foundation.web.italian import date_it, money_it, number_it, plural
from portal.kernel.overlay import ActKind, Entered, Unit
from portal.kernel.parameters import Evidence, Parameter

MARKS = {
    Evidence.TWO_SOURCES: ("ok", "due fonti"),
    Evidence.ONE_SOURCE: ("ok", "una fonte"),
    Evidence.PUBLIC_SOFTWARE: ("info", "da programmi pubblici"),
    Evidence.UNVERIFIED: ("warning", "da verificare"),
    Evidence.DESIGN: ("neutral", "scelta del portale"),
}
ACT_WORDS = {
    ActKind.ENTERED: "Inserito",
    ActKind.ENDED: "Fissato l’ultimo giorno",
    ActKind.WITHDRAWN: "Ritirato",
}


def written(value: Fraction, unit: Unit) -> str:
    """«7 %», «39,21 €», «60 giorni», «sì»."""
    whole = int(value) if value.denominator == 1 else None
    if unit is Unit.YES_NO:
        return "sì" if value else "no"
    if unit is Unit.EURO:
        return money_it(value)
    if unit is Unit.SHARE:
        hundredths = value * 100
        exact = (hundredths * 10_000).denominator == 1
        return f"{number_it(hundredths)} %" if exact else f"{value.numerator}/{value.denominator}"
    if unit is Unit.POINTS:
        return f"{number_it(value)} %"
    if unit is Unit.CATEGORY:
        return f"{number_it(value)}ª"
    if whole is not None and unit is Unit.DAYS:
        return plural(whole, "giorno", "giorni")
    if whole is not None and unit is Unit.PROPOSALS:
        return plural(whole, "proposta", "proposte")
    if whole is not None and unit is Unit.MONTHS:
        return plural(whole, "mese", "mesi")
    return number_it(value)


def period_words(row: Parameter) -> str:
    first = date_it(row.valid_from, "dal")
    return f"{first} {date_it(row.valid_to, 'al')}" if row.valid_to else first


def nearest(rows: Sequence[Parameter], on: date) -> Parameter:
    """The value of that day; before the first one the first, after the last one the last."""
    held = [row for row in rows if row.in_force(on)]
    if held:
        return max(held, key=lambda row: row.valid_from)
    later = [row for row in rows if row.valid_from > on]
    return min(later, key=lambda row: row.valid_from) if later else max(rows, key=lambda row: row.valid_from)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    value: str
    period: str
    source: str
    mark: tuple[str, str]
    state: str
    figure_id: UUID | None
    """None for what came with the portal."""
    may_end: bool
    may_withdraw: bool
    withdrawn: bool


HINTS = {
    Unit.SHARE: "Una frazione, come 7/100, o una percentuale, come 7 %.",
    Unit.EURO: "Un importo in euro, come 39,21.",
    Unit.YES_NO: "Scrivi «sì» oppure «no».",
    Unit.PROPOSALS: "Un numero da 1 a 200, senza decimali. Nella fonte scrivi la decisione e la data.",
}


def hint_of(unit: Unit) -> str:
    return HINTS.get(unit, "Un numero positivo, con la virgola per i decimali.")


def history(
    key: str, unit: Unit, delivered: Iterable[Parameter], known: Iterable[Entered]
) -> list[HistoryLine]:
    """What was entered first, then what came with the portal; of each the latest first."""
    mine = [one for one in known if one.parameter.key == key]
    lines = [
        HistoryLine(
            written(one.parameter.value, unit),
            period_words(one.parameter),
            one.parameter.source,
            MARKS[one.parameter.evidence],
            "Ritirato" if one.withdrawn else "Inserito nel portale",
            one.id,
            one.parameter.valid_to is None and not one.withdrawn,
            not one.withdrawn,
            one.withdrawn,
        )
        for one in sorted(mine, key=lambda one: one.parameter.valid_from, reverse=True)
    ]
    lines += [
        HistoryLine(
            written(row.value, unit),
            period_words(row),
            row.source,
            MARKS[row.evidence],
            "Consegnato con il portale",
            None,
            False,
            False,
            False,
        )
        for row in sorted(delivered, key=lambda row: row.valid_from, reverse=True)
        if row.key == key
    ]
    return lines
