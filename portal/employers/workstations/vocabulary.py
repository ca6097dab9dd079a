"""Words of the workstation, with their Italian labels."""

from enum import StrEnum


class WorkstationState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


WORKSTATION_STATE_LABELS: dict[WorkstationState, str] = {
    WorkstationState.ACTIVE: "Attiva",
    WorkstationState.PAUSED: "In pausa",
    WorkstationState.RETIRED: "Non più usata",
}

WORKSTATION_STATE_TAGS: dict[WorkstationState, str] = {
    WorkstationState.ACTIVE: "ok",
    WorkstationState.PAUSED: "warning",
    WorkstationState.RETIRED: "neutral",
}

CLIMATE_LABELS: dict[int, str] = {1: "Difficile", 2: "Nella norma", 3: "Accogliente"}
"""How a service finds the place of work («Clima», services §9)."""

CHECK_DAYS = 180
"""Days after which a workstation is to be looked at again (`workstation.check_days`, services §12)."""
