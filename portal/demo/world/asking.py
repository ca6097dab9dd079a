"""Proposals that became no plan: refused, declined, withdrawn, left unanswered, or still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.profiles.vocabulary import ProfileState
from portal.demo.chance import Chance, shared_out
from portal.demo.days import working
from portal.demo.world import courses, people, vacancies
from portal.demo.world.models import Proposal
from portal.matching.vocabulary import Origin, ProposalState

TRIES = 60
AFTER_DEVELOPMENT = timedelta(days=12)
CARD_SURELY_SEEN = timedelta(days=14)
"""How long after it was handed in a profile is out, wherever the region has k of them."""


def proposals(
    seed: int,
    everybody: Sequence[people.Outline],
    accepted: Sequence[Proposal],
    openings: Sequence[vacancies.Outline],
    province_of: Sequence[str],
    day: date,
    count: int,
    *,
    without_cards: frozenset[str],
) -> list[Proposal]:
    """About ``count`` of them; each between somebody without a plan and a vacancy open all the while.

    A few more were open when somebody was ``accepted`` elsewhere. ``province_of``: of each company;
    ``without_cards``: provinces in regions that are under k.
    """
    chance = Chance.of(seed, "other proposals")
    near: dict[str, list[vacancies.Outline]] = defaultdict(list)
    for opening in openings:
        near[province_of[opening.company]].append(opening)
    placed = {proposal.person for proposal in accepted}
    willing = [
        one for one in everybody if one.life.state is CaseState.DEVELOPMENT and one.number not in placed
    ]
    shares = {state: max(1, number) for state, number in shared_out(count, courses.OTHERS).items()}
    taken: set[tuple[int, int]] = set()
    found = [*_siblings(chance, accepted, openings, max(1, count // 20))]
    for state, number in shares.items():
        for _ in range(number):
            one = _proposal(chance, state, willing, near, openings, day, without_cards, taken)
            if one is not None:
                found.append(one)
    return found


def _siblings(
    chance: Chance, accepted: Sequence[Proposal], openings: Sequence[vacancies.Outline], count: int
) -> Iterator[Proposal]:
    """Proposals that waited with another company on the day of an acceptance."""
    taken: set[int] = set()
    for _ in range(count * TRIES):
        if len(taken) == count:
            return
        chosen = chance.choice(accepted)
        if chosen.closed_on is None or chosen.person in taken:
            continue
        opening = chance.choice(openings)
        sent_on = working(chosen.closed_on - chance.days(1, 4))
        course = courses.other(chance, chosen.person, opening.number, ProposalState.SENT, sent_on, sent_on)
        late_enough = course.opened_on >= chosen.opened_on
        if (
            opening.number != chosen.vacancy
            and late_enough
            and _is_open(opening, course.opened_on, chosen.closed_on)
        ):
            taken.add(chosen.person)
            yield replace(course, state=ProposalState.WITHDRAWN, closed_on=chosen.closed_on, elsewhere=True)


def _is_open(opening: vacancies.Outline, first: date, last: date) -> bool:
    return opening.is_open_on(first) and opening.is_open_on(last)


def _proposal(
    chance: Chance,
    state: ProposalState,
    willing: Sequence[people.Outline],
    near: dict[str, list[vacancies.Outline]],
    openings: Sequence[vacancies.Outline],
    day: date,
    without_cards: frozenset[str],
    taken: set[tuple[int, int]],
) -> Proposal | None:
    """None when nobody and nothing fit after many tries."""
    for _ in range(TRIES):
        person = chance.choice(willing)
        where = near.get(person.province) if chance.happens(0.8) else None
        opening = chance.choice(where or openings)
        course = courses.other(
            chance, person.number, opening.number, state, courses.since(chance, state, day), day
        )
        if (person.number, opening.number) in taken or not _fits(course, person, opening, day):
            continue
        asks = course.origin is Origin.COMPANY or (
            chance.happens(0.35) and state not in courses.BEFORE_SENDING
        )
        seen = _card_is_seen(person, course.opened_on, without_cards)
        if course.origin is Origin.COMPANY and not seen:
            continue
        taken.add((person.number, opening.number))
        return replace(course, origin=Origin.COMPANY) if asks and seen else course
    return None


def _fits(course: Proposal, person: people.Outline, opening: vacancies.Outline, day: date) -> bool:
    begun = person.life.development_on
    if begun is None or begun + AFTER_DEVELOPMENT > course.opened_on:
        return False
    return _is_open(opening, course.opened_on, course.closed_on or day)


def _card_is_seen(person: people.Outline, on: date, without_cards: frozenset[str]) -> bool:
    card = person.card
    if card is None or card.state is not ProfileState.PUBLISHED or person.province in without_cards:
        return False
    return card.submitted_on is not None and card.submitted_on + CARD_SURELY_SEEN <= on
