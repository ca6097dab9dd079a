"""What a draft is judged against: the company under lock, as it stands on the draft's first day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.measures.queries.written import written
from portal.employers.measures.rules.agreements import AgreementJudged
from portal.employers.measures.rules.judged import Judged, Problem
from portal.employers.measures.rules.situations import situation_on
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries.standing import employer_of, workers_of
from portal.employers.obligations.rules.position import FIRST_DAY, Position, position
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.foundation import clock
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused
from portal.reference import provinces


class ManyRefused(Refused):
    """Several things at once are not let; ``problems`` are (field, sentence)."""

    def __init__(self, problems: list[Problem]) -> None:
        field, sentence = problems[0]
        super().__init__(sentence, field=field)
        self.problems = problems


def refuse(problems: list[Problem]) -> None:
    """Raises ManyRefused when there are any."""
    if problems:
        raise ManyRefused(problems)


@dataclass(frozen=True, slots=True)
class _Stage:
    company: CompanyDetail
    workers: list[WorkerFacts]
    written: Written
    position: Position
    parameters: Parameters


async def _stage(company_id: UUID, on: date, *, without: UUID | None) -> _Stage:
    """``without`` leaves out one thing already written: what is judged is judged as if it were new."""
    await editable_company(company_id)
    detail = await companies.company(company_id)
    known = await written(company_id)
    others = Written(
        tuple(one for one in known.measures if one.id != without),
        tuple(one for one in known.conventions if one.id != without),
    )
    parameters, workers = await in_force(), await workers_of(company_id)
    day = max(on, FIRST_DAY)
    there = position(workers, situation_on(employer_of(detail), others, day), parameters, day)
    return _Stage(detail, workers, others, there, parameters)


async def judged(company_id: UUID, on: date, *, without: UUID | None = None) -> Judged:
    """For a measure whose first day is ``on``. Raises NotThere; Refused for an archived company."""
    stage = await _stage(company_id, on, without=without)

    def hires_since(province: str, day: date) -> int:
        return sum(
            1
            for worker in stage.workers
            if worker.province == province and worker.starts_on >= day and worker.protection == "none"
        )

    return Judged(
        position=stage.position,
        written=stage.written,
        employer=stage.position.situation.employer,
        own_tax_code=stage.company.tax_code,
        parameters=stage.parameters,
        today=clock.today(),
        region_of=lambda code: provinces.by_code(code).region,
        hires_since=hires_since,
    )


async def agreement_judged(company_id: UUID, on: date, *, without: UUID | None = None) -> AgreementJudged:
    """The same for a convention."""
    stage = await _stage(company_id, on, without=without)
    return AgreementJudged(stage.position, stage.written, stage.parameters, clock.today())
