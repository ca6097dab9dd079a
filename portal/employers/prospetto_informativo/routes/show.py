"""One prospetto: task list, check, differences; thrown away, corrected, annulled."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.actions import drafting
from portal.employers.prospetto_informativo.forms.communications import AgainForm
from portal.employers.prospetto_informativo.pages import show as pages
from portal.employers.prospetto_informativo.queries import answers, archive
from portal.employers.prospetto_informativo.queries.shown import Shown, shown
from portal.employers.prospetto_informativo.rules.differences import differences
from portal.employers.prospetto_informativo.rules.filing import in_force
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind, Section
from portal.foundation import audit, clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.italian import date_it
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)
SHOW = "employers/prospetto_informativo/show.html"
CHECK = "employers/prospetto_informativo/check.html"
DIFFERENCES = "employers/prospetto_informativo/differences.html"


async def _untouched(company_id: UUID) -> set[Section]:
    """Sections nobody saved yet: to begin, not to put right."""
    found = set()
    if (await answers.employer(company_id)).version == 0:
        found |= {Section.EMPLOYER, Section.CODES}
    if not await answers.provinces(company_id):
        found.add(Section.PROVINCES)
    if not await answers.posts(company_id):
        found.add(Section.POSTS)
    return found


@get("/prospetti/{prospetto_id:uuid}", access=EDIT)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    there = await shown(prospetto_id, company_id)
    name = (await companies.company(company_id)).name
    live = in_force(await archive.of_year(company_id, there.filed.year))
    model = pages.show_page(
        there.filed,
        name,
        there.document,
        there.problems,
        await _untouched(company_id) if there.filed.draft else set(),
        refusal=there.refusal,
        today=clock.today(),
        may_correct=live is not None and live.id == there.filed.id,
        earlier=await archive.last_before(company_id, there.filed.year),
    )
    return page(request, SHOW, model)


async def _read(there: Shown, viewer: Viewer) -> None:
    await audit.note(
        "ProspettoInformativoRead",
        by=viewer,
        subject_kind="prospetto_informativo",
        subject_id=there.filed.id,
        data={"year": there.filed.year, "people": len(there.whole.people())},
    )


@get("/prospetti/{prospetto_id:uuid}/check", access=EDIT)
async def check(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    """Names, tax codes and percentages stand on it: the read is noted."""
    company_id = own_company(viewer)
    there = await shown(prospetto_id, company_id)
    await _read(there, viewer)
    name = (await companies.company(company_id)).name
    return page(request, CHECK, pages.check_page(there.filed, name, there.whole, there.problems))


@get("/prospetti/{prospetto_id:uuid}/differences", access=EDIT)
async def compare(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    """With the year before; names stand on it, so the read is noted."""
    company_id = own_company(viewer)
    there = await shown(prospetto_id, company_id)
    before = await archive.last_before(company_id, there.filed.year)
    known = before.document if before else None
    if before is None or known is None:
        raise NotThere
    await _read(there, viewer)
    name = (await companies.company(company_id)).name
    model = pages.DifferencesPage(
        pages.head(there.filed, name), date_it(known.reference_on), differences(known, there.whole)
    )
    return page(request, DIFFERENCES, model)


@post("/prospetti/{prospetto_id:uuid}/discarding", access=EDIT)
async def discard(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    await drafting.discard(prospetto_id, by=viewer)
    return see_other(request, "/prospetti", flash="Bozza tolta. Le risposte restano per la prossima volta.")


async def _again(
    request: PortalRequest, viewer: Viewer, prospetto_id: UUID, kind: CommunicationKind, done: str
) -> Response[Any]:
    form = AgainForm.bind(await read_form(request))
    there = await archive.one(prospetto_id, own_company(viewer))
    id = await drafting.begin(there.year, kind, id=form["once"], by=viewer)
    return see_other(request, f"/prospetti/{id}", flash=done)


@post("/prospetti/{prospetto_id:uuid}/correction", access=EDIT)
async def correct(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    return await _again(request, viewer, prospetto_id, CommunicationKind.CORRECTION, "Rettifica iniziata.")


@post("/prospetti/{prospetto_id:uuid}/annulment", access=EDIT)
async def annul(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    return await _again(request, viewer, prospetto_id, CommunicationKind.ANNULMENT, "Annullamento iniziato.")


ROUTES = [show, check, compare, discard, correct, annul]
