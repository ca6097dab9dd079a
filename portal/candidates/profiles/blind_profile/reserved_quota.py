"""Whether fitness for the reserved quota may stand on cards at all (anonymisation.md §2).

It may only if it stays a guess for everybody: whoever knows all else of a person and looks at the cards that could
be hers finds at most 95 of a hundred with one answer. The field is off by default.
"""

from collections.abc import Sequence

import numpy as np

from portal.candidates.profiles.blind_profile.ladder import Column, Partition, coded
from portal.candidates.profiles.blind_profile.steps import STEPS
from portal.candidates.profiles.vocabulary import CardField

MOST_PERCENT = 95


def tells_too_much(columns: Sequence[Column], found: Partition) -> bool:
    """Whether the classes would let somebody's fitness be inferred with more than 95 % of certainty."""
    shown = [one.shown.get(CardField.RESERVED_QUOTA) for one in found.classes]
    if not any(shown):
        return False
    others = [place for place, step in enumerate(STEPS) if step.field is not CardField.RESERVED_QUOTA]
    by_place = [coded(columns[place])[1] for place in others]
    people = np.unique(np.array(by_place), axis=1)
    sizes = np.bincount(found.class_of, minlength=len(found.classes))
    _, first_of = np.unique(found.class_of, return_index=True)
    total = np.zeros(people.shape[1])
    with_answer = {answer: np.zeros(people.shape[1]) for answer in shown if answer is not None}
    for number, node in enumerate(found.classes):
        # Who could stand behind a card of the class: all that the class shows is true of her.
        could_be = np.ones(people.shape[1], bool)
        for row, place in enumerate(others):
            if node.level(STEPS[place].field) >= STEPS[place].level:
                could_be &= people[row] == by_place[row][first_of[number]]
        total[could_be] += sizes[number]
        answer = shown[number]
        if answer is not None:
            with_answer[answer][could_be] += sizes[number]
    return any(bool((counts * 100 > total * MOST_PERCENT).any()) for counts in with_answer.values())
