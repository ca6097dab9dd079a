"""Organisations: what they are, since when, where they answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts.queries.ordering import by_name, folded
from portal.accounts.rules import Period
from portal.accounts.vocabulary import TerritoryKind
from portal.foundation import clock, db
from portal.kernel.roles import OrganisationKind

_BY_NAME = by_name("o.name")


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    id: UUID
    name: str
    tax_code: str
    pec: str | None
    kinds: frozenset[OrganisationKind]
    verified_on: date | None
    sintetico: bool


_CARD = """
SELECT o.id, o.name, o.tax_code, o.pec, o.verified_on, o.sintetico,
    ARRAY(SELECT k.kind FROM organisation_kind k WHERE k.organisation = o.id
        AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on)) AS kinds
FROM organisation o
"""


def _card(row: Any) -> OrganisationCard:
    return OrganisationCard(
        row["id"],
        row["name"],
        row["tax_code"],
        row["pec"],
        frozenset(OrganisationKind(kind) for kind in row["kinds"]),
        row["verified_on"],
        row["sintetico"],
    )


async def organisation(organisation_id: UUID) -> OrganisationCard | None:
    row = await db.fetchrow(f"{_CARD} WHERE o.id = $1", organisation_id, clock.today())
    return None if row is None else _card(row)


async def organisations(organisation_ids: Collection[UUID]) -> dict[UUID, OrganisationCard]:
    rows = await db.fetch(f"{_CARD} WHERE o.id = ANY($1::uuid[])", list(organisation_ids), clock.today())
    return {row["id"]: _card(row) for row in rows}


async def with_kind(kind: OrganisationKind) -> list[OrganisationCard]:
    """Organisations of a kind in force, by name: to choose a sender, a service, a body."""
    rows = await db.fetch(
        f"{_CARD} WHERE EXISTS (SELECT FROM organisation_kind k WHERE k.organisation = o.id AND k.kind = $1"
        f" AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on)) ORDER BY {_BY_NAME}, o.id",
        kind.value,
        clock.today(),
    )
    return [_card(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    name: str
    tax_code: str
    kinds: frozenset[OrganisationKind]
    people: int
    waiting: int
    """Invitations not yet accepted, expired ones included."""


_LIST = f"""
FROM organisation o
WHERE ($1::text IS NULL OR {_BY_NAME} LIKE '%' || $1 || '%' OR o.tax_code = $1)
"""


def _searched(words: str | None) -> str | None:
    if not words or not words.strip():
        return None
    return folded(words.strip()).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def count_listed(words: str | None) -> int:
    return int(await db.fetchval(f"SELECT count(*) {_LIST}", _searched(words)))


async def listed(words: str | None, *, limit: int, offset: int) -> list[Listed]:
    rows = await db.fetch(
        f"""
SELECT o.id, o.name, o.tax_code,
    ARRAY(SELECT k.kind FROM organisation_kind k WHERE k.organisation = o.id
        AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on)) AS kinds,
    (SELECT count(DISTINCT m.account) FROM membership m WHERE m.organisation = o.id
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on)) AS people,
    (SELECT count(*) FROM invitation i WHERE i.organisation = o.id
        AND i.accepted_at IS NULL AND i.revoked_at IS NULL) AS waiting
{_LIST} ORDER BY {_BY_NAME}, o.id LIMIT $3 OFFSET $4
""",
        _searched(words),
        clock.today(),
        limit,
        offset,
    )
    return [
        Listed(
            row["id"],
            row["name"],
            row["tax_code"],
            frozenset(OrganisationKind(kind) for kind in row["kinds"]),
            row["people"],
            row["waiting"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class KindPeriod:
    id: UUID
    kind: OrganisationKind
    period: Period


async def kind_periods(organisation_id: UUID) -> list[KindPeriod]:
    rows = await db.fetch(
        "SELECT id, kind, starts_on, ends_on FROM organisation_kind WHERE organisation = $1"
        " ORDER BY starts_on, kind",
        organisation_id,
    )
    return [
        KindPeriod(row["id"], OrganisationKind(row["kind"]), Period(row["starts_on"], row["ends_on"]))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class TerritoryCard:
    id: UUID
    name: str
    kind: TerritoryKind
    region_code: str
    comuni: tuple[str, ...]


_TERRITORY_BY_NAME = by_name("t.name")

_TERRITORY = (
    "SELECT t.id, t.name, t.kind, t.region_code, t.comuni FROM territory t"
    " WHERE t.valid_from <= $1 AND (t.valid_until IS NULL OR $1 < t.valid_until)"
)


def _territory(row: Any) -> TerritoryCard:
    return TerritoryCard(
        row["id"], row["name"], TerritoryKind(row["kind"]), row["region_code"], tuple(row["comuni"])
    )


async def territories() -> list[TerritoryCard]:
    rows = await db.fetch(f"{_TERRITORY} ORDER BY {_TERRITORY_BY_NAME}, t.id", clock.today())
    return [_territory(row) for row in rows]


async def territories_of(organisation_id: UUID) -> list[TerritoryCard]:
    rows = await db.fetch(
        f"{_TERRITORY} AND EXISTS (SELECT FROM organisation_territory l WHERE l.territory = t.id"
        f" AND l.organisation = $2) ORDER BY {_TERRITORY_BY_NAME}, t.id",
        clock.today(),
        organisation_id,
    )
    return [_territory(row) for row in rows]
