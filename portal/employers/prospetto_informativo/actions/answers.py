"""Answers of the company to what only the prospetto asks: saved once, proposed again the year after."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.queries import answers
from portal.employers.prospetto_informativo.queries.gathering import open_for_quota
from portal.employers.prospetto_informativo.rules.answers import (
    EmployerSheet,
    PostSheet,
    ProvinceSheet,
    PublicBalance,
)
from portal.employers.prospetto_informativo.sealing import EMPLOYER, PROVINCE, seal_answers
from portal.employers.vacancies.actions.locking import editable as editable_vacancy
from portal.employers.vacancies.vocabulary import Reserved
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

WHAT = "ProspettoInformativoAnswersSaved"
_THE_PAGE = "Questa pagina"


async def save_employer(sheet: EmployerSheet, *, version: int | None, by: Viewer) -> None:
    """Codes and balances, which have pages of their own, are kept as they are. Raises Refused."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        known = await answers.employer(company_id)
        same_version(known.version, version, _THE_PAGE)
        kept = msgspec.structs.replace(
            sheet, codes=known.sheet.codes, public_balances=known.sheet.public_balances
        )
        await _write_employer(company_id, kept)
        await _note(company_id, "employer", by)


async def save_codes(codes: Mapping[str, str], *, by: Viewer) -> None:
    """Adds to those known; an empty code is forgotten."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        known = (await _employer(company_id)).sheet
        kept = {key: code for key, code in {**known.codes, **codes}.items() if code}
        await _write_employer(company_id, msgspec.structs.replace(known, codes=kept))
        await _note(company_id, "codes", by)


async def save_balance(balance: PublicBalance, *, by: Viewer) -> None:
    """One a region: the same region again takes the place of the one before."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        known = (await _employer(company_id)).sheet
        others = tuple(one for one in known.public_balances if one.region != balance.region)
        await _write_employer(company_id, msgspec.structs.replace(known, public_balances=(*others, balance)))
        await _note(company_id, "balances", by)


async def remove_balance(region: str, *, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        known = (await _employer(company_id)).sheet
        left = tuple(one for one in known.public_balances if one.region != region)
        await _write_employer(company_id, msgspec.structs.replace(known, public_balances=left))
        await _note(company_id, "balances", by)


async def save_province(province: str, sheet: ProvinceSheet, *, version: int | None, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        row = await db.fetchrow(
            "SELECT id, version FROM prospetto_informativo_province WHERE company = $1 AND province = $2",
            company_id,
            province,
        )
        id = new_id() if row is None else row["id"]
        same_version(0 if row is None else row["version"], version, _THE_PAGE)
        await db.execute(
            "INSERT INTO prospetto_informativo_province (id, company, province, answers_sealed, version, saved_at)"
            " VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (company, province) DO UPDATE SET"
            " answers_sealed = $4, version = prospetto_informativo_province.version + 1, saved_at = $5",
            id,
            company_id,
            province,
            seal_answers(sheet, PROVINCE, id),
            clock.now(),
        )
        await _note(company_id, "province", by)


async def save_post(vacancy_id: UUID, sheet: PostSheet, *, by: Viewer) -> None:
    """Of an open vacancy for a reserved quota. Raises NotThere; Refused for words that are missing."""
    company_id = own_company(by)
    if sheet.declared and not sheet.capacities:
        raise Refused("Scrivi le capacità richieste e le controindicazioni del posto.", field="capacities")
    async with db.unit_of_work():
        await editable_company(company_id)
        if vacancy_id not in {one.id for one in await open_for_quota(company_id)}:
            raise NotThere
        await _write_post(vacancy_id, sheet)
        await _note(company_id, "post", by)


async def save_post_of_vacancy(vacancy_id: UUID, sheet: PostSheet, *, by: Viewer) -> None:
    """The same from the vacancy's own page; it may be a draft. Raises NotThere; Refused for one open to all."""
    company_id = own_company(by)
    if sheet.declared and not sheet.capacities:
        raise Refused("Scrivi le capacità richieste e le controindicazioni del posto.", field="capacities")
    async with db.unit_of_work():
        found = await editable_vacancy(vacancy_id, None, by)
        if found.reserved in (None, Reserved.NONE):
            raise Refused("L’annuncio è aperto a tutti: nel prospetto vanno solo i posti riservati.")
        await _write_post(vacancy_id, sheet)
        await _note(company_id, "post", by)


async def _write_post(vacancy_id: UUID, sheet: PostSheet) -> None:
    await db.execute(
        "INSERT INTO prospetto_informativo_post (id, vacancy, declared, capacities, channel, saved_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (vacancy) DO UPDATE SET declared = $3, capacities = $4, channel = $5, saved_at = $6",
        new_id(),
        vacancy_id,
        sheet.declared,
        sheet.capacities or None,
        sheet.channel or None,
        clock.now(),
    )


async def _employer(company_id: UUID) -> answers.SavedEmployer:
    pec = await db.fetchval("SELECT pec FROM organisation WHERE id = $1", company_id)
    return await answers.employer(company_id, pec)


async def _write_employer(company_id: UUID, sheet: EmployerSheet) -> None:
    known = await db.fetchval("SELECT id FROM prospetto_informativo_employer WHERE company = $1", company_id)
    id = known or new_id()
    await db.execute(
        "INSERT INTO prospetto_informativo_employer (id, company, answers_sealed, version, saved_at)"
        " VALUES ($1, $2, $3, 1, $4) ON CONFLICT (company) DO UPDATE SET answers_sealed = $3,"
        " version = prospetto_informativo_employer.version + 1, saved_at = $4",
        id,
        company_id,
        seal_answers(sheet, EMPLOYER, id),
        clock.now(),
    )


async def _note(company_id: UUID, part: str, by: Viewer) -> None:
    await audit.note(WHAT, by=by, subject_kind="company", subject_id=company_id, data={"part": part})
