"""Commitments, their indicators and their evidence."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.actions.kpis import KpiDraft
from portal.employers.inclusion.queries.commitments import CommitmentRow, KpiRow
from portal.employers.inclusion.rules.commitments import EVIDENCE_TYPES, MOST_EVIDENCE_BYTES, MOST_KPIS
from portal.employers.inclusion.rules.items import Item, item
from portal.employers.inclusion.vocabulary import COMMITMENT_KIND_LABELS, EVERY_LABELS, CommitmentKind, Every
from portal.foundation.web.forms import Choice, Day, Form, Hidden, Once, Text, Upload


class CommitmentForm(Form):
    """``owner_account`` gets its choices from the company's users."""

    title = Text("Impegno", max_length=160, missing="Scrivi l’impegno.")
    kind = Choice(
        "Di che tipo è",
        choices=[(one.value, label) for one, label in COMMITMENT_KIND_LABELS.items()],
        missing="Scegli di che tipo è.",
    )
    owner = Text("Chi se ne occupa", max_length=120, missing="Scrivi chi se ne occupa in azienda.")
    owner_account = Choice("Chi riceve i promemoria", required=False)
    starts_on = Day("Avvio", missing="Scrivi la data di avvio.")
    due_on = Day("Scadenza", missing="Scrivi la scadenza.")
    every = Choice(
        "Ogni quanto torna",
        required=False,
        choices=[(one.value, label) for one, label in EVERY_LABELS.items()],
    )
    legal_ref = Text("Riferimento", required=False, max_length=160, hint="Legge, bando o delibera.")
    trigger = Text("Quando nasce", required=False, max_length=160, hint="Per esempio: a ogni gara.")
    document = Text("Documento che lo dimostra", required=False, max_length=160)
    item = Hidden(required=False)
    version = Hidden(required=False)
    once = Once()

    def draft(self) -> CommitmentDraft:
        """A new one has the indicators of its template; a change leaves those there are."""
        template = item(self["item"])
        return CommitmentDraft(
            title=self["title"],
            kind=CommitmentKind(self["kind"]),
            owner=self["owner"],
            starts_on=self["starts_on"],
            due_on=self["due_on"],
            legal_ref=self["legal_ref"],
            owner_account=UUID(self["owner_account"]) if self["owner_account"] else None,
            every=Every(self["every"] or Every.ONCE),
            item=template.code if template else None,
            trigger=self["trigger"],
            document=self["document"],
            kpis=tuple(KpiDraft(name, unit or None) for name, unit in template.kpis) if template else (),
        )

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else None

    @staticmethod
    def known(row: CommitmentRow) -> dict[str, Any]:
        return {
            "title": row.title,
            "kind": row.kind.value,
            "owner": row.owner,
            "owner_account": row.owner_account,
            "starts_on": _typed(row.starts_on),
            "due_on": _typed(row.due_on),
            "every": row.every.value,
            "legal_ref": row.legal_ref,
            "trigger": row.trigger,
            "document": row.document,
            "item": row.item,
            "version": row.version,
        }

    @staticmethod
    def from_item(template: Item, kind: CommitmentKind, today: date) -> dict[str, Any]:
        due_on = template.due_after(today)
        return {
            "title": template.title,
            "kind": kind.value,
            "starts_on": _typed(today),
            "due_on": _typed(due_on) if due_on else None,
            "every": template.every.value,
            "legal_ref": template.legal_ref,
            "trigger": template.trigger,
            "document": template.document,
            "item": template.code,
        }


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


class FulfilForm(Form):
    done_on = Day("Concluso il", missing="Scrivi quando si è concluso.")

    @classmethod
    def on(cls, day: date) -> "FulfilForm":
        return cls.blank(done_on=_typed(day))


class EvidenceForm(Form):
    file = Upload(
        "Documento che lo dimostra",
        max_bytes=MOST_EVIDENCE_BYTES,
        suffixes=tuple(EVIDENCE_TYPES),
        hint="Al massimo 5 MB. Niente dati sulla salute delle persone.",
    )
    once = Once()


def _number(text: str) -> Decimal:
    """«1.250,5» and «12.5» alike: three digits after a dot are thousands. Raises ValueError."""
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError from None
    if not value.is_finite() or abs(value) >= 10**9 or value != round(value, 2):
        raise ValueError
    return value


def _figure(label: str) -> Text:
    wrong = f"Scrivi «{label}» come numero, con al massimo due decimali: 12,5."
    return Text(label, required=False, max_length=14, parse=_number, wrong=wrong)


class _KpiRows(Form):
    measured_on = Day("Misurati il", required=False)

    def check(self) -> None:
        for place in range(1, MOST_KPIS + 1):
            named = self.values.get(f"name_{place}")
            if not named and any(self.values.get(f"{what}_{place}") for what in ("target", "value")):
                self.fail(f"name_{place}", f"Scrivi il nome dell’indicatore {place}.")
        if self._measured() and not self.values.get("measured_on") and not self.error("measured_on"):
            self.fail("measured_on", "Scrivi quando hai misurato i valori.")

    def _measured(self) -> bool:
        return any(self.values.get(f"value_{place}") is not None for place in range(1, MOST_KPIS + 1))

    def drafts(self) -> list[KpiDraft]:
        return [
            KpiDraft(
                self[f"name_{place}"],
                self[f"unit_{place}"],
                self[f"target_{place}"],
                self[f"value_{place}"],
                self["measured_on"] if self[f"value_{place}"] is not None else None,
            )
            for place in range(1, MOST_KPIS + 1)
            if self[f"name_{place}"]
        ]

    @staticmethod
    def known(rows: Sequence[KpiRow]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for place, row in enumerate(rows, 1):
            found |= {f"name_{place}": row.name, f"unit_{place}": row.unit}
            for what, value in (("target", row.target), ("value", row.value)):
                found[f"{what}_{place}"] = (
                    None if value is None else f"{value.normalize():f}".replace(".", ",")
                )
        measured = [row.measured_on for row in rows if row.measured_on]
        return found | {"measured_on": _typed(max(measured)) if measured else None}


KpiForm: type[_KpiRows] = type(
    "KpiForm",
    (_KpiRows,),
    {
        f"{what}_{place}": make(f"{label} {place}")
        for place in range(1, MOST_KPIS + 1)
        for what, label, make in (
            ("name", "Indicatore", lambda label: Text(label, required=False, max_length=80)),
            ("unit", "Unità", lambda label: Text(label, required=False, max_length=20)),
            ("target", "Obiettivo", _figure),
            ("value", "Valore", _figure),
        )
    },
)
