"""What is sealed opens only in its place and with our keys."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.foundation import crypto, ids

_OLD, _NEW = b"o" * 32, b"n" * 32


@dataclass
class Keys:
    field_keys: tuple[tuple[int, bytes], ...]
    blind_index_key: bytes = b"index key"
    secret_key: bytes = b"signing key"


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    usual = crypto._keys
    crypto.configure(Keys(((1, _OLD),)))
    yield
    crypto._keys = usual


ROW = ids.new_id()


def seal(text: str | bytes = "epilessia") -> bytes:
    return crypto.seal(text, table="person", column="notes", row=ROW)


def open_(sealed: bytes) -> str:
    return crypto.open_(sealed, table="person", column="notes", row=ROW)


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert open_(seal(text)) == text


def test_bytes_come_back() -> None:
    sealed = seal(b"\x00\xff")
    assert crypto.open_bytes(sealed, table="person", column="notes", row=ROW) == b"\x00\xff"


def test_a_short_text_costs_29_bytes_more_and_does_not_show() -> None:
    sealed = seal("epilessia")
    assert len(sealed) == len("epilessia") + 29
    assert b"epilessia" not in sealed
    assert seal("epilessia") != sealed


@pytest.mark.parametrize(
    "place",
    [
        {"table": "person", "column": "notes", "row": ids.new_id()},
        {"table": "person", "column": "diagnosis", "row": ROW},
        {"table": "case", "column": "notes", "row": ROW},
    ],
)
def test_a_value_moved_to_another_row_column_or_table_does_not_open(place: dict[str, object]) -> None:
    with pytest.raises(crypto.Tampered):
        crypto.open_(seal(), **place)  # type: ignore[arg-type]


@given(st.integers(min_value=0, max_value=37))
def test_a_single_changed_byte_does_not_open(position: int) -> None:
    sealed = bytearray(seal("epilessia"))
    sealed[position] ^= 1
    with pytest.raises(crypto.Tampered):
        open_(bytes(sealed))


@pytest.mark.parametrize("short", [b"", b"\x01", b"\x01" * 12, b"\x01" * 13])
def test_what_is_too_short_to_be_sealed_does_not_open(short: bytes) -> None:
    with pytest.raises(crypto.Tampered):
        open_(short)


def test_after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() -> None:
    old = seal()
    crypto.configure(Keys(((2, _NEW), (1, _OLD))))
    new = seal()
    assert (open_(old), open_(new)) == ("epilessia", "epilessia")
    assert (old[0], new[0]) == (1, 2)
    assert not crypto.is_current(old)
    assert crypto.is_current(new)


def test_a_key_that_was_taken_away_opens_nothing() -> None:
    old = seal()
    crypto.configure(Keys(((2, _NEW),)))
    with pytest.raises(crypto.Tampered):
        open_(old)


def test_a_key_that_kept_its_number_and_changed_opens_nothing() -> None:
    old = seal()
    crypto.configure(Keys(((1, _NEW),)))
    with pytest.raises(crypto.Tampered):
        open_(old)


@pytest.mark.parametrize("keys", [(), ((0, _OLD),), ((256, _OLD),), ((1, b"short"),), ((1, _OLD), (1, _NEW))])
def test_keys_that_cannot_be_used_are_refused(keys: tuple[tuple[int, bytes], ...]) -> None:
    with pytest.raises(ValueError, match="field key"):
        crypto.configure(Keys(keys))


def test_nothing_is_sealed_before_the_keys_are_there() -> None:
    crypto._keys = None
    with pytest.raises(RuntimeError, match="configure"):
        seal()


@pytest.mark.parametrize(
    ("one", "other"),
    [("RSSMRA80A01H501U", "rssmra80a01h501u"), ("  Mario   Rossi ", "mario rossi"), ("ﬁgo", "figo")],
)
def test_a_blind_index_levels_case_spaces_and_forms(one: str, other: str) -> None:
    assert crypto.blind_index(one, purpose="p") == crypto.blind_index(other, purpose="p")


def test_a_blind_index_keeps_purposes_values_and_keys_apart() -> None:
    index = crypto.blind_index("rossi", purpose="person.surname")
    assert index != crypto.blind_index("rossi", purpose="person.name")
    assert index != crypto.blind_index("russi", purpose="person.surname")
    crypto.configure(Keys(((1, _OLD),), blind_index_key=b"another"))
    assert index != crypto.blind_index("rossi", purpose="person.surname")


def test_a_signature_holds_for_its_purpose_and_data_only() -> None:
    signature = crypto.sign("invitation", "42")
    assert crypto.is_signed("invitation", b"42", signature)
    assert not crypto.is_signed("invitation", "43", signature)
    assert not crypto.is_signed("reset", "42", signature)
    assert crypto.sign("ab", "c") != crypto.sign("a", "bc")


def test_a_token_is_stored_as_its_hash() -> None:
    token = ids.new_token()
    assert crypto.token_hash(token) == crypto.token_hash(token)
    assert len(crypto.token_hash(token)) == 32
    assert token.encode() not in crypto.token_hash(token)
