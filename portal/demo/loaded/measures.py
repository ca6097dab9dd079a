"""Rows of measures and conventions, and what they make of today's figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from portal.demo.chance import Chance
from portal.demo.loaded.batch import Batch
from portal.demo.world.measures import Agreement
from portal.demo.world.models import Company
from portal.employers.measures.actions import conventions, measures
from portal.employers.measures.rules.agreements import commitment_states
from portal.employers.measures.rules.written import (
    Commitment,
    Hire,
    Written,
    WrittenConvenzione,
    WrittenMeasure,
)
from portal.employers.measures.vocabulary import CommitmentStanding, CommitmentStep

COLUMNS = {
    "measure": "id company kind state starts_on ends_on decided_on act_ref version province other_province subject "
    "group_tax_code cause grounds units workers of_workers premium_permille percentage requested_on",
    "convenzione": "id company kind state province requested_on signed_on granted_on act_ref starts_on ends_on "
    "body_kind body_sealed orders_value unit_value units framework_cap terms_sealed version",
    "convenzione_commitment": "id convenzione people due_on",
    "convenzione_hire": "id convenzione worker",
    "convenzione_notice": "id commitment step sent_on",
}
_STEPS = {
    CommitmentStanding.NEAR: CommitmentStep.APPROACHING,
    CommitmentStanding.BREACHED: CommitmentStep.BREACHED,
}


def written_by(company: Company) -> Written:
    """As the portal would read it back."""
    started = {id: (draft.starts_on, draft.ends_on) for id, draft in company.workers}
    return Written(
        tuple(
            _read(measures.row_of(one.id, company.id, one.draft), WrittenMeasure) for one in company.measures
        ),
        tuple(_agreement(one, company, started) for one in company.agreements),
    )


def _agreement(one: Agreement, company: Company, started: dict[Any, tuple[date, date | None]]) -> Any:
    row = conventions.row_of(one.id, company.id, one.draft)
    row["commitments"] = [
        Commitment(id, timed.due_on, timed.people)
        for id, timed in zip(one.commitments, one.draft.planned, strict=True)
    ]
    row["hires"] = [Hire(id, *started[id]) for id in one.hired]
    return _read(row, WrittenConvenzione)


def _read(row: dict[str, Any], kind: type[Any]) -> Any:
    known = {
        name: value
        for name, value in row.items()
        if value is not None and name not in ("company", "terms_sealed", "body_sealed")
    }
    return msgspec.convert(known, kind, strict=False)


def add(batch: Batch, chance: Chance, company: Company, written: Written, day: date) -> None:
    for measure in company.measures:
        _row(batch, "measure", measures.row_of(measure.id, company.id, measure.draft))
    for one, known in zip(company.agreements, written.conventions, strict=True):
        row = conventions.row_of(one.id, company.id, one.draft)
        _row(batch, "convenzione", {**row, "version": 2 if one.hired else 1})
        for id, timed in zip(one.commitments, one.draft.planned, strict=True):
            batch.add("convenzione_commitment", id, one.id, timed.people, timed.due_on)
        for worker_id in one.hired:
            batch.add("convenzione_hire", chance.id(one.written_on), one.id, worker_id)
        for state in commitment_states(known, day):
            step = _STEPS.get(state.standing)
            if step is not None:
                told_on = one.written_on + timedelta(days=1)
                batch.add("convenzione_notice", chance.id(told_on), state.commitment.id, step.value, told_on)


def _row(batch: Batch, table: str, row: dict[str, Any]) -> None:
    batch.add(table, *(row.get(name) for name in COLUMNS[table].split()))
