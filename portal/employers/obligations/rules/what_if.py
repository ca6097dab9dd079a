"""What a change would do: the same day, the same rules, people and measures that are not there yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.avviamento import dismissal_voidable
from portal.employers.obligations.rules.change import Change
from portal.employers.obligations.rules.esonero import ExemptUnits, contribution
from portal.employers.obligations.rules.position import Position, position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.what_if_measures import changed_situation
from portal.employers.obligations.rules.what_if_workers import changed_workers
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters

__all__ = ["Change", "Comparison", "contribution_of", "places_then", "what_if"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``exempt``: what the esonero of the change comes to, with its steps. ``at_a_body``: people the change puts at
    the receiving body of a convention of art. 12-bis."""

    today: Position
    then: Position
    exempt: ExemptUnits | None = None
    at_a_body: int = 0
    voidable: bool = False
    """People of the quota leave and too few remain: a dismissal for the company's reasons may be undone."""

    @property
    def cap_passed(self) -> Step | None:
        """The line of the cap of art. 12-bis, when the change goes beyond it."""
        found = (step for step in self.then.steps if step.rule == "in_force.art3.cap_12_bis")
        return next(found, None) if self.at_a_body else None


def _one_region(_province: str) -> str:
    return ""


def what_if(
    workers: Sequence[WorkerFacts],
    change: Change,
    situation: Situation | str,
    parameters: Parameters,
    on: date,
    region_of: Callable[[str], str] = _one_region,
) -> Comparison:
    """Side by side. ``region_of`` a province matters to public employers, who compensate within one region.

    Raises Refused, with the field of the change, for more than there is or than the law allows.
    """
    today = position(workers, situation, parameters, on)
    people = changed_workers(workers, change, parameters, on)
    then = position(people, situation, parameters, on)
    left = then.art3
    voidable = change.end_reserved > 0 and dismissal_voidable(left.quota, left.in_force)
    if not change.measured:
        return Comparison(today, then, at_a_body=change.receiving_body, voidable=voidable)
    measured, exempt = changed_situation(change, then, parameters, region_of)
    return Comparison(
        today, position(people, measured, parameters, on), exempt, change.receiving_body, voidable
    )


def places_then(places: Sequence[OpenPlace], then: Position) -> list[OpenPlace]:
    """The places uncovered after the change: those open longest stay, new ones begin that day."""
    kept: list[OpenPlace] = []
    for subject, gap in ((Subject.ART3, then.art3.gap), (Subject.ART18, then.art18.gap)):
        known = {place.number: place for place in places if place.subject is subject}
        kept += [known.get(number, OpenPlace(subject, number, then.on)) for number in range(1, gap + 1)]
    return kept


def contribution_of(units: int, days: int, on: date, parameters: Parameters) -> Fraction:
    """Euro of the esonero for so many working days at the amount of ``on``."""
    return Fraction(contribution(units, days, on, parameters).result)
