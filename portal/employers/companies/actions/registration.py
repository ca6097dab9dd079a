"""A company registers itself: organisation, company, head office and the invitation of its administrator."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.past import moment_of
from portal.employers.companies.vocabulary import CompanyState
from portal.employers.events import CompanyRegistered
from portal.foundation import db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import VISITOR, By
from portal.reference import municipalities

USUAL_FULL_TIME = Decimal(40)


@dataclass(frozen=True, slots=True)
class Registration:
    """``comune_code`` is where the head office is; ``id`` was chosen when the page was drawn."""

    id: UUID
    name: str
    tax_code: str
    pec: str
    comune_code: str
    administrator_name: str
    administrator_email: str
    legal_form: str | None = None
    ateco_section: str | None = None


async def register(asked: Registration, *, base_url: str, by: By = VISITOR, sintetico: bool = False) -> UUID:
    """Answers the company's id; asked twice with one id, it is made once.

    ``base_url`` begins the link of the invitation. Raises Refused (fields of ``Registration``) for a tax code
    that is there already, or a tax code, PEC or address that is not one.
    """
    async with db.unit_of_work():
        await create_company(asked, by=by, sintetico=sintetico)
        try:
            await accounts.invite(
                id=asked.id,
                organisation_id=asked.id,
                email=asked.administrator_email,
                name=asked.administrator_name,
                roles=[Role.COMPANY_ADMINISTRATOR],
                by=by,
                base_url=base_url,
            )
        except Refused as problem:
            field = f"administrator_{problem.field}" if problem.field in ("name", "email") else None
            raise Refused(problem.sentence, field=field) from problem
    return asked.id


async def create_company(
    asked: Registration, *, by: By, sintetico: bool = False, on: date | None = None
) -> None:
    """Without the invitation: for sample data, whose people come in by other doors. ``on``: a day of the past."""
    place, moment = municipalities.by_code(asked.comune_code), moment_of(on)
    async with db.unit_of_work():
        made = await accounts.register_organisation(
            id=asked.id,
            name=asked.name,
            tax_code=asked.tax_code,
            pec=asked.pec,
            kinds=[OrganisationKind.COMPANY],
            by=by,
            on=on,
            sintetico=sintetico,
        )
        if not made:
            return
        await db.execute(
            "INSERT INTO company (id, state, state_since, legal_form, ateco_section, full_time_hours, working_week,"
            " employer_kind, regime, hours_basis, registered_at, version)"
            " VALUES ($1, $2, $3, $4, $5, $6, 5, 'private', 'ordinary', 'contract', $3, 1)",
            asked.id,
            CompanyState.REGISTERED.value,
            moment,
            asked.legal_form,
            asked.ateco_section,
            USUAL_FULL_TIME,
        )
        await db.execute(
            "INSERT INTO company_site (id, company, name, comune_code, province, head_office)"
            " VALUES ($1, $2, $3, $4, $5, true)",
            new_id(),
            asked.id,
            place.name,
            place.code,
            place.province,
        )
        await facts.record(CompanyRegistered(company_id=asked.id), by=by)
