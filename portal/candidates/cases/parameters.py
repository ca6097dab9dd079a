"""Dated figures of the case (services.md §12). A law or a decision that changes one adds a row."""

from datetime import date
from fractions import Fraction

from portal.kernel.parameters import Evidence, Parameter, Parameters

_FIRST_DAY = date(2007, 1, 1)


def _row(key: str, value: int | Fraction, source: str, evidence: Evidence) -> Parameter:
    return Parameter(key, Fraction(value), _FIRST_DAY, None, source, evidence)


_SIL = "Linee guida del servizio di inserimento lavorativo, 2007"
_OURS = "Regola del portale"

PARAMETERS = Parameters(
    (
        _row("case.max_months", 24, _SIL, Evidence.ONE_SOURCE),
        _row("case.extension_max_months", 12, _OURS, Evidence.DESIGN),
        _row("case.reopen_months", 12, _OURS, Evidence.DESIGN),
        _row("case.suspension_days", 90, _OURS, Evidence.DESIGN),
        _row("substitution.max_days", 60, _OURS, Evidence.DESIGN),
        _row("case_service.max_months", 24, _OURS, Evidence.DESIGN),
        _row("handover.answer_days", 7, _OURS, Evidence.DESIGN),
        _row("project.silence_days", 15, _OURS, Evidence.DESIGN),
        _row("final_review.notice_days", 14, _OURS, Evidence.DESIGN),
        _row("project.review_days.placement", 90, _OURS, Evidence.DESIGN),
        _row("project.review_days.socio_occupational", 180, _OURS, Evidence.DESIGN),
        _row("phase.days.referral", 10, _OURS, Evidence.DESIGN),
        _row("phase.days.first_evaluation", 20, _OURS, Evidence.DESIGN),
        _row("phase.days.interview_with_sender", 20, _OURS, Evidence.DESIGN),
        _row("phase.days.interview_with_person", 20, _OURS, Evidence.DESIGN),
        _row("phase.days.decision", 15, _OURS, Evidence.DESIGN),
        _row("phase.days.acceptance", 30, _OURS, Evidence.DESIGN),
        _row("phase.days.development", 30, _OURS, Evidence.DESIGN),
        _row("phase.days.final_evaluation", 30, _OURS, Evidence.DESIGN),
        _row("assessment.min_raters", 2, _OURS, Evidence.DESIGN),
        _row("assessment.close_days", 30, _OURS, Evidence.DESIGN),
        _row("assessment.redo_months", 12, _OURS, Evidence.DESIGN),
        _row("assessment.remind_days", 7, _OURS, Evidence.DESIGN),
        _row("grade.cut_low", Fraction(3, 2), _OURS, Evidence.DESIGN),
        _row("grade.cut_medium", Fraction(11, 4), _OURS, Evidence.DESIGN),
        _row("profile.expires_months", 12, _OURS, Evidence.DESIGN),
        _row("profile.release_waiting", 5, _OURS, Evidence.DESIGN),
        _row("profile.release_days", 7, _OURS, Evidence.DESIGN),
        _row("profile.text_people", 200, _OURS, Evidence.DESIGN),
        _row("profile.cards_a_day", 300, _OURS, Evidence.DESIGN),
    )
)


def figure(key: str, on: date) -> int:
    """The whole number in force on a day; its unit is the last word of the key."""
    return int(PARAMETERS.value(key, on))
