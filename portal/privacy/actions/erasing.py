"""Erasure (art. 17 of Regolamento UE 2016/679; anonymisation.md §7): one transaction for everything in the database.

What lies outside of it (files, a search server, the queue) is cleaned afterwards, step by step (``finishing``).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.foundation import audit, clock, crypto, db, facts, mail
from portal.foundation.ids import new_id, opaque_id
from portal.foundation.mail.post import recipient_index
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By
from portal.matching import public as matching
from portal.privacy.events import PersonErased
from portal.privacy.parameters import figure
from portal.privacy.queries.graph import ROOT, Reference, Rows, from_the_leaves, references, rows_of
from portal.privacy.queries.kept import PLAN_PAPERS, Kept, kept_of, said
from portal.privacy.vocabulary import ErasureWhy
from portal.tutoring import public as tutoring

RECEIPT = "erasure_done"
_STAYS_IN_AUDIT = (ROOT, "proposal", "plan")
"""Tables whose rows the audit log names by reference."""


async def erase(person_id: UUID, *, why: ErasureWhy, request_id: UUID | None = None, by: By) -> UUID:
    """Answers the erasure's id. Raises NotThere for a file that is gone, Refused while a plan of hers is not over."""
    async with db.unit_of_work():
        await db.lock(f"erase:{person_id}")
        plans = await tutoring.plans_of_person(person_id)
        running = next((plan for plan in plans if not plan.is_over), None)
        if running is not None:
            raise Refused(
                f"La scheda non si può cancellare ora: il percorso {running.code} non è chiuso."
                " Prima va concluso o interrotto."
            )
        cards = await db.fetch(
            "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
        )
        was_shown = bool(cards) or bool(
            await db.fetchval(
                "SELECT count(*) FROM card_history h JOIN profile p ON p.id = h.profile WHERE p.person = $1",
                person_id,
            )
        )
        # cards first, under their scope's lock, as everywhere; then her proposals; then her rows
        await candidates.take_card_away(person_id, by=by)
        await matching.end_all_of(person_id)
        person = await _locked(person_id)
        known = await references()
        rows = await rows_of(person_id, of=known)
        kept = kept_of(plans)
        keys = await _file_keys(rows, [one.plan_id for one in kept])
        id = new_id()
        ids = [one for table in rows for one in rows[table] if isinstance(one, UUID)]
        counts = await _delete(rows, known, kept, person_id)
        await _forget_elsewhere(ids, [row["id"] for row in cards], person_id)
        await accounts.forget_drafts_naming(person["first_name"], person["last_name"])
        await candidates.forget_searches_naming(person["first_name"], person["last_name"])
        await audit.forget([one for table in _STAYS_IN_AUDIT for one in rows.get(table, [])])
        await _close_requests(person_id)
        await _record(
            _Done(id, person_id, why, request_id, was_shown),
            person,
            counts,
            kept,
            cards=[row["id"] for row in cards],
            file_keys=keys,
            ids=ids,
        )
        await facts.record(PersonErased(erasure_id=id, why=why.value), by=by)
    return id


@dataclass(frozen=True, slots=True)
class _Done:
    id: UUID
    person_id: UUID
    why: ErasureWhy
    request_id: UUID | None
    was_shown: bool


async def _locked(person_id: UUID) -> Any:
    row = await db.fetchrow(
        "SELECT id, service, first_name, last_name, email, tax_code_sealed FROM person"
        " WHERE id = $1 AND erased_at IS NULL FOR UPDATE",
        person_id,
    )
    if row is None:
        raise NotThere
    return row


async def _file_keys(rows: Rows, kept_plans: list[UUID]) -> list[str]:
    """Files that her rows point to, by the column that every such table has; those of papers that stay, stay."""
    found: list[str] = []
    holding = await db.fetch(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name LIKE '%file_key' AND table_name = ANY($1)",
        list(rows),
    )
    for one in holding:
        table = one["table_name"]
        stays, more = (" AND plan <> ALL($2)", [kept_plans]) if table in PLAN_PAPERS - {"plan"} else ("", [])
        read = await db.fetch(
            f'SELECT "{one["column_name"]}" AS key FROM "{table}" WHERE id = ANY($1){stays}',
            rows[table],
            *more,
        )
        found += [row["key"] for row in read if row["key"]]
    return found


async def _delete(rows: Rows, known: list[Reference], kept: list[Kept], person_id: UUID) -> dict[str, int]:
    """Deletes her rows, children first; plans that must be kept move to somebody without a name."""
    stays = await _set_aside(kept, rows, person_id) if kept else {}
    keys = {one.child: one.key for one in known} | {ROOT: "id"}
    counts: dict[str, int] = {}
    for table in from_the_leaves(set(rows), known):
        spared = stays.get(table, set())
        doomed = [key for key in rows[table] if key not in spared]
        if doomed:
            tag = await db.execute(f'DELETE FROM "{table}" WHERE "{keys[table]}" = ANY($1)', doomed)
            counts[table] = db.affected(tag)
    return counts


