"""What the host declares is held against what the portal knows of it: suspensions it recorded, people who left."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.tutoring.actions import signing
from portal.tutoring.packs import host_rules
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.host_rules import Declaration
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.packs.vocabulary import Category, ForbiddenCase, RuleKind
from portal.tutoring.pages.gate import start_blocks
from portal.tutoring.queries.detail import detail_for_service
from portal.tutoring.vocabulary import PlanState
from tests.employers import builders as employers
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.web import browser

DAY = date(2026, 11, 23)
OWN = Pack(delivered(), Scope("07", RuleKind.EXTRACURRICULAR, Category.GENERAL), DAY)
DB = pytest.mark.usefixtures("db_rollback")


@dataclass(frozen=True)
class Stop:
    cause: str
    ends_on: date | None
    starts_on: date = date(2026, 5, 4)
    label: str = "Cassa integrazione straordinaria"


def said(*cases: ForbiddenCase, other_tasks: bool = False) -> Declaration:
    return Declaration(cases, other_tasks, datetime(2026, 11, 10, 9, tzinfo=clock.ROME), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("cause", "ends_on", "declared", "barred"),
    [
        ("cigs", None, said(), True),
        ("cigs", DAY, said(), True),
        ("cigs", DAY - timedelta(days=1), said(), False),  # it bars while it lasts
        ("cigo", None, said(), True),
        ("solidarity", None, said(), True),
        ("collective_dismissal", DAY - timedelta(days=200), said(), True),  # and this for twelve months after
        ("dismissal_precedence", DAY - timedelta(days=200), said(), True),
        ("cigs", None, said(ForbiddenCase.CIG), False),  # declared: it bars by itself
        ("cigs", None, said(other_tasks=True), False),
        ("cigs", None, None, False),  # what is not declared yet blocks already
        ("something else", None, said(), False),
    ],
)
def test_a_recorded_suspension_that_is_not_declared_blocks(
    cause: str, ends_on: date | None, declared: Declaration | None, barred: bool
) -> None:
    found = host_rules.recorded(OWN, [Stop(cause, ends_on)], declared, DAY)
    assert (found is not None) is barred
    if found is not None:
        assert "cassa integrazione straordinaria dal 4 maggio 2026" in found.sentence
        assert "Regola: " in found.sentence
        assert "2017" in found.source
        assert "stesse mansioni" in found.way_out


def test_who_left_after_the_declaration_asks_for_another() -> None:
    assert host_rules.left_since(OWN, [date(2026, 11, 9)], said()) is None
    assert host_rules.left_since(OWN, [], said()) is None
    assert host_rules.left_since(OWN, [date(2026, 11, 12)], None) is None
    one = host_rules.left_since(OWN, [date(2026, 11, 12)], said(other_tasks=True))
    two = host_rules.left_since(OWN, [date(2026, 11, 12), date(2026, 11, 20)], said())
    assert one is not None
    assert two is not None
    assert "è finito un rapporto" in one.sentence
    assert "sono finiti 2 rapporti" in two.sentence
    assert "L’azienda dichiara di nuovo." in two.sentence


async def blocks(course: Course) -> list[str]:
    return await start_blocks(await detail_for_service(course.plan_id, course.counsellor), course.counsellor)


async def suspended(company_id: UUID, cause: str = "cigs") -> None:
    await db.execute(
        "INSERT INTO measure (id, company, kind, state, cause, requested_on, starts_on, decided_on, act_ref, version)"
        " VALUES ($1, $2, 'sospensione', 'in_force', $3, $4, $4, $4, 'Prot. 1', 1)",
        new_id(),
        company_id,
        cause,
        clock.today() - timedelta(days=20),
    )


@DB
async def test_the_gate_looks_at_the_measures_the_company_recorded() -> None:
    course = await builders.ready()
    assert await blocks(course) == []
    await suspended(course.stage.company_id)
    found = await blocks(course)
    assert len(found) == 1
    assert "La dichiarazione non ne parla" in found[0]
    await signing.declare_for_host(course.plan_id, (), other_tasks=True, by=course.recruiter)
    assert await blocks(course) == []
    await signing.declare_for_host(course.plan_id, (ForbiddenCase.CIG,), by=course.recruiter)
    assert "L’azienda ha dichiarato" in (await blocks(course))[0]


@DB
async def test_the_gate_looks_at_who_left_the_same_place_and_profession() -> None:
    course = await builders.to_sign()
    profession = await db.fetchval(
        "SELECT profession_code FROM vacancy WHERE id = $1", course.stage.vacancy_id
    )
    assert profession
    today = clock.today()
    site = await db.fetchval("SELECT site FROM vacancy WHERE id = $1", course.stage.vacancy_id)
    administrator = await course.stage.people.owner(builders.Role.COMPANY_ADMINISTRATOR)
    await employers.workers(
        2, administrator, site_id=site, prefix="u", starts_on=date(2020, 1, 1), ends_on=today - timedelta(days=5),
        profession_code=profession,
    )  # fmt: skip
    await employers.workers(
        1, administrator, site_id=site, prefix="x", starts_on=date(2020, 1, 1), ends_on=today - timedelta(days=5),
        profession_code="9.9.9.9.9",
    )  # fmt: skip
    with clock.as_of(clock.now() - timedelta(days=10)):
        await builders.documents(course)
    await builders.signed(course)
    assert any("sono finiti 2 rapporti" in one for one in await blocks(course))
    assert await builders.state_of(course) is PlanState.TO_SIGN
    await builders.declared(course)
    assert await builders.state_of(course) is PlanState.READY


@DB
async def test_the_company_declares_with_its_registers_before_its_eyes() -> None:
    course = await builders.to_sign()
    where = f"/plans/{course.plan_id}/declaration"
    async with browser() as user:
        await user.sign_in_as(course.recruiter.account_id, course.recruiter.organisation_id)
        assert "Che cosa risulta già." not in await user.get(where)
        await suspended(course.stage.company_id)
        page = await user.get(where)
        assert "Che cosa risulta già." in page
        assert "Cassa integrazione straordinaria" in page
        await user.press("/declaration", {"none": "on", "other_tasks": "on"})
        assert await db.fetchval("SELECT other_tasks FROM host_declaration WHERE plan = $1", course.plan_id)
        assert "i registri riguardano altre mansioni" in await user.get(f"/plans/{course.plan_id}")
