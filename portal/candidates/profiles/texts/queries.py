"""Reads of texts: the one of a file, those a colleague may read, those that cards may show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.profiles.texts.vocabulary import MAY_SHOW, SendBackWhy, TextState
from portal.foundation import db
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class TextRow:
    id: UUID
    person_id: UUID
    state: TextState
    text: str | None
    rule_fired: bool
    written_by: UUID
    written_at: datetime
    asked_by: UUID | None
    asked_at: datetime | None
    version: int

    def was_written_by(self, account_id: UUID) -> bool:
        return account_id in (self.written_by, self.asked_by)


COLUMNS = (
    "t.id, t.person, t.state, t.text_sealed, t.rule_fired, t.written_by, t.written_at, t.asked_by, t.asked_at,"
    " t.version"
)


def read_row(row: Any) -> TextRow:
    text = opened(row["text_sealed"], "profile_text", "text_sealed", row["id"])
    return TextRow(row["id"], row["person"], TextState(row["state"]), text, *list(row.values())[4:])


async def text_of(person_id: UUID) -> TextRow | None:
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM profile_text t WHERE t.person = $1", person_id)
    return None if row is None else read_row(row)


async def state_of(person_id: UUID) -> TextState:
    state = await db.fetchval("SELECT state FROM profile_text WHERE person = $1", person_id)
    return TextState(state) if state else TextState.REMOVED


@dataclass(frozen=True, slots=True)
class LastReading:
    outcome: TextState
    why: SendBackWhy | None
    read_at: datetime


async def last_reading(text_id: UUID) -> LastReading | None:
    row = await db.fetchrow(
        "SELECT outcome, why, read_at FROM text_reading WHERE text = $1 ORDER BY read_at DESC LIMIT 1",
        text_id,
    )
    if row is None:
        return None
    why = SendBackWhy(row["why"]) if row["why"] else None
    return LastReading(TextState(row["outcome"]), why, row["read_at"])


_OF_SERVICE = """
FROM profile_text t JOIN person p ON p.id = t.person AND p.erased_at IS NULL
JOIN case_ c ON c.person = t.person AND c.closed_on IS NULL
WHERE c.lead_service = $1
"""
_WAITS = "AND t.state = 'to_read'"


@dataclass(frozen=True, slots=True)
class TextToRead:
    id: UUID
    asked_at: datetime


async def to_read(viewer: Viewer) -> list[TextToRead]:
    """Texts of the service that wait for a reader, the longest waiting first; never those the viewer wrote."""
    if viewer.organisation_id is None:
        return []
    rows = await db.fetch(
        f"SELECT t.id, t.asked_at {_OF_SERVICE} {_WAITS} AND $2 NOT IN (t.written_by, t.asked_by)"
        " ORDER BY t.asked_at, t.id",
        viewer.organisation_id,
        viewer.account_id,
    )
    return [TextToRead(row["id"], row["asked_at"]) for row in rows]


async def texts_to_read(viewer: Viewer) -> int:
    """How many wait for a reader that the viewer may be."""
    return len(await to_read(viewer))


async def readable(text_id: UUID, viewer: Viewer) -> TextRow | None:
    """The text that waits for a reader, without the person's name; None for who is not of the service, or wrote it."""
    row = await _of_service(text_id, viewer, _WAITS)
    return None if row is None or row.was_written_by(viewer.account_id) else row


async def locked_for_reading(text_id: UUID, viewer: Viewer) -> TextRow | None:
    """A text of the service, in whatever state, so that who answers second learns the state it is in."""
    return await _of_service(text_id, viewer, "FOR UPDATE OF t")


async def _of_service(text_id: UUID, viewer: Viewer, ending: str) -> TextRow | None:
    if viewer.organisation_id is None:
        return None
    row = await db.fetchrow(
        f"SELECT {COLUMNS} {_OF_SERVICE} AND t.id = $2 {ending}", viewer.organisation_id, text_id
    )
    return None if row is None else read_row(row)


async def people_in(scope: str) -> int:
    """Profiles of a region that wait or show: how large the crowd is in which a text stands."""
    return int(
        await db.fetchval(
            "SELECT count(*) FROM profile WHERE region_code = $1 AND state IN ('waiting', 'published')", scope
        )
    )


async def that_may_show(scope: str) -> dict[UUID, tuple[str, TextState]]:
    """By profile, the texts of a region that are ready for its cards (``rules.shown`` says whether they show)."""
    rows = await db.fetch(
        "SELECT f.id AS profile, t.id, t.state, t.text_sealed FROM profile f JOIN profile_text t ON t.person = f.person"
        " WHERE f.region_code = $1 AND f.state IN ('waiting', 'published') AND t.state = ANY($2)"
        " AND t.text_sealed IS NOT NULL",
        scope,
        [state.value for state in MAY_SHOW],
    )
    return {
        row["profile"]: (
            opened(row["text_sealed"], "profile_text", "text_sealed", row["id"]) or "",
            TextState(row["state"]),
        )
        for row in rows
    }


async def that_wait(scope: str) -> set[UUID]:
    """Profiles with a card whose words are ready, and came after the scope's last run: the old ones left at once."""
    rows = await db.fetch(
        "SELECT c.profile FROM card c JOIN profile f ON f.id = c.profile JOIN profile_text t ON t.person = f.person"
        " WHERE c.scope = $1 AND c.text_sealed IS NULL AND t.state = ANY($2)"
        " AND t.changed_at > (SELECT max(r.made_at) FROM release r WHERE r.scope = $1 AND r.kind = 'run')",
        scope,
        [state.value for state in MAY_SHOW],
    )
    return {row["profile"] for row in rows}
