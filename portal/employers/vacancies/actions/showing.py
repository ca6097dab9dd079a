"""Whether anybody may read a vacancy, and who of the company answers for it. Neither moves it."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.accounts.public import Member
from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies.actions.locking import facts_of, own_for_update
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.transitions import VACANCY
from portal.foundation import clock, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

TAKES_VACANCIES = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)
_NOBODY = "Scegli una persona della tua azienda che segue gli annunci."
_SAME = "L’annuncio è già di questa persona: scegline un’altra."


async def show_to_all(vacancy_id: UUID, *, by: Viewer) -> None:
    """From now on it has a page of its own that search engines read. Raises NotThere, Refused."""
    async with db.unit_of_work():
        found = await own_for_update(vacancy_id, by)
        await _stay(found, "show", by, None)
        await db.execute(
            "UPDATE vacancy SET public_since = $2, version = version + 1 WHERE id = $1",
            vacancy_id,
            clock.now(),
        )


async def hide_again(vacancy_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        found = await own_for_update(vacancy_id, by)
        await _stay(found, "hide", by, None)
        await db.execute(
            "UPDATE vacancy SET public_since = NULL, version = version + 1 WHERE id = $1", vacancy_id
        )


async def receivers(company_id: UUID) -> list[Member]:
    """Who of the company may answer for a vacancy, by name, each once."""
    found: dict[UUID, Member] = {}
    for member in await accounts.members_with(TAKES_VACANCIES, company_id):
        found.setdefault(member.account_id, member)
    return list(found.values())


async def hand_over(vacancy_id: UUID, *, receiver_id: UUID, by: Viewer) -> None:
    """She answers for it from now on, and is told. Raises NotThere; Refused for a stranger, or for herself again."""
    async with db.unit_of_work():
        found = await own_for_update(vacancy_id, by)
        known = {one.account_id for one in await receivers(own_company(by))}
        problem = _NOBODY if receiver_id not in known else _SAME if receiver_id == found.referent_id else None
        await _stay(found, "hand_over", by, problem)
        await db.execute(
            "UPDATE vacancy SET referent = $2, version = version + 1 WHERE id = $1", vacancy_id, receiver_id
        )


async def _stay(found: VacancyDetail, name: str, by: Viewer, receiver_problem: str | None) -> None:
    """Asks the table and records; the vacancy keeps its state."""
    sentence = VACANCY.refusal(
        name, found.state, by.roles, facts_of(found, receiver_problem=receiver_problem)
    )
    if sentence is not None:
        raise Refused(sentence, field="receiver" if sentence == receiver_problem else None)
    row = VACANCY.named(name)
    if row.then is not None:
        await facts.record(row.then(vacancy_id=found.id, company_id=found.company_id), by=by)
