"""What the pages of conventions receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.measures.pages.shared import (
    EffectView,
    effect_view,
    period,
    province_name,
    typed_amount,
)
from portal.employers.measures.queries.conventions import Candidate
from portal.employers.measures.queries.effects import Effect
from portal.employers.measures.rules.agreements import CommitmentState, commitment_states
from portal.employers.measures.rules.written import WrittenConvenzione
from portal.employers.measures.transitions import CONVENZIONE
from portal.employers.measures.vocabulary import (
    BODY_LABELS,
    COMMITMENT_STANDING_LABELS,
    CONVENZIONE_ARTICLES,
    CONVENZIONE_LABELS,
    OWN_HIRES,
    CommitmentStanding,
    ConvenzioneKind,
    ConvenzioneState,
)
from portal.employers.obligations.pages.whose import Crumb, Whose
from portal.employers.obligations.rules.convenzioni import art12_terms, secondment_allowed
from portal.employers.obligations.rules.steps import Step
from portal.foundation.web.italian import date_it, money_it, plural
from portal.kernel.parameters import Parameters
from portal.kernel.viewer import Viewer

Fact = tuple[str, object, str | None]

KIND_NOTES: dict[ConvenzioneKind, str] = {
    ConvenzioneKind.PROGRAMME: "Programmi le assunzioni nel tempo: finché rispetti le date i posti non sono scoperti.",
    ConvenzioneKind.INTEGRATION: "Per persone con particolari difficoltà, con sostegno e tutorato.",
    ConvenzioneKind.ART12: "Assumi e la persona lavora per un periodo presso una cooperativa sociale.",
    ConvenzioneKind.ART12_BIS: "Affidi commesse a un ente che assume la persona.",
    ConvenzioneKind.ART14: "Affidi commesse secondo la convenzione quadro del territorio.",
}

_TAGS: dict[CommitmentStanding, str] = {
    CommitmentStanding.KEPT: "ok",
    CommitmentStanding.PLANNED: "neutral",
    CommitmentStanding.NEAR: "warning",
    CommitmentStanding.BREACHED: "error",
}


def slug(kind: ConvenzioneKind) -> str:
    return kind.value.replace("_", "-")


def kind_of(text: str) -> ConvenzioneKind | None:
    return next((kind for kind in ConvenzioneKind if slug(kind) == text), None)


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    words: str
    due_on: date
    note: str
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class ConvenzioneCard:
    href: str
    title: str
    lead: str
    state: str
    tag: str
    hired: int
    planned: int
    progress: str
    next_words: str | None
    breached: str | None


@dataclass(frozen=True, slots=True)
class NewKind:
    href: str
    title: str
    note: str
    article: str


@dataclass(frozen=True, slots=True)
class ConventionsPage:
    whose: Whose
    crumbs: Sequence[Crumb]
    cards: Sequence[ConvenzioneCard]
    kinds: Sequence[NewKind]
    may_edit: bool


def standing_words(one: WrittenConvenzione, today: date) -> tuple[str, str]:
    match one.state:
        case ConvenzioneState.REQUESTED:
            return "In attesa di firma", "warning"
        case ConvenzioneState.REFUSED:
            return "Negata", "error"
        case ConvenzioneState.WITHDRAWN:
            return "Ritirata", "neutral"
        case ConvenzioneState.CONCLUDED:
            return "Conclusa", "neutral"
        case ConvenzioneState.REVOKED:
            return "Risolta dall’ufficio", "error"
    if one.starts_on > today:
        return "Comincia più avanti", "info"
    if one.last_day < today:
        return "Terminata", "neutral"
    return ("In vigore", "ok") if one.programme(today).respected else ("Non rispettata", "error")


def _people(number: int) -> str:
    return plural(number, "persona", "persone")


def card(one: WrittenConvenzione, whose: Whose, today: date) -> ConvenzioneCard:
    state, tag = standing_words(one, today)
    there = one.programme(today)
    due = there.next_due
    live = one.in_force_on(today)
    return ConvenzioneCard(
        whose.link(f"/conventions/{one.id}"),
        CONVENZIONE_LABELS[one.kind],
        f"{province_name(one.province)}, {period(one.starts_on, one.last_day)}.",
        state,
        tag,
        min(there.hired, there.planned),
        there.planned,
        f"{there.hired} su {_people(there.planned)}",
        f"{_people(due.people)} entro {date_it(due.due_on, 'il')}" if due and live else None,
        _breach(one, today),
    )


def _breach(one: WrittenConvenzione, today: date) -> str | None:
    there = one.programme(today)
    if not one.in_force_on(today) or there.breached_on is None:
        return None
    verb = "manca" if there.late == 1 else "mancano"
    words = f"{date_it(there.breached_on, 'Dal')} {verb} {_people(there.late)}."
    if one.kind in OWN_HIRES:
        words += " Finché il programma non è rispettato, i suoi posti contano come scoperti."
    return words


def lines(one: WrittenConvenzione, today: date) -> list[CommitmentLine]:
    return [_line(state, one.state) for state in commitment_states(one, today)]


def _line(state: CommitmentState, of: ConvenzioneState) -> CommitmentLine:
    commitment = state.commitment
    hired = commitment.people - state.missing
    note = f"{hired} già al lavoro" if hired else "ancora nessuna"
    shown = of in (ConvenzioneState.REQUESTED, ConvenzioneState.IN_FORCE)
    return CommitmentLine(
        f"{_people(commitment.people)} entro {date_it(commitment.due_on, 'il')}",
        commitment.due_on,
        note,
        COMMITMENT_STANDING_LABELS[state.standing] if shown else "–",
        _TAGS[state.standing] if shown else "neutral",
    )


@dataclass(frozen=True, slots=True)
class NewConvenzionePage:
    crumbs: Sequence[Crumb]
    kind: str
    title: str
    note: str
    article: str
    with_body: bool
    with_orders: bool
    cap: Step | None
    gap: int
    on: date


@dataclass(frozen=True, slots=True)
class PlanPage:
    crumbs: Sequence[Crumb]
    id: UUID
    title: str
    past: Sequence[CommitmentLine]


@dataclass(frozen=True, slots=True)
class ConvenzionePage:
    whose: Whose
    crumbs: Sequence[Crumb]
    id: UUID
    title: str
    article: str
    lead: str
    state: str
    tag: str
    facts: Sequence[Fact]
    terms: str | None
    breach: str | None
    progress: str
    hired: int
    planned: int
    lines: Sequence[CommitmentLine]
    effect: EffectView | None
    moves: frozenset[str]
    candidates: int
    today: date


def convenzione_page(
    one: WrittenConvenzione,
    effect: Effect | None,
    candidates: Sequence[Candidate],
    whose: Whose,
    crumbs: Sequence[Crumb],
    viewer: Viewer,
    today: date,
) -> ConvenzionePage:
    state, tag = standing_words(one, today)
    there = one.programme(today)
    moves = {row.name for row in CONVENZIONE.available(one.state, viewer.roles)} if whose.may_edit else set()
    return ConvenzionePage(
        whose=whose,
        crumbs=crumbs,
        id=one.id,
        title=CONVENZIONE_LABELS[one.kind],
        article=CONVENZIONE_ARTICLES[one.kind],
        lead=f"{province_name(one.province)}, {period(one.starts_on, one.last_day)}.",
        state=state,
        tag=tag,
        facts=[*_facts(one), *(_law(one, effect.parameters) if effect else [])],
        terms=one.terms,
        breach=_breach(one, today),
        progress=f"{there.hired} su {_people(there.planned)}",
        hired=min(there.hired, there.planned),
        planned=there.planned,
        lines=lines(one, today),
        effect=effect_view(effect),
        moves=frozenset(moves),
        candidates=len(candidates),
        today=today,
    )


def _facts(one: WrittenConvenzione) -> list[Fact]:
    rows: list[Fact] = [
        ("Ufficio", province_name(one.province), None),
        ("Periodo", period(one.starts_on, one.ends_on), None),
        ("Richiesta del", date_it(one.requested_on), None),
    ]
    if one.signed_on is not None:
        rows.append(("Firmata il", date_it(one.signed_on), one.act_ref))
    if one.body_name is not None and one.body_kind is not None:
        rows.append(("Ente che accoglie", one.body_name, BODY_LABELS[one.body_kind]))
    if one.orders_value is not None:
        rows.append(("Commesse in un anno", money_it(one.orders_value), None))
    if one.unit_value is not None:
        rows.append(("Valore unitario", money_it(one.unit_value), None))
    if one.units is not None:
        rows.append(("Posti coperti con le commesse", one.units, None))
    if one.framework_cap is not None:
        rows.append(("Massimo della convenzione quadro", f"{typed_amount(one.framework_cap)} %", None))
    if one.ended_on is not None:
        rows.append(("Finita il", date_it(one.ended_on), None))
    return rows


def _law(one: WrittenConvenzione, parameters: Parameters) -> list[Fact]:
    """What the law of its day lets: terms of art. 12, secondment to the receiving body."""
    rows: list[Fact] = []
    if one.kind is ConvenzioneKind.ART12:
        plain, extended = art12_terms(one.starts_on, parameters)
        rows.append(("Al massimo fino al", date_it(plain), f"con la proroga {date_it(extended, 'al')}"))
    if secondment_allowed(one.kind, one.signed_on or one.requested_on, parameters):
        rows.append(("Distacco", "Possibile se la convenzione lo dice", "DLgs 276/2003 art. 30"))
    return rows


def candidate_choices(candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """Staff numbers and days: names stay in the workforce."""
    return [
        (
            str(one.worker_id),
            f"Matricola {one.code}, al lavoro {date_it(one.starts_on, 'dal')}"
            + (f" {date_it(one.ends_on, 'al')}" if one.ends_on else ""),
        )
        for one in candidates
    ]
