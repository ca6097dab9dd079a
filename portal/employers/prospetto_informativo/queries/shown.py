"""One communication as its pages and files show it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from portal.employers.obligations.rules.thresholds import thresholds
from portal.employers.prospetto_informativo.queries import archive, gathering
from portal.employers.prospetto_informativo.queries.archive import Filed
from portal.employers.prospetto_informativo.rules.checking import check
from portal.employers.prospetto_informativo.rules.document import Document
from portal.employers.prospetto_informativo.rules.problems import Problem
from portal.employers.prospetto_informativo.vocabulary import CommunicationKind
from portal.kernel.refusals import NotThere, Refused


@dataclass(frozen=True, slots=True)
class Shown:
    """``refusal``: why a draft cannot be counted; then there is no document."""

    filed: Filed
    document: Document | None
    problems: list[Problem]
    refusal: str | None = None

    @property
    def whole(self) -> Document:
        """Raises Refused with the reason when nothing could be counted."""
        if self.document is None:
            raise Refused(self.refusal or "Il prospetto non si può contare.")
        return self.document


async def shown(prospetto_informativo_id: UUID, company_id: UUID) -> Shown:
    """Frozen as it was sent, or counted now. Raises NotThere."""
    return await shown_of(await archive.one(prospetto_informativo_id, company_id))


async def shown_of(one: Filed) -> Shown:
    frozen = one.document
    if frozen is not None:
        return Shown(one, frozen, [])
    if one.kind is CommunicationKind.ANNULMENT:
        return Shown(one, await annulled(one), [])
    try:
        document, parameters = await gathering.counted(one.company_id, one.year, one.kind)
    except Refused as refusal:
        return Shown(one, None, [], refusal.sentence)
    return Shown(one, document, check(document, thresholds(parameters, document.reference_on)))


async def annulled(draft: Filed) -> Document:
    """An annulment says again what it takes back."""
    if draft.previous is None:
        raise NotThere
    before = (await archive.one(draft.previous, draft.company_id)).document
    if before is None:
        raise NotThere
    return msgspec.structs.replace(before, kind=draft.kind)
