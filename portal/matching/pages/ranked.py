"""The ranked lists: a row for each person or vacancy, with its factors, its reasons and what a counsellor judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.employers import public as employers
from portal.foundation.web.italian import date_it
from portal.foundation.web.pagination import Pages
from portal.matching.pages.feedback import CompanyWords, refusal_words
from portal.matching.pages.words import skill_name
from portal.matching.queries.feedback import Refusal
from portal.matching.ranking import Ranked, Ranking
from portal.matching.suitability import BAND_LABELS, FACTOR_LABELS, Band, Terms, explain
from portal.matching.suitability.constraints import Code
from portal.matching.suitability.words import failure_words
from portal.matching.vocabulary import VERDICT_LABELS

BAND_KINDS: dict[Band, str] = {Band.HIGH: "ok", Band.GOOD: "info", Band.TO_WEIGH: "neutral"}
PER_PAGE = 8
"""A page holds at most so many bars and reasons."""


@dataclass(frozen=True, slots=True)
class FactorBar:
    label: str
    words: str
    points: float
    most: int
    kind: str


@dataclass(frozen=True, slots=True)
class RankedRow:
    """``key``: the id that the comparison is asked with; ``judged``: what a counsellor decided, and when;
    ``earlier``: how the company answered the same pair before; ``company``: how it answers, where rows differ in it."""

    key: str
    href: str
    title: str
    note: str
    score: str
    band_kind: str
    band_label: str
    factors: Sequence[FactorBar]
    explanation: Sequence[str]
    judged: str | None
    contested: bool
    flagged: str | None
    draft_href: str
    earlier: str | None = None
    company: CompanyWords | None = None


@dataclass(frozen=True, slots=True)
class ShortRow:
    """Outside of the ranking: why, in words."""

    href: str
    title: str
    note: str
    reasons: Sequence[str]


def number_it(value: object) -> str:
    return str(value).replace(".", ",")


def factor_bars(terms: Terms) -> list[FactorBar]:
    return [
        FactorBar(
            FACTOR_LABELS[one.factor],
            f"{number_it(one.points)} su {one.most}",
            float(one.points),
            one.most,
            "ok" if one.points >= one.most * 9 // 10 else "primary",
        )
        for one in terms.contributions
    ]


def judged_words(one: Ranked) -> str | None:
    if one.override is None:
        return None
    when = date_it(one.override.made_at, "il")
    return f"{VERDICT_LABELS[one.override.verdict]}, deciso {when}: {one.override.reason}"


def ranked_row(
    one: Ranked,
    title: str,
    note: str,
    href: str,
    draft_href: str,
    *,
    flagged: str | None = None,
    earlier: Refusal | None = None,
    company: CompanyWords | None = None,
) -> RankedRow:
    return RankedRow(
        key=str(one.ref),
        href=href,
        title=title,
        note=note,
        score=number_it(one.terms.score),
        band_kind=BAND_KINDS[one.band],
        band_label=BAND_LABELS[one.band],
        factors=factor_bars(one.terms),
        explanation=explain(one.terms, skill_name),
        judged=judged_words(one),
        contested=one.contested,
        flagged=flagged,
        draft_href=draft_href,
        earlier=refusal_words(earlier) if earlier is not None else None,
        company=company,
    )


def short_row(one: Ranked, title: str, note: str, href: str) -> ShortRow:
    reasons = [f"{failure_words(failure.code)}." for failure in one.terms.failures]
    judged = judged_words(one)
    return ShortRow(href, title, note, [*([judged] if judged else []), *reasons])


def pair_href(vacancy_id: UUID, person_id: UUID) -> str:
    return f"/matching/vacancies/{vacancy_id}/people/{person_id}"


def draft_href(vacancy_id: UUID, person_id: UUID) -> str:
    return f"/proposals/new?person={person_id}&vacancy={vacancy_id}"


@dataclass(frozen=True, slots=True)
class RankedPage:
    """``reasons``: why others are not here, with how many."""

    pages: Pages
    rows: list[RankedRow]
    nearly: list[ShortRow]
    aside: list[ShortRow]
    excluded: list[ShortRow]
    excluded_count: int
    reasons: list[tuple[str, int]]
    total: int


def reason_rows(reasons: Mapping[Code, int]) -> list[tuple[str, int]]:
    return [(failure_words(code), count) for code, count in reasons.items()]


EXPOSED = 10
"""Shortlists without an answer after which a profile is flagged (matching.md §8)."""


def exposure_words(shortlists: int) -> str | None:
    if shortlists < EXPOSED:
        return None
    return f"È fra i primi dieci di {shortlists} annunci e nessuno ha ancora risposto: guarda se serve altro."


def people_page(
    ranking: Ranking,
    pages: Pages,
    vacancy_id: UUID,
    names: Mapping[UUID, str],
    exposures: Mapping[UUID, int],
    earlier: Mapping[tuple[UUID, UUID], Refusal],
) -> RankedPage:
    def short(one: Ranked) -> ShortRow:
        return short_row(one, names.get(one.ref, "Persona"), "", pair_href(vacancy_id, one.ref))

    shown = ranking.ranked[pages.offset : pages.offset + pages.limit]
    return RankedPage(
        pages,
        [
            ranked_row(
                one,
                names.get(one.ref, "Persona"),
                "",
                pair_href(vacancy_id, one.ref),
                draft_href(vacancy_id, one.ref),
                flagged=exposure_words(exposures.get(one.ref, 0)),
                earlier=earlier.get((one.ref, vacancy_id)),
            )
            for one in shown
        ],
        [short(one) for one in ranking.nearly],
        [short(one) for one in ranking.aside],
        [short(one) for one in ranking.excluded],
        ranking.excluded_count,
        reason_rows(ranking.reasons),
        len(ranking.ranked),
    )


def vacancies_page(
    ranking: Ranking,
    pages: Pages,
    person_id: UUID,
    vacancies: Mapping[UUID, employers.VacancyForMatching],
    earlier: Mapping[tuple[UUID, UUID], Refusal],
    companies: Mapping[UUID, CompanyWords],
) -> RankedPage:
    def words(id: UUID) -> tuple[str, str]:
        one = vacancies.get(id)
        return (one.title, f"{one.company_name}, {one.place_name}") if one else ("Annuncio", "")

    def short(one: Ranked) -> ShortRow:
        return short_row(one, *words(one.ref), pair_href(one.ref, person_id))

    shown = ranking.ranked[pages.offset : pages.offset + pages.limit]
    return RankedPage(
        pages,
        [
            ranked_row(
                one,
                *words(one.ref),
                pair_href(one.ref, person_id),
                draft_href(one.ref, person_id),
                earlier=earlier.get((person_id, one.ref)),
                company=companies.get(vacancies[one.ref].company_id) if one.ref in vacancies else None,
            )
            for one in shown
        ],
        [short(one) for one in ranking.nearly],
        [short(one) for one in ranking.aside],
        [],
        ranking.excluded_count,
        reason_rows(ranking.reasons),
        len(ranking.ranked),
    )
