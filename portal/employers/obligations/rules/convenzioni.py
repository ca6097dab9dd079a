"""How many places a convention may cover, for how long, with whom (L. 68/1999 art. 11, 12, 12-bis)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.measures.vocabulary import BODY_LABELS, CONVENZIONE_ARTICLES, BodyKind, ConvenzioneKind
from portal.employers.obligations.rules.months import add_months, lasts_at_least, lasts_at_most
from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.rules.steps import Exact, Step, weakest
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.italian_counts import count_it
from portal.kernel.italian_days import day_it
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameter, Parameters

_K, _B = ConvenzioneKind, BodyKind
BEFORE_2026: dict[ConvenzioneKind, frozenset[BodyKind]] = {
    _K.ART12: frozenset({_B.SOCIAL_COOPERATIVE_B, _B.PROFESSIONAL}),
    _K.ART12_BIS: frozenset(
        {_B.SOCIAL_COOPERATIVE_A, _B.SOCIAL_COOPERATIVE_B, _B.CONSORTIUM, _B.SOCIAL_ENTERPRISE}
    ),
    _K.ART14: frozenset({_B.SOCIAL_COOPERATIVE_B, _B.CONSORTIUM}),
}
"""Who could receive work orders before 31-12-2025; the two lists but that of art. 12 are to be verified."""
WIDER: frozenset[BodyKind] = frozenset(BodyKind) - {BodyKind.PROFESSIONAL}
"""For art. 12-bis and 14 since 31-12-2025 (L. 198/2025 art. 14-bis)."""


@dataclass(frozen=True, slots=True)
class ConvenzioneFacts:
    """Of one convention. ``quota3``: places due of art. 3 in the whole company; ``employees``: on its payroll.

    ``already``: places that other conventions of the same article cover on its first day. ``framework_cap``: the
    part of the quota, 0 to 1, that the framework agreement of art. 14 allows; None: the figure of law.
    """

    kind: ConvenzioneKind
    signed_on: date
    starts_on: date
    ends_on: date
    places: int
    quota3: int
    employees: int
    company_class: CompanyClass
    already: int = 0
    body: BodyKind | None = None
    same_person_before: bool = False
    framework_cap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ConvenzioneCap:
    """``places`` None: the law sets no maximum."""

    places: int | None
    step: Step


def convenzione_cap(facts: ConvenzioneFacts, parameters: Parameters) -> ConvenzioneCap:
    """The most places all conventions of that article may cover in the company, by the day it is signed."""
    on, article = facts.signed_on, CONVENZIONE_ARTICLES[facts.kind]
    match facts.kind:
        case ConvenzioneKind.ART12:
            row = parameters.row("conv12.small_up_to", on)
            if facts.employees <= row.value:
                one = parameters.row("conv12.cap_small", on)
                operands: tuple[tuple[str, Exact], ...] = (
                    ("dipendenti", facts.employees),
                    ("soglia", row.value),
                )
                step = Step(
                    "convention.art12.small", "Fino a 50 dipendenti", one.source, operands, int(one.value)
                )
                return ConvenzioneCap(int(one.value), _with(step, row, one))
            return _of_quota(facts, "art12", parameters.row("conv12.cap_pct", on))
        case ConvenzioneKind.ART12_BIS:
            row = parameters.row("conv12bis.employees_above", on)
            if facts.company_class is not CompanyClass.A or facts.employees <= row.value:
                operands = (("dipendenti", facts.employees), ("soglia", row.value))
                label = "Solo sopra i 50 dipendenti computabili"
                step = Step("convention.art12bis.small", label, row.source, operands, 0, row.evidence)
                return ConvenzioneCap(0, step)
            return _of_quota(facts, "art12bis", parameters.row("conv12bis.cap_pct", on))
        case ConvenzioneKind.ART14:
            row = parameters.row("conv14.cap_pct", on)
            if facts.framework_cap is None:
                return _of_quota(facts, "art14", row)
            places = round_half_down(facts.quota3 * facts.framework_cap)
            operands = (("quota di riserva", facts.quota3), ("percentuale", facts.framework_cap * 100))
            step = Step(
                "convention.art14.framework", "Massimo della convenzione quadro", article, operands, places
            )
            return ConvenzioneCap(places, step)
    label = "Nessun massimo di legge: al più i posti dovuti"
    step = Step("convention.art11.none", label, article, (), facts.quota3, Evidence.ONE_SOURCE)
    return ConvenzioneCap(None, step)


def _of_quota(facts: ConvenzioneFacts, rule: str, row: Parameter) -> ConvenzioneCap:
    exact = facts.quota3 * row.value
    places = round_half_down(exact)
    operands = (("quota di riserva", facts.quota3), ("percentuale", row.value * 100), ("prodotto", exact))
    step = Step(f"convention.{rule}.cap", "Massimo di posti", row.source, operands, places, row.evidence)
    return ConvenzioneCap(places, step)


def _with(step: Step, *rows: Parameter) -> Step:
    return Step(step.rule, step.label, step.article, step.operands, step.result, weakest(*rows))


def convenzione_problems(facts: ConvenzioneFacts, parameters: Parameters) -> list[tuple[str, str]]:
    """Everything the law does not let, as (field, Italian sentence)."""
    found: list[tuple[str, str]] = []
    if facts.ends_on < facts.starts_on:
        found.append(("ends_on", "L’ultimo giorno viene prima del primo: controlla le due date."))
    if facts.starts_on < facts.signed_on:
        found.append(("starts_on", "La convenzione comincia dal giorno della firma o dopo."))
    if facts.places < 1:
        found.append(("places", "Scrivi quanti posti copre la convenzione: almeno uno."))
    found += _too_many(facts, parameters)
    found += _wrong_length(facts, parameters)
    found += _wrong_body(facts, parameters)
    if facts.kind is ConvenzioneKind.ART12 and facts.same_person_before:
        found.append(
            ("person", "L’art. 12 non si può ripetere per la stessa persona: scegli un’altra convenzione.")
        )
    return found


def _too_many(facts: ConvenzioneFacts, parameters: Parameters) -> list[tuple[str, str]]:
    cap = convenzione_cap(facts, parameters)
    if cap.places is None or facts.places + facts.already <= cap.places:
        return []
    others = f" e altre convenzioni ne coprono già {facts.already}" if facts.already else ""
    return [
        (
            "places",
            f"Con questa convenzione puoi coprire al massimo {count_it(cap.places, 'posto', 'posti')}"
            f" ({cap.step.article}): ne hai scritti {facts.places}{others}.",
        )
    ]


def _wrong_length(facts: ConvenzioneFacts, parameters: Parameters) -> list[tuple[str, str]]:
    on, first, last = facts.signed_on, facts.starts_on, facts.ends_on
    if last < first:
        return []
    if facts.kind is ConvenzioneKind.ART12:
        months = int(parameters.value("conv12.months", on) + parameters.value("conv12.extension_months", on))
        if not lasts_at_most(first, last, months):
            return [("ends_on", f"L’art. 12 dura al massimo {months} mesi, proroga compresa.")]
    if facts.kind is ConvenzioneKind.ART12_BIS:
        months = int(parameters.value("conv12bis.min_months", on))
        if not lasts_at_least(first, last, months):
            return [("ends_on", f"L’art. 12-bis dura almeno {months} mesi (da verificare).")]
    return []


def bodies(kind: ConvenzioneKind, on: date, parameters: Parameters) -> frozenset[BodyKind]:
    """Who may receive the work orders of a convention signed on a day; none for those without a body."""
    known = BEFORE_2026.get(kind, frozenset())
    return WIDER if known and _wider(kind, on, parameters) else known


def _wider(kind: ConvenzioneKind, on: date, parameters: Parameters) -> bool:
    key = "convention.wider_receivers"
    in_law = parameters.known(key, on) and parameters.value(key, on) == 1
    return in_law and kind in (ConvenzioneKind.ART12_BIS, ConvenzioneKind.ART14)


def secondment_allowed(kind: ConvenzioneKind, on: date, parameters: Parameters) -> bool:
    """Distacco (DLgs 276/2003 art. 30) of the person, when the convention says so; the interest is presumed."""
    return _wider(kind, on, parameters)


def _wrong_body(facts: ConvenzioneFacts, parameters: Parameters) -> list[tuple[str, str]]:
    allowed = bodies(facts.kind, facts.signed_on, parameters)
    if not allowed:
        return (
            [("body", "Questa convenzione non ha un ente che riceve le commesse: toglilo.")]
            if facts.body
            else []
        )
    if facts.body is None:
        return [("body", "Indica chi riceve le commesse di lavoro.")]
    if facts.body in allowed:
        return []
    listed = ", ".join(BODY_LABELS[one].lower() for one in BodyKind if one in allowed)
    return [
        (
            "body",
            f"{day_it(facts.signed_on, 'Il')} le commesse andavano a: {listed}. Scegli uno di questi enti.",
        )
    ]


def places_of_orders(orders: Fraction, unit_value: Fraction, cap: int) -> Step:
    """Art. 14 c. 3: the yearly value of the orders over the coefficient of the framework agreement, within the cap.

    The law does not say how a part of a place is rounded: like every other one here.
    """
    exact = orders / unit_value
    operands = (
        ("valore delle commesse", orders),
        ("valore unitario", unit_value),
        ("rapporto", exact),
        ("massimo", cap),
    )
    return Step(
        "convention.art14.places",
        "Posti coperti con le commesse",
        "DLgs 276/2003 art. 14 c. 3",
        operands,
        min(cap, round_half_down(exact)),
        Evidence.UNVERIFIED,
    )


def art12_terms(starts_on: date, parameters: Parameters) -> tuple[date, date]:
    """The last day without and with the extension."""
    months = int(parameters.value("conv12.months", starts_on))
    more = int(parameters.value("conv12.extension_months", starts_on))
    return add_months(starts_on, months) - DAY, add_months(starts_on, months + more) - DAY
