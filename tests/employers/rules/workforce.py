"""Short ways to say who works in an invented company."""

from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection, WorkContract
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.workers import WorkerFacts

LAW = in_law()
TODAY = date(2026, 11, 23)
LONG_AGO = date(2015, 3, 2)


def employee(province: str = "MI", starts_on: date = LONG_AGO, **facts: object) -> WorkerFacts:
    return WorkerFacts(province, starts_on, **facts)  # type: ignore[arg-type]


def part_time(hours: int, of: int = 40, province: str = "MI") -> WorkerFacts:
    return employee(province, weekly_hours=Fraction(hours), full_time_hours=Fraction(of))


def reserved(hours: int = 40, province: str = "MI", percentage: int = 67, **facts: object) -> WorkerFacts:
    """A person with a disability hired through the targeted channel."""
    values: dict[str, object] = {
        "weekly_hours": Fraction(hours),
        "protection": Protection.ART1,
        "category": ProtectedCategory.D1,
        "percentage": percentage,
        "coverage_title": CoverageTitle.TARGETED_HIRE,
    }
    return employee(province, **{**values, **facts})


def protected_art18(province: str = "MI") -> WorkerFacts:
    return employee(province, protection=Protection.ART18, category=ProtectedCategory.C1)


def staff(count: int, province: str = "MI") -> list[WorkerFacts]:
    return [employee(province)] * count


def with_contract(contract: WorkContract, count: int = 1, **facts: object) -> list[WorkerFacts]:
    return [employee(contract=contract, **facts)] * count
