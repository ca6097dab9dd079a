"""Dates, amounts and numbers as Italian pages write them."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.foundation.clock import in_rome
from portal.kernel.italian_days import MONTHS, articled, day_it

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")


def _day(moment: date | datetime) -> date:
    return in_rome(moment).date() if isinstance(moment, datetime) else moment


def date_it(moment: date | datetime | None, article: str = "") -> str:
    """27 novembre 2026; with an article «dal 27 novembre 2026», «dall’8 novembre 2026»."""
    return "–" if moment is None else day_it(_day(moment), article)


def date_short(moment: date | datetime | None) -> str:
    """27/11/2026"""
    return "–" if moment is None else f"{_day(moment):%d/%m/%Y}"


def day_month(moment: date | datetime, article: str = "") -> str:
    """27 novembre; with an article «dal 27 novembre», «dall’8 novembre»."""
    day = _day(moment)
    return articled(article, day, f"{day.day} {MONTHS[day.month - 1]}")


def month_short(moment: date | datetime) -> str:
    """nov"""
    return MONTHS[_day(moment).month - 1][:3]


def month_year(moment: date | datetime) -> str:
    """novembre 2026"""
    day = _day(moment)
    return f"{MONTHS[day.month - 1]} {day.year}"


def weekday(moment: date | datetime) -> str:
    return WEEKDAYS[_day(moment).weekday()]


def datetime_it(moment: datetime | None, article: str = "") -> str:
    """27 novembre 2026, 9:12; with an article «il 27 novembre 2026, 9:12», «l’8 novembre 2026, 9:12»."""
    if moment is None:
        return "–"
    local = in_rome(moment)
    return f"{date_it(local.date(), article)}, {local.hour}:{local.minute:02d}"


def time_it(moment: time | datetime | None) -> str:
    """8:30"""
    if moment is None:
        return "–"
    if isinstance(moment, datetime):
        moment = in_rome(moment).time()
    return f"{moment.hour}:{moment.minute:02d}"


def number_it(value: Any, decimals: int | None = None) -> str:
    """1.234,5 — whole numbers without decimals unless asked."""
    if value is None:
        return "–"
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    places = decimals if decimals is not None else (0 if value == int(value) else 2)
    text = f"{value:,.{places}f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return text.rstrip("0").rstrip(",") if decimals is None and "," in text else text


def money_it(value: Any) -> str:
    """3.450,48 €"""
    return "–" if value is None else f"{number_it(value, 2)} €"


def plural(count: int, one: str, many: str) -> str:
    """«1 profilo», «24 profili»"""
    return f"{number_it(count)} {one if count == 1 else many}"


def join_it(words: Any) -> str:
    """a, b e c"""
    rows = [str(word) for word in words]
    if len(rows) < 2:
        return "".join(rows)
    return ", ".join(rows[:-1]) + " e " + rows[-1]


FILTERS = {
    "date_it": date_it,
    "date_short": date_short,
    "day_month": day_month,
    "month_short": month_short,
    "month_year": month_year,
    "weekday": weekday,
    "datetime_it": datetime_it,
    "time_it": time_it,
    "number_it": number_it,
    "money_it": money_it,
    "plural": plural,
    "join_it": join_it,
}
