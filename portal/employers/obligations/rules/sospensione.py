"""Sospensione: the duty pauses while the company's work does (L. 68/1999 art. 3 c. 5; DPR 333/2000 art. 4)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.employers.obligations.rules.months import add_months
from portal.employers.obligations.rules.spells import DAY
from portal.employers.obligations.rules.steps import Step
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Evidence, Parameters
from portal.kernel.refusals import Refused


class SuspensionCause(StrEnum):
    CIGS = "cigs"
    SOLIDARITY = "solidarity"
    COLLECTIVE_DISMISSAL = "collective_dismissal"
    DISMISSAL_PRECEDENCE = "dismissal_precedence"
    CIG_EXTRAORDINARY = "cig_extraordinary"
    COVID = "covid"
    CIGO = "cigo"
    CIG_ORDINARY = "cig_ordinary"


class SuspensionReach(StrEnum):
    """``PROVINCE``: in proportion to the work that stopped, only there. ``WHOLE``: everything, everywhere."""

    PROVINCE = "province"
    WHOLE = "whole"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class _Effect:
    label: str
    reach: SuspensionReach
    article: str
    evidence: Evidence


_ART3 = "L. 68/1999 art. 3 c. 5"
_C, _R, _E = SuspensionCause, SuspensionReach, Evidence
EFFECTS: dict[SuspensionCause, _Effect] = {
    _C.CIGS: _Effect(
        "Cassa integrazione straordinaria", _R.PROVINCE, f"{_ART3}; DPR 333/2000 art. 4", _E.TWO_SOURCES
    ),
    _C.SOLIDARITY: _Effect(
        "Contratto di solidarietà", _R.PROVINCE, f"{_ART3}; DPR 333/2000 art. 4", _E.TWO_SOURCES
    ),
    _C.COLLECTIVE_DISMISSAL: _Effect(
        "Procedura di licenziamento collettivo", _R.WHOLE, f"{_ART3}; L. 223/1991 art. 4 e 24", _E.TWO_SOURCES
    ),
    _C.DISMISSAL_PRECEDENCE: _Effect(
        "Diritto di precedenza dopo i licenziamenti",
        _R.WHOLE,
        f"{_ART3}; L. 223/1991 art. 8 c. 1",
        _E.TWO_SOURCES,
    ),
    _C.CIG_EXTRAORDINARY: _Effect(
        "Cassa in deroga per causa straordinaria",
        _R.PROVINCE,
        f"{_ART3}; interpello 10/2012",
        _E.TWO_SOURCES,
    ),
    _C.COVID: _Effect("Cassa integrazione Covid", _R.PROVINCE, f"{_ART3}; prassi 2020", _E.ONE_SOURCE),
    _C.CIGO: _Effect("Cassa integrazione ordinaria", _R.NONE, _ART3, _E.TWO_SOURCES),
    _C.CIG_ORDINARY: _Effect("Cassa in deroga per causa ordinaria", _R.NONE, _ART3, _E.TWO_SOURCES),
}
SUSPENSION_CAUSE_LABELS: dict[SuspensionCause, str] = {cause: one.label for cause, one in EFFECTS.items()}


def reach(cause: SuspensionCause) -> SuspensionReach:
    return EFFECTS[cause].reach


def suspends(cause: SuspensionCause) -> bool:
    return reach(cause) is not SuspensionReach.NONE


def share_of_workers(total: int, suspended: int) -> Fraction:
    """The part of the work that stopped, 0 to 1. Raises Refused when more people are suspended than there are."""
    if total <= 0:
        raise Refused("Scrivi quante persone lavorano nella provincia: serve almeno una.", field="workers")
    if not 0 <= suspended <= total:
        raise Refused(
            f"Le persone sospese sono {suspended}, ma nella provincia ne lavorano {total}: correggi i numeri.",
            field="suspended",
        )
    return Fraction(suspended, total)


@dataclass(frozen=True, slots=True)
class SuspendedQuota:
    quota: int
    step: Step


def suspended_quota(quota: int, cause: SuspensionCause, share: Fraction) -> SuspendedQuota:
    """The quota of one province during the suspension. ``share`` counts only for the causes that are by province.

    Raises Refused for a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise Refused("La parte sospesa va da 0 a 100 %.", field="percentage")
    effect = EFFECTS[cause]
    match effect.reach:
        case SuspensionReach.WHOLE:
            part = Fraction(1)
        case SuspensionReach.PROVINCE:
            part = share
        case SuspensionReach.NONE:
            part = Fraction(0)
    left = round_half_down(quota * (1 - part))
    label = effect.label if suspends(cause) else f"{effect.label}: non sospende l’obbligo"
    return SuspendedQuota(
        left,
        Step(
            f"suspension.{cause}",
            label,
            effect.article,
            (
                ("quota di riserva", quota),
                ("parte sospesa, per cento", part * 100),
                ("prodotto", quota * (1 - part)),
            ),
            left,
            effect.evidence,
        ),
    )


def dismissal_until(procedure_ends_on: date, dismissals: int, parameters: Parameters) -> date:
    """The last day of a suspension for collective dismissal: that of the procedure or, when it ends with enough
    dismissals, of the precedence right of those dismissed (its length is to be verified)."""
    if dismissals < parameters.value("suspension.precedence_dismissals", procedure_ends_on):
        return procedure_ends_on
    months = int(parameters.value("suspension.precedence_months", procedure_ends_on))
    return add_months(procedure_ends_on + DAY, months) - DAY
