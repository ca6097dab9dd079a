"""What changed between two prospetti of one company: figures, provinces, people, posts."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.employers.prospetto_informativo.rules.document import (
    Document,
    Person,
    ProvinceTotals,
    Totals,
)
from portal.reference import provinces


@dataclass(frozen=True, slots=True)
class Figure:
    """``before`` is None for a province that was not there, ``now`` for one that is gone."""

    label: str
    before: int | None
    now: int | None

    @property
    def change(self) -> int:
        return (self.now or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Differences:
    """People by surname and name; ``changed`` are those whose hours, percentage, place or contract are others."""

    figures: tuple[Figure, ...]
    provinces: tuple[Figure, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[str, ...]
    duty_changed: bool
    """Some figure of the obligation is another: without that the prospetto is not due again."""

    @property
    def nothing(self) -> bool:
        return not (
            any(row.change for row in (*self.figures, *self.provinces))
            or self.came
            or self.went
            or self.changed
        )


_FIGURES = (
    ("Base di computo art. 3", "base3"),
    ("Base di computo art. 18", "base18"),
    ("Quota art. 3", "quota3"),
    ("Quota art. 18", "quota18"),
    ("Esoneri", "exempted"),
    ("Persone con disabilità in forza", "in_force3"),
    ("Categorie protette in forza", "in_force18"),
    ("Posti scoperti art. 3", "gap3"),
    ("Posti scoperti art. 18", "gap18"),
)
_BY_PROVINCE = (("quota", "quota3"), ("in forza", "in_force3"), ("scoperti", "gap3"))


def differences(before: Document, now: Document) -> Differences:
    known, there = _people(before), _people(now)
    return Differences(
        (
            Figure("Lavoratori in tutta Italia", before.workers, now.workers),
            *_totals(before.totals, now.totals),
        ),
        tuple(_provinces(before.province_totals, now.province_totals)),
        tuple(_named(there[key]) for key in there if key not in known),
        tuple(_named(known[key]) for key in known if key not in there),
        tuple(_named(there[key]) for key in there if key in known and there[key] != known[key]),
        before.totals != now.totals or before.province_totals != now.province_totals,
    )


def _totals(before: Totals, now: Totals) -> Iterable[Figure]:
    for label, name in _FIGURES:
        yield Figure(label, getattr(before, name), getattr(now, name))


def _provinces(before: Iterable[ProvinceTotals], now: Iterable[ProvinceTotals]) -> Iterable[Figure]:
    was, is_ = {one.province: one for one in before}, {one.province: one for one in now}
    for province in sorted({*was, *is_}):
        for words, name in _BY_PROVINCE:
            old, new = was.get(province), is_.get(province)
            figure = Figure(
                f"{provinces.name(province)}, {words}",
                None if old is None else getattr(old, name),
                None if new is None else getattr(new, name),
            )
            if figure.before or figure.now:
                yield figure


def _people(document: Document) -> dict[str, Person]:
    """By tax code; by staff number where nobody wrote it."""
    return {person.tax_code or person.staff_number: person for person in document.people()}


def _named(person: Person) -> str:
    return f"{person.surname} {person.name}".strip() or f"Matricola {person.staff_number}"
