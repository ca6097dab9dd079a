"""Facts about plans."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class PlanEvent(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "plan_id"
    plan_id: UUID
    person_id: UUID
    company_id: UUID


class PlanDrafted(PlanEvent, frozen=True, kw_only=True):
    proposal_id: UUID


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


class PlanMessageWritten(PlanEvent, frozen=True, kw_only=True):
    from_tutor: bool


class FollowUpRecorded(PlanEvent, frozen=True, kw_only=True):
    months: int


class TutorModuleCompleted(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "account_id"
    account_id: UUID
    module: str
