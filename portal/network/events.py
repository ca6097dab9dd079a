"""Facts about the operators' training: ids only."""

from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


class OperatorTrainingRecorded(Event, frozen=True):
    subject: ClassVar[str] = "training_id"
    training_id: UUID
    organisation_id: UUID


class TrainingRequirementDecided(Event, frozen=True):
    """A service asks for the method training before a signature, or no longer."""

    subject: ClassVar[str] = "organisation_id"
    organisation_id: UUID
    required: bool


class ServiceCostRecorded(Event, frozen=True):
    """What a service cost in a period."""

    subject: ClassVar[str] = "organisation_id"
    organisation_id: UUID


class CourseEditionRecorded(Event, frozen=True):
    subject: ClassVar[str] = "edition_id"
    edition_id: UUID
    organisation_id: UUID
