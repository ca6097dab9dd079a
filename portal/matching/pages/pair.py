"""One person beside one vacancy: the score and its terms, drawn and in words; and up to three beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.foundation.web.charts import LevelChart, LevelRow, Ring, band_ring, level_chart
from portal.foundation.web.italian import date_it
from portal.matching.pages.ranked import FactorBar, draft_href, factor_bars, number_it, pair_href
from portal.matching.pages.words import skill_name
from portal.matching.queries.overrides import Override
from portal.matching.suitability import BAND_LABELS, Fit, Proposals, Terms, explain
from portal.matching.suitability.constraints import TITLES, Code
from portal.matching.suitability.fit import DimensionFit
from portal.matching.suitability.intensity import SUPPORT
from portal.matching.suitability.words import measure_words, under_use
from portal.matching.vocabulary import VERDICT_LABELS
from portal.reference import dimensions

FIT_WORDS: dict[Fit, str] = {
    Fit.NOT_ASKED: "non richiesto",
    Fit.OK: "adatto",
    Fit.WITH_MEASURE: "con accomodamento",
    Fit.GAP: "manca",
    Fit.NOT_ASSESSED: "non rilevato",
}


@dataclass(frozen=True, slots=True)
class ToPropose:
    """«Da proporre all’azienda»: what, for which dimension, and the score it would give."""

    what: str
    for_what: str
    closes: bool
    score: str
    band: str


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: str
    reason: str
    who: str
    when: str
    standing: bool


@dataclass(frozen=True, slots=True)
class PairPage:
    title: str
    person: str
    company: str
    vacancy_href: str
    person_href: str
    draft_href: str
    url: str
    score: str
    band_label: str
    ring: Ring
    factors: list[FactorBar]
    explanation: list[str]
    chart: LevelChart
    to_propose: list[ToPropose]
    together: tuple[str, str] | None
    constraints: list[tuple[str, str, str]]
    """Code, words, and how it ends: passed, may be talked about, failed."""
    under_use: list[str]
    support: tuple[str, str] | None
    weights: str
    judgements: list[Judgement]
    judged: bool


def drawn(terms: Terms, title: str) -> LevelChart:
    """Only what the job asks; in the order of the questionnaires."""
    return level_chart(
        title,
        [
            LevelRow(
                dimensions.name(one.dimension),
                one.demand,
                one.k,
                one.s,
                (one.s or 0) + one.uplift + one.adjustable,
                fit_words(one),
            )
            for one in terms.dimensions
            if one.demand
        ],
    )


def fit_words(one: DimensionFit) -> str:
    if one.fit is Fit.GAP:
        return "manca un livello" if one.gap == 1 else f"mancano {one.gap} livelli"
    return FIT_WORDS[one.fit]


def proposals_rows(found: Proposals) -> list[ToPropose]:
    rows = []
    for one in found.each:
        parts = [measure_words(one.measure)] if one.measure else []
        parts += ["richiesta modificabile"] if one.lower_demand else []
        rows.append(
            ToPropose(
                _sentence_case(" e ".join(parts)),
                dimensions.name(one.dimension),
                one.closes,
                number_it(one.score),
                BAND_LABELS[one.band],
            )
        )
    return rows


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def constraint_rows(terms: Terms) -> list[tuple[str, str, str]]:
    failed = {one.code: one for one in terms.failures}
    rows = []
    for code in Code:
        one = failed.get(code)
        end = "rispettato" if one is None else "se ne può parlare" if one.negotiable else "non rispettato"
        rows.append((code.value, TITLES[code], end))
    return rows


def pair_page(
    *,
    person_id: UUID,
    person: str,
    vacancy_id: UUID,
    title: str,
    company: str,
    terms: Terms,
    found: Proposals,
    grade: str | None,
    judged: Sequence[Override],
    names: dict[UUID, str],
) -> PairPage:
    support = SUPPORT.get(grade) if grade else None
    return PairPage(
        title=title,
        person=person,
        company=company,
        vacancy_href=f"/matching/vacancies/{vacancy_id}",
        person_href=f"/people/{person_id}",
        draft_href=draft_href(vacancy_id, person_id),
        url=pair_href(vacancy_id, person_id),
        score=number_it(terms.score),
        band_label=BAND_LABELS[terms.band],
        ring=band_ring(BAND_LABELS[terms.band].lower()),
        factors=factor_bars(terms),
        explanation=explain(terms, skill_name),
        chart=drawn(terms, "Che cosa chiede il lavoro e che cosa fa la persona"),
        to_propose=proposals_rows(found),
        together=(number_it(found.score), BAND_LABELS[found.band]) if len(found.each) > 1 else None,
        constraints=constraint_rows(terms),
        under_use=under_use(terms),
        support=(support.paths, support.contact) if support else None,
        weights=terms.weights,
        judgements=[
            Judgement(
                VERDICT_LABELS[one.verdict],
                one.reason,
                names.get(one.made_by, "Operatore"),
                date_it(one.made_at),
                one.ended_at is None,
            )
            for one in judged
        ],
        judged=any(one.ended_at is None for one in judged),
    )


@dataclass(frozen=True, slots=True)
class Side:
    title: str
    note: str
    href: str
    score: str
    band_label: str
    band_kind: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or three beside each other: a column each, a row for each factor and each dimension asked of any."""

    heading: str
    back_href: str
    sides: list[Side]
    factors: list[tuple[str, list[str]]]
    dimensions: list[tuple[str, list[str]]]
    reasons: list[list[str]]


def comparison(heading: str, back_href: str, sides: Sequence[Side]) -> Comparison:
    bars = [factor_bars(one.terms) for one in sides]
    asked = sorted({one.dimension for side in sides for one in side.terms.dimensions if one.demand})
    return Comparison(
        heading,
        back_href,
        list(sides),
        [(row[0].label, [one.words for one in row]) for row in zip(*bars, strict=True)] if bars else [],
        [(dimensions.name(code), [_cell(side.terms, code) for side in sides]) for code in asked],
        [explain(one.terms, skill_name) for one in sides],
    )


def _cell(terms: Terms, code: str) -> str:
    one = next((each for each in terms.dimensions if each.dimension == code), None)
    if one is None or not one.demand:
        return "non richiesto"
    if one.k is None:
        return f"chiede {one.demand}: non rilevato"
    return (
        f"chiede {one.demand}, fa {one.k}" + (f"–{one.s}" if one.s != one.k else "") + f": {fit_words(one)}"
    )
