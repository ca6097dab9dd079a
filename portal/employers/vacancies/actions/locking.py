"""The vacancy under lock, and the one function that moves it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import same_version
from portal.employers.companies.past import moment_of
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import VacancyChanged
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import missing, reserve_problem
from portal.employers.vacancies.transitions import EDITABLE, VACANCY, Facts
from portal.employers.vacancies.vocabulary import VACANCY_STATE_LABELS
from portal.foundation import db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.states import Transition
from portal.kernel.viewer import By


async def own_for_update(vacancy_id: UUID, by: By) -> VacancyDetail:
    """Among the vacancies of the company one acts for. Raises NotThere."""
    company_id = own_company(by)
    if not await db.fetchval(
        "SELECT true FROM vacancy WHERE id = $1 AND company = $2 FOR UPDATE", vacancy_id, company_id
    ):
        raise NotThere
    return await detail.own_vacancy(vacancy_id, company_id)


async def any_for_update(vacancy_id: UUID) -> VacancyDetail:
    """For the portal's own jobs and for slices that have shown their ground. Raises NotThere."""
    if not await db.fetchval("SELECT true FROM vacancy WHERE id = $1 FOR UPDATE", vacancy_id):
        raise NotThere
    found = await detail.vacancy(vacancy_id)
    if found is None:
        raise NotThere
    return found


async def editable(vacancy_id: UUID, version: int | None, by: By) -> VacancyDetail:
    """Under lock, in a state whose content may change, as the page showed it. Raises NotThere, Refused."""
    found = await own_for_update(vacancy_id, by)
    if found.state not in EDITABLE:
        raise Refused(
            f"L’annuncio ora è nello stato «{VACANCY_STATE_LABELS[found.state]}» e non si cambia più. "
            "Riaprilo, oppure scrivine uno nuovo."
        )
    same_version(found.version, version, "La pagina dell’annuncio")
    return found


def facts_of(vacancy: VacancyDetail, taken: int = 0, receiver_problem: str | None = None) -> Facts:
    """What the needs of a move look at; ``taken`` places more than before."""
    sentences = tuple(sentence for section in missing(vacancy.content).values() for sentence in section)
    return Facts(
        vacancy.company_verified,
        sentences,
        reserve_problem(vacancy.contract, vacancy.reserved),
        vacancy.places_left - taken,
        vacancy.public_since is not None,
        receiver_problem,
    )


async def move(
    vacancy: VacancyDetail,
    name: str,
    actors: Iterable[str],
    *,
    by: By,
    on: date | None = None,
    confirms: bool = False,
    taken: int = 0,
) -> Transition:
    """Asks the table, saves and records. ``confirms``: from now on the vacancy is fresh again; ``taken``: with the
    move so many places more are taken (fewer when negative), in one statement with the state they explain.
    """
    row = VACANCY.move(name, vacancy.state, actors, facts_of(vacancy, taken))
    moment = moment_of(on)
    await db.execute(
        "UPDATE vacancy SET state = $2, state_since = CASE WHEN state = $2 THEN state_since ELSE $3 END,"
        " published_at = CASE WHEN $4 THEN coalesce(published_at, $3) ELSE published_at END,"
        " confirmed_at = CASE WHEN $4 THEN $3 ELSE confirmed_at END,"
        " warned_at = CASE WHEN $4 THEN NULL ELSE warned_at END, places_taken = places_taken + $5,"
        " version = version + 1 WHERE id = $1",
        vacancy.id,
        row.lands(vacancy.state).value,
        moment,
        confirms,
        taken,
    )
    if row.then is not None:
        await facts.record(row.then(vacancy_id=vacancy.id, company_id=vacancy.company_id), by=by)
    return row


async def changed(vacancy: VacancyDetail, by: By) -> None:
    """A draft concerns nobody else; any other vacancy does."""
    if vacancy.published_at is not None:
        await facts.record(VacancyChanged(vacancy_id=vacancy.id, company_id=vacancy.company_id), by=by)
