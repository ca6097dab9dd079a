"""The workforce in figures: for the company, and for whoever follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.companies.queries.staff_figures import SiteCount, StaffCount
from portal.employers.companies.reading import asked_again
from portal.employers.companies.vocabulary import NOT_DEPENDANTS, WORK_CONTRACT_LABELS
from portal.kernel.viewer import Viewer
from portal.reference import provinces


@dataclass(frozen=True, slots=True)
class FigureLine:
    province: str
    contract: str
    heads: int
    part_time: int
    telework: int
    art1: int
    art18: int


@dataclass(frozen=True, slots=True)
class SiteLine:
    name: str
    province: str
    heads: int
    stated: str
    differs: bool
    above: bool


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """``company`` is its name for whoever follows it, None for its own people; ``about`` ends every link."""

    company: str | None
    company_id: UUID
    about: str
    on: date
    dependants: int
    others: int
    stated: int | None
    lines: Sequence[FigureLine]
    sites: Sequence[SiteLine]

    @property
    def stated_differs(self) -> bool:
        return self.stated is not None and self.stated != self.dependants

    @property
    def above_rows(self) -> Sequence[str]:
        """Sites that state more employees than they have rows on the day, each in words."""
        return [
            f"{row.name} ({row.stated} dichiarati, {row.heads} in organico)"
            for row in self.sites
            if row.above
        ]


def figures_page(
    detail: CompanyDetail,
    viewer: Viewer,
    on: date,
    counted: Sequence[StaffCount],
    sites: Sequence[SiteCount],
) -> FiguresPage:
    about = asked_again(viewer, detail.id)
    return FiguresPage(
        detail.name if about else None,
        detail.id,
        about,
        on,
        sum(row.heads for row in counted if row.contract not in NOT_DEPENDANTS),
        sum(row.heads for row in counted if row.contract in NOT_DEPENDANTS),
        detail.stated_staff,
        [
            FigureLine(
                provinces.name(row.province),
                WORK_CONTRACT_LABELS[row.contract],
                row.heads,
                row.part_time,
                row.telework,
                row.art1,
                row.art18,
            )
            for row in counted
        ],
        [
            SiteLine(
                row.name,
                provinces.name(row.province),
                row.heads,
                "–" if row.stated is None else str(row.stated),
                row.stated is not None and row.stated != row.heads,
                row.stated is not None and row.stated > row.heads,
            )
            for row in sites
        ],
    )
