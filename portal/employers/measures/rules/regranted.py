"""A request as the office granted it: the same draft with other figures and days."""

from decimal import Decimal

from portal.employers.measures.rules.drafts import (
    EsoneroParzialeDraft,
    Grant,
    MeasureDraft,
    SuspensionDraft,
)
from portal.employers.measures.rules.written import WrittenMeasure
from portal.employers.measures.vocabulary import EsoneroParzialeGround, MeasureKind
from portal.employers.obligations.rules.esonero import EsoneroSector
from portal.employers.obligations.rules.sospensione import SuspensionCause


def regranted(found: WrittenMeasure, grant: Grant) -> MeasureDraft:
    """Only what an office decides is granted; the table of states lets nothing else come here."""
    asked_on = found.requested_on or grant.act.decided_on
    if found.kind is MeasureKind.ESONERO_PARZIALE and found.province is not None:
        return EsoneroParzialeDraft(
            found.province,
            EsoneroSector(found.cause or EsoneroSector.ORDINARY),
            tuple(EsoneroParzialeGround(one) for one in found.grounds),
            grant.percentage or found.percentage or Decimal(0),
            found.units if grant.units is None else grant.units,
            asked_on,
            grant.period,
            grant.act,
        )
    if found.kind is MeasureKind.SOSPENSIONE and found.cause is not None:
        return SuspensionDraft(
            SuspensionCause(found.cause),
            found.province,
            found.workers,
            found.of_workers,
            asked_on,
            grant.period,
            grant.act,
        )
    raise ValueError(f"a measure of kind {found.kind} is declared, not granted")
