"""The figures of a province: the «dati provinciali» of quadro 2 of the prospetto informativo."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, field

from portal.employers.companies.vocabulary import ExclusionScope
from portal.employers.obligations.documents.document import Document, Fault, check
from portal.employers.obligations.documents.fields import Count, ProvinceCode
from portal.employers.obligations.documents.quota_people import (
    MOST_ROWS,
    DisabledPeople,
    ExcludedPeople,
    IntermittentRow,
    PartTimeRow,
    Teleworkers,
    heads,
)

NOBODY = DisabledPeople()
_NO_TELEWORK = Teleworkers()


class ProvinceFigures(Document, frozen=True):
    """Each dependant stands under one heading at most; who is under none counts as one."""

    province: ProvinceCode
    dependants: Annotated[Count, Meta(description="Dipendenti in forza nella provincia.")]
    disabled: Annotated[
        DisabledPeople, Meta(description="Dipendenti con disabilità contati per la quota.")
    ] = NOBODY
    switchboard_operators: Annotated[
        DisabledPeople, Meta(description="Centralinisti non vedenti, oltre ai precedenti.")
    ] = NOBODY
    therapists: Annotated[
        DisabledPeople, Meta(description="Massofisioterapisti e terapisti non vedenti, oltre ai precedenti.")
    ] = NOBODY
    telework: Annotated[
        Teleworkers, Meta(description="Telelavoratori senza disabilità. Il lavoro agile non è telelavoro.")
    ] = _NO_TELEWORK
    excluded: Annotated[
        list[ExcludedPeople], Meta(max_length=MOST_ROWS, description="Dipendenti di categorie escluse.")
    ] = field(default_factory=list)
    part_time: Annotated[
        list[PartTimeRow],
        Meta(
            max_length=MOST_ROWS,
            description="Part-time senza disabilità, non in telelavoro né esclusi, una riga per orario.",
        ),
    ] = field(default_factory=list)
    intermittent: Annotated[
        list[IntermittentRow], Meta(max_length=MOST_ROWS, description="Lavoratori intermittenti, per orario.")
    ] = field(default_factory=list)
    art18: Annotated[Count, Meta(description="Dipendenti delle categorie protette dell’art. 18.")] = 0
    art18_already_out: Annotated[
        Count, Meta(description="Quanti di loro sono già esclusi per un altro motivo.")
    ] = 0
    art18_since_2000: Annotated[
        Count, Meta(description="Quanti di loro sono in forza dal 17 gennaio 2000.")
    ] = 0
    agency_disabled: Annotated[
        DisabledPeople,
        Meta(description="Persone con disabilità in somministrazione, con missione di almeno 12 mesi."),
    ] = NOBODY
    receiving_body_disabled: Annotated[
        DisabledPeople, Meta(description="Persone con disabilità presso l’ente che accoglie (art. 12-bis).")
    ] = NOBODY
    framework_disabled: Annotated[
        DisabledPeople,
        Meta(description="Persone con disabilità presso l’ente che accoglie (art. 14 DLgs 276/2003)."),
    ] = NOBODY

    @property
    def counted_disabled(self) -> tuple[DisabledPeople, ...]:
        return self.disabled, self.switchboard_operators, self.therapists

    @property
    def disabled_dependants(self) -> int:
        """Whole heads, also of part-time people (L. 68/1999 art. 4 c. 1)."""
        return sum([people.heads for people in self.counted_disabled if people is not NOBODY])

    @check
    def headings_within_dependants(self) -> Iterator[Fault]:
        under = (
            self.disabled_dependants + self.telework.heads + heads(self.part_time) + heads(self.intermittent)
        )
        art3 = art18 = under
        for row in self.excluded:
            art3 += row.people if row.applies_to is not ExclusionScope.ART18 else 0
            art18 += row.people if row.applies_to is not ExclusionScope.ART3 else 0
        most = max(art3, art18)
        if most > self.dependants:
            yield Fault(
                ("dependants",),
                f"Le persone indicate sotto le diverse voci sono {most}, i dipendenti {self.dependants}: "
                "la base risulterebbe negativa. Ogni persona va sotto una voce sola.",
            )

    @check
    def excluded_once(self) -> Iterator[Fault]:
        seen = set()
        for index, row in enumerate(self.excluded):
            if (row.group, row.applies_to) in seen:
                yield Fault(
                    ("excluded", index, "group"), "Questa categoria c’è già: somma le persone in una riga."
                )
            seen.add((row.group, row.applies_to))

    @check
    def art18_within_dependants(self) -> Iterator[Fault]:
        if self.art18 > max(0, self.dependants - self.disabled_dependants):
            yield Fault(
                ("art18",),
                "Le persone dell’art. 18 superano i dipendenti che non hanno una disabilità contata.",
            )

    @check
    def art18_parts(self) -> Iterator[Fault]:
        if self.art18_since_2000 > self.art18:
            yield Fault(
                ("art18_since_2000",),
                "Chi è in forza dal 17 gennaio 2000 è parte delle persone dell’art. 18.",
            )
        if self.art18_already_out > self.art18:
            yield Fault(
                ("art18_already_out",), "Chi è già escluso è parte delle persone dell’art. 18: sono troppi."
            )
