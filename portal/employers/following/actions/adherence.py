"""Letters of adherence: prepared and sent by the service, signed for the company, ended, expired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from portal.employers.companies.actions.locking import editable_company
from portal.employers.events import LetterOfAdherenceDrafted
from portal.employers.following.queries import letters
from portal.employers.following.queries.followers import keeper, reader
from portal.employers.following.queries.letters import Letter
from portal.employers.following.rules import letter_file_problem, validity_problem
from portal.employers.following.transitions import LETTER, SYSTEM, Facts
from portal.employers.following.vocabulary import LETTER_TEXT_VERSION, Commitment, LetterState
from portal.foundation import clock, db, facts, files
from portal.kernel import viewer as actors
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for the company, when, and the signed PDF."""

    name: str
    office: str
    signed_on: date
    file_name: str
    content: bytes
    valid_until: date | None = None


async def draft_letter(company_id: UUID, commitments: Iterable[Commitment], *, id: UUID, by: Viewer) -> UUID:
    """By whoever follows the company. One open letter a service; asked twice with one id, it is made once."""
    service_id = await keeper(company_id, by)
    chosen = [one.value for one in commitments]
    if not chosen:
        raise Refused("Scegli almeno un impegno dell’azienda.", field="commitments")
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval(
            "SELECT true FROM letter_of_adherence WHERE id = $1 AND service = $2", id, service_id
        ):
            return id
        try:
            async with db.unit_of_work():
                await db.execute(
                    "INSERT INTO letter_of_adherence (id, company, service, text_version, commitments, state,"
                    " state_since, drafted_by, drafted_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7, 1)",
                    id,
                    company_id,
                    service_id,
                    LETTER_TEXT_VERSION,
                    chosen,
                    LetterState.DRAFT.value,
                    clock.now(),
                    by.account_id,
                )
        except asyncpg.UniqueViolationError:
            raise Refused(
                "C’è già una lettera aperta con questa azienda: concludila prima di prepararne un’altra."
            ) from None
        await facts.record(LetterOfAdherenceDrafted(letter_id=id, company_id=company_id), by=by)
    return id


async def send(letter_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        found = await _for_update(letter_id, by)
        await _move(found, "send", by.roles, Facts(), by=by, sent_at=clock.now())


async def take_back(letter_id: UUID, *, by: Viewer) -> None:
    """Back to a draft, while nobody has signed."""
    async with db.unit_of_work():
        found = await _for_update(letter_id, by)
        await _move(found, "redraft", by.roles, Facts(), by=by)


async def sign(letter_id: UUID, signature: Signature, *, by: Viewer) -> None:
    """By the company's administrator, or by the service that received it on paper. Raises NotThere, Refused."""
    today = clock.today()
    if signature.signed_on > today:
        raise Refused("La data non può essere nel futuro.", field="signed_on")
    problem = validity_problem(signature.signed_on, signature.valid_until)
    if problem is not None:
        raise Refused(problem, field="valid_until")
    problem = letter_file_problem(signature.file_name, signature.content)
    if problem is not None:
        raise Refused(problem, field="file")
    key = await files.save(signature.content, ".pdf")
    try:
        async with db.unit_of_work():
            found = await _for_update(letter_id, by)
            await _move(
                found,
                "sign",
                by.roles,
                Facts(signatory=bool(signature.name and signature.office)),
                by=by,
                signatory_name=signature.name,
                signatory_office=signature.office,
                signed_on=signature.signed_on,
                valid_until=signature.valid_until,
                file_key=key,
                file_name=signature.file_name[:200],
            )
    except BaseException:
        await files.delete(key)
        raise


async def end(letter_id: UUID, *, reason: str | None, by: Viewer) -> None:
    """Either side ends a signed letter, and says why."""
    async with db.unit_of_work():
        found = await _for_update(letter_id, by)
        await _move(
            found, "end", by.roles, Facts(reason=reason), by=by, ended_on=clock.today(), end_reason=reason
        )


async def warn(letter_id: UUID) -> None:
    """Sixty days are left: told once."""
    async with db.unit_of_work():
        found = await _locked(letter_id)
        if found.state is LetterState.SIGNED:
            await _move(found, "warn", {SYSTEM}, Facts(), by=actors.SYSTEM, warned_at=clock.now())


async def expire(letter_id: UUID) -> None:
    async with db.unit_of_work():
        found = await _locked(letter_id)
        if (
            found.state is LetterState.SIGNED
            and found.valid_until is not None
            and found.valid_until < clock.today()
        ):
            await _move(found, "expire", {SYSTEM}, Facts(), by=actors.SYSTEM)


async def readable(letter_id: UUID, by: Viewer) -> Letter:
    """The company's own once it was sent, or the service's that follows it. Raises NotThere."""
    found = await letters.letter(letter_id)
    if found is None:
        raise NotThere
    if by.for_company:
        if found.company_id != by.organisation_id or found.state is LetterState.DRAFT:
            raise NotThere
    elif await reader(found.company_id, by) != found.service_id:
        raise NotThere
    return found


async def _for_update(letter_id: UUID, by: Viewer) -> Letter:
    """Among those the viewer may move: the company's own, or those of a company she follows."""
    found = await _locked(letter_id)
    if by.for_company:
        if found.company_id != by.organisation_id or found.state is LetterState.DRAFT:
            raise NotThere
    elif await keeper(found.company_id, by) != found.service_id:
        raise NotThere
    return found


async def _locked(letter_id: UUID) -> Letter:
    if not await db.fetchval("SELECT true FROM letter_of_adherence WHERE id = $1 FOR UPDATE", letter_id):
        raise NotThere
    found = await letters.letter(letter_id)
    if found is None:
        raise NotThere
    return found


async def _move(
    found: Letter, name: str, who: Iterable[str], known: Facts, *, by: By, **columns: Any
) -> None:
    """Asks the table, saves the state with the columns that go with it, records."""
    row = LETTER.move(name, found.state, who, known)
    said = "".join(f", {column} = ${place}" for place, column in enumerate(columns, 4))
    await db.execute(
        "UPDATE letter_of_adherence SET state = $2,"
        " state_since = CASE WHEN state = $2 THEN state_since ELSE $3 END, version = version + 1"
        f"{said} WHERE id = $1",
        found.id,
        row.lands(found.state).value,
        clock.now(),
        *columns.values(),
    )
    if row.then is not None:
        await facts.record(row.then(letter_id=found.id, company_id=found.company_id), by=by)
