"""The quota by province (national rule: companies over 50 spread it, smaller ones keep it at the head office)."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation
from portal.employers.obligations.rules.thresholds import Thresholds
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.numbers import round_half_down


class ProvincePosition(msgspec.Struct, frozen=True):
    """Places of one province. ``suspended`` and ``exempted`` never exceed the quota; ``exemption_asked`` lowers
    nothing. ``compensated`` keeps the sign of the prospetto: positive moved elsewhere, negative taken over.
    ``in_convention`` and ``gradual`` are those that are not due yet.

    ``real3`` and ``real18`` keep their sign: what one province has too much covers another.
    """

    province: str
    base3: int
    base18: int
    quota3: int
    quota18: int
    in_force3: int
    in_force18: int
    exempted: int = 0
    exemption_asked: int = 0
    suspended: int = 0
    compensated3: int = 0
    compensated18: int = 0
    in_convention: int = 0
    gradual: int = 0

    @property
    def real3(self) -> int:
        return self.quota3 - self.exempted - self.in_force3

    @property
    def real18(self) -> int:
        return self.quota18 - self.in_force18

    @property
    def open3(self) -> int:
        """Not filled once suspension, esonero and compensation are taken in; conventions and gradualità come after."""
        return max(0, self.quota3 - self.exempted - self.in_force3 - self.suspended - self.compensated3)

    @property
    def open18(self) -> int:
        return max(0, self.quota18 - self.in_force18 - self.compensated18)

    @property
    def gap3(self) -> int:
        return self.open3 - self.in_convention - self.gradual

    @property
    def gap18(self) -> int:
        return self.open18

    @property
    def surplus3(self) -> int:
        """People beyond the quota that may cover another province: none beside an esonero (note ML 1630/2001)."""
        if self.exempted:
            return 0
        return max(0, self.in_force3 - self.quota3 + min(0, self.compensated3))

    @property
    def surplus18(self) -> int:
        return max(0, self.in_force18 - self.quota18 + min(0, self.compensated18))


def allot(bases: Mapping[str, int], percent: Fraction, whole: int, head_office: str) -> dict[str, int]:
    """Each province its percentage, rounded half down; a lack goes to the head office, an excess comes off the
    province with the largest decimal remainder, then the next when that one reaches zero.
    """
    units, hundred = percent.numerator, percent.denominator
    shares, remainders = {}, {}
    for province, base in bases.items():
        share, rest = divmod(base * units, hundred)
        shares[province], remainders[province] = share + (2 * rest > hundred), rest
    difference = whole - sum(shares.values())
    if difference > 0:
        shares[head_office] = shares.get(head_office, 0) + difference
    if difference < 0:
        for province in sorted(remainders, key=lambda p: (-remainders[p], p)):
            taken = min(shares[province], -difference)
            shares[province] -= taken
            difference += taken
    return shares


def at_head_office(bases: Mapping[str, int], whole: int, head_office: str) -> dict[str, int]:
    return {province: whole if province == head_office else 0 for province in {*bases, head_office}}


def quotas_by_province(
    bases3: Mapping[str, int],
    bases18: Mapping[str, int],
    company_class: CompanyClass,
    quota3: int,
    quota18: int,
    head_office: str,
    limits: Thresholds,
) -> tuple[dict[str, int], dict[str, int]]:
    if len(bases3) == 1 and head_office in bases3:
        return {head_office: quota3}, {head_office: quota18}
    if company_class is CompanyClass.A:
        shares3 = allot(bases3, limits.class_a_share, quota3, head_office)
    else:
        shares3 = at_head_office(bases3, quota3, head_office)
    if sum(bases18.values()) >= limits.art18_share_from:
        shares18 = allot(bases18, limits.art18_share, quota18, head_office)
    else:
        shares18 = at_head_office(bases18, quota18, head_office)
    return shares3, shares18


def provincial_positions(
    figures: Mapping[str, Figures],
    bases3: Mapping[str, int],
    bases18: Mapping[str, int],
    quotas: tuple[Mapping[str, int], Mapping[str, int]],
    in_force3: Mapping[str, int],
    situation: Situation,
) -> tuple[ProvincePosition, ...]:
    """One a province with people, a quota or a measure; each column adds up to the nation's figure."""
    none = Figures()
    return tuple(
        _measured(
            ProvincePosition(
                province,
                bases3.get(province, 0),
                bases18.get(province, 0),
                quotas[0].get(province, 0),
                quotas[1].get(province, 0),
                in_force3.get(province, 0),
                figures.get(province, none).art18_in_force,
            ),
            situation,
        )
        for province in sorted({*figures, *situation.provinces, situation.head_office})
    )


def _measured(there: ProvincePosition, situation: Situation) -> ProvincePosition:
    """In the order of the institutes: suspension, esonero, compensation; then what is not due yet."""
    measures = situation.provinces.get(there.province)
    if measures is None:
        if not situation.collective_dismissal:
            return there
        measures = ProvinceSituation()
    share = Fraction(1) if situation.collective_dismissal else measures.suspended_share
    due = round_half_down(there.quota3 * (1 - share)) if share else there.quota3
    there = msgspec.structs.replace(
        there,
        suspended=there.quota3 - due,
        exempted=min(due, measures.exempted + measures.self_certified),
        exemption_asked=measures.exemption_asked,
        compensated3=measures.compensated3,
        compensated18=measures.compensated18,
    )
    in_convention = min(there.open3, measures.in_convention)
    return msgspec.structs.replace(
        there, in_convention=in_convention, gradual=min(there.open3 - in_convention, measures.gradual)
    )
