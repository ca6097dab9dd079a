"""Counting a company again and keeping the figures for lists and territories."""

from datetime import date
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.obligations.queries.standing import Standing, standing
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.vocabulary import Subject
from portal.foundation import clock, db
from portal.foundation.ids import new_id

_UPSERT = """
INSERT INTO coverage_count (company, counted_on, dependants, base3, base18, quota3, quota18, in_force3, in_force18,
    gap3, gap18, gap3_since, next_change_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (company) DO UPDATE SET counted_on = $2, dependants = $3, base3 = $4, base18 = $5, quota3 = $6,
    quota18 = $7, in_force3 = $8, in_force18 = $9, gap3 = $10, gap18 = $11, gap3_since = $12, next_change_on = $13
"""


async def recount(company_id: UUID, on: date | None = None) -> None:
    """Harmless when run twice; two at once follow one another. A company that is gone is left alone."""
    async with db.unit_of_work():
        await db.lock(f"coverage:{company_id}")
        if not await companies.exists(company_id):
            return
        await _save(company_id, await standing(company_id, on or clock.today()))


async def _save(company_id: UUID, now: Standing) -> None:
    there = now.position
    since = [place.since for place in now.places if place.subject is Subject.ART3]
    await db.execute(
        _UPSERT,
        company_id,
        there.on,
        there.dependants,
        there.base3,
        there.base18,
        there.art3.quota,
        there.art18.quota,
        there.art3.in_force,
        there.art18.in_force,
        there.art3.gap,
        there.art18.gap,
        min(since, default=None),
        now.next_change_on,
    )
    await db.execute("DELETE FROM coverage_province WHERE company = $1", company_id)
    await db.executemany(
        "INSERT INTO coverage_province (id, company, province, quota3, real3, quota18, real18)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            (new_id(), company_id, one.province, one.quota3, left3, one.quota18, left18)
            for one in there.provinces
            for left3, left18 in [signed(one)]
        ],
    )


def signed(one: ProvincePosition) -> tuple[int, int]:
    """What a province lacks once every measure is taken in, of art. 3 and of art. 18; below zero what it has over."""
    return max(0, one.gap3) or -one.surplus3, one.gap18 or -one.surplus18
