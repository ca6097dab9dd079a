"""On what evidence people of the sample data may be hired on a reserved place."""

from datetime import date, timedelta

from portal.candidates.eligibility.rules import CIVIL, Claim
from portal.candidates.eligibility.vocabulary import Proof
from portal.candidates.people.vocabulary import QuotaEligibility
from portal.demo.world.models import Person

_CIVIL_PERCENTAGES = (46, 50, 55, 60, 67, 75, 80)
_OTHERS = ("D1B", "D3N", "D3S")
_ART18 = ("C1", "C5")


def claim(number: int, person: Person, day: date) -> Claim:
    """What was seen on that day, by the number of the person: no draw, so that both ways of filling say the same."""
    proof_on = day - timedelta(days=90 + number % 200)
    review_on = date(day.year + 2 + number % 3, 1 + number % 12, 15) if number % 3 == 0 else None
    if QuotaEligibility.ART18 in person.quota:
        return Claim(None, _ART18[number % 2], None, Proof.TITLE, proof_on, proof_on)
    if number % 8 == 7:
        return Claim(_OTHERS[number // 8 % 3], None, None, Proof.LIST_ENROLMENT, proof_on, proof_on)
    percentage = _CIVIL_PERCENTAGES[number % len(_CIVIL_PERCENTAGES)]
    proof = Proof.FINAL_REPORT if number % 5 == 0 else Proof.INVALIDITY_REPORT
    return Claim(CIVIL, None, percentage, proof, proof_on, proof_on, review_on)
