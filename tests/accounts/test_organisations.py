"""Organisations: registered once, verified once, of several kinds whose periods do not overlap."""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from portal.accounts import public as accounts
from portal.accounts.actions import organisations, services
from portal.accounts.actions.organisations import DUPLICATE
from portal.accounts.rules import Period, day_in_words
from portal.accounts.vocabulary import TERRITORY_KIND_LABELS, TerritoryKind
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, VISITOR, By
from tests.accounts.hands import hands_ready
from tests.accounts.letters import BASE, letters_to
from tests.cast import Cast, organisation, tax_code

K = OrganisationKind


async def _register(
    *,
    id: UUID | None = None,
    name: str = "Officine Lariane",
    tax: str | None = None,
    pec: str | None = "officine@pec.example",
    kinds: tuple[OrganisationKind, ...] = (K.COMPANY,),
    by: By = VISITOR,
    sintetico: bool = True,
) -> bool:
    return await accounts.register_organisation(
        id=id or new_id(),
        name=name,
        tax_code=tax or tax_code(),
        pec=pec,
        kinds=kinds,
        by=by,
        sintetico=sintetico,
    )


async def test_a_registered_organisation_is_found_with_its_kinds(db_rollback: None) -> None:
    id, tax = new_id(), tax_code()
    assert await _register(id=id, name="  Officine   Lariane ", tax=f"IT {tax}", pec="Officine@PEC.example")
    card = await accounts.organisation(id)
    assert card is not None
    assert (card.name, card.tax_code, card.pec) == ("Officine Lariane", tax, "officine@pec.example")
    assert card.kinds == {K.COMPANY}
    assert card.verified_on is None
    assert await accounts.organisation(new_id()) is None


async def test_a_vat_number_is_registered_once_and_nobody_learns_by_whom(db_rollback: None) -> None:
    tax = tax_code()
    await _register(tax=tax, name="Officine Segrete")
    with pytest.raises(Refused) as refusal:
        await _register(tax=f"IT{tax}", name="Un Altro Nome")
    assert refusal.value.field == "tax_code"
    assert refusal.value.sentence == DUPLICATE
    assert "Segrete" not in refusal.value.sentence


async def test_pressed_twice_it_is_registered_once(db_rollback: None) -> None:
    id, tax = new_id(), tax_code()
    assert await _register(id=id, tax=tax) is True
    assert await _register(id=id, tax=tax) is False
    assert await db.fetchval("SELECT count(*) FROM organisation_kind WHERE organisation = $1", id) == 1


