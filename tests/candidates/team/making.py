"""Shared cases of the tests, made through the actions people use."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from portal.candidates.cases.team import actions as team
from portal.candidates.cases.team import handing_over, queries, sharing
from portal.candidates.cases.team.handing_over import Receiver
from portal.candidates.cases.team.vocabulary import Position
from portal.candidates.people.file_access import Column, Part
from portal.candidates.people.vocabulary import CollectedHow
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.candidates import builders
from tests.cast import Cast

ALL = tuple(Part)
TEXTS = {"progress": "A metà.", "actions": "Una visita.", "helps": "Orari fissi.", "contacts": "La sorella."}

OF_LEAD = {
    Column.EDUCATOR: Role.EDUCATOR,
    Column.LAWYER: Role.LAWYER,
    Column.PSYCHOLOGIST: Role.PSYCHOLOGIST,
    Column.MEDIATOR: Role.INTERCULTURAL_MEDIATOR,
}
"""Columns of colleagues in the service that leads."""
OF_OTHERS = {
    Column.REFERRING_SOCIAL_WORKER: (OrganisationKind.REFERRING_SOCIAL_SERVICE, Role.REFERRING_SOCIAL_WORKER),
    Column.DISTRICT_SOCIAL_WORKER: (OrganisationKind.REFERRING_SOCIAL_SERVICE, Role.DISTRICT_SOCIAL_WORKER),
    Column.HEALTH_OPERATOR: (OrganisationKind.HEALTH_SERVICE, Role.HEALTH_OPERATOR),
    Column.EMPLOYMENT_CENTRE: (OrganisationKind.EMPLOYMENT_CENTRE, Role.EMPLOYMENT_CENTRE_OPERATOR),
    Column.COACH: (OrganisationKind.PROVIDER, Role.COACH),
    Column.PEER_SUPPORTER: (OrganisationKind.ASSOCIATION, Role.PEER_SUPPORTER),
}
"""Columns of members of further services."""


@dataclass
class Shared:
    """A case held by a counsellor, with whoever a test puts into its team."""

    people: Cast
    counsellor: Viewer
    person_id: UUID
    members: dict[Column, Viewer] = field(default_factory=dict)

    async def join(self, column: Column, parts: Collection[Part] = ALL) -> Viewer:
        """Somebody of that column, in the team from today."""
        if column in OF_LEAD:
            assert self.counsellor.organisation_id is not None
            viewer = await cast.someone(self.counsellor.organisation_id, OF_LEAD[column])
            await add_colleague(self, viewer, OF_LEAD[column])
        else:
            kind, role = OF_OTHERS[column]
            viewer = await cast.someone(await cast.organisation(kind), role)
            await joined(self, viewer, parts)
        self.members[column] = viewer
        return viewer


async def shared(phase: str = "development") -> Shared:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    return Shared(people, counsellor, await builders.in_phase(phase, counsellor))


async def lead_row(person_id: UUID) -> UUID:
    case_id = await case_of(person_id)
    rows = await queries.services_of(case_id)
    return next(one.id for one in rows if one.position is Position.LEAD)


async def case_of(person_id: UUID) -> UUID:
    return UUID(str(await db.fetchval("SELECT id FROM case_ WHERE person = $1", person_id)))


async def add_colleague(now: Shared, viewer: Viewer, role: Role) -> UUID:
    return await team.add_member(
        await lead_row(now.person_id), viewer.account_id, role, by=now.counsellor, person_id=now.person_id
    )


async def invited(now: Shared, referent: Viewer, parts: Collection[Part] = ALL) -> UUID:
    """The service of the referent is asked; she has not agreed yet."""
    assert referent.organisation_id is not None
    today = clock.today()
    return await team.invite(
        id=new_id(),
        person_id=now.person_id,
        organisation_id=referent.organisation_id,
        referent=referent.account_id,
        purpose="Seguirla insieme.",
        parts=parts,
        mandate_from=today,
        mandate_until=today + timedelta(days=300),
        by=now.counsellor,
    )


async def agreed(now: Shared, referent: Viewer, parts: Collection[Part] = ALL, days: int = 300) -> UUID:
    """Her agreement to share with the service of the referent."""
    assert referent.organisation_id is not None
    return await sharing.agree(
        id=new_id(),
        person_id=now.person_id,
        recipient_id=referent.organisation_id,
        purpose="Seguirla insieme.",
        parts=parts,
        how=CollectedHow.PAPER,
        expires_on=clock.today() + timedelta(days=days),
        by=now.counsellor,
    )


async def joined(now: Shared, referent: Viewer, parts: Collection[Part] = ALL) -> UUID:
    id = await invited(now, referent, parts)
    await agreed(now, referent, parts)
    await team.accept(id, by=referent)
    return id


async def offered(now: Shared, receiver: Viewer, *, agreed: bool = False) -> UUID:
    """A hand-over on its way."""
    assert receiver.organisation_id is not None
    id = await handing_over.prepare(
        id=new_id(),
        person_id=now.person_id,
        receiver=Receiver(receiver.account_id, receiver.organisation_id),
        reason="Ora abita nella zona del collega.",
        texts=TEXTS,
        agreed_on=clock.today() if agreed else None,
        by=now.counsellor,
    )
    await handing_over.offer(now.person_id, by=now.counsellor)
    return id
