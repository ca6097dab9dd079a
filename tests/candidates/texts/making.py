"""A text that waits for its reader, made as in a large region."""

from unittest.mock import patch
from uuid import UUID

from portal.candidates.profiles.texts import actions
from portal.foundation import db
from portal.kernel.viewer import Viewer
from tests.candidates import builders

UNKNOWN = "Lavora con cura e con zanzottera."


async def text_to_read(by: Viewer) -> UUID:
    """Its id; the person is new, and followed by who wrote it."""
    person_id = await builders.in_development(by)
    known = actions.figure
    large = patch.object(
        actions, "figure", lambda key, on: 0 if key == "profile.text_people" else known(key, on)
    )
    with large:
        await actions.write(person_id, UNKNOWN, by=by)
    await actions.ask(person_id, by=by)
    return UUID(str(await db.fetchval("SELECT id FROM profile_text WHERE person = $1", person_id)))
