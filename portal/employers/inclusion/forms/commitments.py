"""Commitments and their evidence."""

from datetime import date
from typing import Any

from portal.employers.inclusion.actions.commitments import CommitmentDraft
from portal.employers.inclusion.queries.commitments import CommitmentRow
from portal.employers.inclusion.rules.commitments import EVIDENCE_TYPES, MOST_EVIDENCE_BYTES
from portal.employers.inclusion.vocabulary import COMMITMENT_KIND_LABELS, CommitmentKind
from portal.foundation.web.forms import Choice, Day, Form, Hidden, Once, Text, Upload


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
