"""Rows of commitments with their indicators, and of the register of accommodations."""

from __future__ import annotations

from portal.demo.chance import Chance
from portal.demo.loaded.batch import Batch
from portal.demo.world.models import Accommodation, Company
from portal.employers.inclusion.rules.accommodations import answer_due
from portal.employers.inclusion.sealing import seal
from portal.employers.inclusion.vocabulary import Answer, Every, Hearing
from portal.employers.obligations.parameters import in_law

COLUMNS = {
    "commitment": "id company item title kind legal_ref trigger document owner owner_account starts_on due_on done_on "
    "every version",
    "commitment_kpi": "id commitment position name unit target value measured_on",
    "accommodation": "id company number whom_sealed words_sealed requested_on request_way answer_due_on heard_on "
    "hearing answered_on answer ground reasons_sealed remedies_told in_place_on review_on version",
    "accommodation_measure": "id accommodation code asked granted",
}


def add(batch: Batch, chance: Chance, company: Company) -> None:
    for one in company.commitments:
        draft = one.draft
        batch.add(
            "commitment", one.id, company.id, draft.item, draft.title, draft.kind.value, draft.legal_ref,
            draft.trigger, draft.document, draft.owner, draft.owner_account, draft.starts_on, draft.due_on,
            one.done_on, None if draft.every is Every.ONCE else draft.every.value, 1 if one.done_on is None else 2,
        )  # fmt: skip
        for place, kpi in enumerate(draft.kpis, 1):
            batch.add(
                "commitment_kpi", chance.id(draft.starts_on), one.id, place, kpi.name, kpi.unit, kpi.target,
                kpi.value, kpi.measured_on,
            )  # fmt: skip
    for number, accommodation in enumerate(
        sorted(company.accommodations, key=lambda one: one.request.requested_on), 1
    ):
        _accommodation(batch, chance, company, number, accommodation)


def _accommodation(batch: Batch, chance: Chance, company: Company, number: int, one: Accommodation) -> None:
    asked, reply = one.request, one.reply
    steps = (one.heard_on, reply, one.in_place_on)
    batch.add(
        "accommodation", one.id, company.id, number, seal(asked.whom, "whom_sealed", one.id),
        seal(asked.words, "words_sealed", one.id), asked.requested_on, asked.way.value,
        answer_due(asked.requested_on, in_law()), one.heard_on, Hearing.WITH_SOMEBODY.value if one.heard_on else None,
        reply.answered_on if reply else None, reply.answer.value if reply else None,
        reply.ground.value if reply and reply.ground else None,
        seal(reply.reasons, "reasons_sealed", one.id) if reply else None,
        bool(reply and reply.answer is Answer.REFUSED and reply.remedies_told), one.in_place_on, one.review_on,
        1 + sum(step is not None for step in steps),
    )  # fmt: skip
    granted = reply.granted if reply else ()
    for code in dict.fromkeys((*asked.asked, *granted)):
        batch.add(
            "accommodation_measure", chance.id(asked.requested_on), one.id, code, code in asked.asked, code in granted
        )  # fmt: skip
