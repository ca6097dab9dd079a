"""`match`: how a vacancy and some people fit, from a JSON document, without the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.cli.documents import document_command
from portal.cli.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.cli.match_document import MatchDocument


def _load(_figures: Figures) -> tuple[type[MatchDocument], Callable[[MatchDocument], Any]]:
    from portal.cli.match_answer import answer
    from portal.cli.match_document import MatchDocument
    from portal.foundation import clock

    today = clock.today()
    return MatchDocument, lambda document: answer(document, today)


match = document_command(
    "match",
    _load,
    title="Abbinamento fra un annuncio e una o più persone",
    help="Confronta un annuncio con una o più persone: punteggio, codici, termini e spiegazione.\n\n"
    "Legge FILE, oppure lo standard input: un confronto, un elenco, oppure un confronto per riga. "
    "Usa i pesi distribuiti con il portale e non tocca il database.",
    dated=False,
)
