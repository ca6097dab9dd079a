"""Runs a job once: handler and «done» share one transaction, whoever delivers the row and however often."""

import asyncio
import traceback
from pathlib import Path

import structlog

from portal.foundation import audit, context, db, outbox
from portal.kernel.viewer import By

_log = structlog.get_logger(__name__)
_OUR_CODE = str(Path(__file__).parents[1])


async def perform(outbox_id: int) -> bool:
    """Runs the row's job unless it is done, given up or in other hands; True when it ran and took effect.

    A failure undoes everything the handler did and is written down for another attempt; it is not raised.
    """
    try:
        async with db.unit_of_work():
            return await _run(await outbox.take(outbox_id))
    except Exception as problem:
        given_up = await outbox.mark_failed(outbox_id, describe(problem))
        _log.warning("effect failed", outbox=outbox_id, failure=describe(problem), given_up=given_up)
        return False


async def perform_next() -> bool:
    """Runs the oldest open row, due or not; False when there is none. A failure is raised, and not written down."""
    async with db.unit_of_work():
        return await _run(await outbox.take())


async def _run(row: object) -> bool:
    if row is None:
        return False
    taken = outbox.read(row)
    # the request that caused it goes on in the audit entries and outbox rows of its consequences
    token = context.request_id.set(taken.request_id)
    try:
        async with asyncio.timeout(taken.job.limit.total_seconds()):
            await taken.job.run(taken.event)
    finally:
        context.request_id.reset(token)
    await outbox.mark_done(taken.id)
    return True


async def try_again(outbox_id: int, *, by: By) -> bool:
    async with db.unit_of_work():
        row = await outbox.reopen(outbox_id)
        if row is not None:
            await audit.note(
                "JobTriedAgain",
                by=by,
                subject_kind="outbox",
                subject_id=None,
                data={"outbox": outbox_id, "job": row["job"], "event": row["event"]},
            )
        return row is not None


def describe(problem: BaseException) -> str:
    """Class and place of a failure. Never its message: a database's quotes the row."""
    ours = [
        frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename.startswith(_OUR_CODE)
    ]
    name = type(problem).__name__
    if not ours:
        return name
    place = Path(ours[-1].filename).relative_to(Path(_OUR_CODE).parent)
    return f"{name} at {place}:{ours[-1].lineno}"
