"""What the pages of measures receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.measures.pages.law import law_facts
from portal.employers.measures.pages.shared import (
    Drawn,
    EffectView,
    effect_view,
    period,
    province_name,
    typed_amount,
)
from portal.employers.measures.queries.effects import Effect, contribution_of
from portal.employers.measures.rules.judged import EXEMPTING
from portal.employers.measures.rules.written import Written, WrittenMeasure
from portal.employers.measures.transitions import MEASURE
from portal.employers.measures.vocabulary import (
    ESONERO_PARZIALE_GROUND_LABELS,
    MEASURE_ARTICLES,
    MEASURE_LABELS,
    ON_REQUEST,
    REQUEST_OUTCOME_LABELS,
    EsoneroParzialeGround,
    MeasureKind,
    MeasureState,
    RequestOutcome,
)
from portal.employers.obligations.pages.whose import Crumb, Whose
from portal.employers.obligations.rules.avviamento import REQUEST_KIND_LABELS, RequestKind
from portal.employers.obligations.rules.esonero import ESONERO_SECTOR_LABELS, EsoneroSector
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.sospensione import SUSPENSION_CAUSE_LABELS, SuspensionCause
from portal.employers.obligations.vocabulary import SUBJECT_LABELS
from portal.foundation.web.italian import date_it, money_it, plural
from portal.kernel.viewer import Viewer

Fact = tuple[str, object, str | None]

KIND_NOTES: dict[MeasureKind, str] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: (
        "Chiedi all’ufficio le persone da assumere: per quei posti il termine non corre più."
    ),
    MeasureKind.ESONERO_PARZIALE: "Chi non può occupare tutta la quota paga un contributo per una parte.",
    MeasureKind.ESONERO_60_PERMILLE: "Per gli addetti a lavorazioni con tasso INAIL di almeno 60 per mille.",
    MeasureKind.SOSPENSIONE: "L’obbligo si ferma mentre il lavoro è sospeso.",
    MeasureKind.COMPENSAZIONE_TERRITORIALE: "Chi è in più in una provincia copre un posto altrove.",
    MeasureKind.GRADUALITA: "Per chi passa da pubblico a privato: la quota si copre con le nuove assunzioni.",
}
NEW_LABELS: dict[MeasureKind, str] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: "Registra una richiesta",
    MeasureKind.ESONERO_PARZIALE: "Nuovo esonero parziale",
    MeasureKind.ESONERO_60_PERMILLE: "Nuova autocertificazione 60 per mille",
    MeasureKind.SOSPENSIONE: "Nuova sospensione",
    MeasureKind.COMPENSAZIONE_TERRITORIALE: "Nuova compensazione",
    MeasureKind.GRADUALITA: "Nuova gradualità",
}

NONE_YET: dict[MeasureKind, str] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: "Nessuna richiesta registrata.",
    MeasureKind.ESONERO_PARZIALE: "Nessun esonero parziale registrato.",
    MeasureKind.ESONERO_60_PERMILLE: "Nessun esonero autocertificato registrato.",
    MeasureKind.SOSPENSIONE: "Nessuna sospensione registrata.",
    MeasureKind.COMPENSAZIONE_TERRITORIALE: "Nessuna compensazione registrata.",
    MeasureKind.GRADUALITA: "Nessuna gradualità registrata.",
}


_NOT_PUBLIC = (
    "Per i datori privati e gli enti pubblici economici: le pubbliche amministrazioni non lo chiedono."
)


_PUBLIC_COMPENSATION = (
    "Nella stessa regione, e con l’autorizzazione, chi è in più in una provincia copre un posto altrove."
)


def note_of(kind: MeasureKind, employer: EmployerKind) -> str:
    if not open_here(kind, employer):
        return _NOT_PUBLIC
    if kind is MeasureKind.COMPENSAZIONE_TERRITORIALE and employer is EmployerKind.PUBLIC:
        return _PUBLIC_COMPENSATION
    return KIND_NOTES[kind]


def open_here(kind: MeasureKind, employer: EmployerKind) -> bool:
    """An esonero is not for public administrations (L. 68/1999 art. 5 c. 3)."""
    return not (kind in EXEMPTING and employer is EmployerKind.PUBLIC)


def slug(kind: MeasureKind) -> str:
    """How addresses write the kind."""
    return kind.value.replace("_", "-")


def kind_of(text: str) -> MeasureKind | None:
    return next((kind for kind in MeasureKind if slug(kind) == text), None)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    href: str
    place: str
    what: str
    period: str
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class KindSection:
    kind: str
    title: str
    note: str
    article: str
    new_label: str | None
    """None where the employer may not have it."""
    none_yet: str
    rows: Sequence[MeasureLine]


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    whose: Whose
    crumbs: Sequence[Crumb]
    sections: Sequence[KindSection]
    conventions: int
    may_edit: bool


def standing_words(one: WrittenMeasure, today: date) -> tuple[str, str]:
    """The state as read today, and the kind of its tag."""
    end = "o" if one.kind in EXEMPTING else "a"
    match one.state:
        case MeasureState.REQUESTED:
            return "In attesa di risposta", "warning"
        case MeasureState.REFUSED:
            return f"Negat{end}", "error"
        case MeasureState.WITHDRAWN:
            return f"Ritirat{end}", "neutral"
        case MeasureState.CANCELLED:
            return f"Annullat{end}", "neutral"
    if one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
        return ("Presentata", "info") if one.waits_on(today) else ("Chiusa", "neutral")
    if one.starts_on > today:
        return "Comincia più avanti", "info"
    return ("In vigore", "ok") if one.holds_on(today) else (f"Terminat{end}", "neutral")


def place_words(one: WrittenMeasure) -> str:
    if one.kind is MeasureKind.COMPENSAZIONE_TERRITORIALE:
        group = f"azienda {one.group_tax_code}"
        given = province_name(one.province) if one.province else group
        reduced = province_name(one.other_province) if one.other_province else group
        return f"Da {given} a {reduced}"
    return province_name(one.province)


def what_words(one: WrittenMeasure) -> str:
    match one.kind:
        case MeasureKind.RICHIESTA_DI_AVVIAMENTO:
            subject = SUBJECT_LABELS[one.subject] if one.subject else ""
            way = REQUEST_KIND_LABELS[RequestKind(one.cause or RequestKind.NOMINATIVA)]
            return f"{plural(one.units, 'posto', 'posti')}. {subject}. {way}"
        case MeasureKind.SOSPENSIONE:
            cause = SUSPENSION_CAUSE_LABELS[SuspensionCause(one.cause or "")]
            who = (
                f", {plural(one.workers or 0, 'persona', 'persone')} su {one.of_workers}"
                if one.of_workers
                else ""
            )
            return f"{cause}{who}"
        case MeasureKind.ESONERO_PARZIALE:
            return f"{plural(one.units, 'unità', 'unità')}, {typed_amount(one.percentage)} % della quota"
        case MeasureKind.ESONERO_60_PERMILLE:
            return f"{plural(one.units, 'unità', 'unità')}, {plural(one.workers or 0, 'addetto', 'addetti')}"
        case MeasureKind.COMPENSAZIONE_TERRITORIALE:
            whom = SUBJECT_LABELS[one.subject] if one.subject else ""
            return f"{plural(one.units, 'posto', 'posti')}. {whom}"
    return f"{plural(one.units, 'posto rimandato', 'posti rimandati')}"


def sections(whose: Whose, written: Written, today: date, employer: EmployerKind) -> list[KindSection]:
    """Every kind, those that count first, the latest of each first."""
    found = []
    for kind in MeasureKind:
        own = sorted(
            (one for one in written.measures if one.kind is kind),
            key=lambda one: (not one.live, -one.starts_on.toordinal()),
        )
        rows = [
            MeasureLine(
                whose.link(f"/measures/{one.id}"),
                place_words(one),
                what_words(one),
                period(one.starts_on, one.ends_on),
                *standing_words(one, today),
            )
            for one in own
        ]
        found.append(
            KindSection(
                slug(kind),
                MEASURE_LABELS[kind],
                note_of(kind, employer),
                MEASURE_ARTICLES[kind],
                NEW_LABELS[kind] if open_here(kind, employer) else None,
                NONE_YET[kind],
                rows,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """How a province stands today, to fill the form with open eyes."""

    name: str
    facts: list[Fact]


def place_facts(there: Position) -> list[PlaceFacts]:
    return [
        PlaceFacts(
            province_name(one.province),
            [
                ("Quota (art. 3)", one.quota3, None),
                ("In forza", one.in_force3, None),
                ("Scoperti", max(0, one.gap3), None),
            ],
        )
        for one in there.provinces
    ]


@dataclass(frozen=True, slots=True)
class NewMeasurePage:
    crumbs: Sequence[Crumb]
    kind: str
    title: str
    note: str
    article: str
    fields: Sequence[Drawn]
    places: Sequence[PlaceFacts]
    on: date
    proposals: Sequence[str] = ()
    """Compensations that would stand today: which surplus covers which gap."""


FIELDS: dict[MeasureKind, tuple[str, ...]] = {
    MeasureKind.RICHIESTA_DI_AVVIAMENTO: ("subject", "province", "way", "units", "starts_on", "act_ref"),
    MeasureKind.ESONERO_PARZIALE: (
        "province", "sector", "grounds", "percentage", "units", "requested_on", "starts_on", "ends_on",
        "decided_on", "act_ref",
    ),
    MeasureKind.ESONERO_60_PERMILLE: (
        "province", "premium_permille", "workers", "units", "decided_on", "act_ref", "starts_on", "ends_on",
    ),
    MeasureKind.SOSPENSIONE: (
        "cause", "province", "workers", "of_workers", "requested_on", "starts_on", "ends_on", "decided_on",
        "act_ref",
    ),
    MeasureKind.COMPENSAZIONE_TERRITORIALE: (
        "subject", "province", "other_province", "units", "group_tax_code", "starts_on", "ends_on",
        "decided_on", "act_ref",
    ),
    MeasureKind.GRADUALITA: (
        "province", "starts_on", "ends_on", "percentage", "workers", "units", "decided_on", "act_ref",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContributionRow:
    period: str
    units: int
    days: int
    per_day: str
    amount: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What the esonero costs in a year if the province stays as it is."""

    year: int
    rows: Sequence[ContributionRow]
    total: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    whose: Whose
    crumbs: Sequence[Crumb]
    id: UUID
    title: str
    article: str
    lead: str
    state: str
    tag: str
    facts: Sequence[Fact]
    effect: EffectView | None
    contribution: Contribution | None
    moves: frozenset[str]
    exempts: bool
    closing: str
    """What ending it is called."""
    today: date


