"""A change to try, and the name to keep it under."""

from collections.abc import Mapping
from fractions import Fraction

from portal.employers.companies.typed_fields import hours
from portal.employers.obligations.rules.change import Change
from portal.employers.obligations.rules.esonero import ESONERO_SECTOR_LABELS, EsoneroSector
from portal.foundation.web.forms import Choice, Form, FormInput, Hidden, Integer, Once, Text

GROUP = "group"
"""Another company of the group, where the surplus of a compensation comes from."""


def _heads(label: str) -> Integer:
    return Integer(label, required=False, minimum=0, maximum=9999, wrong=f"«{label}» va da 0 a 9.999.")


def _hours(label: str) -> Text:
    return Text(
        label, required=False, max_length=6, hint="Se non le scrivi, vale il tempo pieno.", parse=hours
    )


class WhatIfForm(Form):
    company = Hidden(required=False)
    province = Choice("In quale provincia", missing="Scegli la provincia.")
    hire_reserved = _heads("Assunzioni con il collocamento mirato")
    hire_other = _heads("Altre assunzioni a tempo indeterminato")
    hire_hours = _hours("Ore settimanali di chi assumi")
    tis_reserved = _heads("Tirocini di inclusione che finiscono con un’assunzione mirata")
    tis_other = _heads("Tirocini di inclusione che finiscono con un’altra assunzione")
    tis_hours = _hours("Ore settimanali dopo il tirocinio")
    end_reserved = _heads("Cessazioni di persone con disabilità")
    end_other = _heads("Altre cessazioni")
    to_part_time = _heads("Passaggi a part-time")
    part_time_hours = Integer(
        "Ore del part-time",
        required=False,
        minimum=1,
        maximum=39,
        hint="Se non le scrivi, vale la metà del tempo pieno.",
        wrong="Le ore del part-time vanno da 1 a 39.",
    )
    in_convention = _heads("Posti programmati in una convenzione art. 11")
    receiving_body = _heads("Persone occupate con una convenzione art. 12-bis")
    exemption_percentage = Integer(
        "Esonero parziale: percentuale della quota",
        required=False,
        minimum=1,
        maximum=100,
        wrong="La percentuale di esonero va da 1 a 100.",
    )
    exemption_sector = Choice(
        "Settore, per il massimo dell’esonero",
        choices=[(one.value, label) for one, label in ESONERO_SECTOR_LABELS.items()],
        required=False,
    )
    compensated = _heads("Posti coperti con una compensazione")
    compensated_from = Choice("Da dove viene l’eccedenza", required=False)

    def check(self) -> None:
        if self.values.get("compensated") and not self.values.get("compensated_from"):
            self.fail("compensated_from", "Scegli da dove viene l’eccedenza.")

    def change(self, full_time_hours: Fraction) -> Change:
        """``full_time_hours`` are those of the company; hours beyond them count as full time."""

        def weekly(name: str) -> Fraction:
            return min(Fraction(self[name] or full_time_hours), full_time_hours)

        source = self["compensated_from"]
        return Change(
            province=self["province"],
            full_time_hours=full_time_hours,
            hire_reserved=self["hire_reserved"] or 0,
            hire_reserved_hours=weekly("hire_hours"),
            hire_other=self["hire_other"] or 0,
            hire_other_hours=weekly("hire_hours"),
            tis_reserved=self["tis_reserved"] or 0,
            tis_other=self["tis_other"] or 0,
            tis_hours=weekly("tis_hours"),
            end_reserved=self["end_reserved"] or 0,
            end_other=self["end_other"] or 0,
            to_part_time=self["to_part_time"] or 0,
            part_time_hours=Fraction(self["part_time_hours"] or full_time_hours / 2),
            receiving_body=self["receiving_body"] or 0,
            in_convention=self["in_convention"] or 0,
            exemption_percentage=self["exemption_percentage"] or 0,
            exemption_sector=EsoneroSector(self["exemption_sector"] or EsoneroSector.ORDINARY),
            compensated=self["compensated"] or 0,
            compensated_from=None if source in (None, GROUP) else source,
        )

    def answers(self) -> dict[str, str]:
        """What was typed, without what was left empty."""
        names = [name for name in self._fields if name != "company"]
        return {name: text for name in names if (text := str(self.value(name)).strip())}

    @classmethod
    def again(cls, answers: Mapping[str, str], choices: Mapping[str, list[tuple[str, str]]]) -> "WhatIfForm":
        """Answers kept under a name, read as if they were typed now."""
        return cls.bind(FormInput.of(**answers), choices=choices)


class ScenarioForm(Form):
    name = Text("Nome dello scenario", max_length=80, missing="Scrivi un nome per lo scenario.")
    once = Once()
