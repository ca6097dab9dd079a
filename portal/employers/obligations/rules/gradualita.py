"""Gradualità: an employer that became private covers its quota along its new hires (DPR 333/2000, to be verified)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.steps import Step
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused

ARTICLE = "L. 68/1999 art. 3; DPR 333/2000 art. 2"


@dataclass(frozen=True, slots=True)
class Gradualita:
    """The act that lets an employer pass gradually, as the prospetto carries it.

    ``percentage``: 0 to 100, the part of new hires that must be of people with disabilities.
    ``hired_before``: hires of other people before the transformation.
    """

    transformed_on: date
    act_on: date
    act_ref: str
    percentage: Fraction
    hired_before: int = 0


@dataclass(frozen=True, slots=True)
class GradualPlaces:
    due: int
    postponed: int
    step: Step


def valid(act: Gradualita) -> None:
    """Raises Refused."""
    if not 0 < act.percentage <= 100:
        raise Refused("La percentuale della gradualità va da 1 a 100.", field="percentage")
    if act.hired_before < 0:
        raise Refused(
            "Le assunzioni prima della trasformazione non possono essere meno di zero.", field="workers"
        )
    if act.act_on < act.transformed_on:
        raise Refused("L’atto viene prima della trasformazione: controlla le due date.", field="decided_on")


def gradual_places(quota: int, in_force: int, hires_since: int, percentage: Fraction) -> GradualPlaces:
    """Of the places not covered, those due now and those put off. ``hires_since``: hires of other people since
    the transformation, in the province."""
    missing = max(0, quota - in_force)
    along = round_half_down(hires_since * percentage / 100)
    due = min(missing, along)
    step = Step(
        "gradualita.due",
        "Posti dovuti ora con la gradualità",
        ARTICLE,
        (
            ("posti scoperti", missing),
            ("assunzioni dopo la trasformazione", hires_since),
            ("percentuale", percentage),
        ),
        due,
        Evidence.UNVERIFIED,
    )
    return GradualPlaces(due, missing - due, step)