_NOBODY = """
INSERT INTO person (id, service, first_name, last_name, sort_name, comune_code, registered_by, registered_at, version,
    erased_at, sintetico)
SELECT $2, service, 'Persona', 'cancellata', '', comune_code, registered_by, $3, 1, $3, sintetico
FROM person WHERE id = $1
"""


async def _set_aside(kept: list[Kept], rows: Rows, person_id: UUID) -> dict[str, set[Any]]:
    """The papers of kept plans get an owner without a name and lose every word that is not theirs by law."""
    nobody, plan_ids = opaque_id(), [one.plan_id for one in kept]
    await db.execute(_NOBODY, person_id, nobody, clock.now())
    await db.execute(
        "UPDATE plan SET person = $2, proposal = NULL, groups = '{}' WHERE id = ANY($1)", plan_ids, nobody
    )
    await db.execute("UPDATE plan_step SET note_sealed = NULL WHERE plan = ANY($1)", plan_ids)
    await db.execute("UPDATE plan_outcome SET words_sealed = NULL WHERE plan = ANY($1)", plan_ids)
    stays: dict[str, set[Any]] = {"plan": set(plan_ids)}
    for table in PLAN_PAPERS - {"plan"}:
        found = await db.fetch(f'SELECT id FROM "{table}" WHERE plan = ANY($1)', plan_ids)
        stays[table] = {row["id"] for row in found}
    return stays


async def _forget_elsewhere(ids: list[UUID], card_ids: list[UUID], person_id: UUID) -> None:
    """Rows that name her without a key: notifications, finished work of the queue, cards that companies were shown."""
    await db.execute(
        "DELETE FROM notification WHERE object_id = ANY($1) OR position($2 in href) > 0", ids, str(person_id)
    )
    await db.execute("DELETE FROM card_view WHERE card = ANY($1)", card_ids)
    await forget_finished_work([str(one) for one in [*ids, *card_ids]])


async def forget_finished_work(ids: list[str]) -> int:
    """Outbox rows that are over and name one of these ids; answers how many open ones still do."""
    names_her = "EXISTS (SELECT 1 FROM jsonb_each_text(payload) v WHERE v.value = ANY($1))"
    await db.execute(
        f"DELETE FROM outbox WHERE (done_at IS NOT NULL OR failed_at IS NOT NULL) AND {names_her}", ids
    )
    return int(await db.fetchval(f"SELECT count(*) FROM outbox WHERE {names_her}", ids))


async def _close_requests(person_id: UUID) -> None:
    """The register keeps that she asked and when it was answered, without her and without her words."""
    await db.execute(
        "UPDATE data_request SET person = NULL, words_sealed = NULL, answer_sealed = NULL, copy_until = NULL,"
        " answered_on = coalesce(answered_on, $2),"
        " state = CASE WHEN state IN ('received', 'extended') THEN 'withdrawn' ELSE state END WHERE person = $1",
        person_id,
        clock.today(),
    )


async def _record(
    done: _Done,
    person: Any,
    counts: dict[str, int],
    kept: list[Kept],
    *,
    cards: list[UUID],
    file_keys: list[str],
    ids: list[UUID],
) -> None:
    now = clock.now()
    address = person["email"]
    await db.execute(
        "INSERT INTO erasure (id, person_was, service, why, request, erased_at, counts, kept, card_ids, file_keys,"
        " other_ids, addresses, index_clean_at, files_gone_at, forget_on)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, $10, $11, $12, $13, $14, $15)",
        done.id,
        done.person_id,
        person["service"],
        done.why.value,
        done.request_id,
        now,
        msgspec.json.encode(counts).decode(),
        msgspec.json.encode(said(kept)).decode(),
        [str(one) for one in cards],
        file_keys,
        [str(one) for one in [*ids, *cards]],
        [recipient_index(address).hex()] if address else [],
        None if done.was_shown else now,
        None if file_keys else now,
        clock.today() + timedelta(days=figure("retention.erasure_list_days", clock.today())),
    )
    await _keep_names(done.id, person, kept)
    if address:
        await db.execute("DELETE FROM mail_message WHERE recipient_index = $1", recipient_index(address))
        text = mail.compose("erasure_done.txt", on=clock.today(), kept=said(kept))
        await mail.send(to=address, subject="La tua scheda è stata cancellata", text=text, kind=RECEIPT)


async def _keep_names(erasure_id: UUID, person: Any, kept: list[Kept]) -> None:
    sealed_code = person["tax_code_sealed"]
    tax_code = (
        crypto.open_(sealed_code, table="person", column="tax_code_sealed", row=person["id"])
        if sealed_code
        else None
    )
    whose = msgspec.json.encode(
        {"name": f"{person['first_name']} {person['last_name']}", "tax_code": tax_code}
    )
    for one in kept:
        id = new_id()
        await db.execute(
            "INSERT INTO kept_record (id, erasure, plan, plan_code, company, service, name_sealed, keep_until)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            erasure_id,
            one.plan_id,
            one.code,
            one.company_id,
            one.service_id,
            crypto.seal(whose, table="kept_record", column="name_sealed", row=id),
            one.until,
        )
