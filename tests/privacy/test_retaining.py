"""Terms of keeping: applied every night, recorded; a whole file only thirty days after a warning."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from portal import subscriptions
from portal.accounts import personal_data as of_accounts
from portal.candidates import personal_data as of_candidates
from portal.candidates.phases.moves import Given, move
from portal.employers import personal_data as of_employers
from portal.foundation import audit, clock, db, files, jobs, mail
from portal.foundation import personal_data as of_foundation
from portal.kernel.roles import Role
from portal.matching import personal_data as of_matching
from portal.matching.actions import answering
from portal.matching.vocabulary import RefusalReason
from portal.network import personal_data as of_network
from portal.privacy import parameters, rules
from portal.privacy import personal_data as of_privacy
from portal.privacy.actions import ending_files, ending_papers, retaining
from portal.tutoring import personal_data as of_tutoring
from portal.tutoring.actions import ending
from portal.tutoring.vocabulary import Outcome
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.matching import builders as proposals
from tests.privacy import builders
from tests.tutoring import builders as plans
from tests.web import browser

pytestmark = pytest.mark.usefixtures("db_rollback")


BY_ITS_SLICE = {
    "foundation.housekeeping": (
        "outbox", "mail_message", "notification", "web_session", "rate_limit",
    ),
    "accounts.forget_links": ("invitation", "password_reset", "account_draft"),
    "employers.forget_workforce_files": ("workforce_import",),
    "candidates.forget_searches": ("saved_search",),
    "candidates.count_cards_again": ("card_view",),
}  # fmt: skip
"""Sweeps of single slices, with the tables they clean."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> None:
    files.configure(tmp_path / "files")


def test_every_column_with_a_term_has_a_rule_that_acts_on_it() -> None:
    acted_on = {name for rule in retaining.RULES for name in rule.columns}
    acted_on |= {name for paper in ending_papers.PAPERS for name in paper.columns}
    acted_on |= {name for names in BY_ITS_SLICE.values() for name in names}
    slices = (
        of_foundation, of_accounts, of_network, of_employers, of_candidates, of_matching, of_tutoring, of_privacy,
    )  # fmt: skip
    forgotten = [
        column
        for one in slices
        for column, line in one.COLUMNS.items()
        if line.keep is not None and column not in acted_on and column.split(".")[0] not in acted_on
    ]
    assert forgotten == []


def test_every_sweep_that_a_slice_keeps_for_itself_is_there() -> None:
    assert set(BY_ITS_SLICE) - {sweep.name for sweep in subscriptions.SWEEPS} == set()


@pytest.mark.parametrize("key", sorted({row.key for row in parameters.PARAMETERS}))
def test_every_term_is_a_dated_figure_with_its_source(key: str) -> None:
    row = parameters.PARAMETERS.row(key, clock.today())
    assert row.value > 0
    assert row.source


def test_every_rule_names_a_term_that_is_there() -> None:
    for rule in (*retaining.RULES, *ending_papers.PAPERS):
        assert parameters.PARAMETERS.known(rule.term, clock.today()), rule
        assert "{}" not in retaining.said(rule.keeps, rule.term, clock.today())


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("retention.plan_months", "dieci anni"),
        ("retention.file_months", "due anni"),
        ("retention.plan_words_months", "un anno"),
        ("retention.request_months", "cinque anni"),
        ("retention.area_link_days", "90 giorni"),
    ],
)
def test_a_term_is_said_as_people_say_it(key: str, words: str) -> None:
    assert parameters.length(key, clock.today()) == words


async def test_words_of_a_proposal_go_a_year_after_it_closed_and_that_it_was_stays() -> None:
    now = await proposals.stage()
    proposal_id, _ = await proposals.sent(now)
    await answering.refuse(proposal_id, reason=RefusalReason.TASKS, note="Altro.", by=now.recruiter)
    await db.execute("UPDATE proposal SET state_since = $1", clock.now() - timedelta(days=364))
    assert "proposal_words" not in await retaining.apply_all()
    assert "proposal_words" in await retaining.apply_all(clock.today() + timedelta(days=2))
    row = await proposals.row_of(proposal_id)
    assert row["service_words_sealed"] is None
    assert row["code"]
    assert await db.fetchval("SELECT count(*) FROM disclosure_consent WHERE proposal = $1", proposal_id) == 1
    assert "proposal_words" not in await retaining.apply_all(clock.today() + timedelta(days=3)), "once"
    async with browser() as web:
        await web.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
        assert (await web.get(f"/proposals/{proposal_id}")).status == 200, "still a page"


async def test_an_open_proposal_keeps_its_words_however_old() -> None:
    now = await proposals.stage()
    await proposals.sent(now)
    await db.execute("UPDATE proposal SET state_since = $1", clock.now() - timedelta(days=2000))
    assert "proposal_words" not in await retaining.apply_all()


async def test_a_plan_loses_its_words_after_a_year_and_its_papers_after_ten() -> None:
    course = await plans.running_plan()
    await ending.end(
        course.plan_id,
        outcome=Outcome.OTHER_PATH,
        ended_on=clock.today(),
        words="Ha imparato.",
        by=course.stage.counsellor,
    )
    assert "plan_words" not in await retaining.apply_all(clock.today() + timedelta(days=364))
    assert "plan_words" in await retaining.apply_all(clock.today() + timedelta(days=366))
    assert await db.fetchval("SELECT words_sealed FROM plan_outcome WHERE plan = $1", course.plan_id) is None
    assert await db.fetchval("SELECT count(*) FROM plan_signature WHERE plan = $1", course.plan_id) == 5
    assert "plans" in await retaining.apply_all(clock.today() + timedelta(days=3655))
    assert await db.fetchval("SELECT count(*) FROM plan WHERE id = $1", course.plan_id) == 0


