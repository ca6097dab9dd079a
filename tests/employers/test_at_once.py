"""Two people at once, on a database with real commits: the second is refused, and nothing is half done."""

import asyncio
from collections.abc import Awaitable
from datetime import date
from fractions import Fraction
from typing import Any

import asyncpg
import pytest

from portal.employers import public as employers
from portal.employers.companies.actions import verification, workforce, workforce_files
from portal.employers.companies.actions.registration import Registration, register
from portal.employers.companies.actions.workforce_loading import load_confirmed
from portal.employers.obligations.actions.parameters import NewFigure, enter
from portal.employers.vacancies.actions import moving
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from tests import cast
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("fresh_database")]


async def outcomes(*verbs: Awaitable[object]) -> list[str]:
    """«done», or the sentence of each refusal, in alphabetical order."""
    results = await asyncio.gather(*verbs, return_exceptions=True)
    unexpected = [one for one in results if isinstance(one, BaseException) and not isinstance(one, Refused)]
    assert unexpected == []
    return sorted(one.sentence if isinstance(one, Refused) else "done" for one in results)


async def test_the_last_place_is_taken_once() -> None:
    viewer = await Cast().owner(Role.COMPANY_RECRUITER)
    vacancy_id = await builders.published_vacancy(viewer)
    first, second = await outcomes(
        employers.fill_place(vacancy_id, by=viewer), employers.fill_place(vacancy_id, by=viewer)
    )
    assert "tutti coperti" in first
    assert second == "done"
    assert await db.fetchval("SELECT places_taken FROM vacancy WHERE id = $1", vacancy_id) == 1


async def test_one_vat_number_registers_once() -> None:
    tax_code = cast.tax_code()

    def asked() -> Registration:
        return Registration(
            new_id(),
            "Officine",
            tax_code,
            "o@pec.example",
            builders.LECCO,
            "Giulia Rota",
            "g@officine.example",
        )

    first, second = await outcomes(
        register(asked(), base_url="http://localhost", sintetico=True),
        register(asked(), base_url="http://localhost", sintetico=True),
    )
    assert "già registrata" in first
    assert second == "done"
    assert await db.fetchval("SELECT count(*) FROM company") == 1
    assert await db.fetchval("SELECT count(*) FROM invitation") == 1


async def test_a_company_is_verified_or_suspended_first_and_the_other_reads_what_happened() -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    company_id = await cast.company()
    first, second = await outcomes(
        verification.verify(company_id, vat_checked=True, pec_checked=True, by=coordinator),
        verification.verify(company_id, vat_checked=True, pec_checked=True, by=coordinator),
    )
    assert "«Verificata»" in first
    assert second == "done"


async def test_one_staff_number_makes_one_row() -> None:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    first, second = await outcomes(
        *(workforce.add_worker(builders.draft(site), id=new_id(), by=viewer) for _ in range(2))
    )
    assert "ha già una riga" in first
    assert second == "done"


async def test_a_file_waits_for_the_company_before_it_is_locked_like_everything_that_writes_to_it() -> None:
    """The other order let two clicks on «Carica l’organico» stop each other."""
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    await builders.head_office(viewer.organisation_id)
    rows = b"matricola;sede;data inizio;contratto;ore settimanali;ore tempo pieno\n"
    rows += b"1;Lecco;01/03/2021;Tempo indeterminato;40;40\n"
    import_id = await workforce_files.check_file(
        content=rows, suffix=".csv", name="organico.csv", id=new_id(), by=viewer
    )
    await workforce_files.confirm_file(import_id, by=viewer)
    other = await db.ENGINE.get_new_connection()
    try:
        transaction = other.transaction()
        await transaction.start()
        await other.execute("SELECT id FROM company WHERE id = $1 FOR UPDATE", viewer.organisation_id)
        loading = asyncio.ensure_future(load_confirmed(import_id))
        await asyncio.sleep(0.3)
        assert not loading.done()
        await other.execute("SELECT id FROM workforce_import WHERE id = $1 FOR UPDATE NOWAIT", import_id)
        await transaction.commit()
    finally:
        await other.close()
    assert await loading is not None
    assert await db.fetchval("SELECT count(*) FROM worker") == 1


async def test_periods_that_overlap_are_refused_by_the_database_even_at_the_same_moment() -> None:
    """Past every rule: two connections write the same staff number, neither seeing the other's row."""
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    company_id, site = viewer.organisation_id, await builders.head_office(viewer.organisation_id)
    first, second = await db.ENGINE.get_new_connection(), await db.ENGINE.get_new_connection()

    async def write(connection: Any, starts_on: date) -> None:
        row = workforce.row_values(new_id(), company_id, builders.draft(site, starts_on=starts_on))
        await connection.copy_records_to_table("worker", columns=workforce.INSERTED, records=[row])

    try:
        transaction = first.transaction()
        await transaction.start()
        await write(first, date(2020, 1, 1))
        late = asyncio.ensure_future(write(second, date(2024, 1, 1)))
        await asyncio.sleep(0.3)
        assert not late.done()
        await transaction.commit()
        with pytest.raises(asyncpg.ExclusionViolationError) as problem:
            await late
        assert problem.value.constraint_name == "worker_periods_apart"
    finally:
        await first.close()
        await second.close()
    assert await db.fetchval("SELECT count(*) FROM worker") == 1


async def test_a_vacancy_is_closed_or_suspended_and_the_second_is_told() -> None:
    viewer = await Cast().owner(Role.COMPANY_RECRUITER)
    vacancy_id = await builders.published_vacancy(viewer)
    found = await outcomes(moving.close(vacancy_id, by=viewer), moving.close(vacancy_id, by=viewer))
    assert "«Chiuso»" in found[0]
    assert found[1] == "done"


async def test_two_figures_for_the_same_days_are_entered_once() -> None:
    by = await Cast().owner(Role.COORDINATOR)

    def figure(value: int) -> NewFigure:
        return NewFigure(
            "request_deadline_days",
            Fraction(value),
            date(2027, 1, 1),
            None,
            "L. 68/1999",
            Evidence.ONE_SOURCE,
        )

    first, second = await outcomes(
        enter(figure(50), id=new_id(), by=by), enter(figure(70), id=new_id(), by=by)
    )
    assert "C’è già un valore inserito" in first
    assert second == "done"
    assert await db.fetchval("SELECT count(*) FROM parameter_act") == 1
