"""What a plan still needs before it starts, and what it left: documents, signatures, outcome, follow-ups."""

from dataclasses import dataclass
from datetime import date

from portal.foundation.web.italian import date_it
from portal.tutoring import rules
from portal.tutoring.modules import MODULES
from portal.tutoring.queries.detail import Detail, End, FollowUpRow, Paper
from portal.tutoring.queries.training import Standing
from portal.tutoring.vocabulary import (
    DOCUMENT_LABELS,
    KEPT,
    KINDS,
    OUTCOME_LABELS,
    STILL_THERE_LABELS,
    DocumentKind,
    Outcome,
)


@dataclass(frozen=True, slots=True)
class CheckRow:
    label: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class NextStep:
    day: date
    title: str
    note: str
    href: str | None


def document_rows(detail: Detail, papers: dict[DocumentKind, Paper], today: date) -> list[CheckRow]:
    rows = []
    for kind in KINDS[detail.kind].documents:
        paper = papers.get(kind)
        if paper is None:
            rows.append(CheckRow(DOCUMENT_LABELS[kind], "doing", "manca"))
            continue
        expired = paper.valid_until is not None and paper.valid_until < max(today, detail.starts_on or today)
        note = f"{paper.reference}, {date_it(paper.recorded_on)}"
        if paper.category_code is not None:
            note += f", codice {paper.category_code}"
        if paper.valid_until is not None:
            note += f", {'scaduto il' if expired else 'vale fino al'} {date_it(paper.valid_until)}"
        rows.append(CheckRow(DOCUMENT_LABELS[kind], "doing" if expired else "done", note))
    return rows


def training_rows(known: Standing | None) -> list[CheckRow]:
    """One row a module; the next one to do is open, those after it wait."""
    rows, next_found = [], False
    for module in MODULES:
        state = known.module(module.key) if known else None
        if known is not None and module.key in known.completed:
            rows.append(CheckRow(module.title, "done", None))
            continue
        note = f"{module.minutes} minuti"
        if known is not None and known.is_over(module.key):
            note += ", da rifare"
        elif state is not None and state.read_on is not None:
            note += ", metà completata"
        rows.append(CheckRow(module.title, "locked" if next_found else "doing", note))
        next_found = True
    return rows


def follow_up_rows(rows: list[FollowUpRow]) -> list[CheckRow]:
    return [
        CheckRow(
            f"A {row.months} {'mese' if row.months == 1 else 'mesi'}",
            "done" if row.done_on else "doing",
            STILL_THERE_LABELS[row.still_there].lower()
            if row.still_there
            else f"{date_it(row.due_on, 'dal')}",
        )
        for row in rows
    ]


def outcome_words(end: End) -> str:
    if end.outcome.startswith("interrupted_by_"):
        who = {"person": "dalla persona", "company": "dall’azienda", "service": "dal servizio"}
        return f"Interrotto {who[end.outcome.removeprefix('interrupted_by_')]} {date_it(end.ended_on, 'il')}"
    return f"{OUTCOME_LABELS[Outcome(end.outcome)]}, {date_it(end.ended_on)}"


def next_steps(detail: Detail, today: date) -> list[NextStep]:
    if detail.starts_on is None or detail.ends_on is None or detail.state not in KEPT:
        return []
    month = rules.month_of(today)
    steps = []
    if today <= detail.ends_on and month.last <= detail.ends_on:
        words = date_it(month.last).split(" ", 1)[1]
        steps.append(NextStep(month.last, "Chiudi le presenze", f"Registro di {words}", None))
    steps += [
        NextStep(day, "Verifica intermedia", f"A {after} giorni dall’inizio", None)
        for after, day in rules.reviews(detail.starts_on, detail.ends_on)
        if day >= today
    ]
    steps.append(NextStep(detail.ends_on, "Fine del percorso", "Esito e prosecuzione", None))
    return sorted(steps, key=lambda step: step.day)[:4]


def missing(documents: list[CheckRow], signatures: list[CheckRow], training: list[CheckRow]) -> str | None:
    """What still keeps a plan from being ready, in one sentence."""
    parts = []
    if any(row.state != "done" for row in signatures):
        parts.append("le firme")
    if any(row.state != "done" for row in documents):
        parts.append("i documenti")
    if any(row.state != "done" for row in training):
        parts.append("la formazione del tutor")
    if not parts:
        return None
    words = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " e " + parts[-1]
    return f"Prima dell’avvio mancano {words}."
