"""Periods, invitations, tax codes, addresses, passwords: what may be, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from portal.accounts.rules import (
    Period,
    email_problem,
    invitation_state,
    name_problem,
    normal_email,
    normal_tax_code,
    password_problem,
    pec_problem,
    period_refusal,
    tax_code_problem,
)
from portal.accounts.vocabulary import InvitationState

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_a_period_ends_on_the_first_day_it_no_longer_holds() -> None:
    period = Period(date(2026, 1, 10), date(2026, 2, 1))
    assert not period.in_force(date(2026, 1, 9))
    assert period.in_force(date(2026, 1, 10))
    assert period.in_force(date(2026, 1, 31))
    assert not period.in_force(date(2026, 2, 1))
    assert Period(date(2026, 1, 10)).in_force(date(2099, 1, 1))


def test_overlapping_periods_of_one_kind_are_refused_with_the_day_of_the_other() -> None:
    before = Period(date(2026, 1, 1), date(2026, 6, 1))
    assert period_refusal(Period(date(2026, 5, 31)), [before]) == (
        "Il periodo si sovrappone a quello iniziato il 1 gennaio 2026."
    )
    assert period_refusal(Period(date(2026, 6, 1)), [before]) is None
    assert period_refusal(Period(date(2025, 1, 1), date(2026, 1, 1)), [before]) is None


def test_a_period_ends_after_it_begins() -> None:
    assert period_refusal(Period(date(2026, 1, 1), date(2026, 1, 1)), []) is not None


@given(DAYS, DAYS, DAYS, st.none() | DAYS)
def test_periods_overlap_exactly_when_a_day_is_in_both(
    start: date, end: date, other_start: date, other_end: date | None
) -> None:
    end = max(end, start + timedelta(days=1))
    other_end = other_end and max(other_end, other_start + timedelta(days=1))
    one, other = Period(start, end), Period(other_start, other_end)
    first_common = max(start, other_start)
    assert one.overlaps(other) == (one.in_force(first_common) and other.in_force(first_common))
    assert one.overlaps(other) == other.overlaps(one)


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_invitation_is_over_when_accepted_revoked_or_expired() -> None:
    later, before = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)

    def state(accepted: datetime | None, revoked: datetime | None, expires: datetime) -> InvitationState:
        return invitation_state(accepted_at=accepted, revoked_at=revoked, expires_at=expires, now=NOW)

    assert state(None, None, later) is InvitationState.OPEN
    assert state(None, None, NOW) is InvitationState.EXPIRED
    assert state(before, None, before) is InvitationState.ACCEPTED
    assert state(None, before, later) is InvitationState.REVOKED


@pytest.mark.parametrize(
    "typed", ["00743110157", "IT00743110157", "it 007 431 10157", "007.431.10157", "００７４３１１０１５７"]
)
def test_a_vat_number_is_read_as_people_write_it(typed: str) -> None:
    assert tax_code_problem(typed, sample_data=False) is None
    assert normal_tax_code(typed) == "00743110157"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "0074311015",
        "007431101570",
        "00743110158",
        "0074311015A",
        "00000000000",
        "abcdefghijk",
        "12345671304",
    ],
)
def test_a_vat_number_with_a_wrong_digit_or_length_is_refused(typed: str) -> None:
    problem = tax_code_problem(typed, sample_data=False)
    assert problem is not None
    assert problem.startswith(("La partita IVA ha 11 cifre", "Questa partita IVA non è valida"))
    assert tax_code_problem(typed, sample_data=True) is not None


def test_a_vat_number_of_office_000_passes_only_among_sample_data() -> None:
    digits = "1234567000"
    number = digits + luhn.calc_check_digit(digits)
    assert tax_code_problem(number, sample_data=True) is None
    assert tax_code_problem(number, sample_data=False) == (
        "Questa partita IVA non è valida. Controlla le cifre."
    )
    wrong = digits + str((int(number[-1]) + 1) % 10)
    assert tax_code_problem(wrong, sample_data=True) is not None


@given(st.text(max_size=30) | st.from_regex(r"[0-9 .]{9,14}", fullmatch=True))
def test_what_passes_as_a_tax_code_is_eleven_digits(typed: str) -> None:
    if tax_code_problem(typed, sample_data=True) is None:
        number = normal_tax_code(typed)
        assert number.isascii()
        assert number.isdigit()
        assert len(number) == 11
        assert luhn.is_valid(number)


@pytest.mark.parametrize("typed", ["azienda@pec.it", "A.B-c@pec.Esempio.it", "  uffici@legalmail.it "])
def test_a_pec_has_the_form_of_an_address(typed: str) -> None:
    assert pec_problem(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "azienda",
        "azienda@",
        "@pec.it",
        "a@b",
        "a b@pec.it",
        "a@pec..it",
        "a@-pec.it",
        "a@pec.i",
        "a@pec.it,b@pec.it",
        "a@pec.it\nb",
        ".a@pec.it",
        "a.@pec.it",
        "a@" + "p" * 64 + ".it",
        "x" * 65 + "@pec.it",
    ],
)
def test_what_is_no_address_is_no_pec(typed: str) -> None:
    assert pec_problem(typed) == "Questa PEC non è valida. Scrivi un indirizzo come nome@pec.esempio.it."
    assert email_problem(typed) == "Scrivi un indirizzo come nome@esempio.it."


def test_an_address_is_kept_in_small_letters() -> None:
    assert normal_email(" Anna.Bassi@Esempio.IT ") == "anna.bassi@esempio.it"


@pytest.mark.parametrize("typed", ["", "  ", "A", "12 34", "x" * 121])
def test_a_name_is_words(typed: str) -> None:
    assert name_problem(typed) is not None


def test_a_long_sentence_is_a_good_password() -> None:
    assert password_problem("un ponte sopra la valle", email="a.bassi@x.it", name="Anna Bassi") is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("corta", "almeno 12 caratteri"),
        ("aaaaaaaaaaaaaaaa", "almeno 5 caratteri diversi"),
        ("la mia password segreta", "facile da indovinare"),
        ("qwertyuiop1234", "facile da indovinare"),
        ("giovanna bassi 1", "il tuo nome"),
        ("ufficio.lecco 2026", "il tuo nome o la tua e-mail"),
    ],
)
def test_a_password_that_is_short_or_easy_is_refused_with_the_reason(password: str, says: str) -> None:
    problem = password_problem(password, email="ufficio.lecco@esempio.it", name="Giovanna Verdi")
    assert problem is not None
    assert says in problem
