"""One-time codes and recovery codes, without a database."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import extract_parameters

from portal.accounts import passwords, totp

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2026, 11, 22, 12, 0, 10, tzinfo=UTC)


def code_at(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


def test_the_code_of_now_is_right() -> None:
    assert totp.matching_step(SECRET, code_at(NOW), at=NOW, after=None) == totp.step_at(NOW)


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_half_a_minute_off_still_works(seconds: int) -> None:
    assert totp.matching_step(SECRET, code_at(NOW + timedelta(seconds=seconds)), at=NOW, after=None)


@pytest.mark.parametrize("seconds", [-90, -61, 61, 600])
def test_a_code_of_another_time_is_wrong(seconds: int) -> None:
    assert totp.matching_step(SECRET, code_at(NOW + timedelta(seconds=seconds)), at=NOW, after=None) is None


def test_a_code_does_not_work_twice_nor_after_a_later_one() -> None:
    used = totp.step_at(NOW)
    assert totp.matching_step(SECRET, code_at(NOW), at=NOW, after=used) is None
    earlier = code_at(NOW - timedelta(seconds=30))
    assert totp.matching_step(SECRET, earlier, at=NOW, after=used) is None
    assert totp.matching_step(SECRET, code_at(NOW + timedelta(seconds=30)), at=NOW, after=used) == used + 1


def test_recovery_codes_are_told_apart_from_one_time_codes() -> None:
    codes = {totp.new_recovery_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code) == 11
        assert not totp.is_one_time_code(totp.normal_code(code))
        assert not set("IO01") & set(code)


def test_codes_are_read_as_people_type_them() -> None:
    assert totp.normal_code(" abcde-fghjk ") == "ABCDEFGHJK"
    assert totp.normal_code("123 456") == "123456"
    assert totp.is_one_time_code("123456")
    assert not totp.is_one_time_code("１２３４５６")


def test_the_hash_of_nobody_costs_as_much_as_any_other() -> None:
    made = extract_parameters(passwords.HASHER.hash("x"))
    assert extract_parameters(passwords.NOBODY) == made
    assert (made.memory_cost, made.time_cost, made.parallelism) == (46 * 1024, 1, 1)


async def test_a_password_fits_however_its_accents_were_typed() -> None:
    composed, decomposed = "perché no\u0301 12345", "perche\u0301 n\u00f3 12345"
    assert await passwords.is_password(await passwords.hash_password(composed), decomposed)
    assert not await passwords.is_password(await passwords.hash_password(composed), "un’altra frase")
    assert not await passwords.is_password(None, "un’altra frase")
    assert not await passwords.is_password("not a hash", "un’altra frase")
