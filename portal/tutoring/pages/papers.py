"""What the pages of documents, signatures and amendments receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation.web.italian import date_it, datetime_it, join_it
from portal.tutoring.pages.leading import CheckRow
from portal.tutoring.papers.queries import Signed
from portal.tutoring.papers.rules import Version, latest, to_sign
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import (
    KINDS,
    NOT_STARTED,
    PAPER_LABELS,
    SIGNED_HOW_LABELS,
    SIGNER_LABELS,
    PaperKind,
    Signer,
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    title: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    title: str
    note: str
    copy_href: str | None


def has_register(detail: Detail) -> bool:
    """The plan has begun, and somebody keeps its register."""
    return detail.state not in NOT_STARTED and KINDS[detail.kind].keeps_register


def paper_title(detail: Detail, kind: PaperKind) -> str:
    return KINDS[detail.kind].progetto if kind is PaperKind.PROGETTO else PAPER_LABELS[kind]


def signature_rows(versions: Sequence[Version], signed: Sequence[Signed]) -> list[CheckRow]:
    """One row a party: done when nothing waits for her."""
    rows = []
    for signer in Signer:
        if not any(signer in one.signers for one in versions):
            continue
        waiting = to_sign(versions, signer)
        last = next((one for one in signed if one.signer is signer), None)
        if waiting:
            note = "da firmare"
        elif last is not None:
            note = f"{date_it(last.at)}, {SIGNED_HOW_LABELS[last.how]}"
        else:
            note = "non serve"
        rows.append(CheckRow(SIGNER_LABELS[signer], "doing" if waiting else "done", note))
    return rows


def paper_lines(detail: Detail, versions: Sequence[Version], *, started: bool, over: bool) -> list[PaperLine]:
    where, lines = f"/plans/{detail.id}/papers", []
    for kind in PaperKind:
        newest = latest(versions, kind)
        if newest is not None:
            waiting = [signer for signer in newest.signers if newest in to_sign(versions, signer)]
            note = f"Versione {newest.version}, " + (
                f"aspetta {join_it([_inside(SIGNER_LABELS[one]) for one in waiting])}"
                if waiting
                else "firmata"
            )
            lines.append(PaperLine(paper_title(detail, kind), note, f"{where}/{kind.value}"))
        elif (
            started and kind in (PaperKind.REGISTRO, PaperKind.DOSSIER) and KINDS[detail.kind].keeps_register
        ):
            lines.append(PaperLine(PAPER_LABELS[kind], "Come sta oggi", f"{where}/{kind.value}"))
            if kind is PaperKind.REGISTRO:
                sheet = f"/plans/{detail.id}/register.xlsx"
                lines.append(PaperLine(f"{PAPER_LABELS[kind]} in Excel", "Come sta oggi", sheet))
        elif over and kind is PaperKind.ATTESTAZIONE and KINDS[detail.kind].keeps_register:
            lines.append(PaperLine(PAPER_LABELS[kind], "Se la presenza basta", f"{where}/{kind.value}"))
    return lines


def signature_lines(detail: Detail, signed: Sequence[Signed], names: dict[UUID, str]) -> list[SignatureLine]:
    """Every signature, with who took part in it; nothing can date one back."""
    return [
        SignatureLine(
            f"{SIGNER_LABELS[one.signer]}: {_inside(paper_title(detail, one.kind))}, versione {one.version}",
            f"{datetime_it(one.at)}, {SIGNED_HOW_LABELS[one.how]}"
            + (f", {names[one.by]}" if one.by in names else ""),
            f"/plans/{detail.id}/signed-copies/{one.id}" if one.has_copy else None,
        )
        for one in signed
    ]


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    title: str
    note: str


def amendment_line(
    number: int, label: str, state: str, proposed_on: date, decided_on: date | None
) -> AmendmentLine:
    words = {"proposed": "aspetta le firme", "in_force": "in vigore", "withdrawn": "ritirata"}[state]
    when = f" {date_it(decided_on, 'dal')}" if decided_on and state == "in_force" else ""
    return AmendmentLine(f"{label} {number}", f"Proposta {date_it(proposed_on, 'il')}, {words}{when}")
