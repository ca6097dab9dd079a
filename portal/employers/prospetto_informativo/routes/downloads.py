"""The prospetto as a file. Files hold tax codes and percentages: each download is noted, none is kept on the way."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.prospetto_informativo.exports import printed, xlsx, xml
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.queries.shown import Shown, shown
from portal.employers.prospetto_informativo.rules.checking import blocking
from portal.foundation import audit, clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, download, get
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import unipi

EDIT = may(P.PROSPETTO_INFORMATIVO_EDIT)


async def _handed_out(there: Shown, format_: str, viewer: Viewer) -> None:
    await audit.note(
        "ProspettoInformativoExported",
        by=viewer,
        subject_kind="prospetto_informativo",
        subject_id=there.filed.id,
        data={"format": format_, "year": there.filed.year, "people": len(there.whole.people())},
    )


def _name(one: Filed, suffix: str) -> str:
    draft = "-bozza" if one.draft else ""
    return f"prospetto-informativo-{one.year}{draft}.{suffix}"


@get("/prospetti/{prospetto_id:uuid}/file.xml", access=EDIT)
async def as_xml(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    """Refused while something is missing: the check page says what."""
    there = await shown(prospetto_id, own_company(viewer))
    document = there.whole
    wrong = blocking(there.problems)
    if wrong:
        raise Refused(
            f"Il file per l’invio non si può ancora fare: {wrong[0].sentence} "
            "Apri «Controlla le risposte» per vedere tutto ciò che manca."
        )
    content = xml.render(document, _sending(there.filed))
    await _handed_out(there, "xml", viewer)
    return download(content, name=_name(there.filed, "xml"), media_type=xml.MEDIA_TYPE)


def _sending(one: Filed) -> xml.Sending:
    if one.sent_on is None or one.communication_code is None:
        return xml.Sending(clock.now(), previous_code=one.previous_code)
    return xml.Sending(
        xml.sent_at(one.sent_on),
        one.communication_code,
        one.protocol or unipi.PLACEHOLDER_PROTOCOL,
        one.previous_code,
    )


@get("/prospetti/{prospetto_id:uuid}/file.pdf", access=EDIT)
async def as_pdf(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    there = await shown(prospetto_id, own_company(viewer))
    one = there.filed
    cover = printed.Cover(one.sent_on, one.communication_code, one.protocol, one.previous_code)
    content = await printed.render(there.whole, cover)
    await _handed_out(there, "pdf", viewer)
    return download(content, name=_name(one, "pdf"), media_type=pdf.MEDIA_TYPE)


@get("/prospetti/{prospetto_id:uuid}/file.xlsx", access=EDIT)
async def as_xlsx(
    request: PortalRequest, viewer: NamedDependency[Viewer], prospetto_id: FromPath[UUID]
) -> Response[Any]:
    there = await shown(prospetto_id, own_company(viewer))
    content = xlsx.render(there.whole)
    await _handed_out(there, "xlsx", viewer)
    return download(content, name=_name(there.filed, "xlsx"), media_type=xlsx.MEDIA_TYPE)


ROUTES = [as_xml, as_pdf, as_xlsx]
