"""Which plan stands on which vacancy, of which company, for whom; and the proposals that became none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.candidates.cases.vocabulary import CaseState
from portal.demo.chance import Chance, shared_out
from portal.demo.days import ONE, following, working
from portal.demo.world import companies, courses, jobs, vacancies
from portal.demo.world.courses import PlanDays
from portal.demo.world.models import Proposal
from portal.employers.companies.vocabulary import CompanyState, HireProposalState
from portal.employers.vacancies.vocabulary import VacancyState
from portal.tutoring.packs.delivered import company_tutor_max
from portal.tutoring.vocabulary import Outcome, PlanState

EARLIER_OUTCOMES = {Outcome.EXTENSION: 3.0, Outcome.OTHER_PATH: 2.0}
"""How a plan ended that another one followed."""


_HIRES = {
    HireProposalState.CONFIRMED: 60.0,
    HireProposalState.PROPOSED: 25.0,
    HireProposalState.DECLINED: 15.0,
}
"""What the company said of the hires; the first three show all answers."""


@dataclass(frozen=True, slots=True)
class PlacedPlan:
    """A plan with its proposal; ``tutor`` is filled in when the company's plans are all known."""

    number: int
    days: PlanDays
    proposal: Proposal
    tutor: int = 0


@dataclass(frozen=True, slots=True)
class GivenPlan:
    """Days and course, without people and vacancies yet. ``before``: number of the later plan of the same person."""

    days: PlanDays
    proposal: Proposal
    before: int | None = None


def plans(seed: int, count: int, people: int, day: date) -> list[GivenPlan]:
    """Every state once at least; with fewer ``people`` than plans some had an earlier one, which ended."""
    chance = Chance.of(seed, "plans")
    main = min(count, people)
    shares = {state: max(1, number) for state, number in shared_out(main, courses.PLAN_STATES).items()}
    shares[PlanState.RUNNING] += main - sum(shares.values())
    states = [state for state, number in shares.items() for _ in range(number)]
    chance.shuffle(states)
    outcomes, hires = _outcomes(chance, shares[PlanState.ENDED]), list(HireProposalState)
    found = []
    for state in states:
        outcome = outcomes.pop() if state is PlanState.ENDED else Outcome.BACK_TO_SERVICES
        days = courses.plan_days(chance, state, day, outcome)
        if days.outcome is Outcome.HIRE:
            days = replace(days, hire=hires.pop() if hires else chance.pick(_HIRES))
        found.append(GivenPlan(days, courses.accepted(chance, -1, -1, days.accepted_on)))
    lasting = [number for number, one in enumerate(found) if one.days.ended_on is None]
    for number in chance.sample(lasting, count - main):
        ended_on = working(found[number].proposal.opened_on - chance.days(15, 60))
        days = courses.ended(chance, ended_on, ended_on - chance.days(90, 150), chance.pick(EARLIER_OUTCOMES))
        found.append(GivenPlan(days, courses.accepted(chance, -1, -1, days.accepted_on), before=number))
    return found


def _outcomes(chance: Chance, count: int) -> list[Outcome]:
    found = [
        outcome for outcome, number in shared_out(count, courses.OUTCOMES).items() for _ in range(number)
    ]
    chance.shuffle(found)
    return found


def vacancies_with_plans(
    seed: int,
    given: Sequence[GivenPlan],
    hosts: Sequence[companies.Outline],
    day: date,
    *,
    first: int,
    count: int,
) -> tuple[list[vacancies.Outline], list[Proposal]]:
    """``count`` vacancies numbered from ``first``, the plans dealt out over them; answers the proposals, placed."""
    chance = Chance.of(seed, "vacancies with plans")
    of_vacancy: dict[int, list[int]] = defaultdict(list)
    for number in range(len(given)):
        of_vacancy[number % count].append(number)
    outlines, placed = [], [one.proposal for one in given]
    weights = {host.number: (host.base + 10) ** 0.7 for host in hosts}
    for index, numbers in of_vacancy.items():
        company = chance.pick(weights)
        outlines.append(
            _with_plans(chance, first + index, company, [given[number] for number in numbers], day)
        )
        for number in numbers:
            placed[number] = replace(placed[number], vacancy=first + index)
    return outlines, placed


