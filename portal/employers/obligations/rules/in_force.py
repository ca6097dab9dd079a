"""Who is in force toward a quota: whole heads, part-time values summed over the nation and rounded once."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import msgspec

from portal.employers.obligations.rules.figures import ZERO, Figures
from portal.employers.obligations.rules.spread import spread
from portal.employers.obligations.rules.steps import Exact, Step
from portal.employers.obligations.rules.thresholds import Thresholds, row_on
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameters


class InForce(msgspec.Struct, frozen=True):
    """``units`` cover; ``part`` is the sum of part-time values. ``over_12_bis`` and ``over_14`` are values of
    people of receiving bodies beyond the cap of their convention: they do not cover."""

    units: int
    full: int
    part: Fraction
    over_12_bis: Fraction = ZERO
    over_14: Fraction = ZERO


def in_force_art3(
    nation: Figures,
    company_class: CompanyClass,
    quota3: int,
    limits: Thresholds,
    framework_cap: Fraction | None = None,
) -> InForce:
    """``framework_cap``: the share of the quota that a framework agreement of art. 14 states; None: the parameter."""
    full, part = nation.covering_full, _part(nation, company_class)
    if not nation.receiving_body and not nation.framework:
        return InForce(full + round_half_down(part) if part else full, full, part)
    over_12_bis = max(ZERO, nation.receiving_body - cap_12_bis(quota3, company_class, limits))
    over_14 = max(ZERO, nation.framework - cap_14(quota3, limits, framework_cap))
    units = round_half_down(full + part - over_12_bis - over_14)
    return InForce(units, full, part, over_12_bis, over_14)


def cap_12_bis(quota3: int, company_class: CompanyClass, limits: Thresholds) -> int:
    """Art. 12-bis is for companies over 50, up to a share of their quota."""
    return round_half_down(quota3 * limits.receiving_body_cap) if company_class is CompanyClass.A else 0


def cap_14(quota3: int, limits: Thresholds, framework_cap: Fraction | None) -> int:
    return round_half_down(quota3 * (limits.framework_cap if framework_cap is None else framework_cap))


def _part(figures: Figures, company_class: CompanyClass) -> Fraction:
    return figures.covering_part_small if company_class is CompanyClass.C else figures.covering_part


def in_force_by_province(
    provinces: Mapping[str, Figures], nation: Figures, company_class: CompanyClass, there: InForce
) -> dict[str, int]:
    """Shares of the provinces that add up to the units of the nation."""
    if len(provinces) == 1:
        return dict.fromkeys(provinces, there.units)
    if there.units == there.full and not there.part:
        return {province: figures.covering_full for province, figures in provinces.items()}
    exact: dict[str, Fraction] = {}
    for province, figures in provinces.items():
        value = figures.covering_full + _part(figures, company_class)
        if there.over_12_bis:
            value -= there.over_12_bis * figures.receiving_body / nation.receiving_body
        if there.over_14:
            value -= there.over_14 * figures.framework / nation.framework
        exact[province] = value
    return spread(exact, there.units)


def in_force_steps(
    there: InForce,
    nation: Figures,
    company_class: CompanyClass,
    quota3: int,
    framework_cap: Fraction | None,
    limits: Thresholds,
    parameters: Parameters,
    on: date,
) -> tuple[Step, ...]:
    """The line of art. 3, after one for each cap that was passed."""
    steps = []
    if there.over_12_bis:
        row = parameters.row("conv12bis.cap_pct", on)
        cap = cap_12_bis(quota3, company_class, limits)
        steps.append(
            _cap("12_bis", row.source, nation.receiving_body, row.value, cap, there.over_12_bis, row.evidence)
        )
    if there.over_14:
        row = parameters.row("conv14.cap_pct", on)
        share = row.value if framework_cap is None else framework_cap
        cap = cap_14(quota3, limits, framework_cap)
        steps.append(_cap("14", row.source, nation.framework, share, cap, there.over_14, row.evidence))
    small = company_class is CompanyClass.C
    rule = row_on(
        parameters, "coverage.small_company_pct_above" if small else "coverage.part_time_whole_above", on
    )
    operands: tuple[tuple[str, Exact], ...] = (
        ("a tempo pieno", there.full),
        ("part-time, somma dei valori", there.part),
    )
    beyond = there.over_12_bis + there.over_14 if there.over_12_bis or there.over_14 else ZERO
    if beyond:
        operands = (*operands, ("oltre i tetti delle convenzioni", beyond))
    label = "Persone con disabilità in forza"
    steps.append(Step("in_force.art3", label, rule.source, operands, there.units, rule.evidence))
    return tuple(steps)


def _cap(
    name: str,
    article: str,
    value: Fraction,
    share: Fraction,
    cap: int,
    over: Fraction,
    evidence: Evidence,
) -> Step:
    return Step(
        f"in_force.art3.cap_{name}",
        f"Persone presso enti che accolgono, oltre il tetto della convenzione (art. {name.replace('_', '-')})",
        article,
        (("valore delle persone", value), ("percentuale della quota", share * 100), ("tetto", cap)),
        -over,
        evidence,
    )


def in_force_art18_step(figures: Figures) -> Step:
    return Step(
        "in_force.art18",
        "Altre categorie protette in forza",
        "L. 68/1999 art. 18 c. 2",
        (("persone", figures.art18_in_force),),
        figures.art18_in_force,
        Evidence.PUBLIC_SOFTWARE,
    )
