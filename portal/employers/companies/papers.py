"""Papers of a company that are kept for a term and no longer: which ones, whose, since when they are over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PaperKind(StrEnum):
    PROSPETTI = "prospetti"
    CONVENTIONS = "conventions"
    COMMITMENTS = "commitments"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class EndingPaper:
    """``over_on``: the day its term runs from (sent, ended, concluded). ``service_id``: a service that holds it too."""

    id: UUID
    company_id: UUID
    over_on: date
    service_id: UUID | None = None
