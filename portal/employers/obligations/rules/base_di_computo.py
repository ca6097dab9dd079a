"""Base di computo: the staff counted for the quota (L. 68/1999 art. 4 c. 1–2; DLgs 81/2015 art. 9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.figures import Figures, total
from portal.employers.obligations.rules.spread import spread
from portal.employers.obligations.rules.steps import Step, weakest
from portal.employers.obligations.rules.treatments import BY_GROUP, HEADS_OUT
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Base:
    """``provinces`` add up to ``national``."""

    subject: Subject
    national: int
    provinces: dict[str, int]
    steps: tuple[Step, ...]


def national_base(figures: Figures, subject: Subject, parameters: Parameters, on: date) -> int:
    """The count alone, without its lines. Raises Refused when it comes out negative."""
    cap = _art18_out(figures, parameters, on)
    base = (
        figures.dependants
        - figures.disabled_heads
        - sum(_heads_out(figures, subject).values())
        - cap
        - (figures.part_time_heads - round_half_down(figures.part_time_sum))
        - figures.telework
    )
    if base < 0:
        raise Refused(
            "La base di computo risulta negativa: gli esclusi superano i dipendenti. Controlla i dati dell’organico."
        )
    return base


def _art18_out(figures: Figures, parameters: Parameters, on: date) -> int:
    """Art. 18 workers leave the base up to 1 % of all dependants, rounded half down."""
    return min(
        figures.art18_for_base,
        round_half_down(figures.dependants * parameters.value("base.art18_cap_pct", on)),
    )


def _heads_out(figures: Figures, subject: Subject) -> dict[Group, int]:
    return {
        group: figures.excluded[group]
        for group in HEADS_OUT
        if figures.excluded.get(group) and subject in BY_GROUP[group].applies_to
    }


def base_di_computo(
    provinces: Mapping[str, Figures], subject: Subject, parameters: Parameters, on: date
) -> Base:
    """National total first, then the provinces, with part-time hours summed over the nation and rounded once."""
    nation = total(provinces.values())
    national = national_base(nation, subject, parameters, on)
    art18_out = _art18_out(nation, parameters, on)
    part_time = spread(
        {p: f.part_time_sum for p, f in provinces.items()}, round_half_down(nation.part_time_sum)
    )
    art18 = spread(
        {
            p: Fraction(art18_out * f.art18_for_base, nation.art18_for_base)
            if nation.art18_for_base
            else Fraction(0)
            for p, f in provinces.items()
        },
        art18_out,
    )
    by_province = {
        p: f.dependants
        - f.disabled_heads
        - sum(_heads_out(f, subject).values())
        - art18[p]
        - (f.part_time_heads - part_time[p])
        - f.telework
        for p, f in provinces.items()
    }
    return Base(subject, national, by_province, _steps(nation, subject, art18_out, national, parameters, on))


def _steps(
    nation: Figures, subject: Subject, art18_out: int, base: int, parameters: Parameters, on: date
) -> tuple[Step, ...]:
    steps = [
        Step(
            f"base.{subject}.dependants",
            "Dipendenti in forza",
            "L. 68/1999 art. 4 c. 1",
            (),
            nation.dependants,
        )
    ]
    if nation.disabled_heads:
        row = BY_GROUP[Group.DISABLED_COUNTED]
        steps.append(
            Step(
                f"base.{subject}.disabled_counted",
                row.label,
                row.article,
                (("persone", nation.disabled_heads),),
                -nation.disabled_heads,
                row.evidence,
            )
        )
    for group, heads in _heads_out(nation, subject).items():
        row = BY_GROUP[group]
        evidence = weakest(parameters.row(row.figure, on)) if row.figure else row.evidence
        limit = (("limite", parameters.value(row.figure, on)),) if row.figure else ()
        steps.append(
            Step(
                f"base.{subject}.{group}",
                row.label,
                row.article,
                (("persone", heads), *limit),
                -heads,
                evidence,
            )
        )
    if nation.telework:
        row = BY_GROUP[Group.TELEWORK]
        steps.append(
            Step(
                f"base.{subject}.telework",
                row.label,
                row.article,
                (("persone", nation.telework),),
                -nation.telework,
            )
        )
    if nation.art18_for_base:
        row, cap = BY_GROUP[Group.ART18], parameters.row("base.art18_cap_pct", on)
        capped = (
            ("persone", nation.art18_for_base),
            ("tetto, 1% dei dipendenti", round_half_down(nation.dependants * cap.value)),
        )
        steps.append(
            Step(
                f"base.{subject}.art18_capped",
                f"{row.label}, entro il tetto",
                row.article,
                capped,
                -art18_out,
                cap.evidence,
            )
        )
    if nation.part_time_heads:
        row, worth = BY_GROUP[Group.PART_TIME], round_half_down(nation.part_time_sum)
        operands = (
            ("persone", nation.part_time_heads),
            ("somma delle ore in rapporto al tempo pieno", nation.part_time_sum),
            ("unità, arrotondate una volta sola", worth),
        )
        steps.append(
            Step(
                f"base.{subject}.part_time",
                f"{row.label}, in proporzione alle ore",
                row.article,
                operands,
                -(nation.part_time_heads - worth),
            )
        )
    name = "art. 3" if subject is Subject.ART3 else "art. 18"
    steps.append(Step(f"base.{subject}.total", f"Base di computo {name}", "L. 68/1999 art. 4 c. 1", (), base))
    return tuple(steps)
