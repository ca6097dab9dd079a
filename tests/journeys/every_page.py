"""One record of each kind, whose they are, and which of the portal's pages is asked with which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from litestar.handlers import HTTPRouteHandler

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles.codes import card_code
from portal.employers.companies.actions import workforce
from portal.employers.obligations.actions import commitments
from portal.employers.obligations.actions.commitments import CommitmentDraft
from portal.employers.obligations.vocabulary import CommitmentKind
from portal.foundation import clock, db, jobs
from portal.foundation.access import Access
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering
from portal.tutoring.modules import MODULES
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.journeys.answered import on_the_table
from tests.web import application

COMPANY_SIDE = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)


@dataclass(frozen=True, slots=True)
class Route:
    path: str
    access: Access

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\{(\w+):", self.path))

    def filled(self, values: dict[str, str]) -> str:
        return re.sub(r"\{(\w+):\w+\}", lambda found: values[found.group(1)], self.path)


def get_routes() -> Iterator[Route]:
    """Every address that answers to GET, static files left out."""
    for route in application().routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and "GET" in handler.http_methods:
                access = handler.opt.get("access")
                if isinstance(access, Access) and not route.path.startswith("/static"):
                    yield Route(route.path, access)


@dataclass(frozen=True, slots=True)
class World:
    """``values`` fill the addresses, by the name of the parameter; a parameter that is missing fails the test."""

    people: Cast
    values: dict[str, str]

    async def owner(self, role: Role) -> Viewer:
        return await self.people.owner(role)


async def world() -> World:
    """Made through the actions people use, until a plan that is being prepared."""
    people = Cast()
    administrator = await people.owner(Role.COMPANY_ADMINISTRATOR)
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert administrator.organisation_id is not None
    site = await employers.head_office(administrator.organisation_id)
    worker_id = new_id()
    await workforce.load_workers(
        administrator.organisation_id, [(worker_id, employers.draft(site))], by=administrator
    )
    commitment = CommitmentDraft(
        "Formazione", CommitmentKind.VOLUNTARY, "Chi segue", clock.today(), clock.today(), None
    )
    commitment_id = await commitments.record_commitment(commitment, id=new_id(), by=administrator)
    await candidates.released(counsellor)
    table = await on_the_table(people)
    await candidates.consent(table.person_id, ConsentKind.PROFILE, counsellor)
    await answering.accept(table.proposal_id, by=table.recruiter)
    await jobs.drain()
    card_id = await db.fetchval("SELECT id FROM card LIMIT 1")
    plan_id = await db.fetchval("SELECT id FROM plan")
    values: dict[str, UUID | str] = {
        "vacancy_id": table.vacancy_id,
        "person_id": table.person_id,
        "proposal_id": table.proposal_id,
        "plan_id": plan_id,
        "worker_id": worker_id,
        "commitment_id": commitment_id,
        "company_id": administrator.organisation_id,
        "organisation_id": administrator.organisation_id,
        "account_id": table.recruiter.account_id,
        "code": card_code(card_id, administrator.organisation_id, clock.today()),
        "site_id": site,
        # of these there is none, or it belongs to nobody: the page is not there for anyone
        "evidence_id": uuid4(),
        "import_id": uuid4(),
        "period_id": uuid4(),
        "token": "x" * 43,
        "key": MODULES[0].key,
        "kind": "profile",
        "name": "suspend",
        "what": "end",
    }
    return World(people, {name: str(value) for name, value in values.items()})
