"""Days as Italian sentences write them: «27 novembre 2026», «dall’8 ottobre»."""

from datetime import date

MONTHS = (
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
)
_BEFORE_A_VOWEL = {"il": "l’", "al": "all’", "dal": "dall’", "del": "dell’", "nel": "nell’", "sul": "sull’"}
_ELIDED = (8, 11)
"""«otto» and «undici» begin with a vowel; the first of a month is read «primo»."""


def day_it(day: date, article: str = "") -> str:
    """27 novembre 2026; with an article «dal 27 novembre 2026», «dall’8 novembre 2026»."""
    return articled(article, day, f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def articled(article: str, day: date, written: str) -> str:
    """``written`` begins with the day of the month; ``article`` is one of il, al, dal, del, nel, sul, or none."""
    if not article:
        return written
    elided = _BEFORE_A_VOWEL[article.lower()]
    if day.day not in _ELIDED:
        return f"{article} {written}"
    return f"{elided.capitalize() if article[0].isupper() else elided}{written}"
