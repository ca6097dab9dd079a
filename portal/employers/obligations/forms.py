"""What-if, the day to reckon to, commitments and their evidence."""

from datetime import date
from fractions import Fraction
from typing import Any

from portal.employers.companies.reading import hours
from portal.employers.obligations.actions.commitments import CommitmentDraft
from portal.employers.obligations.queries.commitments import CommitmentRow
from portal.employers.obligations.rules.commitments import EVIDENCE_TYPES, MOST_EVIDENCE_BYTES
from portal.employers.obligations.rules.what_if import Change
from portal.employers.obligations.vocabulary import COMMITMENT_KIND_LABELS, CommitmentKind
from portal.foundation.web.forms import Choice, Day, Form, Hidden, Integer, Once, Text, Upload


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


class CommitmentForm(Form):
    title = Text("Impegno", max_length=160, missing="Scrivi l’impegno.")
    kind = Choice(
        "Di che tipo è",
        choices=[(one.value, label) for one, label in COMMITMENT_KIND_LABELS.items()],
        missing="Scegli di che tipo è.",
    )
    owner = Text("Chi se ne occupa", max_length=120, missing="Scrivi chi se ne occupa in azienda.")
    starts_on = Day("Avvio", missing="Scrivi la data di avvio.")
    due_on = Day("Scadenza", missing="Scrivi la scadenza.")
    legal_ref = Text("Riferimento", required=False, max_length=160, hint="Legge, bando o delibera.")
    version = Hidden(required=False)
    once = Once()

    def draft(self) -> CommitmentDraft:
        return CommitmentDraft(
            self["title"],
            CommitmentKind(self["kind"]),
            self["owner"],
            self["starts_on"],
            self["due_on"],
            self["legal_ref"],
        )

    def seen_version(self) -> int | None:
        text = self.values.get("version")
        return int(text) if isinstance(text, str) and text.isdigit() else None

    @staticmethod
    def known(row: CommitmentRow) -> dict[str, Any]:
        return {
            "title": row.title,
            "kind": row.kind.value,
            "owner": row.owner,
            "starts_on": f"{row.starts_on:%d/%m/%Y}",
            "due_on": f"{row.due_on:%d/%m/%Y}",
            "legal_ref": row.legal_ref,
            "version": row.version,
        }


class FulfilForm(Form):
    done_on = Day("Concluso il", missing="Scrivi quando si è concluso.")

    @classmethod
    def on(cls, day: date) -> "FulfilForm":
        return cls.blank(done_on=f"{day:%d/%m/%Y}")


class EvidenceForm(Form):
    file = Upload(
        "Documento che lo dimostra",
        max_bytes=MOST_EVIDENCE_BYTES,
        suffixes=tuple(EVIDENCE_TYPES),
        hint="Al massimo 5 MB. Niente dati sulla salute delle persone.",
    )
    once = Once()
