"""The prospetti of one company: its answers, one sent each January, this year's begun."""

from __future__ import annotations

from uuid import UUID

from portal.demo.lived.past import Past
from portal.demo.world.models import Company
from portal.demo.world.prospetti import CAPACITIES, Filing, Prospetti
from portal.employers.prospetto_informativo.actions import answers, drafting, filing
from portal.employers.prospetto_informativo.queries.gathering import open_for_quota
from portal.employers.prospetto_informativo.rules.answers import PostSheet
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.kernel.viewer import Viewer


def tell(past: Past, company: Company, known: Prospetti) -> None:
    for one in known.filed:
        past.plan(one.sent_on, 12.0, lambda one=one: _file(past, company, known, one))  # type: ignore[misc]
    past.plan(known.begun_on, 12.5, lambda: _begin(past, company, known))


async def _answer(by: Viewer, company: Company, known: Prospetti) -> None:
    await answers.save_employer(known.employer, version=None, by=by)
    await answers.save_codes(known.codes, by=by)
    for province, sheet in known.provinces.items():
        await answers.save_province(province, sheet, version=None, by=by)
    for vacancy in await open_for_quota(company.id):
        await answers.save_post(vacancy.id, PostSheet(capacities=CAPACITIES), by=by)


async def _open(by: Viewer, year: int, id: UUID) -> None:
    await drafting.begin(year, CommunicationKind.PROSPETTO, id=id, by=by)


async def _file(past: Past, company: Company, known: Prospetti, one: Filing) -> None:
    by = past.administrator(company)
    await _answer(by, company, known)
    await _open(by, one.year, one.id)
    await filing.file(one.id, sent_on=one.sent_on, code=one.code, protocol=one.protocol, by=by)


async def _begin(past: Past, company: Company, known: Prospetti) -> None:
    """Still to be completed: some of its posts have no capacities yet."""
    await _open(past.administrator(company), past.world.day.year, known.draft_id)
