"""The test size, lived through the actions: what stands in the database on the reference day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from portal import demo
from portal.accounts import public as accounts
from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.profiles.gathering import cards_of, files_of
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.scopes import state_of
from portal.candidates.profiles.vocabulary import ProfileState
from portal.candidates.projects.vocabulary import ProjectState
from portal.demo.cast import PASSWORD, sign_ins
from portal.employers import public as employers
from portal.employers.companies.vocabulary import CompanyState, HireProposalState
from portal.employers.measures.queries.conventions import convenzione
from portal.employers.obligations.queries.standing import standing
from portal.employers.prospetto_informativo.queries import archive
from portal.employers.prospetto_informativo.rules.summary import totals_of
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import audit, clock, db, jobs, threshold
from portal.kernel.refusals import Refused
from portal.matching.vocabulary import ProposalState
from portal.tutoring.vocabulary import PlanState
from tests.demo.conftest import Filled
from tests.demo.worlds import SEED, world
from tests.web import browser

pytestmark = pytest.mark.xdist_group("sample data")

LOMBARDIA, PIEMONTE = "03", "01"


async def _states(table: str) -> Counter[str]:
    rows = await db.fetch(f"SELECT state, count(*) AS n FROM {table} GROUP BY state")
    return Counter({row["state"]: row["n"] for row in rows})


async def test_it_is_known_to_be_filled_and_is_not_filled_twice(filled: Filled) -> None:
    assert await demo.is_filled()
    with pytest.raises(Refused, match="contiene già"):
        await demo.fill(size="test", seed=SEED, reference_day=filled.day)


@pytest.mark.parametrize(
    ("table", "states"),
    [
        ("company", set(CompanyState)),
        ("vacancy", set(VacancyState)),
        ("case_", set(CaseState)),
        ("proposal", set(ProposalState)),
        ("plan", set(PlanState)),
        ("worker_proposal", set(HireProposalState)),
        ("project", set(ProjectState)),
        # a second reader comes when a text rule fires, and profiles have no text yet
        ("profile", set(ProfileState) - {ProfileState.SECOND_READER}),
    ],
)
async def test_every_state_of_every_machine_occurs(filled: Filled, table: str, states: set[str]) -> None:
    assert set(await _states(table)) == {state.value for state in states}  # type: ignore[attr-defined]


async def test_all_that_was_drawn_was_lived(filled: Filled) -> None:
    """The states that the actions and the nights led to are those the world tells."""
    drawn = world(day=filled.day)
    assert await _states("company") == Counter(one.state.value for one in drawn.company_outlines)
    assert await _states("case_ WHERE weight = 'full'") == Counter(
        one.life.state.value for one in drawn.person_outlines
    )
    assert await _states("proposal") == Counter(one.state.value for one in drawn.proposals)
    assert await _states("plan WHERE proposal IS NOT NULL") == Counter(
        one.days.state.value for one in drawn.placed
    )
    assert await _states("vacancy") == Counter(one.state.value for one in drawn.vacancy_outlines)


async def test_every_root_record_is_marked_as_invented(filled: Filled) -> None:
    for table in ("organisation", "account", "person", "vacancy", "proposal", "plan"):
        assert await db.fetchval(f"SELECT count(*) FROM {table} WHERE NOT sintetico") == 0, table
        assert await db.fetchval(f"SELECT count(*) FROM {table}") > 0, table


async def test_no_address_leads_anywhere(filled: Filled) -> None:
    assert await db.fetchval("SELECT count(*) FROM account WHERE email NOT LIKE '%.example'") == 0
    assert await db.fetchval("SELECT count(*) FROM organisation WHERE pec NOT LIKE '%.example'") == 0
    assert await db.fetchval("SELECT count(*) FROM person WHERE email NOT LIKE '%.example'") == 0
    assert await db.fetchval("SELECT count(*) FROM person WHERE phone IS NOT NULL") == 0
    assert await db.fetchval("SELECT count(*) FROM organisation WHERE substr(tax_code, 8, 3) <> '000'") == 0


async def test_nothing_happened_after_today(filled: Filled) -> None:
    now = clock.now()
    for table, column in (
        ("audit_entry", "at"), ("proposal_step", "at"), ("attendance", "entered_at"), ("vacancy", "saved_at"),
        ("diary_entry", "written_at"), ("release", "made_at"),
    ):  # fmt: skip
        assert await db.fetchval(f"SELECT max({column}) FROM {table}") <= now, table
    assert await db.fetchval("SELECT max(taken_on) FROM case_step") <= filled.day


async def test_nothing_is_left_to_do_and_nothing_failed(filled: Filled) -> None:
    assert await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0
    assert await jobs.failures() == []


async def test_the_audit_chain_is_whole_and_sealed(filled: Filled) -> None:
    verdict = await audit.verify()
    assert verdict.is_whole
    assert verdict.unsealed == 0
    assert verdict.sealed > 3_000


async def test_kept_mail_is_recent_and_none_of_it_waits(filled: Filled) -> None:
    oldest = await db.fetchval("SELECT min(created_at) FROM mail_message")
    assert oldest >= clock.now() - timedelta(days=91)
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kept_at IS NULL") == 0
    assert 0 < await db.fetchval("SELECT count(*) FROM mail_message") < 1_000


# --- cards -----------------------------------------------------------------------------------------------------


async def test_every_card_is_one_of_k(filled: Filled) -> None:
    cards = [one.card for one in (await cards_of(await state_of(LOMBARDIA))).values()]
    assert len(cards) >= 30
    assert breach(cards, threshold.k()) is None


async def test_thirty_office_profiles_of_lombardia_are_there_to_be_joined(filled: Filled) -> None:
    count = await db.fetchval(
        "SELECT count(*) FROM card WHERE scope = $1 AND profession ~ '^([1-4]|ufficio)'", LOMBARDIA
    )
    assert count >= 30


async def test_a_region_under_k_publishes_nothing_and_its_profiles_wait(filled: Filled) -> None:
    scope = await state_of(PIEMONTE)
    assert await cards_of(scope) == {}
    assert 0 < len(await files_of(scope)) < threshold.k()


# --- the story -------------------------------------------------------------------------------------------------


async def test_the_overview_of_officine_lariane_is_that_of_the_design(filled: Filled) -> None:
    company_id = world(day=filled.day).company(0).id
    there = await employers.coverage(company_id, filled.day)
    assert (there.dependants, there.base, there.quota3, there.covered3, there.gap3) == (141, 128, 9, 6, 2)
    rows = {row.title: row.state for row in await employers.vacancy_rows(company_id, 10)}
    assert rows["Addetto/a back office"] is VacancyState.PUBLISHED
    assert rows["Manutenzione del verde"] is VacancyState.DRAFT
    commitments = await employers.commitments(company_id, 10)
    assert len(commitments) == 6


async def test_there_is_a_measure_of_each_kind_a_convention_kept_and_one_that_is_not(filled: Filled) -> None:
    kinds = {
        row["kind"] for row in await db.fetch("SELECT DISTINCT kind FROM measure WHERE state = 'in_force'")
    }
    assert kinds >= {"esonero_parziale", "sospensione", "compensazione_territoriale"}
    assert await db.fetchval("SELECT count(*) FROM measure WHERE state = 'requested'") > 0
    rows = await db.fetch("SELECT id, company FROM convenzione")
    found = [await convenzione(row["id"], row["company"]) for row in rows]
    respected = Counter(one.programme(filled.day).respected for one in found)
    assert respected[True] >= 2
    assert respected[False] == 1
    told = "SELECT count(*) FROM notification WHERE kind = 'convention_missed'"
    assert await db.fetchval(told) > 0


async def test_what_officine_lariane_filed_is_its_position_of_that_31_december(filled: Filled) -> None:
    company = world(day=filled.day).company(0)
    company_id, began = company.id, {draft.code: draft.starts_on for _, draft in company.workers}
    filed = [one for one in await archive.all_of(company_id) if not one.draft]
    assert len(filed) >= 2
    for one in filed:
        counted, told = (await standing(company_id, date(one.year, 12, 31))).position, one.document
        assert told is not None
        assert (told.workers, told.totals) == (counted.dependants, totals_of(counted))
    later, earlier = filed[0].document, filed[1].document
    assert later is not None
    assert earlier is not None
    came = {row.staff_number for row in later.people()} - {row.staff_number for row in earlier.people()}
    assert came
    assert {began[code].year for code in came} == {later.year}


async def test_two_proposals_wait_for_officine_lariane(filled: Filled) -> None:
    company_id = world(day=filled.day).company(0).id
    states = await db.fetch(
        "SELECT p.state FROM proposal p JOIN vacancy v ON v.id = p.vacancy"
        " WHERE p.company = $1 AND v.title = 'Addetto/a back office' ORDER BY p.state",
        company_id,
    )
    assert [row["state"] for row in states] == ["opened", "sent"]


async def test_the_tutor_of_the_story_keeps_a_running_plan(filled: Filled) -> None:
    row = await db.fetchrow(
        "SELECT p.id, p.state, p.kind, p.weekly_hours FROM plan p JOIN account a ON a.id = p.tutor"
        " WHERE a.name = 'Paolo Riva'"
    )
    assert row is not None
    assert (row["state"], row["kind"], row["weekly_hours"]) == ("running", "tis", 20)
    assert await db.fetchval("SELECT count(*) FROM attendance WHERE plan = $1", row["id"]) > 20
    assert await db.fetchval("SELECT count(*) FROM plan_goal WHERE plan = $1", row["id"]) == 4


async def test_a_half_trained_tutor_holds_up_a_plan(filled: Filled) -> None:
    row = await db.fetchrow(
        "SELECT p.state, (SELECT count(*) FROM tutor_module m WHERE m.account = a.id) AS modules FROM plan p"
        " JOIN account a ON a.id = p.tutor WHERE a.name = 'Silvia Invernizzi'"
    )
    assert row is not None
    assert (row["state"], row["modules"]) == ("to_sign", 3)


# --- sign-ins --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", sign_ins(), ids=lambda one: one.role)
async def test_each_role_signs_in_with_the_printed_password_and_the_shown_code(
    filled: Filled, one: demo.SignIn
) -> None:
    async with browser() as visitor:
        await visitor.get("/sign-in")
        page = await visitor.press("/sign-in", {"email": one.email, "password": PASSWORD}, follow=False)
        assert (page.location == "/sign-in/code") is one.needs_code
        if one.needs_code:
            codes = {row.email: row.code for row in await accounts.sample_codes()}
            await visitor.get("/sign-in/code")
            page = await visitor.press("/sign-in/code", {"code": codes[one.email]}, follow=False)
        assert page.status == 303
        home = await visitor.get(page.location)
        assert home.status == 200
        assert one.name in home


async def test_the_page_of_codes_shows_those_of_the_story_first(filled: Filled) -> None:
    async with browser() as visitor:
        page = await visitor.get("/development/codes")
    assert page.status == 200
    for one in sign_ins():
        assert (one.email in page) is one.needs_code
