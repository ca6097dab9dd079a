"""People for a vacancy and vacancies for a person: the same number in both directions, in the model's order.

One side is read as it is now, the many sides from their rows. Only people of the viewer's are ever looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock
from portal.kernel.refusals import NotThere
from portal.matching import inputs
from portal.matching.columns.scores import BIT, Scores, best
from portal.matching.queries import overrides as override_rows
from portal.matching.queries import rows
from portal.matching.queries.overrides import Override
from portal.matching.queries.rows import VacancyRow
from portal.matching.shelf import Part, open_vacancies
from portal.matching.stored import Result
from portal.matching.suitability.constraints import Code
from portal.matching.suitability.score import BAND_ORDER, Band, Terms, judge
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.suitability.weights import Weights, in_force
from portal.matching.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Ranked:
    """``ref``: the person, or the vacancy, that was ranked; ``override``: what a counsellor judged instead."""

    ref: UUID
    terms: Terms
    override: Override | None = None

    @property
    def band(self) -> Band:
        """The counsellor's, where she judged."""
        if self.override is None or self.override.verdict is Verdict.ASIDE:
            return self.terms.band
        return Band(self.override.verdict.value)

    @property
    def aside(self) -> bool:
        return self.override is not None and self.override.verdict is Verdict.ASIDE

    @property
    def contested(self) -> bool:
        """Listed although a constraint fails: a counsellor answers for it."""
        return self.override is not None and not self.aside and not self.terms.eligible


@dataclass(frozen=True, slots=True)
class Ranking:
    """``nearly``: «quasi compatibili», outside the ranking; ``excluded`` and ``reasons``: how many others, and by
    which constraint (a pair may fail several)."""

    ranked: tuple[Ranked, ...]
    nearly: tuple[Ranked, ...]
    aside: tuple[Ranked, ...]
    excluded: tuple[Ranked, ...]
    excluded_count: int
    reasons: dict[Code, int]


def weights_today() -> Weights:
    return in_force(clock.today())


async def side_of(person_id: UUID) -> PersonSide:
    """As she is now; the caller has shown the ground. Raises NotThere."""
    person = await candidates.person_side(person_id)
    if person is None:
        raise NotThere
    levels = await candidates.levels_of([person_id])
    return inputs.person_side(person, levels.get(person_id, {}))


async def result_for(person_id: UUID, vacancy: employers.VacancyForMatching) -> Result:
    """The pair as it stands now, with the versions of what it was computed from."""
    own, there = await side_of(person_id), inputs.vacancy_side(vacancy)
    return Result(judge(there, own, weights_today()), inputs.fingerprint(there), inputs.fingerprint(own))


async def people_for(
    vacancy: employers.VacancyForMatching, person_ids: Sequence[UUID], *, everybody: bool = False
) -> Ranking:
    """``everybody``: also those who fail, with their reasons; else they are only counted."""
    side, weights = inputs.vacancy_side(vacancy), weights_today()
    found = await (rows.people_rows(person_ids) if everybody else rows.sifted_people(side, person_ids))
    judged = {one.person_id: (one, judge(side, one.side, weights)) for one in found}
    said = {one.person_id: one for one in await override_rows.standing(person_ids, [vacancy.id])}
    missing = [id for id in said if id not in judged]
    for one in await rows.people_rows(missing) if missing else []:
        judged[one.person_id] = (one, judge(side, one.side, weights))
    return _arranged(
        [
            (Ranked(id, terms, said.get(id)), _order(terms, one.since, one.id, said.get(id)))
            for id, (one, terms) in judged.items()
        ],
        await rows.count_people(person_ids),
    )


_Order = tuple[int, int, int, int, str]


