"""Whose duties a page shows, for its links and its breadcrumb."""

from dataclasses import dataclass
from uuid import UUID

from portal.employers.companies.reading import ASKED, asked_again, company_read_by
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed
from portal.foundation.web import PortalRequest
from portal.kernel.viewer import Viewer

Crumb = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Whose:
    """``about`` ends every link to another page about the same company; empty for its own people."""

    company_id: UUID
    name: str
    about: str
    may_edit: bool

    @property
    def own(self) -> bool:
        return not self.about

    def link(self, path: str) -> str:
        return path + self.about

    def crumbs(self, *steps: str) -> list[Crumb]:
        """From the first level to the page; the last step is the page itself."""
        first: list[Crumb] = (
            [("Panoramica", "/")]
            if self.own
            else [("Aziende", "/companies"), (self.name, f"/companies/{self.company_id}")]
        )
        duties = self.link("/obligations") if steps else None
        return [*first, ("Obblighi", duties), *((step, None) for step in steps)]


async def company_asked(request: PortalRequest, viewer: Viewer) -> UUID:
    """The company a page is about, when the viewer may read its duties. Raises NotThere."""
    return await company_read_by(viewer, request.query_params.get(ASKED))


def whose(viewer: Viewer, company_id: UUID, name: str) -> Whose:
    about = asked_again(viewer, company_id)
    return Whose(company_id, name, about, not about and allowed(viewer, P.WORKFORCE_EDIT))
