"""Where a company stands: the rules asked about its workforce as it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import workforce
from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.companies.queries.workforce import CountedWorker
from portal.employers.obligations.parameters import changes_after, in_force
from portal.employers.obligations.rules.deadlines import (
    Deadline,
    prospetto_informativo_deadline,
    request_deadlines,
)
from portal.employers.obligations.rules.position import Position, day_is_computable, position
from portal.employers.obligations.rules.timeline import OpenPlace, Span, open_places, timeline
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of a day with what led to it: spans since 2018, places uncovered and since when.

    ``parameters`` are the dated figures it was counted with.
    """

    company: CompanyDetail
    workers: Sequence[WorkerFacts]
    position: Position
    spans: Sequence[Span]
    places: Sequence[OpenPlace]
    parameters: Parameters

    @property
    def deadlines(self) -> list[Deadline]:
        """Requests still to make, then the prospetto for whoever owes one; the nearest first."""
        found = request_deadlines(self.places, self.parameters)
        if self.position.obliged:
            found.append(prospetto_informativo_deadline(self.position.on))
        return sorted(found, key=lambda one: one.due_on)

    @property
    def next_change_on(self) -> date | None:
        """The next day on which the figures change by a start or an end already written, or by a dated one."""
        today = self.position.on
        days = [worker.starts_on for worker in self.workers if worker.starts_on > today]
        ends = [worker.ends_on for worker in self.workers if worker.ends_on is not None]
        days += [date.fromordinal(end.toordinal() + 1) for end in ends if end >= today]
        changed = changes_after(self.parameters, today)
        days += [changed] if changed is not None else []
        return min(days, default=None)


def facts_of(row: CountedWorker) -> WorkerFacts:
    details = row.details
    return WorkerFacts(
        row.province,
        row.starts_on,
        row.ends_on,
        row.contract,
        Fraction(row.weekly_hours),
        Fraction(row.full_time_hours),
        row.telework,
        row.protection,
        details.category if details else None,
        details.percentage if details else None,
        details.mental_or_intellectual if details else False,
        details.war_category if details else None,
        row.coverage_title,
        row.exclusion,
        row.seasonal_days,
    )


async def workers_of(company_id: UUID) -> list[WorkerFacts]:
    return [facts_of(row) for row in await workforce.all_for_counting(company_id)]


async def standing(company_id: UUID, on: date, parameters: Parameters | None = None) -> Standing:
    """With the figures in force unless others are given.

    Raises NotThere; Refused for a day before today's rule or a workforce that makes no sense.
    """
    day_is_computable(on)
    detail = await companies.company(company_id)
    asked = parameters if parameters is not None else await in_force()
    return standing_of(detail, await workers_of(company_id), asked, on)


def standing_of(
    detail: CompanyDetail, workers: Sequence[WorkerFacts], parameters: Parameters, on: date
) -> Standing:
    spans = timeline(workers, parameters, on)
    return Standing(
        detail,
        workers,
        position(workers, detail.province, parameters, on),
        spans,
        open_places(spans, on),
        parameters,
    )
