"""Rows of the prospetti of one company, as its own count and its answers make them."""

from __future__ import annotations

from datetime import date

from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.loaded.batch import Batch
from portal.demo.world.models import Company
from portal.demo.world.prospetti import Prospetti
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import Protection
from portal.employers.measures.rules.written import Written
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.queries.standing import facts_of
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.prospetto_informativo.rules.building import Material, build
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.sealing import EMPLOYER, PROVINCE, seal_answers, seal_document
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.kernel.roles import Role
from portal.reference import municipalities

_K = CommunicationKind.PROSPETTO.value
COLUMNS = {
    "prospetto_informativo": "id company year kind state opened_at opened_by sent_on communication_code protocol"
    " filed_at filed_by document_sealed version",
    "prospetto_informativo_employer": "id company answers_sealed version saved_at",
    "prospetto_informativo_province": "id company province answers_sealed version saved_at",
}


def add(
    batch: Batch, chance: Chance, company: Company, written: Written, known: Prospetti, day: date
) -> None:
    by = company.having(Role.COMPANY_ADMINISTRATOR)[0].id
    for one in known.filed:
        moment = at(one.sent_on, 12.0)
        sealed = seal_document(_document(company, written, known, one.year), one.id)
        batch.add(
            "prospetto_informativo", one.id, company.id, one.year, _K, "filed", moment, by, one.sent_on, one.code,
            one.protocol, moment, by, sealed, 2,
        )  # fmt: skip
    begun = at(known.begun_on, 12.5)
    batch.add(
        "prospetto_informativo", known.draft_id, company.id, day.year, _K, "draft", begun, by, None, None, None,
        None, None, None, 1,
    )  # fmt: skip
    since = known.filed[0].sent_on if known.filed else day
    id, saved_at = chance.id(since), at(known.filed[-1].sent_on if known.filed else day, 12.0)
    sheet = seal_answers(known.complete, EMPLOYER, id)
    batch.add("prospetto_informativo_employer", id, company.id, sheet, 2 * len(known.filed), saved_at)
    for province, place in known.provinces.items():
        id = chance.id(since)
        batch.add(
            "prospetto_informativo_province", id, company.id, province, seal_answers(place, PROVINCE, id),
            len(known.filed), saved_at,
        )  # fmt: skip


def _document(company: Company, written: Written, known: Prospetti, year: int) -> Document:
    """By the portal's own rules, of those written down by then."""
    province_of = {site.id: municipalities.by_code(site.comune_code).province for site in company.sites}
    rows: list[tuple[WorkerDraft, WorkerFacts]] = [
        (draft, facts_of(draft, province_of[draft.site_id])) for _, draft in company.workers
    ]
    asked, profile = company.registration, company.profile
    home = company.sites[0].comune_code
    employer = Situation(
        municipalities.by_code(home).province, profile.employer_kind, profile.regime, profile.hours_basis
    )
    return build(
        Material(
            asked.tax_code,
            asked.name,
            home,
            employer,
            [facts for _, facts in rows],
            [row for row in rows if row[0].protection is not Protection.NONE],
            written,
            (),
            known.complete,
            known.provinces,
            {},
        ),
        year,
        _K,
        in_law(),
    )
