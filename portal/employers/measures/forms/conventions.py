"""The planner of a convention: what is asked, its dated commitments, its signature, its end."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from portal.employers.measures.forms.amounts import amount
from portal.employers.measures.forms.so_far import Needs, SoFarForm
from portal.employers.measures.forms.tax_codes import tax_code
from portal.employers.measures.rules.agreements import Body, ConvenzioneDraft, Orders
from portal.employers.measures.rules.drafts import Act, Period
from portal.employers.measures.vocabulary import BODY_LABELS, WITH_A_BODY, BodyKind, ConvenzioneKind
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.foundation.web.forms import Choice, Choices, Day, Form, Hidden, Integer, LongText, Once, Text

ROWS = tuple(range(1, 9))
"""Commitments that fit on the page; who needs more writes two conventions."""


def _people(number: int) -> Integer:
    return Integer(
        f"Persone, impegno {number}",
        required=False,
        minimum=1,
        maximum=999,
        wrong=f"Impegno {number}: le persone vanno da 1 a 999.",
        hint="Quante.",
    )


def _due(number: int) -> Day:
    return Day(f"Entro il, impegno {number}", required=False)


class PlanForm(SoFarForm):
    """«n persone entro il …», a row each; empty rows are skipped."""

    version = Hidden(required=False)
    people_1, due_1 = _people(1), _due(1)
    people_2, due_2 = _people(2), _due(2)
    people_3, due_3 = _people(3), _due(3)
    people_4, due_4 = _people(4), _due(4)
    people_5, due_5 = _people(5), _due(5)
    people_6, due_6 = _people(6), _due(6)
    people_7, due_7 = _people(7), _due(7)
    people_8, due_8 = _people(8), _due(8)

    @property
    def rows(self) -> tuple[int, ...]:
        """Those filled and two more; four at least."""
        filled = [
            number for number in ROWS if self.raw.get(f"people_{number}") or self.raw.get(f"due_{number}")
        ]
        return ROWS[: max(4, (filled[-1] if filled else 0) + 2)]

    def check(self) -> None:
        for number in ROWS:
            people, due = f"people_{number}", f"due_{number}"
            if any(one.field in (people, due) for one in self.errors):
                continue
            if (self.values.get(people) is None) != (self.values.get(due) is None):
                missing = people if self.values.get(people) is None else due
                self.fail(missing, f"Impegno {number}: scrivi sia le persone sia la data.")

    @property
    def planned(self) -> tuple[TimedHires, ...]:
        return tuple(
            TimedHires(self[f"due_{number}"], self[f"people_{number}"])
            for number in ROWS
            if self[f"due_{number}"] is not None
        )

    def fail(self, field: str | None, sentence: str) -> None:
        """What is wrong with the plan as a whole stands on its first row."""
        super().fail("people_1" if field == "planned" else field, sentence)


def planned_before(commitments: Iterable[TimedHires]) -> dict[str, str]:
    """What is known, to be typed again."""
    known: dict[str, str] = {}
    for number, one in zip(ROWS, commitments, strict=False):
        known[f"people_{number}"] = str(one.people)
        known[f"due_{number}"] = f"{one.due_on:%d/%m/%Y}"
    return known


_PLAN = tuple(f"{what}_{number}" for number in ROWS for what in ("people", "due"))


class ConvenzioneForm(PlanForm):
    """Which fields are drawn, and asked, depends on the kind: ``kind`` is that of the address."""

    needs: ClassVar[Needs] = {
        "planned": ("starts_on", *_PLAN),
        "ends_on": ("starts_on",),
        "decided_on": ("requested_on", "starts_on", "act_ref"),
    }

    once = Once()
    kind = Hidden(required=False)
    province = Choice("Provincia dell’ufficio", missing="Scegli la provincia dell’ufficio.")
    requested_on = Day("Data della richiesta", missing="Scrivi quando hai fatto la richiesta.")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno.")
    ends_on = Day("Ultimo giorno", missing="Scrivi l’ultimo giorno della convenzione.")
    decided_on = Day("Data della firma", required=False, hint="Solo se è già firmata.")
    act_ref = Text("Estremi della convenzione", required=False, max_length=200)
    body_name = Text("Ente che accoglie", required=False, max_length=200)
    body_kind = Choice(
        "Che ente è", required=False, choices=[(one.value, label) for one, label in BODY_LABELS.items()]
    )
    body_tax_code = Text("Codice fiscale dell’ente", required=False, max_length=16, parse=tax_code)
    orders_value = amount(
        "Valore annuo delle commesse, in euro",
        "Il valore delle commesse è un importo in euro.",
        least=Decimal(1),
        most=Decimal(999_999_999),
        required=False,
    )
    unit_value = amount(
        "Valore unitario della convenzione quadro, in euro",
        "Il valore unitario è un importo in euro.",
        least=Decimal(1),
        most=Decimal(999_999_999),
        required=False,
    )
    framework_cap = amount(
        "Massimo della convenzione quadro, per cento della quota",
        "Il massimo va da 1 a 100 per cento.",
        least=Decimal(1),
        most=Decimal(100),
        required=False,
    )
    terms = LongText(
        "Che cosa prevede",
        required=False,
        max_length=2000,
        hint="Mansioni, tirocini, sostegno, tutorato, verifiche. Nessun nome, niente sulla salute.",
    )

    def check(self) -> None:
        super().check()
        kind = self.agreement
        if (self.values.get("decided_on") is None) != (self.values.get("act_ref") is None):
            self.fail(
                "act_ref" if self.values.get("decided_on") else "decided_on",
                "Scrivi sia la data della firma sia gli estremi, o nessuno dei due.",
            )
        if kind in WITH_A_BODY:
            if not self.values.get("body_name"):
                self.fail("body_name", "Scrivi il nome dell’ente che accoglie.")
            if not self.values.get("body_kind"):
                self.fail("body_kind", "Scegli che ente è.")
        if kind is ConvenzioneKind.ART14:
            for name, words in (("orders_value", "delle commesse"), ("unit_value", "unitario")):
                if name in self.values and self.values[name] is None:
                    self.fail(name, f"Scrivi il valore {words}.")

    @property
    def agreement(self) -> ConvenzioneKind | None:
        kind = self.values.get("kind")
        return ConvenzioneKind(kind) if kind in set(ConvenzioneKind) else None

    @property
    def lacking(self) -> frozenset[str]:
        """A plan is there as a whole or not at all."""
        found = super().lacking
        return found if found.isdisjoint(_PLAN) else found | {"planned", *_PLAN}

    def draft_so_far(self, kind: ConvenzioneKind, today: date) -> ConvenzioneDraft:
        """With fillers for what is lacking, to be judged and never written."""
        start = self.values.get("starts_on") or today
        dues = [
            one for name in _PLAN if name.startswith("due_") and (one := self.values.get(name)) is not None
        ]
        fillers: dict[str, Any] = {
            **dict.fromkeys(_PLAN),
            "province": "",
            "requested_on": min(start, today),
            "starts_on": today,
            "ends_on": max((start, *dues)),
            "decided_on": None,
            "act_ref": None,
            "body_name": "–",
            "body_kind": next(iter(BodyKind)).value,
            "body_tax_code": None,
            "orders_value": Decimal(999_999_999),
            "unit_value": Decimal(1),
            "framework_cap": None,
            "terms": "–",
        }
        return self.as_if(fillers).draft(kind)

    def draft(self, kind: ConvenzioneKind) -> ConvenzioneDraft:
        body = orders = None
        if kind in WITH_A_BODY:
            body = Body(self["body_name"], BodyKind(self["body_kind"]), self["body_tax_code"])
        if kind is ConvenzioneKind.ART14:
            orders = Orders(self["orders_value"], self["unit_value"], self["framework_cap"])
        day, ref = self["decided_on"], self["act_ref"]
        return ConvenzioneDraft(
            kind, self["province"], self["requested_on"], Period(self["starts_on"], self["ends_on"]),
            self.planned, body, orders, self["terms"], Act(day, ref) if day and ref else None,
        )  # fmt: skip


class SignatureForm(Form):
    version = Hidden(required=False)
    decided_on = Day("Data della firma", missing="Scrivi la data della firma.")
    act_ref = Text("Estremi della convenzione", max_length=200, missing="Scrivi gli estremi.")
    starts_on = Day("Primo giorno", missing="Scrivi il primo giorno.")
    ends_on = Day("Ultimo giorno", missing="Scrivi l’ultimo giorno.")


class HiresForm(Form):
    version = Hidden(required=False)
    workers = Choices("Persone assunte per questa convenzione", required=False)


class EndingForm(Form):
    ended_on = Day("Ultimo giorno in cui è valsa", missing="Scrivi l’ultimo giorno in cui è valsa.")
