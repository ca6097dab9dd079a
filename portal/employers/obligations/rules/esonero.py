"""Esonero parziale on request: units, contribution (L. 68/1999 art. 5 c. 3-4; DM 357/2000)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.steps import Exact, Step
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameter, Parameters
from portal.kernel.refusals import Refused

CONTRIBUTION = "esonero.contributo_day"


class EsoneroSector(StrEnum):
    """Sectors with a higher maximum (DM 357/2000)."""

    ORDINARY = "ordinary"
    SECURITY = "security"
    PRIVATE_TRANSPORT = "private_transport"


ESONERO_SECTOR_LABELS: dict[EsoneroSector, str] = {
    EsoneroSector.ORDINARY: "Altri settori",
    EsoneroSector.SECURITY: "Sicurezza e vigilanza",
    EsoneroSector.PRIVATE_TRANSPORT: "Trasporto privato",
}


def cap(sector: EsoneroSector, on: date, parameters: Parameters) -> Parameter:
    """The highest part of the quota that may be exempted, as a fraction."""
    key = "esonero.cap_pct" if sector is EsoneroSector.ORDINARY else "esonero.cap_pct_security_transport"
    return parameters.row(key, on)


def percentage_in_cap(percentage: Fraction, sector: EsoneroSector, on: date, parameters: Parameters) -> None:
    """``percentage`` on the scale 0 to 100. Raises Refused above the maximum of the sector."""
    highest = cap(sector, on, parameters)
    if not 0 < percentage <= highest.value * 100:
        raise Refused(
            f"L’esonero va da 1 a {int(highest.value * 100)} % della quota ({highest.source}): "
            "scrivi una percentuale in questi limiti.",
            field="percentage",
        )


def open_to(employer: EmployerKind) -> None:
    """Raises Refused for a public administration: the esonero is for private and enti pubblici economici."""
    if employer is EmployerKind.PUBLIC:
        raise Refused(
            "L’esonero parziale è per datori privati ed enti pubblici economici (L. 68/1999 art. 5 c. 3): "
            "una pubblica amministrazione copre la quota con richieste, concorsi e convenzioni.",
            field="employer",
        )


@dataclass(frozen=True, slots=True)
class ProvinceStanding:
    """One province on one day. ``quota``: of art. 3, after suspension.

    ``compensated`` keeps its sign: places moved elsewhere are positive (R), places taken over from elsewhere
    negative (E). ``in_convention``: places scheduled by a convention. ``self_certified``: units of the 60‰.
    """

    quota: int
    in_force: int
    compensated: int = 0
    in_convention: int = 0
    self_certified: int = 0

    @property
    def missing(self) -> int:
        """Places still to cover, after compensations, conventions and what is self-certified."""
        elsewhere = self.compensated + self.in_convention + self.self_certified
        return max(0, self.quota - self.in_force - elsewhere)


@dataclass(frozen=True, slots=True)
class ExemptUnits:
    units: int
    highest: int
    uncovered: int
    """Places that stay uncovered beside the exempt ones."""
    steps: tuple[Step, ...] = field(repr=False)


def highest_units(
    quota: int, percentage: Fraction, self_certified: int, on: date, parameters: Parameters
) -> tuple[int, Step]:
    """The most that may be exempted on request of a quota, what is self-certified taken off; never below zero.

    ``percentage`` on the scale 0 to 100.
    """
    first = parameters.row("esonero.one_unit_quota", on)
    operands: list[tuple[str, Exact]] = [("quota di riserva", quota)]
    if quota < first.value:
        found, label, source, evidence = (
            0,
            "Con una quota sotto 2 non c’è esonero",
            first.source,
            first.evidence,
        )
    elif quota == first.value:
        one = parameters.row("esonero.one_unit", on)
        found, label, source, evidence = int(one.value), "Con una quota di 2", one.source, one.evidence
    else:
        exact = quota * percentage / 100
        operands += [("percentuale", percentage), ("prodotto", exact)]
        found, label = round_half_down(exact), "Percentuale della quota"
        source, evidence = "DM 357/2000; L. 68/1999 art. 4 c. 2", Evidence.TWO_SOURCES
    if self_certified:
        operands.append(("autocertificati 60 per mille", self_certified))
    left = max(0, found - self_certified)
    return left, Step(
        "esonero.highest", f"Massimo esonerabile. {label}", source, tuple(operands), left, evidence
    )


def exempt_units(
    standing: ProvinceStanding, percentage: Fraction, on: date, parameters: Parameters
) -> ExemptUnits:
    """Units exempted in a province by a percentage of 0 to 100: what is missing, up to the maximum.

    Raises Refused when the province also gives its surplus to another one (nota ML 1630/M76 of 11-10-2001).
    """
    no_surplus_given(standing.compensated)
    highest, step = highest_units(standing.quota, percentage, standing.self_certified, on, parameters)
    missing = standing.missing
    units = min(missing, highest)
    steps = (
        step,
        Step(
            "esonero.missing",
            "Posti ancora da coprire, dopo compensazioni e convenzioni",
            "L. 68/1999 art. 5 c. 3 e c. 8, art. 11",
            (
                ("quota di riserva", standing.quota),
                ("in forza", standing.in_force),
                ("compensati altrove", standing.compensated),
                ("in convenzione", standing.in_convention),
                ("autocertificati 60 per mille", standing.self_certified),
            ),
            missing,
            Evidence.PUBLIC_SOFTWARE,
        ),
        Step(
            "esonero.units",
            "Unità esonerate: il numero più piccolo",
            "L. 68/1999 art. 5 c. 3; DM 357/2000",
            (("da coprire", missing), ("massimo", highest)),
            units,
            Evidence.PUBLIC_SOFTWARE,
        ),
    )
    return ExemptUnits(units, highest, missing - units, steps)


def no_surplus_given(compensated: int) -> None:
    if compensated < 0:
        raise Refused(
            "In una provincia non possono stare insieme esonero ed eccedenza usata in compensazione "
            "(nota ML 1630/M76 dell’11-10-2001): togli l’eccedenza o rinuncia all’esonero.",
            field="compensation",
        )


def contribution(units: int, days: int, on: date, parameters: Parameters) -> Step:
    """Euro due for so many working days, all of them at the amount of ``on``. Not rounded: it is exact."""
    row = parameters.row(CONTRIBUTION, on)
    return Step(
        "esonero.contribution",
        "Contributo",
        row.source,
        (("unità", units), ("giorni lavorativi", days), ("euro al giorno", row.value)),
        units * days * row.value,
        row.evidence,
    )
