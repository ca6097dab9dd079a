"""The companies of a territory, as the services see them: state, figures, open vacancies; never a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.pages.company import STATE_TAGS, CompanyHead
from portal.employers.companies.pages.company_accounts import FollowersCard
from portal.employers.companies.vocabulary import COMPANY_STATE_LABELS
from portal.employers.obligations.queries.counts import Counted, Filters, Listed
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import hours_words
from portal.employers.workstations.queries.paths import HostedFigures
from portal.foundation.web.italian import date_it, number_it
from portal.foundation.web.pagination import Pages
from portal.reference import provinces

Fact = tuple[str, object, str | None]


@dataclass(frozen=True, slots=True)
class CompanyLine:
    id: UUID
    name: str
    note: str
    state: str
    tag: str
    dependants: str
    quota: str
    gap: str
    open_vacancies: int
    follower: str


@dataclass(frozen=True, slots=True)
class CompaniesPage:
    rows: Sequence[CompanyLine]
    pages: Pages
    filters: Filters
    waiting: int
    states: Sequence[tuple[str, str]]
    may_follow: bool

    @property
    def filtered(self) -> int:
        given = self.filters
        return sum((bool(given.words), bool(given.state), given.uncovered_only, given.followed_only))


@dataclass(frozen=True, slots=True)
class VacancyLine:
    title: str
    note: str
    href: str | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    company: CompanyHead
    decisions: Sequence[tuple[str, str]]
    figures: Sequence[Fact]
    counted_on: date | None
    vacancies: Sequence[VacancyLine]
    sites: Sequence[Fact]
    people: Sequence[tuple[str, str]]
    followers: FollowersCard
    gaps: Sequence[tuple[str, int, int]]
    """By province: places due and missing under art. 3, only where some are missing."""
    hosted: Sequence[Fact]
    answers_href: str
    cap: tuple[int, str | None]
    """How many proposals may be open there, and where to change it."""


def hosted_facts(found: HostedFigures) -> list[Fact]:
    return [
        ("In corso", found.running, f"{found.to_begin} da avviare" if found.to_begin else None),
        ("Conclusi", found.ended, f"{found.hired} con un’assunzione" if found.hired else None),
    ]


def line(row: Listed) -> CompanyLine:
    since = f", scoperti {date_it(row.gap_since, 'dal')}" if row.gap_since else ""
    return CompanyLine(
        row.id,
        row.name,
        f"{provinces.name(row.province)}{since}",
        COMPANY_STATE_LABELS[row.state],
        STATE_TAGS[row.state],
        number_it(row.dependants),
        number_it(row.quota),
        number_it(row.gap),
        row.open_vacancies,
        row.follower or "–",
    )


def figures(found: Counted) -> list[Fact]:
    return [
        ("Base di computo", number_it(found.base3), f"su {number_it(found.dependants)} dipendenti"),
        ("Art. 3", f"{found.in_force3} su {found.quota3}", _missing(found.gap3, found.gap3_since)),
        ("Art. 18", f"{found.in_force18} su {found.quota18}", _missing(found.gap18, None)),
    ]


def _missing(gap: int, since: date | None) -> str:
    if not gap:
        return "nessun posto scoperto"
    words = "1 posto scoperto" if gap == 1 else f"{gap} posti scoperti"
    return f"{words} {date_it(since, 'dal')}" if since else words


def vacancy_line(row: VacancyDetail, may_match: bool) -> VacancyLine:
    hours = hours_words(row.weekly_hours_min, row.weekly_hours_max)
    free = "1 posto libero" if row.places_left == 1 else f"{row.places_left} posti liberi"
    href = f"/matching/vacancies/{row.id}" if may_match else None
    return VacancyLine(row.title or "", f"{row.site_name}, {hours}, {free}", href)
