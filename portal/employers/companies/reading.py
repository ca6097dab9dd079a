"""ONE rule: whose duties and figures of the workforce a viewer reads.

The company's own people read theirs. Of a service, only whoever follows the company today (``company_account``,
services §9): duties, measures and figures, never a row of the workforce. Everything else is not there.
For pages that read; whoever writes acts for the own company (``queries.scope.own_company``).
"""

from uuid import UUID

from portal.employers.companies.queries.company_accounts import is_followed_by
from portal.employers.companies.queries.scope import own_company
from portal.foundation import clock
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

ASKED = "company"
"""The name in the address that says which company a service asks for."""


async def company_read_by(viewer: Viewer, company_id: UUID | str | None) -> UUID:
    """The company whose duties the viewer may read; ``company_id`` as the address has it (``?company=``).

    Without it, the company's own people read their own. Raises NotThere.
    """
    asked = _id(company_id)
    if viewer.for_company and asked in (None, viewer.organisation_id):
        return own_company(viewer)
    if asked is None or not await is_followed_by(asked, viewer, clock.today()):
        raise NotThere
    return asked


def asked_again(viewer: Viewer, company_id: UUID) -> str:
    """What a link to another page about the same company ends with: empty for the company's own people."""
    return "" if viewer.organisation_id == company_id else f"?{ASKED}={company_id}"


def _id(text: UUID | str | None) -> UUID | None:
    if text is None or isinstance(text, UUID):
        return text
    try:
        return UUID(text)
    except ValueError:
        raise NotThere from None
