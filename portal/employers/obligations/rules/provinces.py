"""The quota by province (national rule: companies over 50 spread it, smaller ones keep it at the head office)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.figures import Figures, total
from portal.employers.obligations.rules.scopertura import in_force_art3
from portal.employers.obligations.rules.spread import spread
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class ProvincePosition:
    """``real3`` and ``real18`` keep their sign: what one province has too much covers another."""

    province: str
    base3: int
    base18: int
    quota3: int
    quota18: int
    in_force3: int
    in_force18: int

    @property
    def real3(self) -> int:
        return self.quota3 - self.in_force3

    @property
    def real18(self) -> int:
        return self.quota18 - self.in_force18


def allot(bases: Mapping[str, int], percent: Fraction, whole: int, head_office: str) -> dict[str, int]:
    """Each province its percentage, rounded half down; a lack goes to the head office, an excess comes off the
    province with the largest decimal remainder, then the next when that one reaches zero.
    """
    exact = {province: base * percent for province, base in bases.items()}
    shares = {province: round_half_down(value) for province, value in exact.items()}
    difference = whole - sum(shares.values())
    if difference > 0:
        shares[head_office] = shares.get(head_office, 0) + difference
    by_remainder = sorted(exact, key=lambda p: (-(exact[p] - exact[p].__floor__()), p))
    for province in by_remainder:
        if difference >= 0:
            break
        taken = min(shares[province], -difference)
        shares[province] -= taken
        difference += taken
    return shares


def at_head_office(bases: Mapping[str, int], whole: int, head_office: str) -> dict[str, int]:
    return {province: whole if province == head_office else 0 for province in {*bases, head_office}}


def provincial_positions(
    figures: Mapping[str, Figures],
    bases3: Mapping[str, int],
    bases18: Mapping[str, int],
    company_class: CompanyClass,
    quota3: int,
    quota18: int,
    head_office: str,
    parameters: Parameters,
    on: date,
) -> tuple[ProvincePosition, ...]:
    """Quotas and persons in force by province; each column adds up to the nation's figure."""
    nation = total(figures.values())
    if company_class is CompanyClass.A:
        shares3 = allot(bases3, parameters.value("quota.art3.gt50_pct", on), quota3, head_office)
    else:
        shares3 = at_head_office(bases3, quota3, head_office)
    if sum(bases18.values()) >= parameters.value("quota.art18.pct_from", on):
        shares18 = allot(bases18, parameters.value("quota.art18.gt150_pct", on), quota18, head_office)
    else:
        shares18 = at_head_office(bases18, quota18, head_office)
    small = company_class is CompanyClass.C
    part = spread(
        {p: f.covering_part_small if small else f.covering_part for p, f in figures.items()},
        in_force_art3(nation, company_class) - nation.covering_full,
    )
    none = Figures()
    return tuple(
        ProvincePosition(
            province,
            bases3.get(province, 0),
            bases18.get(province, 0),
            shares3.get(province, 0),
            shares18.get(province, 0),
            figures.get(province, none).covering_full + part.get(province, 0),
            figures.get(province, none).art18_in_force,
        )
        for province in sorted({*figures, head_office})
    )
