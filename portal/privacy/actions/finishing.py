"""What an erasure still has to clean outside the database: the list that survives a restore, files, index, queue.

Each step is marked when it is done, so that whatever stops it goes on where it stopped. Outside of any unit of work.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from portal.candidates import public as candidates
from portal.foundation import clock, db, facts, files, search
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, By
from portal.privacy.actions.erasing import RECEIPT, erase, forget_finished_work
from portal.privacy.events import ErasureFinished
from portal.privacy.vocabulary import ErasureWhy

_log = structlog.get_logger(__name__)

LIST = "erasures"
SETTLED_AFTER = timedelta(minutes=2)
"""Until then the index may still be carrying the change; records of tasks that somebody waits for stay."""


class Listed(msgspec.Struct, frozen=True):
    """A line of the list beside the files: who must be erased again if a backup brings her back."""

    person: UUID
    erased_at: datetime


async def finish_all() -> int:
    """Goes on with every erasure that is not finished; answers how many are now."""
    rows = await db.fetch("SELECT id FROM erasure WHERE finished_at IS NULL ORDER BY erased_at, id")
    return sum([await finish(row["id"]) for row in rows])


async def finish(erasure_id: UUID) -> bool:
    """True when nothing is left to clean."""
    row = await db.fetchrow("SELECT * FROM erasure WHERE id = $1", erasure_id)
    if row is None or row["finished_at"] is not None:
        return row is not None
    if row["listed_at"] is None:
        line = msgspec.json.encode(Listed(row["person_was"], row["erased_at"])).decode()
        await files.append_line(LIST, line)
        await _mark(erasure_id, "listed_at")
    if row["files_gone_at"] is None:
        for key in row["file_keys"]:
            await files.delete(key)
        await _mark(erasure_id, "files_gone_at")
    if row["index_clean_at"] is None and await _clean_index(row):
        await _mark(erasure_id, "index_clean_at")
    if row["traces_gone_at"] is None and await _clean_traces(row):
        await _mark(erasure_id, "traces_gone_at")
    return await _close(erasure_id)


async def _mark(erasure_id: UUID, step: str) -> None:
    await db.execute(
        f"UPDATE erasure SET {step} = $2 WHERE id = $1 AND {step} IS NULL", erasure_id, clock.now()
    )


async def _close(erasure_id: UUID) -> bool:
    async with db.unit_of_work():
        tag = await db.execute(
            "UPDATE erasure SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL AND listed_at IS NOT NULL"
            " AND files_gone_at IS NOT NULL AND index_clean_at IS NOT NULL AND traces_gone_at IS NOT NULL",
            erasure_id,
            clock.now(),
        )
        if not db.affected(tag):
            return False
        await facts.record(ErasureFinished(erasure_id=erasure_id), by=SYSTEM)
    return True


async def _clean_index(row: Any) -> bool:
    """The card's id is in no engine, the server's file was written anew, its records of tasks are gone."""
    if clock.now() < row["erased_at"] + SETTLED_AFTER:
        return False
    engine, index = search.engine(), candidates.cards_index()
    wanted = {UUID(one) for one in row["card_ids"]}
    try:
        for part in engine.parts().values():
            if wanted & await part.ids(index):
                return False
        await search.forget_deleted(engine, index, before=row["erased_at"] + SETTLED_AFTER)
    except search.SearchUnavailable as problem:
        _log.warning("index not yet clean", erasure=str(row["id"]), reason=str(problem))
        return False
    await _vacuum(list(msgspec.json.decode(row["counts"])))
    return True


_OF_THE_INDEX = ("search_document", "search_source")


async def _vacuum(tables: list[str]) -> None:
    """Dead rows give up their place now and not some day, in the indexes too, which are otherwise passed over where
    the dead are few. On a connection of its own: VACUUM stands in no transaction. Tables keep their length: to
    cut it, VACUUM waits five seconds a table for whoever is reading."""
    known = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY($1)", [*tables, *_OF_THE_INDEX]
    )
    connection = await db.ENGINE.get_new_connection()
    try:
        for row in known:
            async with asyncio.timeout(600):
                await connection.execute(f'VACUUM (INDEX_CLEANUP ON, TRUNCATE OFF) "{row["relname"]}"')
    finally:
        await connection.close()


async def _clean_traces(row: Any) -> bool:
    """No open work names her; her last mail, which says that she was erased, is gone once it is delivered."""
    async with db.unit_of_work():
        open_work = await forget_finished_work(list(row["other_ids"]))
        addresses = [bytes.fromhex(one) for one in row["addresses"]]
        await db.execute(
            "DELETE FROM mail_message WHERE recipient_index = ANY($1) AND kind = $2 AND sent_at IS NOT NULL",
            addresses,
            RECEIPT,
        )
        waiting = await db.fetchval(
            "SELECT count(*) FROM mail_message WHERE recipient_index = ANY($1) AND kind = $2 AND kept_at IS NULL",
            addresses,
            RECEIPT,
        )
    return not open_work and not waiting


async def forget_old_lists() -> int:
    """After thirty-five days no backup can bring her back: the ids that would find her again go too."""
    today = clock.today()
    tag = await db.execute(
        "UPDATE erasure SET person_was = NULL, card_ids = '{}', file_keys = '{}', other_ids = '{}', addresses = '{}'"
        " WHERE forget_on <= $1 AND person_was IS NOT NULL AND finished_at IS NOT NULL",
        today,
    )
    gone = db.affected(tag)
    if gone:
        kept = await db.fetch("SELECT person_was FROM erasure WHERE person_was IS NOT NULL")
        still = {row["person_was"] for row in kept}
        lines = await files.read_lines(LIST)
        await files.write_lines(LIST, [one for one in lines if _listed(one).person in still])
    return gone


def _listed(line: str) -> Listed:
    return msgspec.json.decode(line, type=Listed)


async def replay(*, by: By) -> tuple[int, list[str]]:
    """After a restore: erases again whoever the backup brought back. Answers how many, and why some are still there."""
    done, problems = 0, []
    for line in dict.fromkeys(await files.read_lines(LIST)):
        person_id = _listed(line).person
        try:
            await erase(person_id, why=ErasureWhy.RESTORED, by=by)
        except NotThere:
            continue
        except Refused as refusal:
            problems.append(refusal.sentence)
        else:
            done += 1
    return done, problems
