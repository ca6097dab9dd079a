"""Facts about plans."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class PlanEvent(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "plan_id"
    plan_id: UUID
    person_id: UUID
    company_id: UUID | None
    """None: a retention plan of which no company of the portal knows."""


class PlanDrafted(PlanEvent, frozen=True, kw_only=True):
    proposal_id: UUID | None


class PlanPrepared(PlanEvent, frozen=True, kw_only=True):
    """Dates, hours, goals and tutor were written or changed."""


class PlanCompleted(PlanEvent, frozen=True, kw_only=True):
    """Dates, hours, goals and tutor are there: the parties may sign."""


class PlanRedrafted(PlanEvent, frozen=True, kw_only=True):
    """Back to preparation: the signatures given so far no longer count."""


class PlanSigned(PlanEvent, frozen=True, kw_only=True):
    signer: str


class PlanDocumentRecorded(PlanEvent, frozen=True, kw_only=True):
    document: str


class HostDeclared(PlanEvent, frozen=True, kw_only=True):
    """The company said which of the cases that forbid a tirocinio hold."""

    barred: bool


class PlanPaperSent(PlanEvent, frozen=True, kw_only=True):
    """A party has a link to sign with."""

    signer: str


class PlanAmendmentProposed(PlanEvent, frozen=True, kw_only=True):
    number: int


class PlanAmended(PlanEvent, frozen=True, kw_only=True):
    """The parties concerned have signed: the change is in force."""

    number: int


class PlanAmendmentWithdrawn(PlanEvent, frozen=True, kw_only=True):
    number: int


class PlanContentsChanged(PlanEvent, frozen=True, kw_only=True):
    """Activities, measures, courses, visits or steps."""

    part: str


class RuleChanged(Event, frozen=True, kw_only=True):
    """A figure of the rule packs was entered, ended or withdrawn. ``act`` is its number."""

    subject: ClassVar[str] = "figure_id"
    figure_id: UUID
    act: int
    kind: str


class PlanReady(PlanEvent, frozen=True, kw_only=True): ...


class PlanStarted(PlanEvent, frozen=True, kw_only=True): ...


class PlanSuspended(PlanEvent, frozen=True, kw_only=True): ...


class PlanResumed(PlanEvent, frozen=True, kw_only=True): ...


class PlanEnded(PlanEvent, frozen=True, kw_only=True):
    outcome: str


class PlanInterrupted(PlanEvent, frozen=True, kw_only=True):
    interrupted_by: str


class AttendanceLogged(PlanEvent, frozen=True, kw_only=True): ...


class GoalRated(PlanEvent, frozen=True, kw_only=True): ...


class DiaryWritten(PlanEvent, frozen=True, kw_only=True): ...


class DifficultyReported(PlanEvent, frozen=True, kw_only=True):
    """The tutor asks for help: the counsellor hears at once."""


class DifficultyHandled(PlanEvent, frozen=True, kw_only=True):
    """Whoever follows the person took it up."""


class MonthClosed(PlanEvent, frozen=True, kw_only=True):
    """The tutor closed a month of the register («2026-10»): the person is asked whether it is right."""

    month: str


class MonthConfirmed(PlanEvent, frozen=True, kw_only=True):
    """Tutor and person agree on a month of the register, corrections included."""

    month: str


class MonthObjected(PlanEvent, frozen=True, kw_only=True):
    """The person says that a month of the register is not right."""

    month: str


class AttendanceCorrectionProposed(PlanEvent, frozen=True, kw_only=True):
    """The tutor would correct a day of a closed month; it holds once the person has confirmed it."""

    month: str
    number: int


class PlanMessageWritten(PlanEvent, frozen=True, kw_only=True):
    from_tutor: bool


class PlanSignalAnswered(PlanEvent, frozen=True, kw_only=True):
    """Whoever follows the person said what she does about a warning."""

    signal: str


class IndemnityPayerChosen(PlanEvent, frozen=True, kw_only=True):
    payer: str


class IndemnityPaid(PlanEvent, frozen=True, kw_only=True):
    """Who pays recorded the payment of a month («2026-10»)."""

    month: str


class PlanJudged(PlanEvent, frozen=True, kw_only=True):
    """The final judgement was filled, or filled again: tutor and person are asked."""

    no_show: bool


class JudgementConfirmed(PlanEvent, frozen=True, kw_only=True):
    confirmed_by: str


class FollowUpRecorded(PlanEvent, frozen=True, kw_only=True):
    months: int


class TutorModuleCompleted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"
    account_id: UUID
    module: str
