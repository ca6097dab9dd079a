"""Measures in force in a province: esoneri, suspensions, compensations, conventions."""

from collections import Counter
from collections.abc import Collection, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from msgspec import Meta, field

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.documents.document import Document, Fault, check, readable
from portal.employers.obligations.documents.fields import Count, People, ProvinceCode
from portal.employers.obligations.vocabulary import Subject
from portal.reference import provinces


class CompensationKind(StrEnum):
    """As the prospetto writes them: E takes places over from elsewhere, R moves places elsewhere."""

    EXCESS = "excess"
    REDUCTION = "reduction"


class Compensation(Document, frozen=True):
    subject: Annotated[Subject, Meta(description="Di quale quota.")]
    kind: Annotated[
        CompensationKind,
        Meta(description="excess: qui più posti del dovuto (E). reduction: qui meno posti (R)."),
    ]
    places: Annotated[int, Meta(ge=1, le=999_999, description="Quanti posti.")]


class Suspension(Document, frozen=True):
    people: Annotated[People, Meta(description="Lavoratori sospesi nella provincia.")]
    of: Annotated[People, Meta(description="Lavoratori della provincia.")]

    @check
    def a_part(self) -> Iterator[Fault]:
        if self.people > self.of:
            yield Fault(("people",), "I lavoratori sospesi superano quelli della provincia.")

    @property
    def share(self) -> Fraction:
        return Fraction(self.people, self.of)


class ProvinceMeasures(Document, frozen=True):
    province: ProvinceCode
    exempted: Annotated[Count, Meta(description="Posti esonerati, con esonero parziale concesso.")] = 0
    exemption_asked: Annotated[Count, Meta(description="Posti per cui l’esonero è solo richiesto.")] = 0
    self_certified: Annotated[Count, Meta(description="Posti autocertificati per il 60 per mille INAIL.")] = 0
    suspension: Annotated[Suspension | None, Meta(description="Sospensione della quota in vigore.")] = None
    compensations: Annotated[
        list[Compensation], Meta(max_length=4, description="Compensazioni territoriali della provincia.")
    ] = field(default_factory=list)
    in_convention: Annotated[Count, Meta(description="Posti programmati in convenzione, ancora aperti.")] = 0
    gradual: Annotated[Count, Meta(description="Posti non ancora dovuti per la gradualità.")] = 0

    def compensated(self, subject: Subject) -> int:
        """Places moved elsewhere; negative when they are taken over from elsewhere."""
        sign = {CompensationKind.REDUCTION: 1, CompensationKind.EXCESS: -1}
        return sum(sign[one.kind] * one.places for one in self.compensations if one.subject is subject)

    @check
    def one_direction(self) -> Iterator[Fault]:
        seen: set[Subject] = set()
        for index, one in enumerate(self.compensations):
            if one.subject in seen:
                yield Fault(
                    ("compensations", index),
                    "Una provincia ha una sola compensazione per quota: eccedenza oppure riduzione.",
                )
            seen.add(one.subject)

    @check
    def no_surplus_beside_an_esonero(self) -> Iterator[Fault]:
        """Ministry note 1630/M76 of 11-10-2001."""
        if not (self.exempted or self.self_certified):
            return
        for index, one in enumerate(self.compensations):
            if one.kind is CompensationKind.EXCESS and one.subject is Subject.ART3:
                yield Fault(
                    ("compensations", index, "kind"),
                    "Nella stessa provincia non possono esserci un esonero e un’eccedenza in compensazione. "
                    "Togli uno dei due.",
                )


def _named(code: Any) -> str:
    """«di Lecco (LC)»; a code that is none stays as it was written."""
    name = provinces.name_or_code(code) if isinstance(code, str) else str(code)
    return f"«{code}»" if name == code else f"di {name} ({code})"


def repeated_provinces(name: str, parts: Collection[Any]) -> Iterator[Fault]:
    if len(parts) < 2:
        return
    seen = set()
    for index, part in enumerate(parts):
        province = readable(part, "province")
        if province in seen:
            yield Fault(
                (name, index, "province"),
                f"La provincia {_named(province)} c’è già: scrivila una volta sola.",
            )
        elif province is not None:
            seen.add(province)


def compensation_faults(measures: Collection[ProvinceMeasures], employer: EmployerKind) -> Iterator[Fault]:
    """Places moved and taken over are as many; within one region for public employers (art. 5 c. 8 ff.)."""
    if not measures:
        return
    balance: Counter[tuple[Subject, str]] = Counter()
    for one in measures:
        region = provinces.by_code(one.province).region if employer is EmployerKind.PUBLIC else ""
        for subject in Subject:
            balance[subject, region] += one.compensated(subject)
    if employer is EmployerKind.PRIVATE_IN_GROUP:
        return  # the other companies of the group have the rest
    for subject in Subject:
        if any(count for (of, _), count in balance.items() if of is subject):
            where = " nella stessa regione" if employer is EmployerKind.PUBLIC else ""
            yield Fault(
                ("measures",),
                f"Le compensazioni dell’{'art. 3' if subject is Subject.ART3 else 'art. 18'} non pareggiano: "
                f"eccedenze e riduzioni devono essere uguali{where}.",
            )
