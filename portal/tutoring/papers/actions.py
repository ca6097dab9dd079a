"""Drawing the documents and signing them. A version is never changed; a signature has the date of its act."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from portal.foundation import clock, crypto, db, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import By
from portal.tutoring.actions.locking import Locked
from portal.tutoring.papers import queries, rules
from portal.tutoring.papers.content import NOW, Would, content_of
from portal.tutoring.vocabulary import KINDS, PaperKind, SignedHow, Signer

SIGNED_ALREADY = "Questa firma c’è già: ricarica la pagina per vedere che cosa manca."


async def signers_of(row: Locked, kind: PaperKind) -> tuple[Signer, ...]:
    """Who signs that document of that plan."""
    signers = KINDS[row.kind].signed.get(kind, ())
    if not KINDS[row.kind].keeps_register and not await _company_signs(row.id):
        signers = tuple(one for one in signers if one is not Signer.COMPANY)
    if kind is PaperKind.PROGETTO and row.service_in_charge:
        return (*signers, Signer.SERVICE_IN_CHARGE)
    return signers


async def _company_signs(plan_id: UUID) -> bool:
    return bool(await db.fetchval("SELECT company_signs FROM retention_plan WHERE plan = $1", plan_id))


async def draw(
    row: Locked, *, by: By, amendment_id: UUID | None = None, would: Would = NOW
) -> tuple[Signer, ...]:
    """A new version of each document that says something else now; answers whom it touches."""
    before = await queries.latest_contents(row.id)
    numbers = {
        PaperKind(one["kind"]): one["last"]
        for one in await db.fetch(
            "SELECT kind, max(version) AS last FROM plan_paper WHERE plan = $1 GROUP BY kind", row.id
        )
    }
    touched: set[Signer] = set()
    for kind, content in (await content_of(row, would)).items():
        signers = await signers_of(row, kind)
        old = before.get(kind)
        if old is not None and old.content == content:
            continue
        concerned = rules.affected(old.content if old else None, content, signers)
        touched |= set(concerned)
        id = new_id()
        await db.execute(
            "INSERT INTO plan_paper (id, plan, kind, version, signers, affected, content_sealed, amendment, drawn_at,"
            " drawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            row.id,
            kind.value,
            numbers.get(kind, 0) + 1,
            [signer.value for signer in signers],
            [signer.value for signer in concerned],
            sealed_content(content, id),
            amendment_id,
            clock.now(),
            by.account_id,
        )
    return tuple(signer for signer in Signer if signer in touched)


def sealed_content(content: dict[str, object], id: UUID) -> bytes:
    written = msgspec.json.encode(content).decode()
    return crypto.seal(written, table="plan_paper", column="content_sealed", row=id)


@dataclass(frozen=True, slots=True)
class ScannedCopy:
    """A signed sheet, as it was scanned or photographed."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        return "." + self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""


async def keep_copy(copy: ScannedCopy, id: UUID) -> str:
    """Sealed before it reaches the disk. Raises Refused for what is neither PDF nor picture."""
    if len(copy.content) > rules.COPY_BYTES:
        raise Refused("Il file supera 5 MB. Scegline uno più piccolo.", field="copy")
    if rules.media_type(copy.content) is None:
        raise Refused("Il file non è un PDF né un’immagine: controlla e riprova.", field="copy")
    return await files.save(crypto.seal(copy.content, table="plan_signature", column="copy", row=id))


async def sign(
    row: Locked, signer: Signer, how: SignedHow, *, by: By, copy: tuple[UUID, str, str] | None = None
) -> list[PaperKind]:
    """Signs the latest version of all that waits for that party; answers which documents.

    ``copy``: id, key and name of the scanned sheet, where it was signed on paper. Raises Refused when nothing
    waits.
    """
    waiting = rules.to_sign(await queries.versions(row.id), signer)
    if not waiting:
        raise Refused(SIGNED_ALREADY)
    for paper in waiting:
        tag = await db.execute(
            "INSERT INTO plan_signature (id, plan, paper, signer, how, signed_at, recorded_by, copy_file_key,"
            " copy_name, copy_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            " ON CONFLICT (paper, signer) DO NOTHING",
            new_id(),
            row.id,
            paper.id,
            signer.value,
            how.value,
            clock.now(),
            by.account_id,
            copy[1] if copy else None,
            copy[2] if copy else None,
            copy[0] if copy else None,
        )
        if not db.affected(tag):
            raise Refused(SIGNED_ALREADY)
    return [paper.kind for paper in waiting]


async def missing_signatures(plan_id: UUID) -> tuple[Signer, ...]:
    return rules.missing(await queries.versions(plan_id))
