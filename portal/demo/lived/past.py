"""The lived past: steps in the order of their moments, each done as of its moment, their effects at day's end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from portal.demo.days import at
from portal.demo.world.build import World
from portal.demo.world.models import Account, Company, Organisation, Person
from portal.demo.world.services import share
from portal.foundation import clock, db, effects
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from portal.reference import municipalities

Deed = Callable[[], Awaitable[object]]
EVENING = 20.0
"""When the day's effects take place: after everybody went home, before the night's sweeps."""


@dataclass(slots=True)
class Past:
    """``site_ids``: the head offices' ids, which the portal gives, by those of the world."""

    world: World
    companies: list[Company]
    people: list[Person]
    steps: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    site_ids: dict[UUID, UUID] = field(default_factory=dict)
    _last_effect: int = 0

    def plan(self, day: date, hour: float, deed: Deed) -> None:
        """``hour`` of the Italian day, with parts of an hour."""
        self.steps.append((at(day, hour), len(self.steps), deed))

    async def live(self, told: Callable[[int], None]) -> None:
        """Everything, in one transaction of the caller's; ``told`` hears how many steps are done."""
        self._last_effect = await db.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
        today: date | None = None
        for done, (moment, _, deed) in enumerate(sorted(self.steps, key=lambda step: step[:2]), start=1):
            if today is not None and moment.date() != today:
                await self.settle(at(today, EVENING))
            today = moment.date()
            with clock.as_of(moment):
                await deed()
            if done % 50 == 0:
                told(done)
        if today is not None:
            await self.settle(at(today, EVENING))
        told(len(self.steps))

    async def settle(self, moment: datetime) -> None:
        """What follows from what was done since the last time, and from that in turn."""
        with clock.as_of(moment):
            while True:
                rows = await db.fetch(
                    "SELECT id, job FROM outbox WHERE id > $1 AND done_at IS NULL ORDER BY id",
                    self._last_effect,
                )
                if not rows:
                    return
                for row in rows:
                    if not await effects.perform(row["id"]):
                        raise RuntimeError(f"the effect {row['job']} of the sample data failed")
                    self._last_effect = row["id"]

    def in_company(self, company: Company, account: Account) -> Viewer:
        return _viewer(account, company.id, company.registration.name, OrganisationKind.COMPANY)

    def administrator(self, company: Company) -> Viewer:
        return self.in_company(company, company.having(Role.COMPANY_ADMINISTRATOR)[0])

    def recruiter(self, company: Company) -> Viewer:
        return self.in_company(company, company.readers[-1])

    def counsellor(self, person: Person) -> Viewer:
        service = self.world.services[person.service]
        return in_office(service, service.having(Role.JOB_COUNSELLOR)[person.holder])

    def follower(self, company: Company) -> Account:
        """Who of the service of the company's province follows it: the counsellors share the companies."""
        service = self._service(municipalities.by_code(company.sites[0].comune_code).province)
        counsellors = service.having(Role.JOB_COUNSELLOR)
        return counsellors[share(company.id, len(counsellors))]

    def follower_of(self, company: Company) -> Viewer:
        """The same, as she acts."""
        service = self._service(municipalities.by_code(company.sites[0].comune_code).province)
        return in_office(service, self.follower(company))

    def psychologist(self, person: Person) -> Viewer:
        service = self.world.services[person.service]
        return in_office(service, service.having(Role.PSYCHOLOGIST)[0])

    def coordinator(self, province: str) -> Viewer:
        service = self._service(province)
        return in_office(service, service.having(Role.COORDINATOR)[0])

    def _service(self, province: str) -> Organisation:
        return next(one for one in self.world.services if one.province == province)


def in_office(office: Organisation, account: Account) -> Viewer:
    return _viewer(account, office.id, office.name, office.kind)


def _viewer(account: Account, organisation_id: UUID, name: str, kind: OrganisationKind) -> Viewer:
    return Viewer(
        account.id, account.name, organisation_id, name, frozenset({kind}), frozenset(account.roles)
    )
