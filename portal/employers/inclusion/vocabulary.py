"""Words of the register of commitments and of the accommodations."""

from enum import StrEnum


class CommitmentKind(StrEnum):
    OBLIGATION = "obligation"
    TENDER = "tender"
    VOLUNTARY = "voluntary"


COMMITMENT_KIND_LABELS: dict[CommitmentKind, str] = {
    CommitmentKind.OBLIGATION: "Obbligo di legge",
    CommitmentKind.TENDER: "Condizione di gara",
    CommitmentKind.VOLUNTARY: "Impegno volontario",
}


class CommitmentStatus(StrEnum):
    """Computed from the dates, never stored."""

    PLANNED = "planned"
    OPEN = "open"
    LATE = "late"
    DONE = "done"


COMMITMENT_STATUS_LABELS: dict[CommitmentStatus, str] = {
    CommitmentStatus.PLANNED: "Da avviare",
    CommitmentStatus.OPEN: "In corso",
    CommitmentStatus.LATE: "In ritardo",
    CommitmentStatus.DONE: "Concluso",
}
