"""What INPS would pay for a hire, on its page: the rule's own figures, the terms that run, nothing kept."""

import pytest

from portal.employers.companies.vocabulary import EmployerKind
from portal.foundation import db
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

PAGE = "/obligations/incentive"
HIRE = "group={group}&contract={contract}&hired_on=02/03/2026&yearly_pay=26.000"


async def seated(user: Browser) -> object:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)
    return viewer.organisation_id


@pytest.mark.parametrize(
    ("group", "amount", "months"),
    [("high", "54.600,00 €", "36"), ("middle", "27.300,00 €", "36"), ("mental", "91.000,00 €", "60")],
)
async def test_a_pay_of_26000_euro_brings(group: str, amount: str, months: str) -> None:
    """§9.1: 70 % × 3 years, 35 % × 3, 70 % × 5."""
    async with browser() as user:
        await seated(user)
        page = await user.get(f"{PAGE}?{HIRE.format(group=group, contract='permanent')}")
    assert page.status == 200
    for words in (amount, f"{months} mesi", "L. 68/1999 art. 13", "INPS risponde entro 5 giorni"):
        assert words in page, words


async def test_the_terms_run_from_the_request_and_from_the_answer() -> None:
    async with browser() as user:
        await seated(user)
        asked = (
            HIRE.format(group="high", contract="permanent") + "&asked_on=02/02/2026&answered_on=05/02/2026"
        )
        page = await user.get(f"{PAGE}?{asked}")
    for words in ("7 febbraio 2026", "12 febbraio 2026", "19 febbraio 2026"):
        assert words in page, words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (HIRE.format(group="high", contract="fixed_term"), "Un contratto a termine ha un ultimo giorno"),
        (
            HIRE.format(group="high", contract="permanent") + "&answered_on=02/02/2026",
            "il giorno della domanda",
        ),
        ("group=high", "Scrivi la retribuzione lorda di un anno."),
        ("group=high&contract=permanent&hired_on=31/12/2015&yearly_pay=26000", "dal 1 gennaio 2016"),
    ],
)
async def test_what_cannot_be_is_said_on_its_field(asked: str, words: str) -> None:
    async with browser() as user:
        await seated(user)
        page = await user.get(f"{PAGE}?{asked}")
    assert page.status == 422
    assert words in page


async def test_what_is_not_due_says_why() -> None:
    fixed = HIRE.format(group="high", contract="fixed_term") + "&ends_on=01/03/2028"
    async with browser() as user:
        company_id = await seated(user)
        assert "A termine serve una disabilità intellettiva o psichica" in await user.get(f"{PAGE}?{fixed}")
        await db.execute(
            "UPDATE company SET employer_kind = $2 WHERE id = $1", company_id, EmployerKind.PUBLIC.value
        )
        permanent = HIRE.format(group="high", contract="permanent")
        assert "datori privati ed enti pubblici economici" in await user.get(f"{PAGE}?{permanent}")
