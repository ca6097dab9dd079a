"""What a coordinator decides about a company."""

from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.actions.locking import company_for_update
from portal.employers.companies.past import moment_of
from portal.employers.companies.transitions import COMPANY, ReasonFacts, VerificationFacts
from portal.foundation import db, facts
from portal.kernel.viewer import By


async def verify(
    company_id: UUID, *, vat_checked: bool, pec_checked: bool, by: By, on: date | None = None
) -> None:
    """Raises Refused when a check is missing or the company is past that state. ``on``: a day of the past."""
    async with db.unit_of_work():
        await _move(company_id, "verify", VerificationFacts(vat_checked, pec_checked), None, by=by, on=on)
        await accounts.verify_organisation(company_id, by=by, on=on)


async def readmit(company_id: UUID, *, vat_checked: bool, pec_checked: bool, by: By) -> None:
    async with db.unit_of_work():
        await _move(company_id, "readmit", VerificationFacts(vat_checked, pec_checked), None, by=by)
        organisation = await accounts.organisation(company_id)
        if organisation is not None and organisation.verified_on is None:
            await accounts.verify_organisation(company_id, by=by)


async def suspend(company_id: UUID, *, reason: str | None, by: By) -> None:
    """The reason is read by the company."""
    async with db.unit_of_work():
        await _move(company_id, "suspend", ReasonFacts(reason), reason, by=by)


async def archive(company_id: UUID, *, reason: str | None, by: By) -> None:
    """For a company that was merged or closed."""
    async with db.unit_of_work():
        await _move(company_id, "archive", ReasonFacts(reason), reason, by=by)


async def _move(
    company_id: UUID,
    name: str,
    given: VerificationFacts | ReasonFacts,
    words: str | None,
    *,
    by: By,
    on: date | None = None,
) -> None:
    company = await company_for_update(company_id)
    row = COMPANY.move(name, company.state, by.roles, given)
    await db.execute(
        "UPDATE company SET state = $2, state_since = $3, state_words = $4, version = version + 1 WHERE id = $1",
        company_id,
        row.lands(company.state).value,
        moment_of(on),
        words,
    )
    if row.then is not None:
        await facts.record(row.then(company_id=company_id), by=by)
