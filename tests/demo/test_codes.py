"""Codes of sample data are valid in form and belong to nobody."""

from datetime import date

import pytest
from stdnum.it import codicefiscale

from portal.accounts.rules import tax_code_problem
from portal.candidates.people import rules as people
from portal.demo import codes


@pytest.mark.parametrize("number", [1, 101, 9_000_001, 9_999_999])
def test_a_vat_number_passes_only_where_there_is_sample_data(number: int) -> None:
    code = codes.vat_number(number)
    assert code[7:10] == "000"
    assert tax_code_problem(code, sample_data=True) is None
    assert tax_code_problem(code, sample_data=False) is not None


@pytest.mark.parametrize("number", [0, 10_000_000])
def test_there_are_no_vat_numbers_beyond_seven_digits(number: int) -> None:
    with pytest.raises(ValueError, match="no VAT number"):
        codes.vat_number(number)


@pytest.mark.parametrize(
    ("first", "last", "woman", "start"),
    [
        ("Maria", "Rossi", True, "RSSMRA80C45Z000"),
        ("Gianfranco", "Fo", False, "FOXGFR80C05Z000"),
        ("Al", "Dell’Oro", False, "DLLLAX80C05Z000"),
        ("Noè", "D'Angelò", False, "DNGNOE80C05Z000"),
    ],
)
def test_a_tax_code_is_written_as_the_decree_says(first: str, last: str, woman: bool, start: str) -> None:
    code = codes.tax_code(first, last, date(1980, 3, 5), woman=woman)
    assert code[:15] == start
    assert codicefiscale.is_valid(code)


def test_a_tax_code_passes_only_where_there_is_sample_data() -> None:
    code = codes.tax_code("Maria", "Rossi", date(1980, 3, 5), woman=True)
    assert people.tax_code(code, sample_data=True) == code
    with pytest.raises(ValueError, match="non esiste"):
        people.tax_code(code, sample_data=False)
