"""Esonero self-certified for work at a premium of 60 per mille or more (L. 68/1999 art. 5 c. 3-bis; DI 10-03-2016)."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.quota_di_riserva import units_art3
from portal.employers.obligations.rules.steps import Step
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameters
from portal.kernel.refusals import Refused

CONTRIBUTION = "esonero60.contributo_day"
"""Goes to the national fund (art. 13 c. 4), not to the regional one."""


@dataclass(frozen=True, slots=True)
class SelfCertified:
    """``highest`` is the most that may be self-certified."""

    highest: int
    steps: tuple[Step, ...] = field(repr=False)


def reaches_threshold(premium_permille: Fraction, on: date, parameters: Parameters) -> bool:
    """Whether a premium of the insurance against accidents, in thousandths, opens the self-certification."""
    return premium_permille >= parameters.value("esonero60.threshold_permille", on)


def highest_self_certified(
    quota: int, quota_without: int, in_force: int, on: date, parameters: Parameters
) -> SelfCertified:
    """``quota_without``: what the quota would be if the workers at 60 per mille were not there.

    They stay in the base all the same: they make exempted places, not a smaller base.
    """
    share = parameters.row("esonero60.cap_pct", on)
    difference, missing = max(0, quota - quota_without), max(0, quota - in_force)
    general = round_half_down(quota * share.value)
    highest = min(difference, missing, general)
    steps = (
        Step(
            "esonero60.difference",
            "Quota che dipende dalle lavorazioni al 60 per mille",
            share.source,
            (("quota su tutti", quota), ("quota senza di loro", quota_without)),
            difference,
            Evidence.ONE_SOURCE,
        ),
        Step(
            "esonero60.missing",
            "Posti non coperti",
            share.source,
            (("quota di riserva", quota), ("in forza", in_force)),
            missing,
            Evidence.ONE_SOURCE,
        ),
        Step(
            "esonero60.general",
            "Massimo generale",
            f"{share.source}; art. 4 c. 2",
            (
                ("quota di riserva", quota),
                ("percentuale", share.value * 100),
                ("prodotto", quota * share.value),
            ),
            general,
            share.evidence,
        ),
        Step(
            "esonero60.highest",
            "Unità che puoi autocertificare: il numero più piccolo",
            share.source,
            (("differenza di quota", difference), ("non coperti", missing), ("massimo", general)),
            highest,
            Evidence.ONE_SOURCE,
        ),
    )
    return SelfCertified(highest, steps)


def enough_base(base3: int, workers: int) -> None:
    if workers > base3:
        raise Refused(
            f"Gli addetti al 60 per mille sono {workers}, ma la base di computo è {base3}: correggi uno dei due.",
            field="workers",
        )


def highest_of_base(
    base3: int, workers: int, in_force: int, on: date, parameters: Parameters
) -> SelfCertified:
    """The same, from the base of art. 3 and how many of it are at 60 per mille."""
    enough_base(base3, workers)
    return highest_self_certified(
        units_art3(base3, parameters, on),
        units_art3(base3 - workers, parameters, on),
        in_force,
        on,
        parameters,
    )


def within(units: int, highest: int) -> None:
    """Raises Refused when more units are self-certified than the law lets."""
    if units > highest:
        raise Refused(
            f"Puoi autocertificare al massimo {highest} unità: ne hai scritte {units}.",
            field="units",
        )


@dataclass(frozen=True, slots=True)
class SixtyPermille:
    """``base3``: the base of the company; ``workers``: how many of it are at 60 per mille or more.

    ``units``: those self-certified; None for as many as the law lets.
    """

    base3: int
    workers: int
    units: int | None = None


def self_certified(
    sixty: SixtyPermille, quota: int, in_force: int, on: date, parameters: Parameters
) -> tuple[int, tuple[Step, ...]]:
    """The units of one province, whose ``quota`` and ``in_force`` these are. Raises Refused for too many."""
    enough_base(sixty.base3, sixty.workers)
    difference = units_art3(sixty.base3, parameters, on) - units_art3(
        sixty.base3 - sixty.workers, parameters, on
    )
    found = highest_self_certified(quota, quota - difference, in_force, on, parameters)
    units = found.highest if sixty.units is None else sixty.units
    within(units, found.highest)
    return units, found.steps


def contribution(units: int, days: int, on: date, parameters: Parameters) -> Step:
    """Euro due to the national fund for so many working days, at the amount of ``on``."""
    row = parameters.row(CONTRIBUTION, on)
    return Step(
        "esonero60.contribution",
        "Contributo delle unità autocertificate",
        row.source,
        (("unità", units), ("giorni lavorativi", days), ("euro al giorno", row.value)),
        units * days * row.value,
        row.evidence,
    )
