"""What the platform's administrator watches: jobs, schedules, engines. No personal data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.foundation import db, jobs, outbox, search
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.ids import new_id
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, see_other
from portal.kernel.viewer import Viewer

WATCH = may(P.OPERATIONS_READ)
CHECKS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SweepRow:
    name: str
    started_at: datetime
    finished_at: datetime | None
    failure: str | None


async def _sweeps() -> list[SweepRow]:
    rows = await db.fetch("SELECT name, started_at, finished_at, failure FROM sweep_run ORDER BY name")
    return [SweepRow(**row) for row in rows]


@get("/operations", access=WATCH)
async def operations(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    model = {
        "backlog": await outbox.backlog(),
        "failures": await jobs.failures(50),
        "sweeps": await _sweeps(),
        "engine": type(search.engine()).__name__,
        "engine_ready": await search.engine().ready(),
        "checks": await search.latest_checks(CHECKS_SHOWN),
    }
    return page(request, "overview/operations.html", model)


@post("/operations/search-check", access=WATCH)
async def check_search(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Compares the index with what it copies; the answer stands here as soon as the job is done."""
    await candidates.ask_index_check(id=new_id(), by=viewer)
    return see_other(request, "/operations", flash="Il confronto è in coda: ricarica la pagina fra poco.")


@post("/operations/jobs/{outbox_id:int}/retry", access=WATCH)
async def retry(
    request: PortalRequest, viewer: NamedDependency[Viewer], outbox_id: FromPath[int]
) -> Response[Any]:
    """Puts a job that was given up back in line."""
    again = await jobs.try_again(outbox_id, by=viewer)
    words = "Il lavoro è di nuovo in coda." if again else "Il lavoro non è più fra quelli abbandonati."
    return see_other(request, "/operations", flash=words, kind="ok" if again else "warning")


ROUTES = [operations, check_search, retry]
