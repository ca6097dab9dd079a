"""The users of the own organisation, through the pages."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import pytest_asyncio

from portal.accounts import public as accounts
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.accounts.letters import letters_to
from tests.cast import Cast, someone
from tests.web import Browser, browser

ADMIN, RECRUITER, TUTOR = Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER, Role.IN_COMPANY_TUTOR


@pytest_asyncio.fixture
async def visitor(db_rollback: None) -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


async def _in(visitor: Browser, viewer: Viewer) -> Viewer:
    await visitor.sign_in_as(viewer.account_id, viewer.organisation_id)
    return viewer


async def _roles(viewer: Viewer) -> set[Role]:
    return {role for seat in await accounts.seats(viewer.account_id) for role in seat.roles}


async def test_who_is_there_and_who_is_invited_stand_on_one_page(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    mate, stranger = await cast.teammate(TUTOR), await cast.outsider(TUTOR)
    page = await visitor.get("/users")
    assert page.status == 200
    own, theirs = await accounts.account(mate.account_id), await accounts.account(stranger.account_id)
    assert own is not None
    assert theirs is not None
    assert own.email in page
    assert theirs.email not in page


async def test_inviting_sending_again_and_revoking(visitor: Browser) -> None:
    await _in(visitor, await Cast().owner(ADMIN))
    await visitor.get("/users/invitations/new")
    typed = {
        "name": "Nuova Persona",
        "email": "nuova@persone.example",
        "roles": [RECRUITER.value, TUTOR.value],
    }
    page = await visitor.press("/users/invitations", typed)
    assert "Invito inviato a nuova@persone.example." in page
    assert "Nuova Persona" in page
    page = await visitor.press("/sending")
    assert "Invito inviato di nuovo" in page
    assert len(await letters_to("nuova@persone.example")) == 2
    page = await visitor.press("/revocation")
    assert "è stato revocato" in page
    assert "Nuova Persona" not in page


async def test_pressed_twice_the_invitation_is_sent_once(visitor: Browser) -> None:
    await _in(visitor, await Cast().owner(ADMIN))
    form = (await visitor.get("/users/invitations/new")).form("/users/invitations")
    sent = [*form, ("name", "Nuova Persona"), ("email", "nuova@persone.example"), ("roles", TUTOR.value)]
    sent = [pair for pair in sent if pair[1]]
    for _ in range(2):
        page = await visitor.post("/users/invitations", sent)
        assert "Invito inviato a nuova@persone.example." in page
    assert len(await letters_to("nuova@persone.example")) == 1


async def test_every_wrong_answer_is_told_at_once_and_kept(visitor: Browser) -> None:
    await _in(visitor, await Cast().owner(ADMIN))
    await visitor.get("/users/invitations/new")
    page = await visitor.press("/users/invitations", {"name": "", "email": "non è un indirizzo", "roles": []})
    assert page.status == 422
    assert "Scrivi nome e cognome." in page
    assert "Scrivi un indirizzo come nome@esempio.it." in page
    assert "Scegli almeno un ruolo." in page
    assert "non è un indirizzo" in page.html
    assert await db.fetchval("SELECT count(*) FROM invitation") == 0


async def test_a_role_that_is_not_offered_is_not_taken(visitor: Browser) -> None:
    await _in(visitor, await Cast().owner(ADMIN))
    page = await visitor.get("/users/invitations/new")
    assert "Coordinatore" not in page
    typed = {"name": "Nuova Persona", "email": "nuova@persone.example", "roles": [Role.COORDINATOR.value]}
    assert (await visitor.press("/users/invitations", typed)).status == 422
    assert await db.fetchval("SELECT count(*) FROM invitation") == 0


async def test_changing_roles(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    mate = await cast.teammate(RECRUITER)
    await visitor.get(f"/users/{mate.account_id}")
    page = await visitor.press("/roles", {"roles": [TUTOR.value]})
    assert "sono aggiornati" in page
    assert await _roles(mate) == {TUTOR}


async def test_a_stale_page_is_told_and_changes_nothing(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    mate = await cast.teammate(RECRUITER)
    await visitor.get(f"/users/{mate.account_id}")
    await db.execute("UPDATE membership SET role = 'in_company_tutor' WHERE account = $1", mate.account_id)
    page = await visitor.press("/roles", {"roles": [RECRUITER.value]})
    assert page.status == 422
    assert "sono cambiati nel frattempo" in page
    assert await _roles(mate) == {TUTOR}


async def test_ending_the_access_is_asked_on_its_own_page(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    mate = await cast.teammate(RECRUITER)
    async with browser() as other:
        await _in(other, mate)
        assert (await other.get("/account", follow=False)).status == 200
        page = await visitor.get(f"/users/{mate.account_id}/end")
        assert "Selezione del personale" in page
        page = await visitor.press("/end")
        assert f"{mate.name} non ha più accesso" in page
        assert (await other.get("/account", follow=False)).status == 303


async def test_the_last_administrator_is_not_removed(visitor: Browser) -> None:
    admin = await _in(visitor, await Cast().owner(ADMIN))
    await visitor.get(f"/users/{admin.account_id}/end")
    page = await visitor.press("/end")
    assert page.status == 422
    assert "è l’unica persona con il ruolo «Amministratore dell’azienda»" in page
    assert (await visitor.get("/users")).status == 200


@pytest.mark.parametrize("role", [RECRUITER, TUTOR, Role.JOB_COUNSELLOR, Role.DATA_PROTECTION_OFFICER])
async def test_who_does_not_manage_users_is_kept_out(visitor: Browser, role: Role) -> None:
    viewer = await _in(visitor, await Cast().owner(role))
    for path in ("/users", "/users/invitations/new", f"/users/{viewer.account_id}"):
        assert (await visitor.get(path)).status == 403
    assert (await visitor.post(f"/users/{viewer.account_id}/roles", {"roles": ADMIN.value})).status == 403
    assert (await visitor.post("/users/invitations", {})).status == 403


async def test_a_stranger_and_nobody_look_alike(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    stranger = await cast.outsider(RECRUITER)
    nobody = UUID(int=7)
    for id in (stranger.account_id, nobody):
        assert (await visitor.get(f"/users/{id}")).status == 404
        assert (await visitor.get(f"/users/{id}/end")).status == 404
        assert (await visitor.post(f"/users/{id}/roles", {"roles": TUTOR.value})).status == 404
        assert (await visitor.post(f"/users/{id}/end", {})).status == 404
        assert (await visitor.post(f"/users/invitations/{id}/sending", {})).status == 404
        assert (await visitor.post(f"/users/invitations/{id}/revocation", {})).status == 404
    assert await _roles(stranger) == {RECRUITER}


async def test_without_the_token_of_the_page_nothing_is_done(visitor: Browser) -> None:
    cast = Cast()
    await _in(visitor, await cast.owner(ADMIN))
    mate = await cast.teammate(RECRUITER)
    page = await visitor.post(
        f"/users/{mate.account_id}/end", {"_csrf_token": "made up", "seen": RECRUITER.value}
    )
    assert page.status == 403
    assert await _roles(mate) == {RECRUITER}


async def test_the_number_of_queries_does_not_grow_with_the_people(visitor: Browser) -> None:
    admin = await _in(visitor, await Cast().owner(ADMIN))
    assert admin.organisation_id is not None
    counts = []
    for more in (0, 30):
        for _ in range(more):
            await someone(admin.organisation_id, TUTOR, RECRUITER)
        with db.counted_queries() as queries:
            assert (await visitor.get("/users")).status == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
    assert "/users?page=2" in (await visitor.get("/users")).html


async def test_names_stand_in_the_order_people_expect(visitor: Browser) -> None:
    admin = await _in(visitor, await Cast().owner(ADMIN))
    assert admin.organisation_id is not None
    for name in ("Èva Zeta", "Fabio Alfa", "elena beta"):
        await someone(admin.organisation_id, TUTOR, name=name)
    text = (await visitor.get("/users")).text
    assert text.index("elena beta") < text.index("Èva Zeta") < text.index("Fabio Alfa")


async def test_the_own_account_shows_seats_and_second_factor(visitor: Browser) -> None:
    viewer = await _in(visitor, await Cast().owner(Role.COORDINATOR))
    page = await visitor.get("/account")
    assert viewer.organisation_name in page
    assert "Coordinatore" in page
    assert f"Attivo dal {clock.today().day}" in page
