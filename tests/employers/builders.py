"""Companies, workforce and vacancies for tests, made through the actions that people use."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.actions import workforce
from portal.employers.companies.actions.profile import add_site
from portal.employers.companies.queries import company as companies
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.vacancies.actions import drafting, moving, requirements
from portal.employers.vacancies.actions.drafting import DemandAnswers, PlaceAnswers, TaskAnswers
from portal.employers.vacancies.actions.requirements import Requirements
from portal.employers.vacancies.queries.detail import Demand
from portal.employers.vacancies.vocabulary import SkillNeed
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from portal.reference import dimensions

LECCO, MERATE, MILANO = "E507", "F133", "F205"


async def head_office(company_id: UUID) -> UUID:
    return (await companies.sites(company_id))[0].id


async def site(by: Viewer, name: str = "Merate", comune_code: str = MERATE) -> UUID:
    return await add_site(id=new_id(), name=name, comune_code=comune_code, by=by)


def draft(site_id: UUID, code: str = "0001", **facts: Any) -> WorkerDraft:
    """Somebody at full time since 2020."""
    usual = WorkerDraft(
        code=code,
        site_id=site_id,
        starts_on=date(2020, 3, 2),
        contract=WorkContract.PERMANENT,
        weekly_hours=Decimal(40),
        full_time_hours=Decimal(40),
    )
    return replace(usual, **facts)


def reserved_draft(site_id: UUID, code: str = "R001", **facts: Any) -> WorkerDraft:
    """Somebody hired through the targeted channel."""
    usual: dict[str, Any] = {
        "name": "Elio Sardi",
        "protection": Protection.ART1,
        "details": ProtectionDetails(ProtectedCategory.D1, 67),
        "coverage_title": CoverageTitle.TARGETED_HIRE,
    }
    return draft(site_id, code, **{**usual, **facts})


async def workers(
    count: int, by: Viewer, *, site_id: UUID | None = None, prefix: str = "", **facts: Any
) -> None:
    """So many alike rows at once."""
    assert by.organisation_id is not None
    place = site_id or await head_office(by.organisation_id)
    rows = [(new_id(), draft(place, f"{prefix}{number:04d}", **facts)) for number in range(1, count + 1)]
    await workforce.load_workers(by.organisation_id, rows, by=by)


PLACE = PlaceAnswers(
    contract="permanent",
    places=1,
    public_transport="yes",
    architectural_barriers=False,
    remote=False,
)
TASKS = TaskAnswers(
    title="Addetto/a back office",
    profession_key="P073",
    tasks=("Inserire gli ordini nel gestionale", "Archiviare i documenti"),
    weekly_hours_min=20,
    weekly_hours_max=24,
    slots=("mon-morning", "tue-morning"),
    night_shifts=False,
    reserved="art3",
    offers=("M3", "T1"),
)
DEMANDS = DemandAnswers(
    {code: Demand(1, False) for code in (one.code for one in dimensions.entries())},
    {"K003": SkillNeed.ESSENTIAL, "K001": SkillNeed.TRAINABLE},
)


REQUIREMENTS = Requirements(experience_required=False, axes=("mansioni", "tempi"))


async def drafted_vacancy(by: Viewer, **tasks: Any) -> UUID:
    """Every section answered, not yet published."""
    assert by.organisation_id is not None
    answers = replace(TASKS, **{key: value for key, value in tasks.items() if hasattr(TASKS, key)})
    place = replace(PLACE, site_id=await head_office(by.organisation_id))
    place = replace(place, **{key: value for key, value in tasks.items() if hasattr(PLACE, key)})
    id = await drafting.draft_vacancy(id=new_id(), title=answers.title or "Annuncio", by=by)
    await drafting.save_place(id, place, version=None, by=by)
    await drafting.save_tasks(id, answers, version=None, by=by)
    await drafting.save_demands(id, DEMANDS, version=None, by=by)
    await requirements.save_requirements(id, REQUIREMENTS, version=None, by=by)
    return id


async def published_vacancy(by: Viewer, on: date | None = None, **answers: Any) -> UUID:
    id = await drafted_vacancy(by, **answers)
    await moving.publish(id, by=by, on=on)
    return id
