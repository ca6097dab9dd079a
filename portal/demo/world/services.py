"""Services, territories and offices around the companies, with their people."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from portal.accounts.vocabulary import TerritoryKind
from portal.demo import codes, names, places
from portal.demo.chance import Chance
from portal.demo.hosts import host as host_of
from portal.demo.world.models import Account, Organisation, Territory
from portal.kernel.roles import OrganisationKind, Role
from portal.reference import provinces

HISTORY = timedelta(days=365 * 3 + 90)
"""How far back the portal was there: every day of the sample data comes after."""
VAT_OF_SERVICES = 9_000_000
"""From here on the numbers of tax codes are those of services."""

_K, _R = OrganisationKind, Role


def beginning(day: date) -> date:
    return day - HISTORY


def tax_code(number: int) -> str:
    return codes.vat_number(VAT_OF_SERVICES + number)


def somebody(chance: Chance, host: str, roles: tuple[Role, ...], since: date, taken: set[str]) -> Account:
    """A colleague whose address nobody else has."""
    while True:
        woman = chance.happens(0.6)
        first, last = names.person_name(chance, woman=woman)
        email = f"{names.mail_name(first, last)}@{host}"
        if email not in taken:
            taken.add(email)
            return Account(chance.id(since), f"{first} {last}", email, roles, since)


def territory(chance: Chance, province: str, since: date) -> Territory:
    found = provinces.by_code(province)
    return Territory(
        chance.id(since),
        f"Ambito di {found.name}",
        TerritoryKind.AMBITO,
        found.region,
        tuple(places.comuni_codes(province)),
        since,
    )


def placement_service(
    chance: Chance, number: int, province: str, territory: Territory, counsellors: int, taken: set[str]
) -> Organisation:
    """A service of a province: a coordinator, its counsellors, a psychologist."""
    since = territory.since
    name = f"SIL {places.capital_of(province).name}"
    host = host_of(name)
    staff = [somebody(chance, host, (_R.COORDINATOR,), since, taken)]
    staff += [somebody(chance, host, (_R.JOB_COUNSELLOR,), since, taken) for _ in range(counsellors)]
    staff.append(somebody(chance, host, (_R.PSYCHOLOGIST,), since, taken))
    return Organisation(
        chance.id(since), name, tax_code(number), f"protocollo@pec.{host}", _K.PLACEMENT_SERVICE, province,
        territory.id, since, tuple(staff),
    )  # fmt: skip


def office(
    chance: Chance,
    number: int,
    name: str,
    kind: OrganisationKind,
    roles: tuple[Role, ...],
    province: str,
    territory: Territory | None,
    since: date,
    taken: set[str],
) -> Organisation:
    """A body with one person for each role."""
    host = host_of(name)
    return Organisation(
        chance.id(since), name, tax_code(number), f"protocollo@pec.{host}", kind, province,
        territory.id if territory else None, since,
        tuple(somebody(chance, host, (role,), since, taken) for role in roles),
    )  # fmt: skip


def share(company_id: UUID, counsellors: int) -> int:
    """Which of so many counsellors follows a company: always the same one, and all of them about as many."""
    return company_id.int % counsellors
