"""What this slice tells its users. None of it names the person."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.foundation import mail, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind


async def month_to_close(
    *, account_id: UUID, organisation_id: UUID, code: str, month: date, plan_id: UUID
) -> None:
    """``month`` is its first day."""
    await notifications.notify(
        Kind.PLAN_DUE,
        account_ids=[account_id],
        organisation_id=organisation_id,
        object_id=plan_id,
        step=f"month:{month:%Y-%m}",
        words=mail.compose("month_to_close.txt", code=code, month=month),
        href=f"/plans/{plan_id}/attendance?month={month:%Y-%m}",
    )


async def follow_up_due(
    *, account_id: UUID, organisation_id: UUID, code: str, months: int, plan_id: UUID
) -> None:
    await notifications.notify(
        Kind.PLAN_DUE,
        account_ids=[account_id],
        organisation_id=organisation_id,
        object_id=plan_id,
        step=f"follow_up:{months}",
        words=mail.compose("follow_up_due.txt", code=code, months=months),
        href=f"/plans/{plan_id}",
    )


async def difficulty_reported(*, account_id: UUID, organisation_id: UUID, code: str, plan_id: UUID) -> None:
    await notifications.notify(
        Kind.PLAN_DIFFICULTY,
        account_ids=[account_id],
        organisation_id=organisation_id,
        object_id=plan_id,
        step=str(new_id()),
        words=mail.compose("difficulty_reported.txt", code=code),
        href=f"/plans/{plan_id}",
    )


async def news(
    *, account_ids: Collection[UUID], organisation_id: UUID, plan_id: UUID, code: str, what: str, href: str
) -> None:
    """Once for each call: a job calls it once for a fact."""
    await notifications.notify(
        Kind.PLAN_NEWS,
        account_ids=account_ids,
        organisation_id=organisation_id,
        object_id=plan_id,
        step=str(new_id()),
        words=f"Percorso {code}. {what}",
        href=href,
    )
