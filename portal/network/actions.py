"""Writes on the operators' training: by the coordinator of the service."""

from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network import rules
from portal.network.events import OperatorTrainingRecorded, TrainingRequirementDecided
from portal.network.vocabulary import Topic


def _service(by: Viewer) -> UUID:
    if by.organisation_id is None or not by.is_any(Role.COORDINATOR):
        raise NotAllowed
    return by.organisation_id


async def record_training(
    *,
    id: UUID,
    member: UUID,
    topic: Topic,
    hours: int,
    completed_on: date,
    valid_until: date | None = None,
    by: Viewer,
) -> UUID:
    async with db.unit_of_work():
        service_id = _service(by)
        if await db.fetchval("SELECT count(*) FROM operator_training WHERE id = $1", id):
            return id
        if member not in {one.account_id for one in await accounts.members(service_id)}:
            raise Refused("Scegli una persona del servizio.", field="member")
        if hours < 1:
            raise Refused("Scrivi quante ore è durata la formazione.", field="hours")
        until = valid_until or rules.valid_until(completed_on)
        problem = rules.training_problem(completed_on, until, clock.today())
        if problem is not None:
            raise Refused(problem, field="completed_on")
        await db.execute(
            "INSERT INTO operator_training (id, member, organisation, topic, hours, completed_on, valid_until,"
            " recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            member,
            service_id,
            topic.value,
            hours,
            completed_on,
            until,
            by.account_id,
            clock.now(),
        )
        await facts.record(OperatorTrainingRecorded(training_id=id, organisation_id=service_id), by=by)
    return id


async def require_method(*, required: bool, reason: str, by: Viewer) -> None:
    """Whether a signature asks for the training in the method: a decision with its reason, kept."""
    async with db.unit_of_work():
        service_id = _service(by)
        if not reason.strip():
            raise Refused("Scrivi il motivo della decisione.", field="reason")
        await db.execute(
            "INSERT INTO training_requirement (id, organisation, required, reason, decided_by, decided_at)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            new_id(),
            service_id,
            required,
            reason,
            by.account_id,
            clock.now(),
        )
        await facts.record(TrainingRequirementDecided(organisation_id=service_id, required=required), by=by)