def _order(terms: Terms, since: date | None, row_id: UUID, said: Override | None) -> _Order:
    """Band, score, share of assessed dimensions, longer waiting time, opaque id (matching.md §5)."""
    band = Ranked(row_id, terms, said).band
    share = terms.assessed_share
    return (
        BAND_ORDER[band],
        -int(terms.score * 10),
        -(share.numerator * 10_000 // share.denominator),
        since.toordinal() if since is not None else date.max.toordinal(),
        str(row_id),
    )


def _arranged(found: Iterable[tuple[Ranked, _Order]], total: int) -> Ranking:
    ordered = [one for one, _ in sorted(found, key=lambda pair: pair[1])]
    aside = tuple(one for one in ordered if one.aside)
    listed = [one for one in ordered if not one.aside]
    ranked = tuple(one for one in listed if one.terms.eligible or one.contested)
    nearly = tuple(one for one in listed if one.terms.nearly_eligible and not one.contested)
    excluded = tuple(
        one
        for one in listed
        if not one.terms.eligible and not one.terms.nearly_eligible and not one.contested
    )
    reasons: dict[Code, int] = {}
    for one in excluded:
        for failure in one.terms.failures:
            reasons[failure.code] = reasons.get(failure.code, 0) + 1
    count = total - len(ranked) - len(nearly) - len(aside)
    return Ranking(ranked, nearly, aside, excluded, count, dict(sorted(reasons.items())))


async def vacancies_for(person_id: UUID, limit: int, *, nearly: int = 10, everybody: bool = False) -> Ranking:
    """Open vacancies for somebody the viewer follows: sieved in SQL, scored in columns, judged one by one where they
    are shown. ``everybody``: also those that the sieve leaves out are scored, for the reasons; else only counted."""
    own, weights = await side_of(person_id), weights_today()
    shelf = await open_vacancies()
    said = {one.vacancy_id: one for one in await override_rows.standing([person_id], None)}
    among = None if everybody else await rows.sifted_vacancies(own, list(said))
    shown: dict[UUID, VacancyRow] = {}
    reasons: dict[Code, int] = {}
    count = shelf.size
    for part, scores in shelf.score(own, weights, among):
        alive, found = part.alive, part.rows
        eligible, near = alive & scores.eligible, alive & scores.nearly
        out = alive & ~scores.eligible & ~scores.nearly
        count -= int(np.count_nonzero(eligible)) + int(np.count_nonzero(near))
        for code, bit in BIT.items() if everybody else ():
            failing = int(np.count_nonzero(out & ((scores.failing & bit) != 0)))
            if failing:
                reasons[code] = reasons.get(code, 0) + failing
        for which, most in ((eligible, limit), (near, nearly)):
            shown |= {found[place].vacancy_id: found[place] for place in _best(part, scores, which, most)}
        if said:
            judged = [place for place, one in enumerate(found) if one.vacancy_id in said and alive[place]]
            shown |= {found[place].vacancy_id: found[place] for place in judged}
    pairs = []
    for row in shown.values():
        terms = judge(row.side, own, weights)
        ranked = Ranked(row.vacancy_id, terms, said.get(row.vacancy_id))
        pairs.append((ranked, _order(terms, row.since, row.id, ranked.override)))
    arranged = _arranged(pairs, 0)
    return Ranking(
        arranged.ranked[:limit],
        arranged.nearly[:nearly],
        arranged.aside,
        (),
        count,
        dict(sorted(reasons.items())),
    )


def _best(part: Part, scores: Scores, among: NDArray[np.bool_], limit: int) -> list[int]:
    waiting = clock.today().toordinal() - part.since
    # rows stand in the order of their opaque ids
    ties = np.arange(len(part.rows), dtype=np.int64)
    return [int(place) for place in best(scores, among, waiting, ties, limit)]


async def pair(
    person_id: UUID, vacancy: employers.VacancyForMatching
) -> tuple[VacancySide, PersonSide, Terms]:
    """Both sides as they are now, and what the model says of them."""
    own, there = await side_of(person_id), inputs.vacancy_side(vacancy)
    return there, own, judge(there, own, weights_today())