def _with_plans(
    chance: Chance, number: int, company: int, plans: Sequence[GivenPlan], day: date
) -> vacancies.Outline:
    """Its last place is taken by a plan, or one is left. A plan that was interrupted freed its place: then the
    company closes the vacancy instead of filling it again."""
    last = max(one.days.accepted_on for one in plans)
    published_on = working(min(one.proposal.opened_on for one in plans) - chance.days(3, 12))
    freed = [one.days.state_on for one in plans if one.days.state is PlanState.INTERRUPTED]
    full = chance.happens(0.75)
    closed_on = working(last + chance.days(4, 30))
    if freed:
        closed_on = min(following(max(last, *freed) + timedelta(days=2)), working(day - ONE))
        state, until = VacancyState.CLOSED, closed_on
    elif full:
        state, until = VacancyState.FILLED, last
    elif closed_on < day and chance.happens(0.5):
        state, until = VacancyState.CLOSED, closed_on
    else:
        state, until = VacancyState.PUBLISHED, day
    return vacancies.Outline(
        number,
        company,
        jobs.profession(chance).key,
        vacancies.contract(chance, with_plan=True),
        len(plans) if full else len(plans) + chance.randint(1, 2),
        len(plans) - len(freed),
        working(published_on - chance.days(1, 9)),
        published_on,
        # a vacancy whose places are all taken is not confirmed any more
        vacancies.confirmations(published_on, last if full else until),
        state,
        published_on if state is VacancyState.PUBLISHED else until,
        last if full else None,
    )


def unfilled_vacancies(
    seed: int, hosts: Sequence[companies.Outline], day: date, *, first: int, count: int
) -> list[vacancies.Outline]:
    """Vacancies without plans; suspended and archived companies keep what they had published before."""
    chance = Chance.of(seed, "vacancies")
    shares = {state: max(1, number) for state, number in shared_out(count, vacancies.OPEN_STATES).items()}
    shares[VacancyState.PUBLISHED] += count - sum(shares.values())
    states = [state for state, number in shares.items() for _ in range(number)]
    weights = {host.number: (host.base + 10) ** 0.7 for host in hosts}
    return [
        vacancies.unfilled(chance, first + index, chance.pick(weights), state, day)
        for index, state in enumerate(states)
    ]


def hosts_of(outlines: Sequence[companies.Outline]) -> list[companies.Outline]:
    """Companies that may have vacancies: verified long ago."""
    return [one for one in outlines if one.state is CompanyState.VERIFIED]


def tutors(
    placed: Sequence[PlacedPlan], company_of: Sequence[int], day: date
) -> tuple[list[PlacedPlan], dict[int, int]]:
    """Gives each plan a tutor who is free all the while; answers how many tutors each company needs.

    ``company_of``: of each vacancy.
    """
    busy: dict[int, list[list[tuple[date, date]]]] = defaultdict(list)
    found: list[PlacedPlan] = []
    for plan in sorted(placed, key=lambda one: (one.days.accepted_on, one.number)):
        days = plan.days
        span = (days.prepared_on or days.accepted_on, days.ended_on or day + timedelta(days=60))
        mine = busy[company_of[plan.proposal.vacancy]]
        place = next((index for index, spans in enumerate(mine) if _is_free(spans, span)), len(mine))
        if place == len(mine):
            mine.append([])
        mine[place].append(span)
        found.append(replace(plan, tutor=place))
    found.sort(key=lambda one: one.number)
    return found, {company: len(people) for company, people in busy.items()}


def _is_free(spans: Sequence[tuple[date, date]], span: tuple[date, date]) -> bool:
    return sum(first <= span[1] and span[0] <= last for first, last in spans) < company_tutor_max(span[1])


def state_after(chance: Chance, days: PlanDays) -> CaseState:
    """Where the case stands whose last plan this is."""
    if days.outcome is Outcome.HIRE:
        return chance.pick(
            {CaseState.DISMISSED: 5.0, CaseState.FINAL_EVALUATION: 2.0, CaseState.DEVELOPMENT: 3.0}
        )
    if days.ended_on is not None:
        return chance.pick(
            {CaseState.DEVELOPMENT: 8.0, CaseState.FINAL_EVALUATION: 1.0, CaseState.DISMISSED: 1.0}
        )
    return CaseState.DEVELOPMENT
