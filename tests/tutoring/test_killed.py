"""A process is killed before each statement of each job of the plans: what is due takes effect once, whatever dies."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path

import pytest
import time_machine

from portal.foundation import clock, db, jobs
from portal.foundation.clock import ROME
from portal.tutoring.actions import ending, keeping, months, reminding, running
from portal.tutoring.indemnities import counting
from portal.tutoring.judgements import actions as judging
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.rules import Month
from portal.tutoring.signals import watching
from portal.tutoring.vocabulary import DocumentKind, Outcome
from tests.environment import ENVIRONMENT
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("faults")]

_ROOT = Path(__file__).parents[2]
STARTS, ENDS = date(2026, 12, 7), date(2027, 3, 31)

_KILLED = """
import asyncio, os, signal, sys, traceback
from datetime import date, datetime
from portal.foundation import clock, db, jobs, mail, outbox, process
from portal.foundation.settings import load
from portal.reference import holidays_it
from portal.subscriptions import SUBSCRIPTIONS, SWEEPS

settings = load(os.environ)
process.configure(settings)
outbox.install(SUBSCRIPTIONS)
holidays_it.of_year(2026)  # what takes long to import is there before the children are
mail.compose("plan_due.txt", what="log", code="", day=date(2026, 1, 1))
WORK = {one.name: one.run for one in SWEEPS} | {"outbox": jobs.drain}

async def run(name, at, moment):
    left = at
    def counted(query):
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    db._count = counted
    await db.open_pool(settings.database_url)
    with clock.as_of(datetime.fromisoformat(moment)):
        await WORK[name]()

for line in sys.stdin:
    name, at, moment = line.split()
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(run(name, int(at), moment))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Each line is a job, a number of statements and a moment: a child does the job and dies before the next statement."""


@asynccontextmanager
async def killer(dsn: str, folder: Path) -> AsyncIterator[Process]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env |= ENVIRONMENT | {
        "PORTAL_DATABASE_URL": dsn,
        "PORTAL_REDIS_URL": "redis://127.0.0.1:1",  # nobody asks it anything
        "PORTAL_DATA_DIR": str(folder),
        "PYTHONPATH": str(_ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _KILLED, env=env, cwd=folder, stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def die_at_every_step(one: Process, job: str, moment: datetime) -> int:
    """Answers at how many statements it was killed before it came to its end."""
    assert one.stdin is not None
    assert one.stdout is not None
    for step in range(400):
        one.stdin.write(f"{job} {step} {moment.isoformat()}\n".encode())
        async with asyncio.timeout(60):
            code = int(await one.stdout.readline())
        if code == 0:
            return step
        assert code == -signal.SIGKILL, f"{job} failed at its statement {step}"
    raise AssertionError(f"{job} does not come to its end")


def at(day: date, hour: int = 6) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ROME)


async def since_december() -> Course:
    course = await builders.ready(
        starts_on=STARTS, ends_on=ENDS, weekdays=(1, 3, 5), weekly_hours=12, indemnity=400
    )
    with clock.as_of(at(STARTS)):
        await running.start(course.plan_id, by=course.counsellor)
        await builders.document(course, DocumentKind.INSURANCE, valid_until=date(2027, 1, 20))
    return course


async def count(table: str, where: str = "true") -> int:
    return int(await db.fetchval(f"SELECT count(*) FROM {table} WHERE {where}"))


async def told_twice() -> int:
    return await count(
        "(SELECT 1 FROM notification GROUP BY account_id, object_id, step HAVING count(*) > 1) AS t"
    )


async def test_each_sweep_killed_at_each_statement_takes_effect_once(
    fresh_database: str, tmp_path: Path
) -> None:
    await since_december()
    await since_december()
    await jobs.drain()
    moment = at(date(2027, 1, 5))
    async with killer(fresh_database, tmp_path) as one:
        assert await die_at_every_step(one, "tutoring.count_months", moment) > 4
        assert await count("plan_indemnity") == 2
        assert await die_at_every_step(one, "tutoring.watch", moment) > 8
        assert await count("plan_signal") == 2
        assert await die_at_every_step(one, "tutoring.reviews", moment) > 6
        assert await count("plan_visit", "kind = 'review'") == 2
        assert await die_at_every_step(one, "tutoring.monthly_reminder", moment) > 4
        assert await die_at_every_step(one, "tutoring.documents", moment) > 3
    kinds = await db.fetch("SELECT kind, count(*) AS n FROM plan_reminder GROUP BY kind")
    assert {row["kind"]: row["n"] for row in kinds} == {"log": 2, "review": 2, "month": 2, "document": 2}
    assert await count("notification", "kind = 'plan_signal'") == 2
    assert await count("notification", "kind = 'plan_due'") == 2 * (1 + 2 + 1 + 1)
    assert await told_twice() == 0
    before = await count("notification")
    with clock.as_of(moment):
        await counting.count_months()
        await watching.watch()
        await reminding.call_reviews()
        await reminding.remind_months()
        await reminding.remind_documents()
    assert (await count("notification"), await count("plan_indemnity")) == (before, 2)


async def test_what_follows_an_end_killed_at_each_statement_follows_once(
    fresh_database: str, tmp_path: Path
) -> None:
    """A month confirmed, a judgement filled, the end of the plan: their jobs, and the follow-up a month later."""
    course = await since_december()
    await jobs.drain()
    with time_machine.travel(at(date(2027, 1, 2), 10), tick=True):
        await keeping.log_day(
            course.plan_id, day=STARTS, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
        )
        await months.close(course.plan_id, Month(2026, 12), unwritten=True, by=course.tutor)
        closing = await db.fetchval("SELECT id FROM plan_month")
        await months.answer_in_area(course.stage.person_id, closing, objection=None)
        await judging.fill(course.plan_id, judgement=Judgement.SUITED, by=course.counsellor)
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2027, 1, 2),
            words=None,
            by=course.counsellor,
        )
    told_before = await count("notification", "kind = 'plan_news'")
    async with killer(fresh_database, tmp_path) as one:
        assert await die_at_every_step(one, "outbox", at(date(2027, 1, 2), 11)) > 10
        assert await count("outbox", "done_at IS NULL") == 0
        assert await count("plan_indemnity", "settled") == 1
        # the tutor has something to confirm, her counsellor may lead the case on and look at her abilities again
        assert (
            await count("notification", "kind = 'plan_news' AND words LIKE '%aspetta la tua conferma%'") == 1
        )
        assert await count("notification", "kind = 'plan_news' AND words LIKE '%Valutazione finale%'") == 1
        assert await count("notification", "kind = 'assessment_due'") == 1
        assert await count("notification", "kind = 'plan_news'") >= told_before + 2
        assert await die_at_every_step(one, "tutoring.follow_ups", at(date(2027, 2, 2))) > 3
    assert await count("plan_reminder", "kind = 'follow_up'") == 1
    assert await told_twice() == 0


async def test_an_acceptance_killed_at_each_statement_of_its_job_spawns_one_plan(
    fresh_database: str, tmp_path: Path
) -> None:
    now = await builders.proposals.stage(contract="tis", reserved="none")
    await jobs.drain()
    await builders.proposals.accepted(now)
    async with killer(fresh_database, tmp_path) as one:
        assert await die_at_every_step(one, "outbox", clock.now()) > 10
    assert await count("plan") == 1
    assert await count("plan_step") == 1
    assert await count("audit_entry", "what = 'PlanDrafted'") == 1
    assert await count("outbox", "done_at IS NULL OR failure IS NOT NULL") == 0
    assert await told_twice() == 0
