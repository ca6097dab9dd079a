"""Traits of a job that a vacancy may state and a person may ask to avoid (noise, nights, public), by fixed codes."""

from enum import StrEnum


class JobTag(StrEnum):
    NOISE = "noise"
    NIGHT = "night"
    PUBLIC = "public"
    SHIFTS = "shifts"
    HEIGHTS = "heights"
    DUST = "dust"
    HEAT_OR_COLD = "heat_or_cold"
    ALONE = "alone"
    CROWD = "crowd"
    PACE = "pace"
    OUTDOORS = "outdoors"
    DRIVING = "driving"


JOB_TAG_LABELS: dict[JobTag, str] = {
    JobTag.NOISE: "Rumore",
    JobTag.NIGHT: "Lavoro di notte",
    JobTag.PUBLIC: "Contatto con il pubblico",
    JobTag.SHIFTS: "Turni",
    JobTag.HEIGHTS: "Lavoro in altezza",
    JobTag.DUST: "Polveri o odori forti",
    JobTag.HEAT_OR_COLD: "Caldo o freddo",
    JobTag.ALONE: "Lavoro da soli",
    JobTag.CROWD: "Ambienti affollati",
    JobTag.PACE: "Ritmi imposti",
    JobTag.OUTDOORS: "Lavoro all’aperto",
    JobTag.DRIVING: "Guida di mezzi",
}
