"""Categories of people whom Law 68/1999 protects: those of art. 1 and those of art. 18 c. 2."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.reference.register import Register, read


class Quota(StrEnum):
    """Which share of reserved places a category counts for."""

    ART_3 = "art3"
    ART_18 = "art18"


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str
    source: str
    """Article of law."""
    threshold: str
    """What has to be certified, in words."""
    quota: Quota
    note: str


@cache
def register() -> Register[Category]:
    return Register(
        "categorie della legge 68/1999",
        (
            Category(
                code=row["code"],
                name=row["name"],
                source=row["source"],
                threshold=row["threshold"],
                quota=Quota(row["quota"]),
                note=row["note"],
            )
            for row in read("categories_l68.csv")
        ),
        lambda category: category.code,
    )


def entries() -> tuple[Category, ...]:
    return register().rows


def by_code(code: str) -> Category:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def of_quota(quota: Quota) -> tuple[Category, ...]:
    return tuple(category for category in entries() if category.quota == quota)
