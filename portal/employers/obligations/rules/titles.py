"""Which workers with a disability count toward the quota, and why (L. 68/1999 art. 1, 3 and 4)."""

from datetime import date

from portal.employers.companies.vocabulary import CoverageTitle, Protection
from portal.employers.obligations.rules.months import lasts_at_least
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Parameters

_T = CoverageTitle
WAR_CATEGORIES_BEFORE_HIRE = 6
"""First to sixth category (art. 4 c. 3-bis)."""


def counts_for_coverage(worker: WorkerFacts, parameters: Parameters, on: date) -> bool:
    """A worker of art. 1 with a title whose condition holds.

    One with a reduced capacity under the threshold of the title does not cover, and so stays in the base.
    """
    if worker.protection is not Protection.ART1 or worker.coverage_title is None:
        return False
    title, percentage = worker.coverage_title, worker.percentage or 0

    def at_least(key: str) -> bool:
        return percentage >= parameters.value(key, on)

    match title:
        case _T.TARGETED_HIRE | _T.HOME_OR_TELEWORK | _T.SPECIAL_LIST:
            return True
        case _T.DISABLED_BEFORE_HIRE:
            return (
                at_least("coverage.before_hire_pct")
                or (worker.war_category or 99) <= WAR_CATEGORIES_BEFORE_HIRE
                or (worker.mental_or_intellectual and at_least("protected.civil_first_pct"))
            )
        case _T.BECAME_UNABLE:
            return at_least("coverage.became_unable_pct")
        case _T.WORK_INJURY:
            return at_least("protected.work_first_pct")
        case _T.AGENCY_TWELVE_MONTHS:
            months = int(parameters.value("coverage.agency_months", on))
            return lasts_at_least(worker.starts_on, worker.ends_on, months)
