"""Proposals of the tests, brought as far as a test needs through the actions people use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.candidates.people import actions as people
from portal.candidates.people.vocabulary import ConsentKind
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering, asking, consent, leading, opening, reading
from portal.matching.vocabulary import Group, ProposalState
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers

ALL = tuple(Group)


@dataclass(frozen=True)
class Stage:
    """A counsellor with a person who may be proposed, a recruiter with an open vacancy."""

    people: Cast
    counsellor: Viewer
    person_id: UUID
    recruiter: Viewer
    vacancy_id: UUID

    @property
    def company_id(self) -> UUID:
        assert self.recruiter.organisation_id is not None
        return self.recruiter.organisation_id


async def proposable(counsellor: Viewer, **changes: Any) -> UUID:
    """A person in development who agreed to proposals."""
    person_id = await candidates.in_development(counsellor, **changes)
    await candidates.consent(person_id, ConsentKind.PROPOSALS, counsellor)
    return person_id


async def stage(**vacancy: Any) -> Stage:
    people_ = Cast()
    counsellor = await people_.owner(Role.JOB_COUNSELLOR)
    recruiter = await people_.owner(Role.COMPANY_RECRUITER)
    return Stage(
        people_,
        counsellor,
        await proposable(counsellor),
        recruiter,
        await employers.published_vacancy(recruiter, **vacancy),
    )


async def coordinator_of(now: Stage) -> Viewer:
    return await now.people.owner(Role.COORDINATOR)


async def another_company() -> tuple[Viewer, UUID]:
    """A recruiter elsewhere, with an open vacancy."""
    recruiter = await cast.someone(await cast.verified_company(), Role.COMPANY_RECRUITER)
    return recruiter, await employers.published_vacancy(recruiter)


async def service() -> UUID:
    return await cast.organisation(OrganisationKind.PLACEMENT_SERVICE)


async def drafted(
    now: Stage,
    *,
    person_id: UUID | None = None,
    vacancy_id: UUID | None = None,
    readers: Sequence[Viewer] = (),
    words: str | None = "Precisa e costante.",
) -> UUID:
    named = readers or [now.recruiter]
    return await opening.draft(
        id=new_id(),
        person_id=person_id or now.person_id,
        vacancy_id=vacancy_id or now.vacancy_id,
        reader_ids=[one.account_id for one in named],
        words=words,
        by=now.counsellor,
    )


def token_of(url: str) -> str:
    return url.rsplit("/", 1)[-1]


async def asked(now: Stage, **draft: Any) -> tuple[UUID, str]:
    """The proposal, and the secret of the person's link."""
    proposal_id = await drafted(now, **draft)
    return proposal_id, token_of(await asking.put_to_person(proposal_id, reader_ids=None, by=now.counsellor))


async def agreed(now: Stage, *, groups: Sequence[Group] = ALL, **draft: Any) -> tuple[UUID, str]:
    """The proposal, and the secret of the link that takes the consent back."""
    proposal_id, token = await asked(now, **draft)
    return proposal_id, await consent.agree(token, groups)


async def sent(now: Stage, *, groups: Sequence[Group] = ALL, **draft: Any) -> tuple[UUID, str]:
    proposal_id, back = await agreed(now, groups=groups, **draft)
    await leading.send(proposal_id, by=now.counsellor)
    return proposal_id, back


async def opened(now: Stage, **more: Any) -> UUID:
    proposal_id, _ = await sent(now, **more)
    await reading.read_for_company(proposal_id, by=now.recruiter)
    return proposal_id


async def accepted(now: Stage, **more: Any) -> UUID:
    proposal_id, _ = await sent(now, **more)
    await answering.accept(proposal_id, by=now.recruiter)
    return proposal_id


async def state_of(proposal_id: UUID) -> ProposalState:
    return ProposalState(await db.fetchval("SELECT state FROM proposal WHERE id = $1", proposal_id))


async def row_of(proposal_id: UUID) -> Any:
    row = await db.fetchrow("SELECT * FROM proposal WHERE id = $1", proposal_id)
    assert row is not None
    return row


async def with_conditions(now: Stage) -> None:
    """The person may be hired on a place reserved by art. 3, and two measures help her."""
    await people.set_conditions(now.person_id, accommodations=["M3", "T1"], by=now.counsellor)
    await candidates.eligible(now.person_id, now.counsellor)


async def fits(now: Stage, person_id: UUID | None = None, **changes: Any) -> UUID:
    """The person as the usual vacancy wants her: hours, slots, contract, a car; rows of the ranking up to date."""
    known: dict[str, Any] = {
        "hours_min": 20,
        "hours_max": 30,
        "max_minutes": 60,
        "slots": ("mon-morning", "tue-morning"),
        "travel_modes": ("car",),
        "contracts": ("permanent",),
    }
    id = person_id or now.person_id
    version = await db.fetchval("SELECT version FROM availability WHERE person = $1", id)
    available = people.Available(**(known | changes))
    await people.set_availability(id, available, version=version, by=now.counsellor)
    await jobs.drain()
    return id
