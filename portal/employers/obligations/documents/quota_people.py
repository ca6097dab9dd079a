"""People of a province by hours, as the prospetto informativo writes them: full time, and rows of part time."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Annotated

from msgspec import Meta, field

from portal.employers.companies.vocabulary import ExclusionScope
from portal.employers.obligations.documents.document import Document, Fault, check
from portal.employers.obligations.documents.fields import Count, Hours, People, minutes
from portal.employers.obligations.rules.figures import ZERO
from portal.employers.obligations.rules.treatments import HEADS_OUT

MOST_ROWS = 500
GROUPS_OUT = tuple(group.value for group in HEADS_OUT)

FullTimeHours = Annotated[Hours, Meta(description="Ore del tempo pieno nel contratto collettivo.")]


class PartTimeRow(Document, frozen=True):
    """People with the same hours; each weighs hours over full-time hours (DLgs 81/2015 art. 9)."""

    people: People
    hours: Annotated[Hours, Meta(description='Ore della settimana di ciascuna: 20 oppure "18:30".')]
    full_time_hours: FullTimeHours = 40

    @check
    def fewer_hours_than_full_time(self) -> Iterator[Fault]:
        if minutes(self.hours) >= minutes(self.full_time_hours):
            yield Fault(
                ("hours",),
                "Le ore del part-time devono essere meno di quelle del tempo pieno. "
                "Chi le raggiunge va contato a tempo pieno.",
            )


class DisabledPartTimeRow(PartTimeRow, frozen=True):
    over_half: Annotated[
        int,
        Meta(
            ge=0,
            le=999_999,
            description="Quante di loro hanno una disabilità oltre il 50% o la 5ª categoria di guerra: "
            "nelle aziende da 15 a 35 valgono uno a qualunque orario.",
        ),
    ] = 0

    @check
    def over_half_among_people(self) -> Iterator[Fault]:
        if self.over_half > self.people:
            yield Fault(
                ("over_half",), "Le persone oltre il 50% non possono essere più di quelle della riga."
            )


class IntermittentRow(Document, frozen=True):
    """Hours worked in the semester over those of full time (DLgs 81/2015 art. 18), as weekly means."""

    people: People
    hours: Annotated[Hours, Meta(description="Ore svolte in media ogni settimana del semestre.")]
    full_time_hours: FullTimeHours = 40

    @check
    def at_most_full_time(self) -> Iterator[Fault]:
        if minutes(self.hours) > minutes(self.full_time_hours):
            yield Fault(("hours",), "Le ore svolte superano quelle del tempo pieno.")


Row = PartTimeRow | IntermittentRow


class DisabledPeople(Document, frozen=True):
    full_time: Annotated[Count, Meta(description="Persone a tempo pieno.")] = 0
    part_time: Annotated[
        list[DisabledPartTimeRow],
        Meta(max_length=MOST_ROWS, description="Persone a tempo parziale, una riga per orario."),
    ] = field(default_factory=list)

    @property
    def heads(self) -> int:
        return self.full_time + heads(self.part_time)


class Teleworkers(Document, frozen=True):
    full_time: Annotated[Count, Meta(description="Persone a tempo pieno.")] = 0
    part_time: Annotated[
        list[PartTimeRow],
        Meta(max_length=MOST_ROWS, description="Persone a tempo parziale, una riga per orario."),
    ] = field(default_factory=list)

    @property
    def heads(self) -> int:
        return self.full_time + heads(self.part_time)


def _known_group(group: str) -> str | None:
    if group in GROUPS_OUT:
        return None
    return f"Categoria non prevista. Categorie possibili: {', '.join(GROUPS_OUT)}."


class ExcludedPeople(Document, frozen=True):
    group: Annotated[
        str,
        Meta(
            description="Perché non si contano nella base.",
            extra_json_schema={"enum": list(GROUPS_OUT)},
            extra={"among": _known_group},
        ),
    ]
    people: People
    applies_to: Annotated[
        ExclusionScope, Meta(description="Da quale base escono: entrambe, solo art. 3, solo art. 18.")
    ] = ExclusionScope.BOTH


def heads(rows: Sequence[Row]) -> int:
    return sum([row.people for row in rows]) if rows else 0


def weight(rows: Sequence[Row]) -> Fraction:
    """Exact sum in full-time units; one fraction is made, at the end: they are dear where companies are thousands."""
    if not rows:
        return ZERO
    worked, full = 0, 1
    for row in rows:
        hours, full_time = row.people * minutes(row.hours), minutes(row.full_time_hours)
        if full_time != full:
            common = lcm(full, full_time)
            worked, hours, full = worked * (common // full), hours * (common // full_time), common
        worked += hours
    return Fraction(worked, full)
