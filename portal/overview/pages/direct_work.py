"""Hours of direct work of a coordinator's services, what an hour costs, and the requests of companies in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.web.italian import date_it, money_it, number_it
from portal.kernel.direct_work import (
    ABOUT_COMPANIES,
    SOURCE_LABELS,
    Period,
    Source,
    Worked,
    cost_per_hour,
    minutes_of,
)
from portal.network import public as network
from portal.tutoring import public as tutoring

COSTS_SHOWN = 12


async def worked(periods: Sequence[Period]) -> list[Worked]:
    """Every minute that the slices hold, in three queries however many the periods are."""
    return [
        *await candidates.direct_work(periods),
        *await employers.direct_work(periods),
        *await tutoring.direct_work(periods),
    ]


def hours(minutes: int) -> str:
    return number_it(minutes / 60, 1)


@dataclass(frozen=True, slots=True)
class CostLine:
    service: str
    period: str
    amount: str
    hours: str
    per_hour: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    kind: str
    received: int
    answered: int
    declined: int
    waiting: int
    days: str


@dataclass(frozen=True, slots=True)
class DirectWorkPage:
    first: date
    last: date
    total: str
    about: Sequence[tuple[str, str]]
    sources: Sequence[tuple[str, str]]
    members: Sequence[tuple[str, str]]
    costs: Sequence[CostLine]
    requests: Sequence[RequestLine]


async def direct_work_page(service_ids: list[UUID], first: date, last: date) -> DirectWorkPage:
    costs = await network.costs(service_ids, COSTS_SHOWN)
    asked = [Period(service_id, first, last) for service_id in service_ids]
    found = await worked([*asked, *(Period(one.service_id, one.starts_on, one.ends_on) for one in costs)])
    done = [one for one in found if one.period < len(asked)]
    names = await accounts.names({one.member_id for one in done})
    by_member = {member: minutes_of(one for one in done if one.member_id == member) for member in names}
    companies = [one for one in done if one.source in ABOUT_COMPANIES]
    return DirectWorkPage(
        first,
        last,
        hours(minutes_of(done)),
        [
            ("Sui casi", hours(minutes_of(done) - minutes_of(companies))),
            ("Con le aziende", hours(minutes_of(companies))),
        ],
        [
            (SOURCE_LABELS[source], hours(minutes_of(one for one in done if one.source is source)))
            for source in Source
        ],
        [
            (names[member], hours(minutes))
            for member, minutes in sorted(by_member.items(), key=lambda pair: (-pair[1], names[pair[0]]))
        ],
        [
            _cost(cost, minutes_of(one for one in found if one.period == len(asked) + place))
            for place, cost in enumerate(costs)
        ],
        [
            RequestLine(
                employers.REQUEST_KIND_LABELS[one.kind],
                one.received,
                one.answered,
                one.declined,
                one.waiting,
                number_it(one.days, 1) if one.days is not None else "–",
            )
            for one in await employers.request_figures(service_ids, first, last)
        ],
    )


def _cost(cost: network.Cost, minutes: int) -> CostLine:
    return CostLine(
        cost.service,
        f"{date_it(cost.starts_on, 'Dal')} {date_it(cost.ends_on, 'al')}",
        money_it(cost.amount),
        hours(minutes),
        money_it(cost_per_hour(cost.amount, minutes)),
    )
