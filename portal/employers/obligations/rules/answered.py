"""Places for which the company did what the law asks: no term runs for them, and no sanction from that day.

A request of avviamento presented (L. 68/1999 art. 9 c. 1; art. 15 c. 4 speaks of places uncovered by the employer's
fault), or an esonero asked for and not decided yet: meanwhile the duty is suspended for the places asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.vocabulary import Subject


@dataclass(frozen=True, slots=True)
class Answer:
    """``units`` places asked for on a day and still waited for."""

    subject: Subject
    units: int
    on: date
    of_esonero: bool = False


def with_answers(places: Sequence[OpenPlace], answers: Iterable[Answer]) -> list[OpenPlace]:
    """Each place with the day it was asked for: the place uncovered longest takes the earliest answer.

    An answer reaches only places already uncovered on its day.
    """
    left = [(one, one.units) for one in sorted(answers, key=lambda one: one.on)]
    found: list[OpenPlace] = []
    for place in sorted(places, key=lambda one: (one.subject, one.number)):
        for index, (one, units) in enumerate(left):
            if units and one.subject is place.subject and place.since <= one.on:
                left[index] = (one, units - 1)
                place = replace(place, answered_on=one.on, of_esonero=one.of_esonero)
                break
        found.append(place)
    return found


def unanswered(places: Iterable[OpenPlace]) -> list[OpenPlace]:
    return [place for place in places if place.answered_on is None]
