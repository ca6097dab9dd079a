"""The services around the story: SIL Lecco and the offices of its province, with names that never change."""

from __future__ import annotations

from datetime import date

from portal.demo.chance import Chance
from portal.demo.hosts import host as host_of
from portal.demo.story_names import (
    COACH,
    COLLEAGUE,
    COORDINATOR,
    COUNSELLOR,
    DATA_PROTECTION_OFFICER,
    EMPLOYMENT_CENTRE,
    EMPLOYMENT_CENTRE_OPERATOR,
    LAWYER,
    PLATFORM,
    PLATFORM_ADMINISTRATOR,
    PROVIDER,
    PSYCHOLOGIST,
    SERVICE,
    SOCIAL_SERVICE,
    SOCIAL_WORKER,
    TERRITORY,
)
from portal.demo.world import services
from portal.demo.world.models import Account, Organisation, Territory
from portal.kernel.roles import OrganisationKind, Role

MARTA, LUCA = 0, 1
"""Places among the counsellors of SIL Lecco."""

_K, _R = OrganisationKind, Role


def placement_service(seed: int, territory: Territory, more_counsellors: int) -> Organisation:
    chance = Chance.of(seed, "story service")
    named = (
        (COORDINATOR, _R.COORDINATOR),
        (COUNSELLOR, _R.JOB_COUNSELLOR),
        (COLLEAGUE, _R.JOB_COUNSELLOR),
        (PSYCHOLOGIST, _R.PSYCHOLOGIST),
        (LAWYER, _R.LAWYER),
    )
    found = _body(chance, 1, SERVICE, _K.PLACEMENT_SERVICE, named, territory.since, territory)
    taken = {one.email for one in found.staff}
    host = host_of(found.name)
    others = tuple(
        services.somebody(chance, host, (_R.JOB_COUNSELLOR,), found.since, taken)
        for _ in range(more_counsellors)
    )
    return Organisation(
        found.id, found.name, found.tax_code, found.pec, found.kind, found.province, found.territory_id, found.since,
        (*found.staff, *others),
    )  # fmt: skip


def offices(seed: int, territory: Territory) -> tuple[Organisation, ...]:
    chance = Chance.of(seed, "story offices")
    rows = (
        (PLATFORM, _K.PLATFORM, PLATFORM_ADMINISTRATOR, _R.PLATFORM_ADMINISTRATOR),
        (TERRITORY, _K.TERRITORY, DATA_PROTECTION_OFFICER, _R.DATA_PROTECTION_OFFICER),
        (
            SOCIAL_SERVICE,
            _K.REFERRING_SOCIAL_SERVICE,
            SOCIAL_WORKER,
            _R.REFERRING_SOCIAL_WORKER,
        ),
        (
            EMPLOYMENT_CENTRE,
            _K.EMPLOYMENT_CENTRE,
            EMPLOYMENT_CENTRE_OPERATOR,
            _R.EMPLOYMENT_CENTRE_OPERATOR,
        ),
        (PROVIDER, _K.PROVIDER, COACH, _R.COACH),
    )
    return tuple(
        _body(
            chance, number, name, kind, ((who, role),), territory.since,
            None if kind is _K.PLATFORM else territory,
        )
        for number, (name, kind, who, role) in enumerate(rows, start=2)
    )  # fmt: skip


FIRST_OTHER_NUMBER = 7
"""Of the numbers that tax codes of services are made from."""


def _body(
    chance: Chance,
    number: int,
    name: str,
    kind: OrganisationKind,
    people: tuple[tuple[str, Role], ...],
    since: date,
    territory: Territory | None,
) -> Organisation:
    host = host_of(name)
    staff = tuple(
        Account(chance.id(since), who, f"{who.lower().replace(' ', '.')}@{host}", (role,), since)
        for who, role in people
    )
    return Organisation(
        chance.id(since), name, services.tax_code(number), f"protocollo@pec.{host}", kind, "LC",
        territory.id if territory else None, since, staff,
    )  # fmt: skip
