"""People of the tests with something to see in their own area, made through the actions people use."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people import actions as people
from portal.foundation import db, jobs
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.privacy.actions import links
from portal.privacy.vocabulary import Channel
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.web import Browser


@dataclass(frozen=True)
class Shown:
    """Six people alike whose cards companies see; ``person_id`` is one of them."""

    people: Cast
    counsellor: Viewer
    person_id: UUID
    others: list[UUID]


async def shown(size: int = 6) -> Shown:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    everybody = await candidates.released(counsellor, size)
    await jobs.drain()
    return Shown(cast, counsellor, everybody[0], everybody[1:])


def token_of(url: str) -> str:
    return url.rsplit("/", 1)[-1]


async def link(person_id: UUID, counsellor: Viewer, channel: Channel = Channel.BY_HAND) -> str:
    """The secret of a link to her area."""
    return token_of(await links.make_link(person_id, channel, by=counsellor))


async def enter(web: Browser, person_id: UUID, counsellor: Viewer) -> None:
    """She opens her link and presses the button."""
    token = await link(person_id, counsellor)
    await web.get(f"/my-area/enter/{token}")
    page = await web.press(f"/my-area/enter/{token}")
    assert page.status == 200, page.text


async def with_secrets(person_id: UUID, counsellor: Viewer) -> None:
    """Health data and words that only the file may hold."""
    await candidates.eligible(person_id, counsellor)
    await people.set_conditions(person_id, accommodations=["M3", "T1"], by=counsellor)


async def cards() -> int:
    return int(await db.fetchval("SELECT count(*) FROM card"))
