"""Words typed and not yet saved are gone once the form that holds them is accepted.

Drafts stand above the file, and lower folders never look upward; so the folder of drafts hands down its one function
here, and whoever accepts a form of the file calls it.
"""

from typing import Protocol
from uuid import UUID

from portal.kernel.viewer import Viewer


class DraftKeeper(Protocol):
    async def __call__(self, person_id: UUID, form: str, *, by: Viewer) -> None: ...


_keeper: DraftKeeper | None = None


def keep_drafts_with(keeper: DraftKeeper) -> DraftKeeper:
    """Decorator: the function that drops somebody's draft of a form."""
    global _keeper
    _keeper = keeper
    return keeper


async def forget_draft(person_id: UUID, form: str, *, by: Viewer) -> None:
    if _keeper is None:
        raise RuntimeError("no one keeps drafts: portal.candidates.drafts was not imported")
    await _keeper(person_id, form, by=by)
