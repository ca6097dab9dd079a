"""Which workers with a disability count toward the quota, and why (L. 68/1999 art. 1, 3 and 4)."""

from datetime import date

from portal.employers.companies.vocabulary import (
    RECEIVING_BODY_TITLES,
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.months import lasts_at_least
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.kernel.parameters import Evidence, Parameters

_T = CoverageTitle

TITLE_ARTICLES: dict[CoverageTitle, tuple[str, Evidence]] = {
    _T.TARGETED_HIRE: ("L. 68/1999 art. 3, 7 e 11", Evidence.TWO_SOURCES),
    _T.DISABLED_BEFORE_HIRE: ("L. 68/1999 art. 4 c. 3-bis", Evidence.TWO_SOURCES),
    _T.BECAME_UNABLE: ("L. 68/1999 art. 4 c. 4", Evidence.TWO_SOURCES),
    _T.WORK_INJURY: ("DPR 333/2000 art. 3 c. 4", Evidence.ONE_SOURCE),
    _T.HOME_OR_TELEWORK: ("L. 68/1999 art. 4 c. 3", Evidence.ONE_SOURCE),
    _T.AGENCY_TWELVE_MONTHS: ("DLgs 81/2015 art. 34 c. 3", Evidence.TWO_SOURCES),
    _T.RECEIVING_BODY: ("L. 68/1999 art. 12-bis", Evidence.TWO_SOURCES),
    _T.FRAMEWORK_CONVENTION: ("DLgs 276/2003 art. 14 c. 3", Evidence.TWO_SOURCES),
    _T.SPECIAL_LIST: ("L. 68/1999 art. 3 c. 7; L. 113/1985", Evidence.PUBLIC_SOFTWARE),
    _T.SPECIAL_LIST_THERAPIST: (
        "L. 68/1999 art. 3 c. 7; L. 686/1961; L. 29/1994",
        Evidence.PUBLIC_SOFTWARE,
    ),
}
"""The law behind each title, to be shown beside it."""


def counts_for_coverage(worker: WorkerFacts, parameters: Parameters, on: date) -> bool:
    """A worker of art. 1 with a title whose condition holds on that day.

    One with a reduced capacity under the threshold of the title does not cover, and so stays in the base.
    """
    return worker.protection is Protection.ART1 and covers(worker, thresholds(parameters, on), on)


def covers(worker: WorkerFacts, limits: Thresholds, on: date) -> bool:
    title = worker.coverage_title
    if worker.protection is not Protection.ART1 or title is None:
        return False
    if worker.covers_since is not None and on < worker.covers_since:
        return False
    if not _place_fits(worker, title):
        return False
    percentage = worker.percentage or 0
    match title:
        case _T.DISABLED_BEFORE_HIRE:
            return (
                percentage >= limits.before_hire_pct
                or (worker.war_category or 99) <= limits.before_hire_war_category
                or (worker.mental_or_intellectual and percentage >= limits.civil_first_pct)
            )
        case _T.BECAME_UNABLE:
            return percentage >= limits.became_unable_pct and not worker.breach
        case _T.WORK_INJURY:
            return percentage >= limits.work_first_pct
        case _T.HOME_OR_TELEWORK:
            at_a_distance = worker.telework or worker.contract is WorkContract.HOME
            return at_a_distance and not worker.part_time and _protected(worker, limits)
        case _T.AGENCY_TWELVE_MONTHS:
            return lasts_at_least(*worker.contract_period, limits.agency_months) and _protected(
                worker, limits
            )
    return _protected(worker, limits)


def _place_fits(worker: WorkerFacts, title: CoverageTitle) -> bool:
    """Agency and receiving bodies have titles of their own; nobody else has those; others are employees."""
    match worker.contract:
        case WorkContract.AGENCY:
            return title is _T.AGENCY_TWELVE_MONTHS
        case WorkContract.RECEIVING_BODY:
            return title in RECEIVING_BODY_TITLES
        case WorkContract.NOT_SUBORDINATE:
            return False
    return title is not _T.AGENCY_TWELVE_MONTHS and title not in RECEIVING_BODY_TITLES


def _protected(worker: WorkerFacts, limits: Thresholds) -> bool:
    """Whether the category is one of art. 1 c. 1, for titles that have no threshold of their own.

    What is not known of it is not held against the worker.
    """
    match worker.category:
        case ProtectedCategory.D1:
            return worker.percentage is None or worker.percentage >= limits.civil_first_pct
        case ProtectedCategory.D2:
            return worker.percentage is None or worker.percentage >= limits.work_first_pct
        case ProtectedCategory.D4:
            return worker.war_category is None or worker.war_category <= limits.war_last_category
    return worker.category is None or worker.category.protection is Protection.ART1
