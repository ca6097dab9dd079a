"""Drafts of measures and conventions for tests, usual in everything a test does not say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from portal.employers.measures.rules.agreements import ConvenzioneDraft
from portal.employers.measures.rules.drafts import (
    Act,
    CompensationDraft,
    EsoneroParzialeDraft,
    GradualDraft,
    Period,
    SelfCertificationDraft,
    SuspensionDraft,
)
from portal.employers.measures.vocabulary import ConvenzioneKind, EsoneroParzialeGround
from portal.employers.obligations.rules.esonero import EsoneroSector
from portal.employers.obligations.rules.programma_di_assunzioni import TimedHires
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.employers.obligations.vocabulary import Subject

SPRING = Period(date(2026, 3, 1), date(2026, 12, 31))
ACT = Act(date(2026, 2, 20), "Prot. 118/2026")


def esonero_parziale(**facts: Any) -> EsoneroParzialeDraft:
    usual = EsoneroParzialeDraft(
        "LC",
        EsoneroSector.ORDINARY,
        (EsoneroParzialeGround.FATIGUE,),
        Decimal(60),
        2,
        date(2026, 2, 2),
        SPRING,
        ACT,
    )
    return replace(usual, **facts)


def self_certification(**facts: Any) -> SelfCertificationDraft:
    usual = SelfCertificationDraft("LC", Decimal(61), 30, 1, ACT, SPRING)
    return replace(usual, **facts)


def suspension(**facts: Any) -> SuspensionDraft:
    usual = SuspensionDraft(SuspensionCause.CIGS, "LC", 30, 90, date(2026, 2, 2), SPRING, ACT)
    return replace(usual, **facts)


def compensation(**facts: Any) -> CompensationDraft:
    return replace(CompensationDraft(Subject.ART3, "MI", "LC", 1, SPRING), **facts)


def gradual(**facts: Any) -> GradualDraft:
    usual = GradualDraft("LC", Decimal(25), 4, 2, replace(ACT, decided_on=date(2026, 3, 2)), SPRING)
    return replace(usual, **facts)


def programme(*planned: tuple[int, date], **facts: Any) -> ConvenzioneDraft:
    usual = ConvenzioneDraft(
        ConvenzioneKind.PROGRAMME,
        "LC",
        date(2026, 1, 12),
        Period(date(2026, 3, 1), date(2028, 2, 29)),
        tuple(TimedHires(day, people) for people, day in planned),
        act=ACT,
    )
    return replace(usual, **facts)
