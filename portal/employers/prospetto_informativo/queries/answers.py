"""What a company answered for the prospetto alone."""

from dataclasses import dataclass
from uuid import UUID

from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, PostSheet, ProvinceSheet
from portal.employers.prospetto_informativo.sealing import EMPLOYER, PROVINCE, open_answers
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class SavedEmployer:
    """``version`` is 0 as long as nobody saved."""

    sheet: EmployerSheet
    version: int


@dataclass(frozen=True, slots=True)
class SavedProvince:
    sheet: ProvinceSheet
    version: int


async def employer(company_id: UUID, pec: str | None = None) -> SavedEmployer:
    """``pec`` is proposed where nothing was saved yet."""
    row = await db.fetchrow(
        "SELECT id, answers_sealed, version FROM prospetto_informativo_employer WHERE company = $1",
        company_id,
    )
    if row is None:
        return SavedEmployer(EmployerSheet(pec=pec or ""), 0)
    sheet = open_answers(row["answers_sealed"], EMPLOYER, row["id"], EmployerSheet)
    return SavedEmployer(sheet, row["version"])


async def provinces(company_id: UUID) -> dict[str, SavedProvince]:
    rows = await db.fetch(
        "SELECT id, province, answers_sealed, version FROM prospetto_informativo_province WHERE company = $1",
        company_id,
    )
    return {
        row["province"]: SavedProvince(
            open_answers(row["answers_sealed"], PROVINCE, row["id"], ProvinceSheet), row["version"]
        )
        for row in rows
    }


async def posts(company_id: UUID) -> dict[UUID, PostSheet]:
    """By vacancy."""
    rows = await db.fetch(
        "SELECT p.vacancy, p.declared, p.capacities, p.channel FROM prospetto_informativo_post p"
        " JOIN vacancy v ON v.id = p.vacancy WHERE v.company = $1",
        company_id,
    )
    return {
        row["vacancy"]: PostSheet(row["declared"], row["capacities"] or "", row["channel"] or "")
        for row in rows
    }
