"""`esonero`, `sanction`, `incentive`, `working-days`: what stands around the quota, from JSON documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.cli.documents import document_command
from portal.cli.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.employers.obligations.documents.esonero import EsoneroDocument
    from portal.employers.obligations.documents.incentive import IncentiveDocument
    from portal.employers.obligations.documents.sanction import SanctionDocument
    from portal.employers.obligations.documents.working_days import WorkingDaysDocument

_READS = "Legge FILE, oppure lo standard input: un documento, un elenco, oppure un documento per riga. "
_FIGURES = (
    "Usa i valori di legge distribuiti con il portale e non tocca il database;"
    " con --entered conta anche con quelli inseriti dai coordinatori."
)


def _load_esonero(figures: Figures) -> tuple[type[EsoneroDocument], Callable[[EsoneroDocument], Any]]:
    from portal.employers.obligations.documents.esonero import EsoneroDocument, answer

    parameters = figures()
    return EsoneroDocument, lambda document: answer(document, parameters)


def _load_sanction(figures: Figures) -> tuple[type[SanctionDocument], Callable[[SanctionDocument], Any]]:
    from portal.employers.obligations.documents.sanction import SanctionDocument, answer

    parameters = figures()
    return SanctionDocument, lambda document: answer(document, parameters)


def _load_incentive(figures: Figures) -> tuple[type[IncentiveDocument], Callable[[IncentiveDocument], Any]]:
    from portal.employers.obligations.documents.incentive import IncentiveDocument, answer

    parameters = figures()
    return IncentiveDocument, lambda document: answer(document, parameters)


def _load_working_days(
    _figures: Figures,
) -> tuple[type[WorkingDaysDocument], Callable[[WorkingDaysDocument], Any]]:
    from portal.employers.obligations.documents.working_days import WorkingDaysDocument, answer

    return WorkingDaysDocument, answer


esonero = document_command(
    "esonero",
    _load_esonero,
    title="Esonero parziale e autocertificato in una provincia (L. 68/1999 art. 5)",
    help="Calcola unità esonerate e contributo di una provincia, diviso dove qualcosa cambia.\n\n"
    + _READS
    + _FIGURES,
)
sanction = document_command(
    "sanction",
    _load_sanction,
    title="Sanzione per posti scoperti o prospetto in ritardo (L. 68/1999 art. 15)",
    help="Calcola la sanzione per posti scoperti o per un prospetto in ritardo, anche con la diffida.\n\n"
    + _READS
    + _FIGURES,
)
incentive = document_command(
    "incentive",
    _load_incentive,
    title="Incentivo INPS per un’assunzione (L. 68/1999 art. 13)",
    help="Calcola l’incentivo INPS per un’assunzione: percentuale, mesi, importo, termini.\n\n"
    + _READS
    + _FIGURES,
)
working_days = document_command(
    "working-days",
    _load_working_days,
    title="Giorni lavorativi di un periodo",
    help="Conta i giorni lavorativi di un periodo, con festività nazionali, santo patrono e contratto.\n\n"
    + _READS,
    dated=False,
)
