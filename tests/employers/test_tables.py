"""What the database itself refuses, whoever writes."""

import pytest

from portal.foundation import db

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def test_the_tables_of_the_employers_are_there() -> None:
    names = await db.fetch(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name = ANY($1)",
        ["company", "company_site", "worker", "coverage_count", "commitment", "vacancy", "vacancy_demand"],
    )
    assert len(names) == 7
