"""Forms of the eligibility for the reserved quota."""

from uuid import UUID

from portal.candidates.eligibility.rules import Claim
from portal.candidates.eligibility.vocabulary import END_LABELS, PROOF_LABELS, EndWhy, Proof
from portal.foundation.web.forms import Choice, Day, Form, Integer, Once
from portal.reference import categories
from portal.reference.categories import Quota


def _categories(quota: Quota) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name} ({one.source})") for one in categories.of_quota(quota)]


class EligibilityForm(Form):
    art3 = Choice("Categoria dell’art. 3", choices=_categories(Quota.ART_3), required=False)
    percentage = Integer(
        "Percentuale", minimum=0, maximum=100, required=False, wrong="La percentuale va da 0 a 100.",
        hint="Per l’invalidità civile e del lavoro, come sta sul verbale.",
    )  # fmt: skip
    art18 = Choice("Categoria dell’art. 18", choices=_categories(Quota.ART_18), required=False)
    proof = Choice(
        "Che cosa lo prova",
        choices=[(one.value, PROOF_LABELS[one]) for one in Proof],
        missing="Scegli il documento che lo prova.",
    )
    proof_on = Day("Data del documento", missing="Scrivi la data del documento che hai visto.")
    document = Choice(
        "Documento nella scheda",
        required=False,
        hint="Se non c’è, lo hai visto in originale. Puoi caricarlo in «Documenti».",
    )
    valid_from = Day("Vale dal", missing="Scrivi da quando vale.")
    review_on = Day("Revisione il", required=False, hint="Se il verbale la prevede.")
    valid_until = Day("Vale fino al", required=False)
    once = Once()

    def claim(self) -> Claim:
        return Claim(
            self["art3"] or None,
            self["art18"] or None,
            self["percentage"],
            Proof(self["proof"]),
            self["proof_on"],
            self["valid_from"],
            self["review_on"],
            self["valid_until"],
        )

    def document_id(self) -> UUID | None:
        return UUID(self["document"]) if self["document"] else None


class EndForm(Form):
    why = Choice(
        "Perché finisce",
        choices=[(one.value, END_LABELS[one]) for one in (EndWhy.REVIEWED, EndWhy.MISTAKE)],
        missing="Scegli perché finisce.",
    )