async def test_two_registrations_at_once_of_one_vat_number_leave_one(fresh_database: str) -> None:
    tax = tax_code()
    await hands_ready(5)
    answers = await asyncio.gather(*(_register(tax=tax) for _ in range(5)), return_exceptions=True)
    assert answers.count(True) == 1
    assert sum(isinstance(one, Refused) for one in answers) == 4
    assert await db.fetchval("SELECT count(*) FROM organisation") == 1
    assert await db.fetchval("SELECT count(*) FROM organisation_kind") == 1


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("tax_code", {"tax": "00743110158"}),
        ("tax_code", {"tax": "12"}),
        ("pec", {"pec": "officine"}),
        ("pec", {"pec": None}),
        ("name", {"name": " "}),
    ],
)
async def test_what_is_wrong_is_refused_at_its_field_and_nothing_is_saved(
    db_rollback: None, field: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refusal:
        await _register(**wrong)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert await db.fetchval("SELECT count(*) FROM organisation") == 0


async def test_a_sample_vat_number_does_not_pass_where_there_is_no_sample_data(db_rollback: None) -> None:
    with pytest.raises(Refused, match="non è valida"):
        await _register(tax=tax_code(), sintetico=False)


async def test_who_registers_what(db_rollback: None) -> None:
    cast = Cast()
    coordinator = await cast.owner(Role.COORDINATOR)
    office = await cast.owner(Role.PLATFORM_ADMINISTRATOR)
    for by, kinds in (
        (VISITOR, (K.PLACEMENT_SERVICE,)),
        (VISITOR, (K.COMPANY, K.HOST)),
        (coordinator, (K.HOST,)),
        (office, (K.COMPANY,)),
        (office, (K.PLATFORM,)),
    ):
        with pytest.raises(NotAllowed):
            await _register(kinds=kinds, by=by)
    assert await _register(kinds=(K.HOST, K.PUBLIC_BODY), by=office, pec=None)


async def test_a_coordinator_verifies_once(db_rollback: None) -> None:
    id = new_id()
    await _register(id=id)
    coordinator = await Cast().owner(Role.COORDINATOR)
    await accounts.verify_organisation(id, by=coordinator)
    card = await accounts.organisation(id)
    assert card is not None
    assert card.verified_on == clock.today()
    with pytest.raises(Refused, match=f"è già verificata dal {day_in_words(clock.today())}"):
        await accounts.verify_organisation(id, by=coordinator)
    with pytest.raises(NotThere):
        await accounts.verify_organisation(new_id(), by=coordinator)


async def test_nobody_else_verifies(db_rollback: None) -> None:
    id = new_id()
    await _register(id=id)
    for role in (Role.JOB_COUNSELLOR, Role.COMPANY_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await accounts.verify_organisation(id, by=await Cast().owner(role))


async def test_a_verification_is_not_of_tomorrow(db_rollback: None) -> None:
    id = new_id()
    await _register(id=id)
    with pytest.raises(Refused, match="nel futuro"):
        await accounts.verify_organisation(id, by=OPERATOR_COMMAND, on=clock.today() + timedelta(days=1))


async def test_an_organisation_may_be_of_several_kinds_one_after_the_other(db_rollback: None) -> None:
    office = await Cast().owner(Role.PLATFORM_ADMINISTRATOR)
    id = await organisation(K.PLACEMENT_SERVICE)
    today = clock.today()
    await organisations.add_kind(id, K.HOST, Period(today, today + timedelta(days=30)), by=office)
    card = await accounts.organisation(id)
    assert card is not None
    assert card.kinds == {K.PLACEMENT_SERVICE, K.HOST}
    with pytest.raises(Refused) as refusal:
        await organisations.add_kind(id, K.HOST, Period(today + timedelta(days=29)), by=office)
    assert refusal.value.sentence == f"Il periodo si sovrappone a quello iniziato il {day_in_words(today)}."
    assert refusal.value.field == "starts_on"
    await organisations.add_kind(id, K.HOST, Period(today + timedelta(days=30)), by=office)


async def test_the_database_refuses_overlapping_periods_of_one_kind(db_rollback: None) -> None:
    id = await organisation(K.HOST)
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO organisation_kind (id, organisation, kind, starts_on) VALUES ($1, $2, 'host', $3)",
                new_id(),
                id,
                clock.today() + timedelta(days=100),
            )


async def test_a_kind_ends_once_and_after_it_began(db_rollback: None) -> None:
    office = await Cast().owner(Role.PLATFORM_ADMINISTRATOR)
    id = await organisation(K.HOST)
    period = await db.fetchval("SELECT id FROM organisation_kind WHERE organisation = $1", id)
    with pytest.raises(Refused, match="dopo quella di inizio"):
        await organisations.end_kind(id, period, clock.today(), by=office)
    await organisations.end_kind(id, period, clock.today() + timedelta(days=10), by=office)
    with pytest.raises(Refused, match="ha già una fine"):
        await organisations.end_kind(id, period, clock.today() + timedelta(days=20), by=office)
    with pytest.raises(NotThere):
        await organisations.end_kind(id, new_id(), clock.today() + timedelta(days=20), by=office)
    with clock.as_of(clock.now() + timedelta(days=10)):
        card = await accounts.organisation(id)
        assert card is not None
        assert card.kinds == frozenset()


async def test_only_the_platforms_office_changes_kinds(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    assert coordinator.organisation_id is not None
    with pytest.raises(NotAllowed):
        await organisations.add_kind(
            coordinator.organisation_id, K.HOST, Period(clock.today()), by=coordinator
        )


async def _create(
    office: By, *, id: UUID, role: Role = Role.COORDINATOR, email: str = "prima@persone.example"
) -> None:
    await services.create_service(
        id=id,
        name="Servizio di Lecco",
        tax_code=tax_code(),
        pec=None,
        subkind="Comune",
        kinds=[K.PLACEMENT_SERVICE],
        territory_ids=[],
        person="Prima Persona",
        email=email,
        role=role,
        by=office,  # type: ignore[arg-type]
        base_url=BASE,
        sintetico=True,
    )


async def test_a_service_comes_with_its_first_coordinator(db_rollback: None) -> None:
    office, id = await Cast().owner(Role.PLATFORM_ADMINISTRATOR), new_id()
    await _create(office, id=id)
    await _create(office, id=id)
    letters = await letters_to("prima@persone.example")
    assert len(letters) == 1
    assert "Servizio di Lecco" in letters[0].text


async def test_a_service_whose_first_person_is_refused_is_not_saved(db_rollback: None) -> None:
    """Also: the platform's office brings in who manages the users, not who reads the files."""
    office, id = await Cast().owner(Role.PLATFORM_ADMINISTRATOR), new_id()
    with pytest.raises(Refused, match="Non puoi assegnare il ruolo Operatore per l’inserimento") as refusal:
        await _create(office, id=id, role=Role.JOB_COUNSELLOR)
    assert refusal.value.field == "roles"
    assert await accounts.organisation(id) is None


async def test_the_platforms_office_does_not_invite_itself(db_rollback: None) -> None:
    office, id = await Cast().owner(Role.PLATFORM_ADMINISTRATOR), new_id()
    own = await accounts.account(office.account_id)
    assert own is not None
    with pytest.raises(Refused, match="Non puoi invitare te stesso"):
        await _create(office, id=id, email=own.email)


async def test_a_territory_holds_at_least_one_comune(db_rollback: None) -> None:
    async def create(id: UUID, comuni: list[str]) -> None:
        await accounts.create_territory(
            id=id,
            name="Ambito",
            kind=TerritoryKind.AMBITO,
            region_code="03",
            comuni=comuni,
            by=OPERATOR_COMMAND,
        )

    with pytest.raises(Refused, match="almeno un comune"):
        await create(new_id(), [])
    id = new_id()
    await create(id, ["E507", "E507"])
    await create(id, ["E507"])
    assert await db.fetchval("SELECT comuni FROM territory WHERE id = $1", id) == ["E507"]


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        ("organisation_kind_known", [kind.value for kind in OrganisationKind]),
        ("membership_role_known", [role.value for role in Role]),
        ("territory_kind_known", [kind.value for kind in TERRITORY_KIND_LABELS]),
    ],
)
async def test_the_database_knows_the_same_words_as_the_code(
    db_rollback: None, constraint: str, words: list[str]
) -> None:
    definition = await db.fetchval(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", constraint
    )
    import re

    assert sorted(re.findall(r"'([a-z_]+)'::text", definition)) == sorted(words)
