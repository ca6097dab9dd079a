"""The lines of the base di computo: from the dependants to the base, each with its article."""

from datetime import date

from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.steps import Exact, Step, points, weaker
from portal.employers.obligations.rules.thresholds import row_on, thresholds
from portal.employers.obligations.rules.treatments import BY_GROUP, HEADS_OUT, Treatment
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Parameters

_ART_4 = "L. 68/1999 art. 4 c. 1"
_TOTALS = {Subject.ART3: "Base di computo art. 3", Subject.ART18: "Base di computo art. 18"}


def base_steps(
    nation: Figures, subject: Subject, base: int, parameters: Parameters, on: date
) -> tuple[Step, ...]:
    """The lines before the last add up to the last.

    Where both bases are one count the lines are those of art. 3, and art. 18 has the last alone.
    """
    if subject is Subject.ART18 and not nation.bases_differ:
        return (total_step(subject, base),)
    out = nation.leaving(subject)
    prefix = f"base.{subject}."
    steps = [Step(f"{prefix}dependants", "Dipendenti in forza", _ART_4, (), nation.dependants)]
    if nation.disabled_heads:
        steps.append(_heads(prefix, Group.DISABLED_COUNTED, nation.disabled_heads, "disabled_counted"))
    if out.excluded:
        steps += [
            _excluded(prefix, BY_GROUP[group], out.excluded[group], subject, parameters, on)
            for group in HEADS_OUT
            if out.excluded.get(group)
        ]
    if out.telework:
        steps.append(_heads(prefix, Group.TELEWORK, out.telework, "telework"))
    if out.art18_for_base:
        steps.append(_art18(prefix, nation.dependants, out.art18_for_base, parameters, on))
    if out.part_time_heads:
        row, worth = BY_GROUP[Group.PART_TIME], round_half_down(out.part_time_sum)
        operands: tuple[tuple[str, Exact], ...] = (
            ("persone", out.part_time_heads),
            ("somma delle ore in rapporto al tempo pieno", out.part_time_sum),
            ("unità, arrotondate una volta sola", worth),
        )
        label, heads = f"{row.label}, in proporzione alle ore", out.part_time_heads
        steps.append(Step(f"{prefix}part_time", label, row.article, operands, worth - heads, row.evidence))
    if out.intermittent_heads:
        row, worth = BY_GROUP[Group.INTERMITTENT], round_half_down(out.intermittent_sum)
        operands = (
            ("persone", out.intermittent_heads),
            ("somma delle ore lavorate nel semestre in rapporto al tempo pieno", out.intermittent_sum),
            ("settimane del semestre", thresholds(parameters, on).semester_weeks),
            ("unità, arrotondate una volta sola", worth),
        )
        label, heads = f"{row.label}, per le ore lavorate nel semestre", out.intermittent_heads
        steps.append(Step(f"{prefix}intermittent", label, row.article, operands, worth - heads, row.evidence))
    steps.append(total_step(subject, base))
    return tuple(steps)


def total_step(subject: Subject, base: int) -> Step:
    return Step(f"base.{subject}.total", _TOTALS[subject], _ART_4, (), base)


def _heads(prefix: str, group: Group, heads: int, name: str) -> Step:
    row = BY_GROUP[group]
    return Step(prefix + name, row.label, row.article, (("persone", heads),), -heads, row.evidence)


def _excluded(
    prefix: str, row: Treatment, heads: int, subject: Subject, parameters: Parameters, on: date
) -> Step:
    """The figure a group rests on is shown; that a sector leaves the base of art. 18 is a dated parameter."""
    operands: tuple[tuple[str, Exact], ...] = (("persone", heads),)
    evidence = row.evidence
    if row.figure:
        figure = row_on(parameters, row.figure, on)
        operands, evidence = (*operands, ("limite", figure.value)), weaker(evidence, figure.evidence)
    if row.sector and subject is Subject.ART18:
        evidence = weaker(evidence, row_on(parameters, f"exclusion.{row.group}.art18", on).evidence)
    return Step(f"{prefix}{row.group}", row.label, row.article, operands, -heads, evidence)


def _art18(prefix: str, dependants: int, heads: int, parameters: Parameters, on: date) -> Step:
    row, cap = BY_GROUP[Group.ART18], row_on(parameters, "base.art18_cap_pct", on)
    units = round_half_down(dependants * cap.value)
    return Step(
        f"{prefix}art18_capped",
        f"{row.label}, entro il tetto",
        row.article,
        (("persone", heads), ("tetto in percentuale dei dipendenti", points(cap.value)), ("tetto", units)),
        -min(heads, units),
        weaker(row.evidence, cap.evidence),
    )
