"""The story of the portal: who is in it, on which day it is told, and how each of them comes to her page.

The twelve steps stand in the files ``step_…``; they are told with hands that may be plain HTTP or a browser.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import clock, db, jobs, mail, sweeps
from portal.foundation.notifications import Kind
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from portal.subscriptions import SWEEPS
from tests import cast
from tests.candidates import builders as candidates
from tests.journeys.hands import Hands, sees

COMPANY = "Officine Adda"
ADMINISTRATOR, RECRUITER, TUTOR = "Marta Ripamonti", "Dario Colombo", "Lidia Frigerio"
COORDINATOR, COUNSELLOR = "Ezio Valsecchi", "Sara Longoni"
PERSON, HOME = "Nives Brambilla", "Merate"
RIVAL_RECRUITER, OTHER_COUNSELLOR, COLLEAGUE = "Ugo Pozzi", "Pia Castelli", "Rita Milani"

VACANCY = "Addetto/a al magazzino"

DAYS_TOLD = 95
"""From the registration to the first verification after the hire."""

_URL = re.compile(r"https?://\S+")


def email_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@persone.example"


def typed(day: date) -> str:
    """A day as people write it."""
    return f"{day:%d/%m/%Y}"


@dataclass
class Story:
    """``places`` keeps the addresses that came out of the steps: «vacancy», «person», «proposal», «plan»."""

    open_hands: Callable[[str], Awaitable[Hands]]
    moment: datetime = field(
        default_factory=lambda: datetime.combine(
            clock.today() - timedelta(days=DAYS_TOLD), time(9), tzinfo=clock.ROME
        )
    )
    places: dict[str, str] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    _hands: dict[str, Hands] = field(default_factory=dict)
    _since: dict[str, datetime] = field(default_factory=dict)
    _time: ExitStack = field(default_factory=ExitStack)

    # ── time ──

    def __enter__(self) -> Story:
        self._time.enter_context(clock.as_of(self.moment))
        return self

    def __exit__(self, *_: object) -> None:
        self._time.close()

    def later(self, *, days: int = 0, minutes: int = 0) -> None:
        """Nobody stays signed in over night, and no code of the phone serves twice."""
        self.moment += timedelta(days=days, minutes=minutes)
        self._time.close()
        self._time.enter_context(clock.as_of(self.moment))

    @property
    def today(self) -> date:
        return clock.today()

    async def jobs(self) -> None:
        """What follows from what was done, follows."""
        await jobs.drain()
        problem = await db.fetchrow("SELECT job, failure FROM outbox WHERE failure IS NOT NULL")
        assert problem is None, dict(problem)

    async def nights(self, count: int = 1) -> None:
        """So many days pass, and the last night does what nights do: what fell due before is still done."""
        self.later(days=count)
        for sweep in SWEEPS:
            assert await sweeps.run(sweep), f"{sweep.name} failed"
        await self.jobs()

    # ── people ──

    async def window(self, name: str) -> Hands:
        """The window of a person, wherever she is in it; of somebody without an account too."""
        if name not in self._hands:
            self._hands[name] = await self.open_hands(name)
        return self._hands[name]

    async def at(self, name: str, path: str = "/") -> Hands:
        """A person on a page, signed in through the page if she is not."""
        hands = await self.window(name)
        if self._since.get(name) != self.moment:
            await self.sign_in(name, hands)
        await hands.open(path)
        return hands

    async def sign_in(self, name: str, hands: Hands) -> None:
        await hands.open("/sign-in")
        if hands.path.startswith("/sign-in"):
            await hands.send("/sign-in", {"email": email_of(name), "password": cast.PASSWORD})
        if hands.path.startswith("/sign-in/code"):
            await hands.send("/sign-in/code", {"code": cast.code_now()})
        sees(hands, name)
        self._since[name] = self.moment

    def is_in(self, name: str) -> None:
        """She came in by another door: a link."""
        self._since[name] = self.moment

    async def letter(self, address: str, kind: str) -> str:
        """The latest letter of this kind to the address; its words."""
        await self.jobs()
        found = [one for one in await mail.kept_for(address, limit=50) if one.kind == kind]
        kinds = [one.kind for one in await mail.kept_for(address, limit=50)]
        assert found, f"no letter «{kind}» to {address}, only {kinds}"
        return found[0].text

    async def told(self, address: str, kind: Kind) -> str:
        """The latest notification of this kind to whoever has the address; its words."""
        await self.jobs()
        words = await db.fetchval(
            "SELECT n.words FROM notification n JOIN account a ON a.id = n.account_id"
            " WHERE a.email = $1 AND n.kind = $2 ORDER BY n.created_at DESC LIMIT 1",
            address,
            kind.value,
        )
        assert words, f"nothing of «{kind}» was told to {address}"
        return str(words)

    async def link_in_letter(self, address: str, kind: str) -> str:
        """The path of the link in it."""
        found = _URL.search(await self.letter(address, kind))
        assert found is not None
        parts = urlsplit(found.group().rstrip(".,"))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def keep(self, name: str, hands: Hands) -> str:
        """Remembers the address of the thing in view, without what stands behind its id."""
        found = re.match(r"/[a-z-]+/[0-9a-f-]{36}", hands.path)
        assert found is not None, f"{hands.path} is not the page of a {name}"
        self.places[name] = found.group()
        return self.places[name]


CROWD = 12
"""People alike whose profiles are published when the story’s person joins them: a value opens from twice k, 10."""


async def people_of_the_story(story: Story) -> None:
    """The services, with those who work there, a crowd of published profiles, and a rival company."""
    service = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, name="Servizio Inserimento Lecco")
    elsewhere = await cast.organisation(OrganisationKind.PLACEMENT_SERVICE, name="Servizio Inserimento Como")
    for name, place, role in (
        (COORDINATOR, service, Role.COORDINATOR),
        (COUNSELLOR, service, Role.JOB_COUNSELLOR),
        (COLLEAGUE, service, Role.JOB_COUNSELLOR),
        (OTHER_COUNSELLOR, elsewhere, Role.JOB_COUNSELLOR),
    ):
        story.viewers[name] = await cast.someone(place, role, name=name, email=email_of(name))
    rival = await cast.verified_company("Torneria Resegone", by=story.viewers[COORDINATOR])
    story.viewers[RIVAL_RECRUITER] = await cast.someone(
        rival, Role.COMPANY_RECRUITER, name=RIVAL_RECRUITER, email=email_of(RIVAL_RECRUITER)
    )
    await candidates.released(story.viewers[COLLEAGUE], CROWD)
    await story.jobs()


async def account_of(name: str) -> UUID:
    found = await db.fetchval("SELECT id FROM account WHERE email = $1", email_of(name))
    assert found is not None, f"{name} has no account"
    person = await accounts.account(found)
    assert person is not None
    return person.id
