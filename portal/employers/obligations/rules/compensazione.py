"""Compensazione territoriale: more than due in one province for less elsewhere (L. 68/1999 art. 5 c. 8)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.italian_counts import count_it
from portal.reference.provinces import name_or_code

ARTICLE = "L. 68/1999 art. 5 c. 8; DL 138/2011 art. 9"
RegionOf = Callable[[str], str]


class CompensationKind(StrEnum):
    """``E`` and ``R`` of the prospetto: more places than due here, or fewer."""

    EXCESS = "excess"
    REDUCTION = "reduction"


COMPENSATION_KIND_LABELS: dict[CompensationKind, str] = {
    CompensationKind.EXCESS: "Eccedenza",
    CompensationKind.REDUCTION: "Riduzione",
}

COMPENSATION_LETTERS: dict[CompensationKind, str] = {
    CompensationKind.EXCESS: "E",
    CompensationKind.REDUCTION: "R",
}


@dataclass(frozen=True, slots=True)
class Compensation:
    """``places`` moved from ``province`` (E) or into it (R); ``other_province`` is the other end.

    ``group_tax_code``: of the company of the group at the other end, whose province may be unknown here; None
    within one company.
    """

    province: str
    kind: CompensationKind
    places: int
    subject: Subject
    other_province: str | None
    group_tax_code: str | None = None

    @property
    def signed(self) -> int:
        """As counts keep it: a reduction positive, a surplus negative."""
        return self.places if self.kind is CompensationKind.REDUCTION else -self.places


@dataclass(frozen=True, slots=True)
class CompensationFacts:
    """What the list is judged against. ``real`` by province and subject keeps its sign: below zero a surplus.

    ``exempted``: provinces with an esonero asked or granted. ``authorised``: a public employer has the office's
    act. ``foreign_parent``: the group is headed from abroad.
    """

    real: Mapping[tuple[str, Subject], int]
    employer: EmployerKind = EmployerKind.PRIVATE
    exempted: frozenset[str] = frozenset()
    authorised: bool = False
    foreign_parent: bool = False


@dataclass(frozen=True, slots=True)
class CompensationProblem:
    """``row`` is the place in the list; None for the list as a whole."""

    row: int | None
    sentence: str


def problems(
    rows: Sequence[Compensation], facts: CompensationFacts, region_of: RegionOf
) -> list[CompensationProblem]:
    """Everything wrong, all at once. What a group moves between its companies balances over all of them: see
    ``unbalanced``."""
    found: list[CompensationProblem] = []
    for index, row in enumerate(rows):
        found += [CompensationProblem(index, sentence) for sentence in _of_row(row, facts, region_of)]
    for subject in Subject:
        own = [row for row in rows if row.subject is subject and row.group_tax_code is None]
        given = sum(row.places for row in own if row.kind is CompensationKind.EXCESS)
        taken = sum(row.places for row in own if row.kind is CompensationKind.REDUCTION)
        if given != taken:
            found.append(
                CompensationProblem(
                    None,
                    f"Le eccedenze ({given}) e le riduzioni ({taken}) devono essere uguali: "
                    f"correggi i posti ({_WHOM[subject]}).",
                )
            )
    found += [CompensationProblem(None, sentence) for sentence in _too_many(rows, facts)]
    return found


_WHOM = {Subject.ART3: "persone con disabilità", Subject.ART18: "altre categorie protette"}


def _of_row(row: Compensation, facts: CompensationFacts, region_of: RegionOf) -> Iterable[str]:
    if row.places < 1:
        yield "Scrivi quanti posti compensi: almeno uno."
    if row.other_province is None and row.group_tax_code is None:
        yield "Scrivi l’altra provincia della compensazione."
    elif row.other_province == row.province and row.group_tax_code is None:
        yield f"La provincia di {name_or_code(row.province)} non può compensare se stessa: scegli un’altra provincia."
    if row.kind is CompensationKind.EXCESS and row.province in facts.exempted:
        yield (
            f"Nella provincia di {name_or_code(row.province)} c’è un esonero: la sua eccedenza non si può usare "
            "(nota ML 1630/M76 dell’11-10-2001)."
        )
    if row.group_tax_code is not None:
        if facts.employer is not EmployerKind.PRIVATE_IN_GROUP:
            yield "Compensa con un’altra azienda solo chi è in un gruppo: indica il gruppo tra i dati dell’azienda."
        elif facts.foreign_parent:
            yield "Con una capogruppo estera la compensazione di gruppo non si può dichiarare nel prospetto."
    if facts.employer is EmployerKind.PUBLIC:
        if not facts.authorised:
            yield "Un datore pubblico compensa solo dopo l’autorizzazione dell’ufficio: indica l’atto."
        if row.other_province is not None and region_of(row.province) != region_of(row.other_province):
            yield (
                f"Un datore pubblico compensa dentro la stessa regione: {name_or_code(row.province)}"
                f" e {name_or_code(row.other_province)} no."
            )


def _too_many(rows: Sequence[Compensation], facts: CompensationFacts) -> Iterable[str]:
    """More given than the surplus there is, or a reduction above the places that are missing."""
    sums: dict[tuple[str, Subject, CompensationKind], int] = {}
    for row in rows:
        key = (row.province, row.subject, row.kind)
        sums[key] = sums.get(key, 0) + max(0, row.places)
    for (province, subject, kind), places in sorted(sums.items()):
        real = facts.real.get((province, subject), 0)
        there = max(0, -real) if kind is CompensationKind.EXCESS else max(0, real)
        where = name_or_code(province)
        if places > there and kind is CompensationKind.EXCESS:
            surplus = count_it(there, "posto", "posti")
            yield f"Nella provincia di {where} l’eccedenza è di {surplus}: non puoi usarne {places}."
        elif places > there:
            missing = count_it(there, "manca # posto", "mancano # posti")
            yield f"Nella provincia di {where} {missing}: non puoi ridurne {places}."


def unbalanced(rows_of_group: Iterable[Compensation], subject: Subject) -> int:
    """Over all the companies of a group, surplus given less places reduced: 0 when it stands."""
    return -sum(row.signed for row in rows_of_group if row.subject is subject)


def signed_by_province(rows: Iterable[Compensation], subject: Subject) -> dict[str, int]:
    """What each province's count takes off its duty."""
    found: dict[str, int] = {}
    for row in rows:
        if row.subject is subject:
            found[row.province] = found.get(row.province, 0) + row.signed
    return found


def proposed(
    real: Mapping[str, int],
    subject: Subject,
    employer: EmployerKind,
    region_of: RegionOf,
    exempted: frozenset[str] = frozenset(),
) -> list[Compensation]:
    """Which surpluses would cover which gaps: the largest of each first, within the region for public employers.

    Rows come in pairs, the surplus then the reduction. Private employers need no authorisation.
    """
    surplus = {province: -value for province, value in real.items() if value < 0 and province not in exempted}
    gaps = {province: value for province, value in real.items() if value > 0}
    rows: list[Compensation] = []
    for there in sorted(gaps, key=lambda province: (-gaps[province], province)):
        for here in sorted(surplus, key=lambda province: (-surplus[province], province)):
            if employer is EmployerKind.PUBLIC and region_of(here) != region_of(there):
                continue
            places = min(surplus[here], gaps[there])
            if places < 1:
                continue
            surplus[here] -= places
            gaps[there] -= places
            rows.append(Compensation(here, CompensationKind.EXCESS, places, subject, there))
            rows.append(Compensation(there, CompensationKind.REDUCTION, places, subject, here))
    return rows
