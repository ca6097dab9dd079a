"""A party's single-use link to the documents she signs, mailed where she has an address, else sent by hand."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, Viewer
from portal.tutoring.actions import signing
from portal.tutoring.actions.locking import any_of, for_counsellor
from portal.tutoring.events import PlanPaperSent
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.rules import to_sign
from portal.tutoring.vocabulary import SignedHow, Signer

LINK_DAYS = 14
GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


async def send_link(plan_id: UUID, signer: Signer, *, by: Viewer) -> str:
    """The address of her page; an older link of hers opens nothing any more. Raises Refused when nothing waits."""
    if signer not in (Signer.PERSON, Signer.SERVICE_IN_CHARGE):
        raise Refused("Chi ha un accesso al portale firma dalla sua pagina.", field="signer")
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if not to_sign(await papers.versions(row.id), signer):
            raise Refused("Non c’è niente da firmare: ricarica la pagina.")
        now, token, id = clock.now(), new_token(), new_id()
        await db.execute(
            "UPDATE signature_link SET expires_at = $3, token_sealed = NULL"
            " WHERE plan = $1 AND signer = $2 AND used_at IS NULL AND expires_at > $3",
            row.id,
            signer.value,
            now,
        )
        await db.execute(
            "INSERT INTO signature_link (id, plan, signer, token_hash, token_sealed, created_at, expires_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            row.id,
            signer.value,
            crypto.token_hash(token),
            crypto.seal(token, table="signature_link", column="token_sealed", row=id),
            now,
            now + timedelta(days=LINK_DAYS),
        )
        url = absolute(f"/sign/{token}")
        address = await candidates.mail_address(row.person_id) if signer is Signer.PERSON else None
        if address:
            await mail.send(
                to=address,
                subject="Documenti da leggere e firmare",
                text=mail.compose("documents_to_sign.txt", url=url, days=LINK_DAYS),
                kind="documents_to_sign",
                link_secret=token,
            )
        await facts.record(PlanPaperSent(**row.about(), signer=signer.value), by=by)
        return url


@dataclass(frozen=True, slots=True)
class Opened:
    plan_id: UUID
    signer: Signer


async def opened_by(token: str) -> Opened:
    """Raises NotThere for a link that never was, was used or has expired."""
    row = await db.fetchrow(
        "SELECT plan, signer FROM signature_link WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        crypto.token_hash(token),
        clock.now(),
    )
    if row is None:
        raise NotThere
    return Opened(row["plan"], Signer(row["signer"]))


async def sign_by_link(token: str) -> None:
    """Of two presses at once one is refused; a link that signs is used up."""
    async with db.unit_of_work():
        try:
            link = await opened_by(token)
        except NotThere:
            raise Refused(GONE) from None
        row = await any_of(link.plan_id)
        used = await db.execute(
            "UPDATE signature_link SET used_at = $2, token_sealed = NULL"
            " WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
            crypto.token_hash(token),
            clock.now(),
        )
        if not db.affected(used):
            raise Refused(GONE)
        await signing.sign(row, link.signer, SignedHow.LINK, PERSON)


@dataclass(frozen=True, slots=True)
class Sent:
    signer: Signer
    url: str


async def waiting_links(plan_id: UUID) -> list[Sent]:
    """Links that may still have to be sent by hand, for whoever leads the plan."""
    rows = await db.fetch(
        "SELECT id, signer, token_sealed FROM signature_link WHERE plan = $1 AND token_sealed IS NOT NULL"
        " AND used_at IS NULL AND expires_at > $2 ORDER BY created_at",
        plan_id,
        clock.now(),
    )
    return [
        Sent(
            Signer(row["signer"]),
            absolute(
                "/sign/"
                + crypto.open_(
                    row["token_sealed"], table="signature_link", column="token_sealed", row=row["id"]
                )
            ),
        )
        for row in rows
    ]
