"""Everybody: people found for the plans, and others at every point of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from portal.candidates.cases.vocabulary import CaseState
from portal.demo import places
from portal.demo.chance import Chance, shared_out
from portal.demo.sizes import Size
from portal.demo.world import jobs, lives, people, placing
from portal.demo.world.models import Life, Organisation, Proposal
from portal.demo.world.placing import GivenPlan
from portal.kernel.roles import Role

OFFICE_SHARE = 0.5
"""Of published profiles: executive office work is the commonest job of those employed [S5]."""


@dataclass(slots=True)
class Roll:
    """People so far; a service takes whoever lives in its province."""

    seed: int
    day: date
    services: Sequence[Organisation]
    outlines: list[people.Outline] = field(default_factory=list)

    def add(self, province: str, life: Life) -> people.Outline:
        number = len(self.outlines)
        chance = Chance.of(self.seed, "case", number)
        service = self.service_of(province)
        holders = len(self.services[service].having(Role.JOB_COUNSELLOR))
        code = (
            jobs.office_profession(chance).code
            if chance.happens(OFFICE_SHARE)
            else jobs.profession(chance).code
        )
        card = people.card(chance, life, code, self.day)
        one = people.Outline(number, service, chance.randrange(holders), province, life, card)
        self.outlines.append(one)
        return one

    def service_of(self, province: str) -> int:
        return next(index for index, one in enumerate(self.services) if one.province == province)


def with_plans(
    roll: Roll,
    given: Sequence[GivenPlan],
    proposals: Sequence[Proposal],
    province_of: Sequence[str],
    *,
    first: int,
) -> list[placing.PlacedPlan]:
    """Somebody for each plan, who lives where its company is; an earlier plan belongs to who has the later one.

    ``proposals`` and ``province_of`` follow ``given``; plans are numbered from ``first``.
    """
    chance = Chance.of(roll.seed, "people with plans")
    earlier = {one.before: number for number, one in enumerate(given) if one.before is not None}
    person_of: dict[int, int] = {}
    for number, one in enumerate(given):
        if one.before is not None:
            continue
        begun = given[earlier[number]] if number in earlier else one
        life = lives.life_with_plan(
            chance,
            placing.state_after(chance, one.days),
            opened_on=begun.proposal.opened_on,
            ended_on=one.days.ended_on,
            day=roll.day,
        )
        person_of[number] = roll.add(province_of[number], life).number
    found = []
    for number, one in enumerate(given):
        owner = person_of[number if one.before is None else one.before]
        found.append(placing.PlacedPlan(first + number, one.days, replace(proposals[number], person=owner)))
    return found


def without_plans(roll: Roll, size: Size, count: int) -> None:
    """``count`` people at every point of a case, each point once at least."""
    chance = Chance.of(roll.seed, "people")
    shares = {state: max(1, number) for state, number in shared_out(count, lives.SHARES).items()}
    shares[CaseState.DEVELOPMENT] += count - sum(shares.values())
    states = [state for state, number in shares.items() for _ in range(number)]
    chance.shuffle(states)
    for state in states:
        roll.add(chance.pick(places.weights_of(size)), lives.life(chance, state, roll.day))
