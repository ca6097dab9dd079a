"""`quota`: what Law 68/99 asks of a company, or of many, from a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.cli.documents import document_command
from portal.cli.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.employers.obligations.documents.quota import QuotaDocument


def _load(figures: Figures) -> tuple[type[QuotaDocument], Callable[[QuotaDocument], Any]]:
    from portal.employers.obligations.documents.quota import QuotaDocument
    from portal.employers.obligations.documents.quota_answer import answer

    parameters = figures()
    return QuotaDocument, lambda document: answer(document, parameters)


quota = document_command(
    "quota",
    _load,
    title="Quota di riserva di un’azienda (legge 68/99)",
    help="Calcola base, quota e posti scoperti di un’azienda, con l’articolo di ogni passaggio.\n\n"
    "Legge FILE, oppure lo standard input: un’azienda, un elenco, oppure un’azienda per riga. "
    "Usa i valori di legge distribuiti con il portale e non tocca il database;"
    " con --entered conta anche con quelli inseriti dai coordinatori.",
)
