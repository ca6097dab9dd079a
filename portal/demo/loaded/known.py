"""What later rows need to know of earlier ones: ids, who answers, and what is compared. Light, for it is all kept."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.candidates.people.vocabulary import QuotaEligibility
from portal.demo.world.build import World
from portal.demo.world.models import Person
from portal.demo.world.services import share
from portal.demo.world.work import Workstation, workstations
from portal.kernel.roles import Role
from portal.matching import inputs
from portal.matching.suitability import PersonSide, VacancySide


@dataclass(frozen=True, slots=True)
class KnownCompany:
    """``readers``: the administrator first."""

    id: UUID
    site_id: UUID
    place: str
    name: str
    readers: tuple[UUID, ...]
    tutors: tuple[UUID, ...]
    tutor_names: tuple[str, ...]
    comuni: tuple[tuple[UUID, str], ...]
    """Of its sites."""

    def comune_of(self, site_id: UUID | None) -> str:
        return next((comune for id, comune in self.comuni if id == site_id), "")


@dataclass(frozen=True, slots=True)
class KnownVacancy:
    id: UUID
    company: int
    title: str
    contract: str
    tasks: tuple[str, ...]
    offers: tuple[str, ...]
    comune: str
    """Where the work is (Istat code)."""
    side: VacancySide


@dataclass(frozen=True, slots=True)
class KnownPerson:
    id: UUID
    name: str
    case_id: UUID
    is_closed: bool
    service_id: UUID
    counsellor_id: UUID
    quota: tuple[QuotaEligibility, ...]
    helps: tuple[str, ...]
    """Accommodations that her file names."""
    aims: tuple[tuple[date, UUID], ...]
    """Of her project: from when each version was in force, and its aim."""
    packed: bytes

    @property
    def side(self) -> PersonSide:
        return inputs.person_from(zlib.decompress(self.packed))


def small(side: PersonSide) -> bytes:
    """A tenth of what it would take in memory: a hundred thousand of them are kept."""
    return zlib.compress(inputs.packed(side), level=1)


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A document whose bytes are still to be stored."""

    id: UUID
    person: Person
    holder: UUID
    day: date


@dataclass(slots=True)
class Known:
    world: World
    password_hash: str
    companies: list[KnownCompany] = field(default_factory=list)
    vacancies: list[KnownVacancy] = field(default_factory=list)
    people: list[KnownPerson] = field(default_factory=list)
    papers: list[KnownPaper] = field(default_factory=list)
    services: list[tuple[UUID, tuple[UUID, ...], UUID]] = field(default_factory=list)
    """Id, counsellors and coordinator of each service."""
    service_names: dict[UUID, str] = field(default_factory=dict)
    psychologists: list[UUID] = field(default_factory=list)
    """One of each service, in the same order."""

    hung: dict[UUID, int] = field(default_factory=dict)
    """How many actions an aim has, where plans hang from it."""
    workstations: dict[int, Workstation] = field(default_factory=dict)
    """By number of the vacancy it is kept from."""
    letter_key: str = ""
    """Of the file of every signed letter of adherence."""

    def __post_init__(self) -> None:
        self.workstations = workstations(
            self.world.seed, self.world.vacancy_outlines, self.world.company_outlines, self.world.day
        )
        for one in self.world.services:
            counsellors = tuple(account.id for account in one.having(Role.JOB_COUNSELLOR))
            self.service_names[one.id] = one.name
            self.psychologists.append(one.having(Role.PSYCHOLOGIST)[0].id)
            self.services.append((one.id, counsellors, one.having(Role.COORDINATOR)[0].id))

    def follower_of(self, company_id: UUID, province: str) -> tuple[UUID, UUID]:
        """The service of a company's province and who of it follows the company."""
        index = next(place for place, one in enumerate(self.world.services) if one.province == province)
        service_id, counsellors, _ = self.services[index]
        return service_id, counsellors[share(company_id, len(counsellors))]

    def coordinator_of(self, province: str) -> UUID:
        index = next(place for place, one in enumerate(self.world.services) if one.province == province)
        return self.services[index][2]
