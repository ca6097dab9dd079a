"""The platform's office through the pages: services, their kinds, their first people, territories."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from portal.accounts import public as accounts
from portal.accounts.actions.invitations import invite
from portal.foundation import clock, db
from portal.kernel.roles import OrganisationKind, Role
from tests.accounts.letters import BASE, letters_to
from tests.cast import Cast, organisation, tax_code
from tests.web import Browser, browser

K = OrganisationKind


@pytest_asyncio.fixture
async def office(db_rollback: None) -> AsyncIterator[Browser]:
    viewer = await Cast().owner(Role.PLATFORM_ADMINISTRATOR)
    async with browser() as one:
        await one.sign_in_as(viewer.account_id, viewer.organisation_id)
        yield one


def _typed(**changes: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "name": "Servizio di Lecco",
        "tax_code": tax_code(),
        "pec": "sil@pec.example",
        "kinds": [K.PLACEMENT_SERVICE.value, K.HOST.value],
        "person": "Prima Persona",
        "email": "prima@persone.example",
        "role": Role.COORDINATOR.value,
        **changes,
    }


async def _territory(office: Browser, comuni: str = "Lecco\nMerate LC") -> None:
    await office.get("/platform/territories/new")
    typed = {"name": "Ambito di Lecco", "kind": "ambito", "region": "03", "comuni": comuni}
    await office.press("/platform/territories", typed)


async def test_a_service_is_added_with_kinds_territory_and_first_coordinator(office: Browser) -> None:
    await _territory(office)
    territory = str(await db.fetchval("SELECT id FROM territory"))
    await office.get("/platform/organisations/new")
    page = await office.press("/platform/organisations", _typed(territories=[territory]))
    assert page.status == 200
    assert "Invito inviato a prima@persone.example." in page
    assert "Servizio di inserimento lavorativo" in page
    assert "Organizzazione ospitante" in page
    assert "Ambito di Lecco (Ambito)" in page
    assert "Prima Persona" in page
    assert len(await letters_to("prima@persone.example")) == 1
    assert "Servizio di Lecco" in await office.get("/platform/organisations?q=servizio%20di%20l")
    assert "Servizio di Lecco" not in await office.get("/platform/organisations?q=altro")


async def test_every_wrong_answer_is_told_at_once(office: Browser) -> None:
    await office.get("/platform/organisations/new")
    typed = _typed(name="", tax_code="", kinds=[], person="", email="x", role="")
    page = await office.press("/platform/organisations", typed)
    assert page.status == 422
    for sentence in (
        "Scrivi la denominazione.",
        "Scrivi il codice fiscale o la partita IVA.",
        "Scegli almeno un tipo di organizzazione.",
        "Scrivi il nome della prima persona.",
        "Scrivi un indirizzo come nome@esempio.it.",
        "Scegli il ruolo della prima persona.",
    ):
        assert sentence in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tax_code": "00743110158"}, "Questa partita IVA non è valida. Controlla le cifre."),
        ({"tax_code": "123"}, "La partita IVA ha 11 cifre."),
        ({"pec": "non una pec"}, "Questa PEC non è valida."),
        ({"role": Role.HEALTH_OPERATOR.value}, "non possono avere il ruolo Operatore sanitario."),
    ],
)
async def test_what_a_rule_refuses_stands_at_its_field_and_nothing_is_saved(
    office: Browser, changes: dict[str, str], sentence: str
) -> None:
    before = await db.fetchval("SELECT count(*) FROM organisation")
    await office.get("/platform/organisations/new")
    page = await office.press("/platform/organisations", _typed(**changes))
    assert page.status == 422
    assert sentence in page
    assert 'aria-invalid="true"' in page.html
    assert "Servizio di Lecco" in page.html, "what was typed is kept"
    assert await db.fetchval("SELECT count(*) FROM organisation") == before
    assert await db.fetchval("SELECT count(*) FROM invitation") == 0


async def test_a_duplicate_tax_code_is_refused_without_saying_whose(office: Browser) -> None:
    tax = tax_code()
    await office.get("/platform/organisations/new")
    await office.press("/platform/organisations", _typed(tax_code=tax, name="Ente Primo"))
    await office.get("/platform/organisations/new")
    page = await office.press("/platform/organisations", _typed(tax_code=tax, email="altra@persone.example"))
    assert page.status == 422
    assert "Questa partita IVA è già registrata." in page
    assert "Ente Primo" not in page


async def test_pressed_twice_the_service_is_added_once(office: Browser) -> None:
    form = (await office.get("/platform/organisations/new")).form("/platform/organisations")
    once = dict(form)["once"]
    sent = [("once", once)]
    for name, value in _typed().items():
        sent += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
    for _ in range(2):
        page = await office.post("/platform/organisations", sent, follow=False)
        assert page.location == f"/platform/organisations/{once}"
    assert len(await letters_to("prima@persone.example")) == 1


async def test_a_kind_is_added_and_ended_with_its_periods(office: Browser) -> None:
    id = await organisation(K.PLACEMENT_SERVICE)
    home = f"/platform/organisations/{id}"
    today = clock.today()
    await office.get(f"{home}/kinds/new")
    typed = {"kind": K.HOST.value, "starts_on": f"{today:%d/%m/%Y}", "ends_on": ""}
    assert "Il tipo è stato aggiunto." in await office.press("/kinds", typed)
    await office.get(f"{home}/kinds/new")
    page = await office.press("/kinds", typed)
    assert page.status == 422
    assert "Il periodo si sovrappone a quello iniziato il" in page
    period = await db.fetchval(
        "SELECT id FROM organisation_kind WHERE organisation = $1 AND kind = 'host'", id
    )
    await office.get(f"{home}/kinds/{period}/end")
    page = await office.press("/end", {"ends_on": "31/02/2027"})
    assert "Questa data non esiste nel calendario." in page
    page = await office.press("/end", {"ends_on": f"{today + timedelta(days=30):%d/%m/%Y}"})
    assert "La data di fine è salvata." in page
    assert (await office.get(f"{home}/kinds/{period}/end")).status == 404


async def test_a_further_first_person_is_invited_again_and_revoked(office: Browser) -> None:
    id = await organisation(K.HEALTH_SERVICE)
    await office.get(f"/platform/organisations/{id}/invitations/new")
    typed = {"name": "Una Persona", "email": "una@persone.example", "roles": [Role.HEALTH_OPERATOR.value]}
    page = await office.press("/invitations", typed)
    assert "Invito inviato a una@persone.example." in page
    assert "Invito inviato di nuovo" in await office.press("/sending")
    assert "è stato revocato" in await office.press("/revocation")


async def test_the_office_cannot_bring_in_who_reads_files(office: Browser) -> None:
    id = await organisation(K.PLACEMENT_SERVICE)
    page = await office.get(f"/platform/organisations/{id}/invitations/new")
    assert "Coordinatore" in page
    assert "Operatore per l’inserimento" not in page
    typed = {"name": "Una Persona", "email": "una@persone.example", "roles": [Role.JOB_COUNSELLOR.value]}
    assert (await office.press("/invitations", typed)).status == 422
    assert await db.fetchval("SELECT count(*) FROM invitation") == 0


async def test_invitations_of_the_organisations_own_are_not_shown_to_the_office(office: Browser) -> None:
    admin = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert admin.organisation_id is not None
    for email, role in (
        ("a@persone.example", Role.COMPANY_ADMINISTRATOR),
        ("b@persone.example", Role.IN_COMPANY_TUTOR),
    ):
        await invite(
            organisation_id=admin.organisation_id,
            email=email,
            name="Una Persona",
            roles=[role],
            by=admin,
            base_url=BASE,
        )
    page = await office.get(f"/platform/organisations/{admin.organisation_id}")
    assert "a@persone.example" in page
    assert "b@persone.example" not in page
    tutors = await db.fetchval("SELECT id FROM invitation WHERE email = 'b@persone.example'")
    base = f"/platform/organisations/{admin.organisation_id}/invitations/{tutors}"
    assert (await office.post(f"{base}/sending")).status == 403
    assert (await office.post(f"{base}/revocation")).status == 403


@pytest.mark.parametrize("comuni", ["Lecco\nAtlantide", "Roma", "\n", "Lecco,Merate"])
async def test_a_comune_that_is_not_one_of_the_region_is_refused(office: Browser, comuni: str) -> None:
    await _territory(office, comuni)
    assert office.page is not None
    assert office.page.status == 422
    assert await db.fetchval("SELECT count(*) FROM territory") == 0


async def test_a_territory_is_listed(office: Browser) -> None:
    await _territory(office)
    assert office.page is not None
    assert "Ambito di Lecco" in office.page
    assert "Lombardia" in office.page
    assert await db.fetchval("SELECT cardinality(comuni) FROM territory") == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLATFORM_ADMINISTRATOR}))
async def test_nobody_else_comes_in(db_rollback: None, role: Role) -> None:
    viewer = await Cast().owner(role)
    async with browser() as visitor:
        await visitor.sign_in_as(viewer.account_id, viewer.organisation_id)
        assert (await visitor.get("/platform/organisations")).status == 403
        assert (await visitor.get("/platform/territories")).status == 403
        before = await db.fetchval("SELECT count(*) FROM organisation")
        assert (await visitor.post("/platform/organisations", {})).status == 403
        assert await db.fetchval("SELECT count(*) FROM organisation") == before


async def test_an_unknown_organisation_answers_404(office: Browser) -> None:
    for rest in ("", "/kinds/new", "/invitations/new"):
        assert (await office.get(f"/platform/organisations/{UUID(int=7)}{rest}")).status == 404


async def test_the_number_of_queries_does_not_grow_with_the_organisations(office: Browser) -> None:
    counts = []
    for more in (1, 24):
        for _ in range(more):
            await organisation(K.HOST)
        with db.counted_queries() as queries:
            assert (await office.get("/platform/organisations")).status == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
    assert await accounts.organisations_of_kind(K.HOST)
