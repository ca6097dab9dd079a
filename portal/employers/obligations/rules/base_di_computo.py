"""Base di computo: the staff counted for the quota (L. 68/1999 art. 4 c. 1–2; DLgs 81/2015 art. 9 and 18)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import msgspec

from portal.employers.obligations.rules.figures import Figures, Reductions, total
from portal.employers.obligations.rules.spread import spread
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused
from portal.reference.provinces import name_or_code


class Base(msgspec.Struct, frozen=True):
    """``provinces`` add up to ``national``."""

    subject: Subject
    national: int
    provinces: dict[str, int]


def national_base(figures: Figures, subject: Subject, parameters: Parameters, on: date) -> int:
    """The count alone, without its lines. Raises Refused when it comes out negative."""
    return counted(figures, figures.leaving(subject), thresholds(parameters, on))


def counted(figures: Figures, out: Reductions, limits: Thresholds) -> int:
    base = figures.dependants - figures.disabled_heads - out.telework
    if out.excluded:
        base -= sum(out.excluded.values())
    if out.art18_for_base:
        base -= art18_out(figures.dependants, out.art18_for_base, limits)
    if out.part_time_heads:
        base -= out.part_time_heads - round_half_down(out.part_time_sum)
    if out.intermittent_heads:
        base -= out.intermittent_heads - round_half_down(out.intermittent_sum)
    if base < 0:
        raise Refused(
            "La base di computo risulta negativa: gli esclusi superano i dipendenti. Controlla i dati dell’organico."
        )
    return base


def art18_out(dependants: int, art18_for_base: int, limits: Thresholds) -> int:
    """Art. 18 workers leave the base up to 1 % of all dependants, rounded half down."""
    if not art18_for_base:
        return 0
    return min(art18_for_base, round_half_down(dependants * limits.art18_cap_share))


def base_di_computo(
    provinces: Mapping[str, Figures], subject: Subject, parameters: Parameters, on: date
) -> Base:
    """National total first, then the provinces: hours are summed over the nation and rounded once.

    Raises Refused when the nation or one province comes out negative.
    """
    return _base(provinces, total(provinces.values()), subject, thresholds(parameters, on))


def both_bases(provinces: Mapping[str, Figures], nation: Figures, limits: Thresholds) -> tuple[Base, Base]:
    """Of art. 3 and of art. 18; one count where nothing leaves one of them alone."""
    art3 = _base(provinces, nation, Subject.ART3, limits)
    if not nation.bases_differ:
        return art3, Base(Subject.ART18, art3.national, art3.provinces)
    return art3, _base(provinces, nation, Subject.ART18, limits)


def _base(provinces: Mapping[str, Figures], nation: Figures, subject: Subject, limits: Thresholds) -> Base:
    out = nation.leaving(subject)
    national = counted(nation, out, limits)
    if len(provinces) == 1:
        return Base(subject, national, dict.fromkeys(provinces, national))
    return Base(subject, national, _by_province(provinces, nation.dependants, out, subject, limits))


def _by_province(
    provinces: Mapping[str, Figures], dependants: int, out: Reductions, subject: Subject, limits: Thresholds
) -> dict[str, int]:
    local = {province: figures.leaving(subject) for province, figures in provinces.items()}
    none = dict.fromkeys(local, 0)
    part_time = intermittent = art18 = none
    if out.part_time_heads:
        whole = round_half_down(out.part_time_sum)
        part_time = spread({p: one.part_time_sum for p, one in local.items()}, whole)
    if out.intermittent_heads:
        whole = round_half_down(out.intermittent_sum)
        intermittent = spread({p: one.intermittent_sum for p, one in local.items()}, whole)
    if out.art18_for_base:
        capped, heads = art18_out(dependants, out.art18_for_base, limits), out.art18_for_base
        art18 = spread({p: Fraction(capped * one.art18_for_base, heads) for p, one in local.items()}, capped)
    bases = {}
    for province, figures in provinces.items():
        mine = local[province]
        bases[province] = (
            figures.dependants
            - figures.disabled_heads
            - sum(mine.excluded.values())
            - art18[province]
            - (mine.part_time_heads - part_time[province])
            - (mine.intermittent_heads - intermittent[province])
            - mine.telework
        )
        if bases[province] < 0:
            raise Refused(
                f"La base di computo della provincia di {name_or_code(province)} risulta negativa:"
                " gli esclusi superano i dipendenti. Controlla i dati di quella provincia."
            )
    return bases
