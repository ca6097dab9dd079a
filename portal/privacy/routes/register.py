"""The officer's other pages: erasures and what the law keeps, terms of keeping, the switch that hides every card."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import audit, clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.italian import datetime_it
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.privacy import parameters
from portal.privacy.actions import retaining
from portal.privacy.actions.ending_files import RULE as FILES
from portal.privacy.actions.ending_papers import PAPERS
from portal.privacy.forms import StopForm
from portal.privacy.pages import officer as pages
from portal.privacy.queries import register

READ = may(P.DATA_REQUESTS)
STOP = may(P.CARDS_STOP)
SWITCH = "privacy/officer/switch.html"
ERASURE = "privacy/officer/erasure.html"
Officer = NamedDependency[Viewer]


@get("/data-requests/erasures", access=READ)
async def erasures(request: PortalRequest, viewer: Officer) -> Response[Any]:
    lines = tuple(pages.erasure_line(row) for row in await register.erasures(viewer))
    model = pages.Erasures(pages.tabs("/data-requests/erasures"), lines)
    return page(request, "privacy/officer/erasures.html", model)


@get("/data-requests/erasures/{erasure_id:uuid}", access=READ)
async def erasure(request: PortalRequest, viewer: Officer, erasure_id: FromPath[UUID]) -> Response[Any]:
    row = await register.erasure(erasure_id, viewer)
    return page(request, ERASURE, pages.erasure_page(row, await register.kept_records(erasure_id)))


@post("/data-requests/erasures/{erasure_id:uuid}/kept/{kept_id:uuid}", access=READ)
async def read_kept(
    request: PortalRequest, viewer: Officer, erasure_id: FromPath[UUID], kept_id: FromPath[UUID]
) -> Response[Any]:
    """Whose a kept plan was: for an inspection. The reading is written down."""
    row = await register.erasure(erasure_id, viewer)
    whose = await register.kept_name(kept_id, erasure_id)
    await audit.note(
        "KeptRecordRead",
        by=viewer,
        subject_kind="erasure",
        subject_id=erasure_id,
        data={"kept": str(kept_id)},
    )
    model = pages.erasure_page(row, await register.kept_records(erasure_id), {kept_id: whose})
    return page(request, ERASURE, model)


_FILES = ("Schede delle persone", "{} dalla chiusura del caso, con un avviso trenta giorni prima")


def _rules(today: date) -> tuple[pages.RuleLine, ...]:
    """What is warned of first."""
    given = [
        (*_FILES, "retention.file_months"),
        *((paper.what, paper.keeps, paper.term) for paper in PAPERS),
        *((rule.what, rule.keeps, rule.term) for rule in retaining.RULES),
    ]
    return tuple(
        pages.RuleLine(what, retaining.said(keeps, term, today), parameters.source(term, today))
        for what, keeps, term in given
    )


@get("/data-requests/retention", access=READ)
async def retention(request: PortalRequest, viewer: Officer) -> Response[Any]:
    of_papers = {paper.kind.value: paper.what for paper in PAPERS}
    titles = {rule.name: rule.what for rule in retaining.RULES} | of_papers | {FILES: _FILES[0]}
    runs = tuple(
        register.RunRow(titles.get(run.rule, run.rule), clock.in_rome(run.ran_at), run.rows)
        for run in await register.retention_runs()
    )
    model = pages.Retention(
        pages.tabs("/data-requests/retention"),
        _rules(clock.today()),
        tuple(await register.files_ending(viewer)),
        tuple((of_papers[kind], day, count) for kind, day, count in await register.papers_ending()),
        runs,
    )
    return page(request, "privacy/officer/retention.html", model)


async def _switch() -> pages.Switch:
    standing = await candidates.standing_stop()
    found = await candidates.stops()
    names = await accounts.names(
        {one for stop in found for one in (stop.stopped_by, stop.lifted_by) if one is not None}
    )

    def who(account_id: UUID | None) -> str:
        return names.get(account_id, "–") if account_id else "Comando di chi gestisce il portale"

    history: list[tuple[str, str]] = []
    for stop in found:
        if stop.lifted_at is not None:
            history.append(
                ("Profili di nuovo visibili", f"{datetime_it(stop.lifted_at)}, {who(stop.lifted_by)}")
            )
        history.append(
            ("Profili nascosti", f"{datetime_it(stop.stopped_at)}, {who(stop.stopped_by)}. {stop.why}")
        )
    return pages.Switch(
        pages.tabs("/data-requests/switch"),
        standing,
        standing is not None and standing.role == Role.DATA_PROTECTION_OFFICER.value,
        tuple(history),
    )


@get("/data-requests/switch", access=STOP)
async def switch(request: PortalRequest, viewer: Officer) -> Response[Any]:
    return page(request, SWITCH, await _switch(), form=StopForm.blank())


@post("/data-requests/switch", access=STOP)
async def stop(request: PortalRequest, viewer: Officer) -> Response[Any]:
    form = StopForm.bind(await read_form(request))
    if form.ok:
        try:
            await candidates.stop_cards(id=form["once"], why=form["why"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/data-requests/switch", flash="Tutti i profili sono nascosti.")
    return invalid(request, SWITCH, await _switch(), form)


@post("/data-requests/switch/lifting", access=STOP)
async def lift(request: PortalRequest, viewer: Officer) -> Response[Any]:
    await candidates.show_cards_again(by=viewer)
    return see_other(request, "/data-requests/switch", flash="I profili sono di nuovo visibili.")


ROUTES = [erasures, erasure, read_kept, retention, switch, stop, lift]
