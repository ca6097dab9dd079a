"""The nightly audit of the shortlists, region by region (matching.md §8). It reads everybody's side and writes
figures of groups; it never changes a weight.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from portal.candidates import public as candidates
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching import fairness
from portal.matching.columns.for_vacancy import score_people
from portal.matching.columns.people import people_columns
from portal.matching.columns.scores import BIT, best
from portal.matching.events import FairnessAlerted, FairnessReviewClosed
from portal.matching.fairness import Group, Line
from portal.matching.queries import rows
from portal.matching.queries.fairness import regions_of
from portal.matching.queries.rows import PersonRow, VacancyRow
from portal.matching.suitability.weights import Weights, in_force
from portal.reference import municipalities

SHOWN_FOR = timedelta(days=365)
_CONSIDERED, _TOP, _FIRST_CODE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Counted:
    """A row of numbers for each person, and who stood in whose top ten."""

    numbers: NDArray[np.int64]
    tops: list[tuple[UUID, UUID]]


async def audit() -> int:
    """One audit a region and day, whoever asks again; answers how many regions were looked at."""
    today = clock.today()
    people, vacancies = _by_region(await rows.all_people_rows()), await _vacancies_by_region()
    weights = in_force(today)
    for region in sorted(people):
        offered = vacancies.get(region, [])
        counted = await asyncio.to_thread(_count, people[region], offered, weights, today)
        await _record(region, people[region], offered, counted, weights, today)
    async with db.unit_of_work():
        await db.execute("DELETE FROM match_shown WHERE first_on < $1", today - SHOWN_FOR)
    return len(people)


def _region(comune: str) -> str:
    return municipalities.by_code(comune).region if comune else ""


def _by_region(found: list[PersonRow]) -> dict[str, list[PersonRow]]:
    there: dict[str, list[PersonRow]] = defaultdict(list)
    for one in found:
        there[_region(one.side.comune)].append(one)
    return dict(there)


async def _vacancies_by_region() -> dict[str, list[VacancyRow]]:
    there: dict[str, list[VacancyRow]] = defaultdict(list)
    for one in await rows.vacancy_rows(list(await rows.vacancy_versions())):
        there[_region(one.side.comune)].append(one)
    return dict(there)


def _count(people: list[PersonRow], vacancies: list[VacancyRow], weights: Weights, today: date) -> _Counted:
    columns = people_columns([one.side for one in people])
    waiting = np.array([(today - one.since).days if one.since else 0 for one in people], dtype=np.int64)
    ties = np.arange(len(people), dtype=np.int64)
    numbers = np.zeros((len(people), _FIRST_CODE + len(BIT)), dtype=np.int64)
    tops = []
    for vacancy in vacancies:
        scores = score_people(vacancy.side, columns, weights)
        numbers[:, _CONSIDERED] += 1
        for place, bit in enumerate(BIT.values(), _FIRST_CODE):
            numbers[:, place] += (scores.failing & bit) != 0
        seen = best(scores, scores.eligible, waiting, ties, fairness.TOP)
        numbers[seen, _TOP] += 1
        tops += [(people[int(place)].person_id, vacancy.vacancy_id) for place in seen]
    return _Counted(numbers, tops)


async def _record(
    region: str,
    people: list[PersonRow],
    vacancies: list[VacancyRow],
    counted: _Counted,
    weights: Weights,
    today: date,
) -> None:
    told = await candidates.fairness_tally(
        {one.person_id: counted.numbers[place].tolist() for place, one in enumerate(people)}
    )
    lines = fairness.report([_group(one) for one in told])
    async with db.unit_of_work():
        await db.lock(f"fairness audit {region}")
        await db.execute(
            "INSERT INTO match_shown (person, vacancy, first_on) SELECT s.person, s.vacancy, $3"
            " FROM unnest($1::uuid[], $2::uuid[]) AS s (person, vacancy)"
            " JOIN match_person m ON m.person = s.person ON CONFLICT (person, vacancy) DO NOTHING",
            [person for person, _ in counted.tops],
            [vacancy for _, vacancy in counted.tops],
            today,
        )
        if await db.fetchval(
            "SELECT count(*) FROM fairness_audit WHERE region = $1 AND run_on = $2", region, today
        ):
            return
        id = new_id()
        await db.execute(
            "INSERT INTO fairness_audit (id, region, run_on, weights, people, vacancies, report, alerts)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            region,
            today,
            weights.version,
            len(people),
            len(vacancies),
            msgspec.json.encode(lines).decode(),
            sum(line.alert for line in lines),
        )
        await _open_reviews(id, region, lines, today)


def _group(one: candidates.FairnessTally) -> Group:
    if one.people is None or one.sums is None:
        return Group(one.attribute.value, one.group, one.label)
    return Group(
        one.attribute.value,
        one.group,
        one.label,
        one.people,
        one.sums[_CONSIDERED],
        one.sums[_TOP],
        one.sums[_FIRST_CODE:],
    )


async def _open_reviews(audit_id: UUID, region: str, lines: list[Line], today: date) -> None:
    """A review for each alert that has none open; who answers for the region hears of new ones once."""
    opened = 0
    for line in lines:
        if not line.alert:
            continue
        opened += db.affected(
            await db.execute(
                "INSERT INTO fairness_review (id, audit, region, attribute, group_code, opened_on)"
                " VALUES ($1, $2, $3, $4, $5, $6)"
                " ON CONFLICT (region, attribute, group_code) WHERE closed_on IS NULL DO NOTHING",
                new_id(),
                audit_id,
                region,
                line.attribute,
                line.group,
                today,
            )
        )
    if opened:
        await facts.record(FairnessAlerted(audit_id=audit_id, region=region), by=SYSTEM)


async def close_review(review_id: UUID, *, outcome: str, by: Viewer) -> str:
    """Writes what was found; answers the region. Raises NotThere elsewhere, Refused for one that is closed."""
    async with db.unit_of_work():
        row = await db.fetchrow(
            "SELECT region, closed_on FROM fairness_review WHERE id = $1 FOR UPDATE", review_id
        )
        if row is None or row["region"] not in await regions_of(by):
            raise NotThere
        if row["closed_on"] is not None:
            raise Refused("Questa verifica è già chiusa: apri la pagina della regione per rileggerla.")
        await db.execute(
            "UPDATE fairness_review SET closed_on = $2, closed_by = $3, outcome = $4 WHERE id = $1",
            review_id,
            clock.today(),
            by.account_id,
            outcome,
        )
        await facts.record(FairnessReviewClosed(review_id=review_id, region=row["region"]), by=by)
    return str(row["region"])
