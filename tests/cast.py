"""The people of the tests: for each role an owner, a teammate in the same organisation, an outsider in another.

Everything is made through the actions that people and operators use. Several tests of one file share nothing:
a Cast belongs to one test.

    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    colleague = await people.teammate(Role.JOB_COUNSELLOR)
    stranger = await people.outsider(Role.JOB_COUNSELLOR)
"""

from collections.abc import Iterable
from functools import cache
from itertools import count
from uuid import UUID

import pyotp
from stdnum import luhn

from portal.accounts import public as accounts
from portal.accounts import totp
from portal.accounts.passwords import HASHER
from portal.foundation import clock
from portal.foundation.ids import new_id
from portal.kernel.roles import ROLES_OF_KIND, SECOND_FACTOR_ROLES, OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer

PASSWORD = "un ponte sopra la valle"
"""Of everybody in the cast."""

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of everybody in the cast who must have a second factor."""

_NAMES = (
    "Anna Bassi", "Bruno Corti", "Carla Danesi", "Dario Ferri", "Elena Galli", "Fabio Longhi", "Greta Monti",
    "Ivo Negri", "Laura Orsi", "Marco Piras", "Nadia Riva", "Omar Sala", "Paola Testa", "Rocco Villa",
)  # fmt: skip
_numbers = count(1)


@cache
def password_hash() -> str:
    """Made once: forty milliseconds for each person would be most of the time of the tests."""
    return HASHER.hash(PASSWORD)


def tax_code() -> str:
    """A partita IVA of office 000, which was assigned to nobody, with its check digit; another at each call."""
    digits = f"{next(_numbers):07d}000"
    return digits + luhn.calc_check_digit(digits)


def kind_of(role: Role) -> OrganisationKind:
    """The kind of organisation in which the cast has this role: the first that allows it."""
    return next(kind for kind in OrganisationKind if role in ROLES_OF_KIND[kind])


async def organisation(
    *kinds: OrganisationKind, name: str | None = None, territory_ids: Iterable[UUID] = ()
) -> UUID:
    """An organisation that is not a company (a company also needs its row among the employers: ``company``)."""
    id = new_id()
    await accounts.register_organisation(
        id=id,
        name=name or f"Organizzazione {next(_numbers)}",
        tax_code=tax_code(),
        pec=None if OrganisationKind.COMPANY not in kinds else f"azienda{next(_numbers)}@pec.example",
        kinds=kinds,
        territory_ids=tuple(territory_ids),
        by=OPERATOR_COMMAND,
        sintetico=True,
    )
    return id


def email_for(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}.{next(_numbers)}@persone.example"


async def someone(
    organisation_id: UUID, *roles: Role, name: str | None = None, email: str | None = None
) -> Viewer:
    """A person with these roles there, as she acts once signed in."""
    name = name or _NAMES[next(_numbers) % len(_NAMES)]
    account_id = await accounts.create_account_directly(
        email=email or email_for(name),
        name=name,
        seats_in={organisation_id: roles},
        by=OPERATOR_COMMAND,
        password_hash=password_hash(),
        totp_secret=TOTP_SECRET if SECOND_FACTOR_ROLES & set(roles) else None,
        sintetico=True,
    )
    return await viewer(account_id, organisation_id)


async def viewer(account_id: UUID, organisation_id: UUID) -> Viewer:
    """How the portal sees this person acting for this organisation now."""
    person = await accounts.account(account_id)
    seats = await accounts.seats(account_id)
    seat = next(one for one in seats if one.organisation_id == organisation_id)
    assert person is not None
    return Viewer(
        account_id=account_id,
        name=person.name,
        organisation_id=organisation_id,
        organisation_name=seat.organisation_name,
        kinds=seat.kinds,
        roles=seat.roles,
        organisations_count=len(seats),
    )


async def company(name: str | None = None) -> UUID:
    """A company with its head office in Lecco, registered and not yet verified."""
    from portal.employers.companies.actions.registration import Registration, create_company

    id = new_id()
    number = next(_numbers)
    await create_company(
        Registration(
            id=id,
            name=name or f"Officine {number}",
            tax_code=tax_code(),
            pec=f"officine{number}@pec.example",
            comune_code="E507",
            administrator_name="Anna Bassi",
            administrator_email=f"anna.bassi.{number}@persone.example",
        ),
        by=OPERATOR_COMMAND,
        sintetico=True,
    )
    return id


async def verified_company(name: str | None = None, *, by: Viewer | None = None) -> UUID:
    """The same, checked by a coordinator."""
    from portal.employers.companies.actions.verification import verify

    id = await company(name)
    coordinator = by or await someone(
        await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.COORDINATOR
    )
    await verify(id, vat_checked=True, pec_checked=True, by=coordinator)
    return id


class Cast:
    """Makes each person when a test first asks for her. Companies in it are verified."""

    def __init__(self) -> None:
        self._people: dict[tuple[str, Role], Viewer] = {}
        self._organisations: dict[tuple[str, OrganisationKind], UUID] = {}

    async def organisation(self, kind: OrganisationKind, side: str = "ours") -> UUID:
        """The organisation of this kind on our side, or on the other."""
        if (side, kind) not in self._organisations:
            made = verified_company() if kind is OrganisationKind.COMPANY else organisation(kind)
            self._organisations[side, kind] = await made
        return self._organisations[side, kind]

    def settle(self, kind: OrganisationKind, organisation_id: UUID) -> None:
        """That organisation is the one of our side. Before anybody of it is asked for."""
        assert ("ours", kind) not in self._organisations
        self._organisations["ours", kind] = organisation_id

    async def _person(self, part: str, role: Role, side: str) -> Viewer:
        if (part, role) not in self._people:
            place = await self.organisation(kind_of(role), side)
            self._people[part, role] = await someone(place, role)
        return self._people[part, role]

    async def owner(self, role: Role) -> Viewer:
        """Whose things a test is about."""
        return await self._person("owner", role, "ours")

    async def teammate(self, role: Role) -> Viewer:
        """The same role in the same organisation."""
        return await self._person("teammate", role, "ours")

    async def outsider(self, role: Role) -> Viewer:
        """The same role in another organisation of that kind."""
        return await self._person("outsider", role, "theirs")


def code_now(secret: str = TOTP_SECRET, *, steps_later: int = 0) -> str:
    """What the phone shows now."""
    return pyotp.TOTP(secret).generate_otp(totp.step_at(clock.now()) + steps_later)
