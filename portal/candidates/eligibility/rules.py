"""Pure rules of the eligibility for the reserved quota: who may be hired on it, what proves it, when to look again.

Source: L. 68/1999 art. 1, 3, 18. For civil invalidity the law asks for a reduction above 45 %, so the first valid
certificate says 46 %; it prevails over any other figure met in practice.
"""

from dataclasses import dataclass
from datetime import date

from portal.candidates.eligibility.vocabulary import Proof

CIVIL, WORK = "D1", "D2"
OVER: dict[str, int] = {CIVIL: 45, WORK: 33}
"""By category, the percentage that has to be exceeded (L. 68/1999 art. 1 c. 1 lett. a, b); the others have none."""

NEEDS_REPORT = frozenset({CIVIL})
"""Proved by the report of the commission, or by what follows from it; the other categories by their title."""


@dataclass(frozen=True, slots=True)
class Claim:
    """``art3`` and ``art18``: codes of the categories; one of them at least."""

    art3: str | None
    art18: str | None
    percentage: int | None
    proof: Proof
    proof_on: date
    valid_from: date
    review_on: date | None = None
    valid_until: date | None = None


def claim_problem(claim: Claim, today: date) -> tuple[str, str] | None:
    """The field that is wrong and a sentence; None when the claim holds."""
    for field, sentence in (
        ("art3", _category_problem(claim)),
        ("percentage", _percentage_problem(claim)),
        ("proof", _proof_problem(claim)),
        ("proof_on", "La data non può essere nel futuro." if claim.proof_on > today else None),
        ("valid_from", "La data non può essere nel futuro." if claim.valid_from > today else None),
        ("review_on", _after(claim.review_on, claim.valid_from, "La revisione")),
        ("valid_until", _after(claim.valid_until, claim.valid_from, "La scadenza")),
    ):
        if sentence is not None:
            return field, sentence
    return None


def _category_problem(claim: Claim) -> str | None:
    return None if claim.art3 or claim.art18 else "Scegli almeno una categoria: dell’art. 3 o dell’art. 18."


def _percentage_problem(claim: Claim) -> str | None:
    over = OVER.get(claim.art3 or "")
    if over is None:
        return None if claim.percentage is None else "Per questa categoria non serve la percentuale: toglila."
    if claim.percentage is None:
        return "Scrivi la percentuale che sta sul verbale."
    if claim.percentage <= over:
        return f"{claim.percentage} % non basta: la legge chiede più del {over} %, cioè almeno {over + 1} %."
    return None


def _proof_problem(claim: Claim) -> str | None:
    if claim.art3 in NEEDS_REPORT and claim.proof is Proof.TITLE:
        return "Per l’invalidità civile serve il verbale, la relazione conclusiva o l’iscrizione."
    return None


def _after(day: date | None, begins: date, what: str) -> str | None:
    if day is None or day > begins:
        return None
    return f"{what} viene dopo l’inizio: controlla le due date."


def looks_again(review_on: date | None, valid_until: date | None) -> date | None:
    """The day from which it is flagged. It stays until somebody decides (services.md §7)."""
    days = [day for day in (review_on, valid_until) if day is not None]
    return min(days, default=None)
