"""Who may be hired on a reserved place, by cases."""

from datetime import date, timedelta

import pytest

from portal.candidates.eligibility.rules import Claim, claim_problem, looks_again
from portal.candidates.eligibility.vocabulary import Proof

TODAY = date(2026, 11, 23)
OVER_33 = "33 % non basta: la legge chiede più del 33 %, cioè almeno 34 %."
NEEDS_REPORT = "Per l’invalidità civile serve il verbale, la relazione conclusiva o l’iscrizione."


def _claim(**changes: object) -> Claim:
    known: dict[str, object] = {
        "art3": "D1",
        "art18": None,
        "percentage": 60,
        "proof": Proof.INVALIDITY_REPORT,
        "proof_on": date(2026, 5, 2),
        "valid_from": date(2026, 5, 2),
    }
    return Claim(**(known | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"percentage": 45}, "percentage", "45 % non basta: la legge chiede più del 45 %, cioè almeno 46 %."),
        ({"percentage": 46}, None, None),
        ({"percentage": None}, "percentage", "Scrivi la percentuale che sta sul verbale."),
        ({"art3": "D2", "percentage": 33}, "percentage", OVER_33),
        ({"art3": "D2", "percentage": 34, "proof": Proof.TITLE}, None, None),
        ({"art3": "D3N", "percentage": 100}, "percentage", "Per questa categoria non serve la percentuale: toglila."),
        ({"art3": "D1B", "percentage": None, "proof": Proof.TITLE}, None, None),
        ({"art3": None, "percentage": None}, "art3", "Scegli almeno una categoria: dell’art. 3 o dell’art. 18."),
        ({"art3": None, "percentage": None, "art18": "C1", "proof": Proof.TITLE}, None, None),
        ({"art18": "C5"}, None, None),
        ({"proof": Proof.TITLE}, "proof", NEEDS_REPORT),
        ({"proof_on": TODAY + timedelta(days=1)}, "proof_on", "La data non può essere nel futuro."),
        ({"valid_from": TODAY + timedelta(days=1)}, "valid_from", "La data non può essere nel futuro."),
        ({"review_on": date(2026, 5, 2)}, "review_on", "La revisione viene dopo l’inizio: controlla le due date."),
        ({"valid_until": date(2026, 5, 1)}, "valid_until", "La scadenza viene dopo l’inizio: controlla le due date."),
        ({"review_on": date(2025, 1, 1) + timedelta(days=900), "valid_until": date(2030, 1, 1)}, None, None),
    ],
)  # fmt: skip
def test_what_the_law_asks(changes: dict[str, object], field: str | None, sentence: str | None) -> None:
    found = claim_problem(_claim(**changes), TODAY)
    assert found == (None if sentence is None else (field, sentence))


def test_the_first_of_review_and_end_is_looked_at() -> None:
    assert looks_again(None, None) is None
    assert looks_again(date(2028, 1, 1), date(2027, 1, 1)) == date(2027, 1, 1)
    assert looks_again(date(2028, 1, 1), None) == date(2028, 1, 1)
