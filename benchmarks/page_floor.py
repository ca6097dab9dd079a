"""What the page is measured against: the same queries, the same template, nothing in between."""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from os import environ
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from litestar.middleware.csrf import generate_csrf_token
from markupsafe import Markup

from portal import app
from portal.accounts import public as accounts
from portal.accounts.queries import sessions as session_queries
from portal.employers.vacancies.queries.lists import _LIVE
from portal.employers.vacancies.rules import hours_words
from portal.employers.vacancies.vocabulary import VACANCY_STATE_LABELS, VACANCY_STATE_TAGS, VacancyState
from portal.foundation import clock, db, migrations
from portal.foundation.embedded import EmbeddedPostgres
from portal.foundation.ids import new_id
from portal.foundation.settings import load
from portal.foundation.web import sessions
from portal.foundation.web.pagination import Pages
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND

ROWS = 40
"""More than a page, so that the count and the links to the other pages are real."""


@dataclass(frozen=True, slots=True)
class World:
    application: Any
    floor: Any
    path: str
    cookie: bytes
    queries: int

    def rows_in(self, html: bytes) -> int:
        return html.count(b'<th scope="row">')


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """A company with forty vacancies, its administrator signed in, and the two applications."""
    postgres = EmbeddedPostgres(folder / "postgres")
    dsn = postgres.start()
    try:
        await migrations.migrate(dsn)
        settings = load({**environ, "PORTAL_SAMPLE_DATA": "yes", "PORTAL_LOG_LEVEL": "error"})
        application = app.build(replace(settings, database_url=dsn))
        await db.open_pool(dsn)
        try:
            account_id, company_id = await _people()
            await _vacancies(company_id, account_id)
            token = await sessions.open_session(account_id, company_id, {"second_factor": "not_needed"})
            floor = _floor(application)
            async with application.lifespan():
                yield World(
                    application,
                    floor,
                    "/vacancies",
                    f"session={token}; csrf={generate_csrf_token(settings.secret_key.hex())}".encode(),
                    4,
                )
        finally:
            await db.close_pool()
    finally:
        postgres.stop()


async def _people() -> tuple[UUID, UUID]:
    async with db.unit_of_work():
        company_id = new_id()
        await accounts.register_organisation(
            id=company_id,
            name="Officine di prova",
            tax_code="00000010009",
            pec="officine@pec.example",
            kinds=[OrganisationKind.COMPANY],
            by=OPERATOR_COMMAND,
            sintetico=True,
        )
        account_id = await accounts.create_account_directly(
            email="prova@officine.example",
            name="Prova Prima",
            password_hash=await accounts.hash_password("una parola lunga abbastanza"),
            seats_in={company_id: [Role.COMPANY_ADMINISTRATOR]},
            by=OPERATOR_COMMAND,
            sintetico=True,
        )
        await db.execute(
            "INSERT INTO company (id, state, state_since, full_time_hours, working_week, employer_kind, regime,"
            " hours_basis, registered_at, version)"
            " VALUES ($1, 'verified', now(), 40, 5, 'private', 'ordinary', 'contract', now(), 1)",
            company_id,
        )
    return account_id, company_id


async def _vacancies(company_id: UUID, account_id: UUID) -> None:
    site = new_id()
    await db.execute(
        "INSERT INTO company_site (id, company, name, comune_code, province, head_office)"
        " VALUES ($1, $2, 'Lecco', 'E507', 'LC', true)",
        site,
        company_id,
    )
    now = clock.now()
    await db.executemany(
        "INSERT INTO vacancy (id, company, state, state_since, title, site, weekly_hours_min, weekly_hours_max,"
        " places, places_taken, slots, demands_answered, drafted_at, drafted_by, saved_at, version, sintetico)"
        " VALUES ($1, $2, 'draft', $3, $4, $5, 20, 24, 2, 0, '{}', false, $3, $6, $3, 1, true)",
        [
            (
                new_id(),
                company_id,
                now - timedelta(minutes=number),
                f"Addetto al reparto {number}",
                site,
                account_id,
            )
            for number in range(ROWS)
        ],
    )


def _floor(application: Any) -> Callable[[Any, Any, Any], Awaitable[None]]:
    environment = application.template_engine.engine
    template = environment.get_template("employers/vacancies/index.html")
    site = application.state.site
    menu = [
        SimpleNamespace(label=e.label, href=e.href, current=e.current, badge=None) for e in _menu(application)
    ]
    request = SimpleNamespace(
        query_params=SimpleNamespace(get=lambda _name, default=None: default, multi_items=list),
        url=SimpleNamespace(path="/vacancies"),
    )

    async def floor(scope: Any, _receive: Any, send: Any) -> None:
        cookie = next(value for name, value in scope["headers"] if name == b"cookie")
        token = dict(part.split(b"=", 1) for part in cookie.split(b"; "))[b"session"]
        async with db.ENGINE.pool.acquire() as connection:
            row = await connection.fetchrow(
                session_queries._RESOLVE, hashlib.sha256(token).digest(), clock.now(), clock.today()
            )
            if row is None or "company_administrator" not in row["roles"]:
                raise PermissionError
            total = await connection.fetchval(
                f"SELECT count(*) FROM vacancy v WHERE v.company = $1 AND (NOT $2 OR {_LIVE})",
                row["organisation_id"],
                True,
            )
            found = await connection.fetch(_PAGE, row["organisation_id"], True, 25, 0)
        rows = [
            {
                "href": f"/vacancies/{one['id']}",
                "title": one["title"],
                "note": f"{one['site']}, {hours_words(one['weekly_hours_min'], one['weekly_hours_max'])}",
                "places": f"{one['places_taken']} su {one['places']}",
                "state": VACANCY_STATE_LABELS[VacancyState(one["state"])],
                "tag": VACANCY_STATE_TAGS[VacancyState(one["state"])],
            }
            for one in found
        ]
        html = template.render(
            site=site,
            viewer={
                "name": row["name"],
                "organisation_name": row["organisation_name"],
                "organisations_count": row["organisations"],
            },
            menu=menu,
            csrf_token="",
            csrf_input=lambda: Markup('<input type="hidden" name="_csrf_token" value="">'),
            request_id="",
            path="/vacancies",
            flash=None,
            today=clock.today(),
            impersonation=None,
            notifications_count=row["unread"],
            person_session=None,
            session_expires_at=row["expires_at"],
            page={"rows": rows, "pages": Pages.of(request, total), "live_only": True},  # type: ignore[arg-type]
            form=None,
        ).encode()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    (b"content-type", b"text/html; charset=utf-8"),
                    (b"content-length", b"%d" % len(html)),
                ],
            }
        )
        await send({"type": "http.response.body", "body": html})

    return floor


def _menu(application: Any) -> Any:
    viewer = SimpleNamespace(roles=frozenset({Role.COMPANY_ADMINISTRATOR}))
    return application.state.site.menu_for(viewer, "/vacancies")


_PAGE = (
    "SELECT v.id, v.title, s.name AS site, v.state, v.weekly_hours_min, v.weekly_hours_max, v.places,"
    " v.places_taken, v.confirmed_at, v.saved_at FROM vacancy v LEFT JOIN company_site s ON s.id = v.site"
    f" WHERE v.company = $1 AND (NOT $2 OR {_LIVE})"
    " ORDER BY array_position(ARRAY['unpublished', 'stale', 'published', 'draft', 'suspended', 'filled', 'closed'],"
    " v.state), v.saved_at DESC, v.id LIMIT $3 OFFSET $4"
)
