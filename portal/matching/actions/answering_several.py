"""Several proposals answered together: each in a transaction of its own, each with its own result."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions import answering
from portal.matching.vocabulary import RefusalReason

ANSWER_LABELS = {"accept": "Accetto la proposta", "refuse": "Non è adatta alle mansioni"}
"""Answers that need no more than themselves and a reason: an interview has its own page."""
SENT = {
    "accept": "Accettata. Il percorso si prepara da solo.",
    "refuse": "Risposta inviata. L’operatore terrà conto del motivo.",
}
GONE = "Questa proposta non è più fra le tue: ricarica l’elenco."


@dataclass(frozen=True, slots=True)
class Line:
    """``answer``: accept or refuse; a refusal has its reason."""

    proposal_id: UUID
    answer: str
    reason: RefusalReason | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Result:
    proposal_id: UUID
    done: bool
    sentence: str


async def answer_several(lines: Sequence[Line], *, by: Viewer) -> list[Result]:
    """One after the other; what one line is refused changes nothing of the others."""
    return [await _answered(line, by) for line in lines]


async def _answered(line: Line, by: Viewer) -> Result:
    try:
        if line.answer == "accept":
            await answering.accept(line.proposal_id, note=line.note, by=by)
        elif line.reason is None:
            raise Refused("Scegli il motivo, legato alle mansioni.", field="reason")
        else:
            await answering.refuse(line.proposal_id, reason=line.reason, note=line.note, by=by)
    except Refused as refusal:
        return Result(line.proposal_id, False, refusal.sentence)
    except NotThere:
        return Result(line.proposal_id, False, GONE)
    return Result(line.proposal_id, True, SENT[line.answer])