def measure_page(
    one: WrittenMeasure,
    effect: Effect | None,
    whose: Whose,
    crumbs: Sequence[Crumb],
    viewer: Viewer,
    today: date,
) -> MeasurePage:
    state, tag = standing_words(one, today)
    moves = {row.name for row in MEASURE.available(one.state, viewer.roles)} if whose.own else set()
    over = one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO and not one.waits_on(today)
    if over or (one.ends_on is not None and one.ends_on < today):
        moves.discard("close")
    return MeasurePage(
        whose=whose,
        crumbs=crumbs,
        id=one.id,
        title=MEASURE_LABELS[one.kind],
        article=MEASURE_ARTICLES[one.kind],
        lead=f"{place_words(one)}, {period(one.starts_on, one.ends_on)}.",
        state=state,
        tag=tag,
        facts=[*_facts(one), *(law_facts(one, effect.parameters) if effect else [])],
        effect=None if one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO else effect_view(effect),
        contribution=_contribution(one, effect, today),
        moves=frozenset(moves),
        exempts=one.kind is MeasureKind.ESONERO_PARZIALE,
        closing=closing_words(one),
        today=today,
    )


def closing_words(one: WrittenMeasure) -> str:
    if one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
        return "Chiudi la richiesta"
    return MEASURE.named("close").label