async def test_what_went_is_recorded_with_counts_and_in_the_register_of_acts() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    await builders.link(person_id, counsellor)
    with clock.as_of(clock.now() + timedelta(days=91)):
        assert await retaining.apply_all() == ["area"]
        row = await db.fetchrow("SELECT id, rule, rows FROM retention_run")
        assert row is not None
        assert (row["rule"], row["rows"]) == ("area", 1)
        assert [one.what for one in await audit.entries_about(row["id"])] == ["RetentionActed"]
        assert await retaining.apply_all() == [], "nothing is left"


# Files


async def _closed_file() -> tuple[Cast, object, date]:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    await people.owner(Role.COORDINATOR)
    await people.owner(Role.DATA_PROTECTION_OFFICER)
    person_id = await candidates.in_phase("dismissed", counsellor, email="nives@persone.example")
    return (
        people,
        person_id,
        rules.months_later(clock.today(), parameters.figure("retention.file_months", clock.today())),
    )


async def test_a_file_is_told_of_a_month_before_and_erased_two_years_after_its_case_closed() -> None:
    people, person_id, term = await _closed_file()
    assert await ending_files.warn_and_erase(term - timedelta(days=31)) == (0, 0)
    assert await ending_files.warn_and_erase(term - timedelta(days=30)) == (1, 0)
    assert await ending_files.warn_and_erase(term - timedelta(days=29)) == (0, 0), "warned once"
    told = await db.fetch("SELECT account_id, words FROM notification WHERE kind = 'retention_due'")
    expected = {
        (await people.owner(role)).account_id for role in (Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER)
    }
    assert expected <= {row["account_id"] for row in told}
    await jobs.drain()
    letters = [one for one in await mail.kept_for("nives@persone.example") if one.kind == "retention"]
    assert f"{term.day}" in letters[0].text
    assert await ending_files.warn_and_erase(term - timedelta(days=1)) == (0, 0)
    assert await ending_files.warn_and_erase(term) == (0, 1)
    assert await db.fetchval("SELECT count(*) FROM person WHERE id = $1", person_id) == 0
    assert await db.fetchval("SELECT why FROM erasure") == "retention"
    assert await db.fetchval("SELECT rows FROM retention_run WHERE rule = 'files'") == 1


async def test_after_a_standstill_the_warning_still_comes_thirty_days_before() -> None:
    _, person_id, term = await _closed_file()
    late = term + timedelta(days=100)
    assert await ending_files.warn_and_erase(late) == (1, 0)
    assert await ending_files.warn_and_erase(late + timedelta(days=29)) == (0, 0)
    assert await db.fetchval("SELECT count(*) FROM person WHERE id = $1", person_id) == 1
    assert await ending_files.warn_and_erase(late + timedelta(days=30)) == (0, 1)


async def test_a_case_that_opens_again_spares_the_file() -> None:
    people, person_id, term = await _closed_file()
    assert await ending_files.warn_and_erase(term - timedelta(days=30)) == (1, 0)
    await move(
        person_id,  # type: ignore[arg-type]
        "reopen",
        Given(reason="È tornata.", agreed_on=clock.today()),
        by=await people.owner(Role.JOB_COUNSELLOR),
    )
    assert await ending_files.warn_and_erase(term) == (0, 0)
    assert await db.fetchval("SELECT count(*) FROM retention_notice") == 0
    assert await db.fetchval("SELECT count(*) FROM person WHERE id = $1", person_id) == 1


async def test_an_open_file_has_no_term() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await candidates.in_development(counsellor)
    assert await ending_files.warn_and_erase(clock.today() + timedelta(days=5000)) == (0, 0)


async def test_the_officer_reads_rules_warnings_and_record() -> None:
    people, _, term = await _closed_file()
    await ending_files.warn_and_erase(term - timedelta(days=30))
    await retaining.record("plans", {"plan": 2})
    officer = await people.owner(Role.DATA_PROTECTION_OFFICER)
    async with browser() as web:
        await web.sign_in_as(officer.account_id, officer.organisation_id)
        page = await web.get("/data-requests/retention")
    assert "1 scheda" in page
    assert "Percorsi: registro, documenti, firme, esito" in page
    assert "Brambilla" not in page


async def test_a_workforce_keeps_who_left_for_ten_years_and_no_longer() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    today, begun = clock.today(), date(2010, 1, 4)
    for prefix, ended in (
        ("a", today - timedelta(days=3660)),
        ("b", today - timedelta(days=3600)),
        ("c", None),
    ):
        await employers.workers(1, administrator, prefix=prefix, starts_on=begun, ends_on=ended)
    assert "workforce" in await retaining.apply_all(today)
    left = await db.fetch("SELECT code FROM worker ORDER BY code")
    assert [row["code"] for row in left] == ["b0001", "c0001"]
    assert "workforce" not in await retaining.apply_all(today), "once"
