"""What-if and the day to reckon to."""

from fractions import Fraction

from portal.employers.companies.typed_fields import hours
from portal.employers.obligations.rules.what_if import Change
from portal.foundation.web.forms import Choice, Day, Form, Integer, Text


def _heads(label: str) -> Integer:
    return Integer(label, required=False, minimum=0, maximum=9999, wrong=f"«{label}» va da 0 a 9.999.")


class WhatIfForm(Form):
    province = Choice("In quale provincia", missing="Scegli la provincia.")
    hire_reserved = _heads("Assunzioni con il collocamento mirato")
    hire_other = _heads("Altre assunzioni a tempo indeterminato")
    hire_hours = Text(
        "Ore settimanali di chi assumi",
        required=False,
        max_length=6,
        hint="Se non le scrivi, vale il tempo pieno.",
        parse=hours,
    )
    end_reserved = _heads("Cessazioni di persone con disabilità")
    end_other = _heads("Altre cessazioni")
    to_part_time = _heads("Passaggi a part-time")
    part_time_hours = Integer(
        "Ore del part-time",
        required=False,
        minimum=1,
        maximum=39,
        wrong="Le ore del part-time vanno da 1 a 39.",
    )

    def change(self, full_time_hours: Fraction) -> Change:
        """``full_time_hours`` are those of the company; hours beyond them count as full time."""
        hired = min(Fraction(self["hire_hours"] or full_time_hours), full_time_hours)
        return Change(
            province=self["province"],
            full_time_hours=full_time_hours,
            hire_reserved=self["hire_reserved"] or 0,
            hire_reserved_hours=hired,
            hire_other=self["hire_other"] or 0,
            hire_other_hours=hired,
            end_reserved=self["end_reserved"] or 0,
            end_other=self["end_other"] or 0,
            to_part_time=self["to_part_time"] or 0,
            part_time_hours=Fraction(self["part_time_hours"] or 20),
        )


class UntilForm(Form):
    until = Day("Calcola il costo fino al", required=False)
