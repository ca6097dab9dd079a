"""The two sides the model compares (matching.md §2). Nothing else about anybody enters: no sex, birth, citizenship,
family, diagnosis, category, type of disability, percentage.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

ADAPTED_B, PLAIN_B = "BS", "B"

SLOTS: tuple[str, ...] = tuple(
    f"{day}-{part}"
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    for part in ("morning", "afternoon", "evening", "night")
)
CONTRACTS = ("permanent", "fixed_term", "apprenticeship", "tirocinio", "tis")
"""As vacancies and people name them."""


class Reserve(StrEnum):
    NONE = "none"
    ART3 = "art3"
    ART18 = "art18"


class Transport(StrEnum):
    """Whether public transport reaches the place of work."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    CAR = "car"
    PUBLIC_TRANSPORT = "public_transport"
    BICYCLE = "bicycle"
    ON_FOOT = "on_foot"


@dataclass(frozen=True, slots=True)
class Demand:
    """``level`` 0–4 that the job asks; ``adjustable``: the employer can ask one less."""

    level: int
    adjustable: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """``k`` 0–4 alone, ``s`` ≥ k with personal aids or support, None: not assessed; ``limit``: medical maximum."""

    k: int | None = None
    s: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class VacancySide:
    """Codes are those of the reference lists; ``licences`` must be held, ``certificates`` are asked by law and
    ``certificates_given`` those the company provides before the start; ``languages`` are the essential ones."""

    published: bool = True
    reserved: Reserve = Reserve.NONE
    hours_min: int = 1
    hours_max: int = 40
    slots: frozenset[str] = frozenset()
    starts_by: date | None = None
    comune: str = ""
    remote: bool = False
    public_transport: Transport = Transport.UNKNOWN
    licences: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    certificates_given: frozenset[str] = frozenset()
    education: str | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    contract: str = ""
    tags: frozenset[str] = frozenset()
    axes: frozenset[str] = frozenset()
    profession: str | None = None
    experience_required: bool = False
    essential: frozenset[str] = frozenset()
    trainable: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    demands: Mapping[str, Demand] = field(default_factory=dict)
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonSide:
    """``may_be_proposed``: phase, term and consent (X01); ``art3`` and ``art18``: eligible for that quota;
    ``axes``: those on which work has to be fitted to her. An empty list of wishes or preferences is no wish."""

    may_be_proposed: bool = True
    art3: bool = False
    art18: bool = False
    hours_min: int = 1
    hours_max: int = 40
    slots: frozenset[str] = frozenset()
    preferred_slots: frozenset[str] = frozenset()
    free_from: date | None = None
    comune: str = ""
    modes: frozenset[Mode] = frozenset()
    max_minutes: int = 0
    licences: frozenset[str] = frozenset()
    education: str | None = None
    languages: Mapping[str, int] = field(default_factory=dict)
    contracts: frozenset[str] = frozenset()
    preferred_contracts: frozenset[str] = frozenset()
    experiences: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    avoided_tags: frozenset[str] = frozenset()
    axes: frozenset[str] = frozenset()
    levels: Mapping[str, Level] = field(default_factory=dict)

    @property
    def held(self) -> frozenset[str]:
        """Licences and certificates. A licence B with adaptations (BS) is a licence B."""
        return self.licences | {PLAIN_B} if ADAPTED_B in self.licences else self.licences
