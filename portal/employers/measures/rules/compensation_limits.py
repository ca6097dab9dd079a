"""What the law does not let a compensation be (L. 68/1999 art. 5 c. 8)."""

from collections.abc import Iterator

from portal.employers.measures.rules.drafts import CompensationDraft
from portal.employers.measures.rules.judged import EXEMPTING, Judged, Problem
from portal.employers.obligations.rules import compensazione
from portal.employers.obligations.rules.compensazione import Compensation, CompensationFacts, CompensationKind
from portal.employers.obligations.vocabulary import Subject


def compensation_problems(draft: CompensationDraft, judged: Judged) -> Iterator[Problem]:
    if draft.group_tax_code is None:
        if draft.surplus is None or draft.reduced is None:
            field = "province" if draft.surplus is None else "other_province"
            yield field, "Dentro l’azienda servono due province: quella con l’eccedenza e quella ridotta."
            return
    elif (draft.surplus is None) == (draft.reduced is None):
        yield (
            "province",
            "Con un’altra azienda del gruppo scrivi una sola provincia tua: quella con l’eccedenza o quella ridotta.",
        )
        return
    if draft.group_tax_code is not None and draft.group_tax_code == judged.own_tax_code:
        yield "group_tax_code", "Questo è il codice fiscale della tua azienda: scrivi quello dell’altra."
    rows = list(_rows(draft))
    exempted = {
        one.province
        for kind in EXEMPTING
        for one in judged.written.live(kind)
        if one.province is not None and one.meets(draft.period.starts_on, draft.period.ends_on)
    }
    facts = CompensationFacts(
        real={
            **{(one.province, Subject.ART3): one.real3 - one.compensated3 for one in judged.position.provinces},
            **{(one.province, Subject.ART18): one.real18 - one.compensated18 for one in judged.position.provinces},
        },
        employer=judged.employer,
        exempted=frozenset(exempted) if draft.subject is Subject.ART3 else frozenset(),
        authorised=draft.act is not None,
    )  # fmt: skip
    for problem in compensazione.problems(rows, facts, judged.region_of):
        yield "units" if problem.row is None else "province", problem.sentence


def _rows(draft: CompensationDraft) -> Iterator[Compensation]:
    if draft.surplus is not None:
        yield Compensation(
            draft.surplus, CompensationKind.EXCESS, draft.units, draft.subject, draft.reduced,
            draft.group_tax_code,
        )  # fmt: skip
    if draft.reduced is not None:
        yield Compensation(
            draft.reduced, CompensationKind.REDUCTION, draft.units, draft.subject, draft.surplus,
            draft.group_tax_code,
        )  # fmt: skip
