"""What the law does not let, said all at once as (field, Italian sentence)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from portal.employers.measures.rules.compensation_limits import compensation_problems
from portal.employers.measures.rules.drafts import (
    CompensationDraft,
    EsoneroParzialeDraft,
    GradualDraft,
    MeasureDraft,
    Period,
    RequestDraft,
    SelfCertificationDraft,
    SuspensionDraft,
)
from portal.employers.measures.rules.exemption_limits import (
    esonero_parziale_problems,
    self_certification_problems,
)
from portal.employers.measures.rules.judged import Judged, Problem, tried
from portal.employers.measures.vocabulary import MEASURE_LABELS
from portal.employers.obligations.rules import gradualita, sospensione
from portal.employers.obligations.rules.avviamento import REQUEST_KIND_LABELS, request_problem
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.italian_counts import count_it
from portal.kernel.italian_days import day_it


def measure_problems(draft: MeasureDraft, judged: Judged) -> list[Problem]:
    found = list(_period(draft.period))
    if not found:
        found += _overlaps(draft, judged)
    found += _days(draft, judged.today)
    match draft:
        case RequestDraft():
            found += _request(draft, judged)
        case EsoneroParzialeDraft():
            found += esonero_parziale_problems(draft, judged)
        case SelfCertificationDraft():
            found += self_certification_problems(draft, judged)
        case SuspensionDraft():
            found += _suspension(draft, judged)
        case CompensationDraft():
            found += compensation_problems(draft, judged)
        case GradualDraft():
            found += _gradual(draft, judged)
    return list(dict.fromkeys(found))


def _period(period: Period) -> Iterator[Problem]:
    if period.ends_on is not None and period.ends_on < period.starts_on:
        yield "ends_on", "L’ultimo giorno viene prima del primo: controlla le due date."


def _days(draft: MeasureDraft, today: date) -> Iterator[Problem]:
    asked = draft.requested_on if isinstance(draft, EsoneroParzialeDraft | SuspensionDraft) else None
    if asked is not None and asked > today:
        yield "requested_on", "La richiesta è già partita: il suo giorno non può essere nel futuro."
    if draft.act is not None and draft.act.decided_on > today:
        yield "decided_on", "L’atto porta una data futura: registralo quando c’è."
    if draft.act is not None and asked is not None and draft.act.decided_on < asked:
        yield "decided_on", "L’atto viene prima della richiesta: controlla le due date."
    if isinstance(draft, EsoneroParzialeDraft) and draft.act is not None and draft.period.ends_on is None:
        yield "ends_on", "L’esonero è concesso per un tempo: scrivi l’ultimo giorno."
    if isinstance(draft, RequestDraft) and draft.period.starts_on > today:
        yield "starts_on", "La richiesta è già partita: il suo giorno non può essere nel futuro."


def _overlaps(draft: MeasureDraft, judged: Judged) -> Iterator[Problem]:
    if isinstance(draft, RequestDraft):
        return  # while one runs another place may open, and is asked for apart
    for other in judged.written.live(draft.kind):
        if other.meets(draft.period.starts_on, draft.period.ends_on) and _place(draft) == (
            other.province, other.other_province, other.subject, other.group_tax_code
        ):  # fmt: skip
            until = f" {day_it(other.ends_on, 'al')}" if other.ends_on else ""
            yield (
                "starts_on",
                f"«{MEASURE_LABELS[draft.kind]}» c’è già nello stesso luogo {day_it(other.starts_on, 'dal')}"
                f"{until}: termina prima quella misura, o scegli altri giorni.",
            )


def _place(draft: MeasureDraft) -> tuple[str | None, str | None, Subject | None, str | None]:
    if isinstance(draft, CompensationDraft):
        return draft.surplus, draft.reduced, draft.subject, draft.group_tax_code
    return draft.province, None, None, None


def _request(draft: RequestDraft, judged: Judged) -> Iterator[Problem]:
    refusal = request_problem(judged.employer, draft.way)
    if refusal is not None:
        yield "way", refusal
    first = draft.period.starts_on
    for other in judged.written.live(draft.kind):
        same = (other.province, other.subject, other.cause) == (draft.province, draft.subject, draft.way)
        if same and other.starts_on == first:
            yield (
                "starts_on",
                f"«{REQUEST_KIND_LABELS[draft.way]}» {day_it(first, 'del')} c’è già nella stessa provincia:"
                " annulla quella, se i posti sono altri.",
            )


def _suspension(draft: SuspensionDraft, judged: Judged) -> Iterator[Problem]:
    cause = draft.cause
    if not sospensione.suspends(cause):
        label = sospensione.SUSPENSION_CAUSE_LABELS[cause]
        article = sospensione.EFFECTS[cause].article
        yield (
            "cause",
            f"«{label}» non sospende l’obbligo ({article}): i posti restano da coprire, non serve registrarla.",
        )
        return
    whole = sospensione.reach(cause) is sospensione.SuspensionReach.WHOLE
    if whole and draft.province is not None:
        yield "province", "Questa causa sospende in tutta Italia: lascia vuota la provincia."
    if not whole and draft.province is None:
        yield "province", "Scegli la provincia in cui il lavoro è sospeso."
    if whole:
        return
    if draft.suspended is None or not draft.suspended:
        yield "workers", "Scrivi quante persone sono sospese: almeno una."
    if draft.out_of is None:
        yield "of_workers", "Scrivi quante persone lavorano nella provincia."
    if draft.suspended and draft.out_of is not None:
        suspended, total = draft.suspended, draft.out_of
        yield from tried(lambda: sospensione.share_of_workers(total, suspended), "workers")


def _gradual(draft: GradualDraft, judged: Judged) -> Iterator[Problem]:
    act = gradualita.Gradualita(
        draft.period.starts_on,
        draft.act.decided_on,
        draft.act.act_ref,
        Fraction(draft.percentage),
        draft.hired_before,
    )
    yield from tried(lambda: gradualita.valid(act))
    place = judged.place(draft.province)
    hired = judged.hires_since(draft.province, draft.period.starts_on)
    there = gradualita.gradual_places(place.quota3, place.in_force3, hired, Fraction(draft.percentage))
    if draft.units > there.postponed:
        yield (
            "units",
            f"Nella provincia puoi rimandare al massimo {count_it(there.postponed, 'posto', 'posti')}:"
            f" ne hai scritti {draft.units}.",
        )