def _facts(one: WrittenMeasure) -> list[Fact]:
    rows: list[Fact] = [("Dove", place_words(one), None), ("Che cosa", what_words(one), None)]
    if one.kind is MeasureKind.ESONERO_PARZIALE:
        grounds = [ESONERO_PARZIALE_GROUND_LABELS[EsoneroParzialeGround(name)] for name in one.grounds]
        rows += [
            ("Settore", ESONERO_SECTOR_LABELS[EsoneroSector(one.cause or "ordinary")], None),
            ("Condizioni", "; ".join(grounds), None),
        ]
    if one.premium_permille is not None:
        rows.append(("Tasso INAIL", f"{typed_amount(one.premium_permille)} per mille", None))
    if one.kind is MeasureKind.GRADUALITA:
        rows += [
            ("Percentuale delle nuove assunzioni", f"{typed_amount(one.percentage)} %", None),
            ("Assunzioni prima della trasformazione", one.workers or 0, None),
        ]
    if one.kind is MeasureKind.RICHIESTA_DI_AVVIAMENTO:
        rows.append(("Presentata il", date_it(one.starts_on), one.act_ref))
        if one.ends_on is not None:
            known = [REQUEST_OUTCOME_LABELS[RequestOutcome(name)] for name in one.grounds]
            rows.append(("Chiusa il", date_it(one.ends_on), known[0] if known else None))
        return rows
    rows.append(("Periodo", period(one.starts_on, one.ends_on), None))
    if one.requested_on is not None:
        rows.append(("Richiesta del", date_it(one.requested_on), None))
    if one.decided_on is not None:
        what = "Atto del" if one.kind in ON_REQUEST else "Dichiarazione del"
        rows.append((what, date_it(one.decided_on), one.act_ref))
    return rows


def _contribution(one: WrittenMeasure, effect: Effect | None, today: date) -> Contribution | None:
    if one.kind is not MeasureKind.ESONERO_PARZIALE or effect is None or one.province is None:
        return None
    year = max(today.year, one.starts_on.year)
    first = max(one.starts_on, date(year, 1, 1))
    last = min(one.ends_on or date(year, 12, 31), date(year, 12, 31))
    sector = EsoneroSector(one.cause or EsoneroSector.ORDINARY)
    found = contribution_of(effect, one.province, Fraction(one.percentage or 0), sector, first, last)
    if found is None:
        return None
    # the office grants units: what the percentage would let beyond them is not exempt, and is not paid
    units = [min(spell.units, one.units) for spell in found.spells]
    amounts = [many * spell.days * spell.per_day for many, spell in zip(units, found.spells, strict=True)]
    rows = [
        ContributionRow(
            period(spell.first, spell.last), many, spell.days, money_it(spell.per_day), money_it(amount)
        )
        for spell, many, amount in zip(found.spells, units, amounts, strict=True)
    ]
    return Contribution(year, rows, money_it(sum(amounts, Fraction(0))))
