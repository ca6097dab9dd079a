"""Where a company stands: the rules asked about its workforce as it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries import workforce
from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.companies.rules import WorkerDraft
from portal.employers.measures.queries.written import written as written_measures
from portal.employers.measures.rules.reopened import after_suspensions
from portal.employers.measures.rules.situations import next_change, situation_on, situations
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.parameters import changes_after, in_force
from portal.employers.obligations.queries.agenda import terms_of_measures
from portal.employers.obligations.rules.agenda import agenda
from portal.employers.obligations.rules.answered import with_answers
from portal.employers.obligations.rules.deadlines import Deadline
from portal.employers.obligations.rules.position import Position, day_is_computable, position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.timeline import OpenPlace, Span, open_places, timeline
from portal.employers.obligations.rules.timeline import next_change as next_change_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Standing:
    """The position of a day with what led to it: spans since 2018, places uncovered and since when.

    ``parameters`` are the dated figures it was counted with, ``written`` the measures and conventions.
    """

    company: CompanyDetail
    workers: Sequence[WorkerFacts]
    position: Position
    spans: Sequence[Span]
    places: Sequence[OpenPlace]
    parameters: Parameters
    written: Written

    @property
    def deadlines(self) -> list[Deadline]:
        """Every term that runs: requests, prospetto, contracts, measures, conventions; the nearest first."""
        on = self.position.on
        found = agenda(self.workers, self.spans, self.places, self.parameters, on)
        found += terms_of_measures(self.written, self.parameters, on)
        return sorted(found, key=lambda one: (one.due_on, one.kind, one.starts_on))

    @property
    def next_change_on(self) -> date | None:
        """The next day on which the figures change by a start or an end already written, or by a dated one."""
        today = self.position.on
        days = (
            next_change_of(self.workers, today),
            changes_after(self.parameters, today),
            next_change(self.written, today),
        )
        return min((day for day in days if day is not None), default=None)


def facts_of(draft: WorkerDraft, province: str) -> WorkerFacts:
    """A row of the workforce as the rules read it; whatever is not asked stays behind."""
    details = draft.details
    return WorkerFacts(
        province=province,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        contract=draft.contract,
        weekly_hours=Fraction(draft.weekly_hours),
        full_time_hours=Fraction(draft.full_time_hours),
        telework=draft.telework,
        protection=draft.protection,
        category=details.category if details else None,
        percentage=details.percentage if details else None,
        mental_or_intellectual=details.mental_or_intellectual if details else False,
        war_category=details.war_category if details else None,
        coverage_title=draft.coverage_title,
        exclusion=draft.exclusion,
        seasonal_days=draft.seasonal_days,
        exclusion_scope=draft.exclusion_scope,
        exclusion_ends_on=draft.exclusion_ends_on,
        semester_hours=None if draft.semester_hours is None else Fraction(draft.semester_hours),
        extra_hours=Fraction(draft.extra_hours or 0),
        contract_starts_on=draft.contract_starts_on,
        contract_ends_on=draft.contract_ends_on,
        covers_since=details.covers_since if details else None,
        breach=details.breach if details else False,
        duties=draft.duties,
    )


async def workers_of(company_id: UUID) -> list[WorkerFacts]:
    return [facts_of(row.draft, row.province) for row in await workforce.all_for_counting(company_id)]


async def standing(company_id: UUID, on: date, parameters: Parameters | None = None) -> Standing:
    """With the figures in force unless others are given.

    Raises NotThere; Refused for a day before today's rule or a workforce that makes no sense.
    """
    day_is_computable(on)
    detail = await companies.company(company_id)
    asked = parameters if parameters is not None else await in_force()
    return standing_of(detail, await workers_of(company_id), await written_measures(company_id), asked, on)


def employer_of(detail: CompanyDetail) -> Situation:
    """Who asks, without any measure."""
    return Situation(detail.province, detail.employer_kind, detail.regime, detail.hours_basis)


def standing_of(
    detail: CompanyDetail,
    workers: Sequence[WorkerFacts],
    written: Written,
    parameters: Parameters,
    on: date,
) -> Standing:
    employer = employer_of(detail)
    spans = timeline(workers, parameters, on, situations(employer, written, on))
    there = position(workers, situation_on(employer, written, on), parameters, on)
    opened = after_suspensions(open_places(spans, on), employer, written, workers, parameters)
    places = with_answers(opened, written.answers(on))
    return Standing(detail, workers, there, spans, places, parameters, written)
